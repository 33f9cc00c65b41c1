//! One pass over a film: one decode, all its outputs, in one sandboxed ffmpeg.
//!
//! The folder afterwards: `{rung}/index.m3u8 init.mp4 00000.m4s …` for each rung, `audio/…` likewise, `audio.m4a`, `waveform.json`,
//! `sprite.jpg`, `sprite.vtt`; only what the pass asked for. Nothing else is left in it.

mod colour;
mod command;
mod filters;

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::loudness::{self, Loudness};
use crate::plan::PassSpec;
use crate::refusal::Refusal;
use crate::tool::{OnProgress, Run, ToolError, Tools, Which};
use crate::{progressive, storyboard, waveform};

pub(crate) use command::NOTHING_ELSE;
pub(crate) use filters::{Shape, sound as sound_chain, upright};

/// Something that went on although a part of the film was bad.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Warning {
    /// Sound is in the file but can't be decoded; the film is made without.
    SoundLost,
    /// The decoder stumbled; the pictures may show it.
    Damaged,
    /// Much less could be read than the file states; both in µs.
    Shorter {
        /// What the file states.
        stated_us: u64,
        /// What could be read.
        made_us: u64,
    },
}

/// What a pass made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PassResult {
    /// Rungs made, by name (folder), largest first.
    pub rungs: Vec<String>,
    /// The folder `audio` and the file `audio.m4a` were made.
    pub sound: bool,
    /// `sprite.jpg` and `sprite.vtt` were made.
    pub storyboard: bool,
    /// `waveform.json` was made.
    pub waveform: bool,
    /// Loudness of the source and the gain that was given.
    pub loudness: Option<Loudness>,
    /// Length of the picture (or of the sound, when alone) as made, in µs: what [`crate::verify`] holds each rendition against.
    pub duration_us: u64,
    /// Length of the sound as made, in µs; 0 without.
    pub sound_us: u64,
    /// What went less than well.
    pub warnings: Vec<Warning>,
}

/// Why a pass made nothing.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The film itself is at fault; trying again gives the same.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The tool failed; trying again may help.
    #[error(transparent)]
    Tool(#[from] ToolError),
}

impl From<std::io::Error> for EncodeError {
    fn from(why: std::io::Error) -> Self {
        Self::Tool(ToolError::Io(why))
    }
}

/// Runs a pass over `input` into `out_dir` (which must be there, and empty of what the pass makes).
///
/// # Errors
/// [`EncodeError::Refused`] when nothing of the film can be decoded, [`EncodeError::Tool`] for all else, cancelling included.
pub async fn run(
    tools: &Tools,
    spec: &PassSpec,
    input: &Path,
    out_dir: &Path,
    on_progress: OnProgress<'_>,
    cancel: &CancellationToken,
) -> Result<PassResult, EncodeError> {
    let work = Work { tools, input, out_dir, cancel };
    let mut warnings = Vec::new();
    let mut loudness = None;
    let mut spec = spec.clone();
    if let Some(sound) = spec.sound {
        match loudness::scan(&work, sound, spec.duration_us).await {
            Ok(found) => loudness = Some(found),
            Err(why) if spec.video.is_none() => return Err(blame(why)),
            Err(ToolError::Failed { .. }) => {
                spec.sound = None;
                warnings.push(Warning::SoundLost);
            }
            Err(other) => return Err(other.into()),
        }
    }
    for folder in spec.rungs.iter().map(|rung| rung.name.as_str()).chain(spec.sound.map(|_| "audio")) {
        tokio::fs::create_dir_all(out_dir.join(folder)).await?;
    }
    let gain = loudness.map_or(0.0, |loudness| loudness.gain_db);
    let args = command::pass(&spec, input, gain, tools.threads);
    let done = work.ffmpeg(args, spec.duration_us, on_progress).await.map_err(blame)?;
    if done.stderr.contains("Error while decoding") || done.stderr.contains("error while decoding") || done.stderr.contains("Invalid data found") {
        warnings.push(Warning::Damaged);
    }
    let mut result = finish(&work, &spec, warnings).await?;
    result.loudness = loudness.filter(|_| result.sound);
    if let Some(loudness) = result.loudness {
        waveform::write(out_dir, loudness.gain_db).await?;
        result.waveform = true;
    }
    let _ = tokio::fs::remove_file(out_dir.join(waveform::SAMPLES)).await;
    Ok(result)
}

/// Looks at what was made, and makes what needs no decoding.
async fn finish(work: &Work<'_>, spec: &PassSpec, mut warnings: Vec<Warning>) -> Result<PassResult, EncodeError> {
    let length = |folder: &str| {
        let text = std::fs::read_to_string(work.out_dir.join(folder).join("index.m3u8")).ok();
        text.and_then(|text| crate::verify::Playlist::parse(&text).ok()).map_or(0, |list| list.duration_us())
    };
    let rungs: Vec<String> = spec.rungs.iter().map(|rung| rung.name.clone()).collect();
    let duration_us = rungs.iter().map(|rung| length(rung)).min().unwrap_or(0);
    if !rungs.is_empty() && duration_us == 0 {
        return Err(Refusal::Damaged.into());
    }
    let sound_us = if spec.sound.is_some() { length("audio") } else { 0 };
    if spec.sound.is_some() && sound_us == 0 {
        if rungs.is_empty() {
            return Err(Refusal::Damaged.into());
        }
        warnings.push(Warning::SoundLost);
        tokio::fs::remove_dir_all(work.out_dir.join("audio")).await?;
    }
    if sound_us > 0 {
        progressive::audio(work, spec.duration_us).await?;
    }
    if let Some(tiles) = spec.storyboard {
        storyboard::tile(work, tiles).await?;
        tokio::fs::write(work.out_dir.join("sprite.vtt"), tiles.webvtt(duration_us)).await?;
    }
    let made_us = duration_us.max(sound_us);
    if made_us + 2_000_000 < spec.duration_us && made_us * 10 < spec.duration_us * 9 {
        warnings.push(Warning::Shorter { stated_us: spec.duration_us, made_us });
    }
    let duration_us = if rungs.is_empty() { sound_us } else { duration_us };
    Ok(PassResult { rungs, sound: sound_us > 0, storyboard: spec.storyboard.is_some(), waveform: false, loudness: None, duration_us, sound_us, warnings })
}

/// Is it the film's fault or the machine's? Trying again helps only with the latter.
fn blame(why: ToolError) -> EncodeError {
    const FILM: [&str; 8] = [
        "Invalid data found",
        "Error while decoding",
        "error while decoding",
        "Conversion failed",
        "does not contain any stream",
        "matches no streams",
        "Output file is empty",
        "Cannot determine format of input",
    ];
    const MACHINE: [&str; 6] =
        ["No space left", "Cannot allocate memory", "Permission denied", "Read-only file system", "Input/output error", "File too large"];
    match &why {
        ToolError::Failed { tail, .. } if FILM.iter().any(|words| tail.contains(words)) && !MACHINE.iter().any(|words| tail.contains(words)) => {
            Refusal::Damaged.into()
        }
        _ => why.into(),
    }
}

/// One film being worked on: what each step of a pass needs.
pub(crate) struct Work<'a> {
    pub tools: &'a Tools,
    /// The file (or folder) that may be read.
    pub input: &'a Path,
    /// The folder that may be written.
    pub out_dir: &'a Path,
    pub cancel: &'a CancellationToken,
}

impl Work<'_> {
    /// Runs ffmpeg over the film. `duration_us` of film sets how long it may take.
    pub(crate) async fn ffmpeg(&self, args: Vec<OsString>, duration_us: u64, on_progress: OnProgress<'_>) -> Result<crate::tool::Done, ToolError> {
        let run = Run {
            which: Which::Ffmpeg,
            input: self.input,
            output: Some(self.out_dir),
            args,
            wall: wall(duration_us),
            progress: Some((duration_us, on_progress)),
            cancel: self.cancel,
        };
        self.tools.run(run).await
    }
}

/// Five minutes, and forty times the film: a 4K HDR film on two slow cores takes ten times its length.
fn wall(duration_us: u64) -> Duration {
    Duration::from_secs(300) + Duration::from_micros(duration_us) * 40
}

/// Arguments that stand before every input: what ffmpeg may open, and how it talks.
pub(crate) fn preamble() -> Vec<OsString> {
    let fixed = ["-hide_banner", "-nostdin", "-nostats", "-y", "-v", "error", "-progress", "pipe:1"];
    let input = ["-protocol_whitelist", "file,pipe", "-format_whitelist", crate::probe::FORMATS, "-max_streams", "64"];
    fixed.into_iter().chain(input).map(OsString::from).collect()
}

/// A path as ffmpeg's argument: never an option, a protocol or a pattern, and right from any working folder.
pub(crate) fn file_argument(path: &Path) -> OsString {
    let mut argument = OsString::from("file:");
    argument.push(crate::tool::absolute(path));
    argument
}
