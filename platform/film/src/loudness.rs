//! Loudness by ITU-R BS.1770 / EBU R 128: one scan, then a plain gain, so that all talks sound alike and nothing is compressed.

use std::ffi::OsString;

use serde::{Deserialize, Serialize};

use crate::encode::{Work, file_argument, preamble, sound_chain};
use crate::plan::Sound;
use crate::tool::ToolError;
use crate::waveform;

/// Where every film is brought to, in LUFS.
pub const TARGET_LUFS: f64 = -16.0;
/// Highest true peak after the gain, in dBTP.
pub const PEAK_DBTP: f64 = -1.5;
/// Below this there is no speech to bring up, only noise, in LUFS.
const SILENCE_LUFS: f64 = -60.0;
/// More gain than this brings up the noise of the room.
const MOST_DB: f64 = 24.0;

/// What a scan found, and the gain that follows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loudness {
    /// Integrated loudness of the source in LUFS; −70 is silence or too short to tell.
    pub integrated_lufs: f64,
    /// True peak of the source in dBTP.
    pub true_peak_dbtp: f64,
    /// Gain given to the audio rendition in dB.
    pub gain_db: f64,
}

impl Loudness {
    /// The gain for a source of that loudness and peak.
    #[must_use]
    pub fn of(integrated_lufs: f64, true_peak_dbtp: f64) -> Self {
        let room = PEAK_DBTP - true_peak_dbtp;
        let measured = integrated_lufs.is_finite() && true_peak_dbtp.is_finite() && integrated_lufs > SILENCE_LUFS;
        let gain_db = if measured { (TARGET_LUFS - integrated_lufs).min(room).min(MOST_DB) } else { 0.0 };
        Self { integrated_lufs: integrated_lufs.max(-70.0), true_peak_dbtp: true_peak_dbtp.max(-120.0), gain_db: (gain_db * 100.0).round() / 100.0 }
    }
}

/// Scans the sound once, and leaves its samples for the waveform beside ([`waveform::SAMPLES`]).
pub(crate) async fn scan(work: &Work<'_>, sound: Sound, duration_us: u64) -> Result<Loudness, ToolError> {
    let mut args = preamble();
    // The summary is said at this level, and only there.
    args.extend(["-v", "info", "-vn", "-sn", "-dn", "-i"].map(OsString::from));
    args.push(file_argument(work.input));
    let heard = sound_chain(sound.channels, 0.0);
    let graph = format!(
        "[0:{}]{heard},asplit[a][b];[a]ebur128=peak=true:framelog=verbose[scan];[b]aresample={rate},aformat=sample_fmts=s16:channel_layouts=mono[samples]",
        sound.index,
        rate = waveform::RATE
    );
    args.extend(
        [
            "-filter_complex",
            &graph,
            "-map",
            "[scan]",
            "-f",
            "null",
            "-",
            "-map",
            "[samples]",
            "-c:a",
            "pcm_s16le",
            "-t",
            "43260",
            "-f",
            "s16le",
            waveform::SAMPLES,
        ]
        .map(OsString::from),
    );
    let done = work.ffmpeg(args, duration_us, &|_| ()).await?;
    let (integrated, peak) = summary(&done.stderr).ok_or_else(|| ToolError::Unexpected { tool: "ffmpeg", what: "no loudness summary".into() })?;
    Ok(Loudness::of(integrated, peak))
}

/// Reads `I:` and `Peak:` of ebur128's summary, in LUFS and dBFS.
fn summary(said: &str) -> Option<(f64, f64)> {
    let summary = &said[said.rfind("Integrated loudness:")?..];
    let value = |name: &str| {
        summary
            .lines()
            .find_map(|line| line.trim().strip_prefix(name))
            .and_then(|rest| rest.split_whitespace().next())
            .and_then(|number| number.parse::<f64>().ok())
    };
    Some((value("I:")?, value("Peak:")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_as_ffmpeg_prints_it() {
        let said = "x\n[Parsed_ebur128_0 @ 0x1] Summary:\n\n  Integrated loudness:\n    I:         -23.0 LUFS\n    Threshold: -33.5 LUFS\n\n  True peak:\n    Peak:       -6.4 dBFS\n";
        assert_eq!(summary(said), Some((-23.0, -6.4)));
        assert_eq!(summary("Integrated loudness:\n I: -70.0 LUFS\n True peak:\n Peak: -inf dBFS").map(|(_, peak)| peak), Some(f64::NEG_INFINITY));
        assert_eq!(summary("nothing"), None);
    }

    #[test]
    fn gain_reaches_the_target_unless_peaks_forbid_it() {
        assert_eq!(Loudness::of(-23.0, -10.0).gain_db, 7.0);
        assert_eq!(Loudness::of(-23.0, -4.0).gain_db, 2.5, "held by the peak");
        assert_eq!(Loudness::of(-10.0, 0.5).gain_db, -6.0);
        assert_eq!(Loudness::of(-70.0, f64::NEG_INFINITY).gain_db, 0.0, "silence stays silence");
        assert_eq!(Loudness::of(-55.0, -40.0).gain_db, 24.0);
    }
}
