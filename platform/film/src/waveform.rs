//! The waveform: one peak for every tenth of a second, from the samples that the loudness scan leaves.

use std::io::{self, BufReader, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Samples a second of the file between.
pub(crate) const RATE: u32 = 8_000;
/// The file between: 16-bit little-endian mono. It is gone when the pass is done.
pub(crate) const SAMPLES: &str = "samples.pcm";
/// Film time of one peak in ms.
const STEP_MS: u32 = 100;

/// `waveform.json`: `{"step_ms":100,"peaks":[0,17,…]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waveform {
    /// Film time of one peak in ms.
    pub step_ms: u32,
    /// Highest level within each step, 0 (silence) to 255 (full scale), after the loudness gain.
    pub peaks: Vec<u8>,
}

impl Waveform {
    /// Peaks of 16-bit little-endian mono samples at `rate` a second.
    ///
    /// # Errors
    /// As the reader's.
    pub fn read(samples: impl Read, rate: u32, gain_db: f64) -> io::Result<Self> {
        let gain = 10_f64.powf(gain_db / 20.0);
        let per_step = (rate * STEP_MS / 1_000) as usize * 2;
        let mut samples = BufReader::with_capacity(1 << 16, samples);
        let (mut peaks, mut step) = (Vec::new(), Vec::with_capacity(per_step));
        loop {
            step.clear();
            samples.by_ref().take(per_step as u64).read_to_end(&mut step)?;
            let highest = step.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]]).unsigned_abs()).max();
            let Some(highest) = highest else { break };
            peaks.push((f64::from(highest) * gain / 32_768.0 * 255.0).round().min(255.0) as u8);
        }
        Ok(Self { step_ms: STEP_MS, peaks })
    }
}

/// Turns the samples in `folder` into its `waveform.json`.
pub(crate) async fn write(folder: &Path, gain_db: f64) -> io::Result<()> {
    let folder = folder.to_path_buf();
    let work = move || {
        let waveform = Waveform::read(std::fs::File::open(folder.join(SAMPLES))?, RATE, gain_db)?;
        std::fs::write(folder.join("waveform.json"), serde_json::to_vec(&waveform)?)
    };
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peaks_of_loud_and_silent_tenths() {
        let mut bytes = vec![0_u8; 1_600];
        bytes.extend((0..800).flat_map(|n: i16| (if n % 2 == 0 { 16_384_i16 } else { -16_384 }).to_le_bytes()));
        bytes.extend(32_767_i16.to_le_bytes());
        assert_eq!(Waveform::read(bytes.as_slice(), RATE, 0.0).unwrap(), Waveform { step_ms: 100, peaks: vec![0, 128, 255] });
        assert_eq!(Waveform::read(bytes.as_slice(), RATE, 20.0).unwrap().peaks[1], 255, "never over full scale");
    }
}
