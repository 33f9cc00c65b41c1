//! What a stranger's file is, and whether we take it: decided from its headers, before any picture is decoded at length.
//!
//! ffprobe runs in the sandbox with a list of formats that hold media themselves; formats that point at other files (playlists,
//! manifests, concat lists) and formats without a header are not on it.

mod answer;
mod clean;
mod policy;
mod sniff;
mod streams;

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::refusal::Refusal;
use crate::tool::{Run, ToolError, Tools, Which};

pub use policy::{MAX_DURATION_US, MAX_FRAME_RATE, MAX_PIXELS, MAX_SIDE, MAX_STREAMS};

/// Demuxers that ffmpeg may use. No playlist, no manifest, no raw stream, no picture, no subtitle, no device.
pub(crate) const FORMATS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,avi,flv,asf,ogg,wav,w64,aiff,flac,mp3,aac,amr,ac3,eac3,caf,mxf,dv";

/// A fraction, such as a frame rate of 30000/1001.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// Numerator.
    pub num: u32,
    /// Denominator, not 0.
    pub den: u32,
}

impl Ratio {
    /// `num / den`.
    #[must_use]
    pub fn new(num: u32, den: u32) -> Self {
        Self { num, den: den.max(1) }
    }

    /// The value.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.num) / f64::from(self.den)
    }
}

/// How the stored picture must be turned to stand upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orientation {
    /// Quarter turns that the stored picture must be turned, as degrees: 0, 90, 180 or 270.
    pub degrees: u16,
    /// The picture is mirrored as well.
    pub mirrored: bool,
    /// The file's matrix is no turn at all (all zero, skewed): it is not followed.
    pub broken: bool,
}

impl Orientation {
    /// Nothing to do.
    #[must_use]
    pub fn is_upright(self) -> bool {
        self.degrees == 0 && !self.mirrored
    }

    /// Width and height change places.
    #[must_use]
    pub fn swaps_sides(self) -> bool {
        self.degrees % 180 == 90
    }
}

/// How brightness is coded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// Standard range, shown as it is.
    #[default]
    Standard,
    /// HDR by SMPTE ST 2084 (HDR10, Dolby Vision's base layer).
    Pq,
    /// HDR by ARIB STD-B67 (hybrid log-gamma).
    Hlg,
}

/// Colour as the file states it, in ffmpeg's words; empty when it doesn't say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colour {
    /// Transfer function, such as `bt709` or `smpte2084`.
    pub transfer: String,
    /// Primaries.
    pub primaries: String,
    /// Matrix coefficients.
    pub matrix: String,
    /// `tv`, `pc` or empty.
    pub range: String,
}

/// The picture that is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Video {
    /// Stream index in the file.
    pub index: u32,
    /// Codec in ffmpeg's words: `h264`, `hevc`, `vp9`.
    pub codec: String,
    /// Profile in ffmpeg's words; empty when unknown.
    pub profile: String,
    /// Stored size in pixels.
    pub width: u32,
    /// Stored size in pixels.
    pub height: u32,
    /// Width of a stored pixel over its height.
    pub sample_aspect: Ratio,
    /// How to turn it.
    pub orientation: Orientation,
    /// Pixel format in ffmpeg's words; empty when unknown.
    pub pixel_format: String,
    /// Bits of a sample.
    pub bit_depth: u32,
    /// What the file says of colour.
    pub colour: Colour,
    /// Standard or high dynamic range.
    pub light: Light,
    /// Pictures a second, on average.
    pub average_rate: Ratio,
    /// The least rate at which every picture falls on a tick (ffmpeg's guess).
    pub tick_rate: Ratio,
    /// The pictures don't come at even intervals.
    pub variable_rate: bool,
    /// Two fields woven into each picture.
    pub interlaced: bool,
    /// First picture in µs on the file's timeline.
    pub start_us: i64,
    /// Length in µs; 0 when the stream doesn't say.
    pub duration_us: u64,
}

impl Video {
    /// Size of the upright picture in square pixels, not yet rounded to even.
    #[must_use]
    pub fn upright(&self) -> (f64, f64) {
        let (width, height) = (f64::from(self.width) * self.sample_aspect.value(), f64::from(self.height));
        if self.orientation.swaps_sides() { (height, width) } else { (width, height) }
    }
}

/// The sound that is heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Audio {
    /// Stream index in the file.
    pub index: u32,
    /// Codec in ffmpeg's words.
    pub codec: String,
    /// Profile in ffmpeg's words; empty when unknown.
    pub profile: String,
    /// Channels.
    pub channels: u32,
    /// Samples a second.
    pub sample_rate: u32,
    /// First sample in µs on the file's timeline.
    pub start_us: i64,
    /// How much later than the picture it begins (negative: earlier); 0 without picture.
    pub offset_us: i64,
    /// Length in µs; 0 when the stream doesn't say.
    pub duration_us: u64,
    /// Language as the file states it (ISO 639), empty when it doesn't.
    pub language: String,
}

/// A chapter that the file brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// Begin in µs.
    pub start_us: u64,
    /// End in µs.
    pub end_us: u64,
    /// Title without control and direction characters, at most 500.
    pub title: String,
}

/// A text track in the file; never rendered, its text may be taken out by our own parsers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextTrack {
    /// Stream index in the file.
    pub index: u32,
    /// Codec in ffmpeg's words, such as `subrip`.
    pub codec: String,
    /// Language as the file states it.
    pub language: String,
}

/// What the file says of itself; each at most 500 characters without control and direction characters. Never trusted as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Title.
    pub title: String,
    /// Artist or author.
    pub artist: String,
    /// Comment or description.
    pub comment: String,
    /// When it was recorded, as the file writes it.
    pub created: String,
}

/// A file that we take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// Container in ffmpeg's words, such as `mov,mp4,m4a,3gp,3g2,mj2`.
    pub container: String,
    /// Length in µs.
    pub duration_us: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Where the file's timeline begins, in µs; outputs begin at 0.
    pub start_us: i64,
    /// The picture, if there is one that moves.
    pub video: Option<Video>,
    /// The sound, if there is one.
    pub audio: Option<Audio>,
    /// A still picture is attached (cover art); it is not shown as film.
    pub cover: bool,
    /// The file ends before its boxes do: the recording or the upload was cut short, but what is there may be read.
    pub cut_short: bool,
    /// Chapters, in order.
    pub chapters: Vec<Chapter>,
    /// Text tracks.
    pub text: Vec<TextTrack>,
    /// Cleaned metadata.
    pub metadata: Metadata,
}

/// Why there is no [`Probe`].
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// The file is refused; trying again gives the same.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The tool failed; trying again may help.
    #[error(transparent)]
    Tool(#[from] ToolError),
}

impl From<std::io::Error> for ProbeError {
    fn from(why: std::io::Error) -> Self {
        Self::Tool(ToolError::Io(why))
    }
}

/// Finds out what `file` is and holds it against the policy.
///
/// # Errors
/// [`ProbeError::Refused`] with the reason, [`ProbeError::Tool`] when ffprobe couldn't be run.
pub async fn probe(tools: &Tools, file: &Path) -> Result<Probe, ProbeError> {
    let head = sniff::look(file)?;
    let run = Run {
        which: Which::Ffprobe,
        input: file,
        output: None,
        args: arguments(file),
        wall: Duration::from_secs(30),
        progress: None,
        cancel: &CancellationToken::new(),
    };
    let done = match tools.run(run).await {
        Ok(done) => done,
        // A file that makes ffprobe use up its memory or time is refused like one it can't read.
        Err(ToolError::Failed { tail, .. }) => return Err(policy::unreadable(&head, &tail).into()),
        Err(ToolError::TimedOut { .. }) => return Err(Refusal::Damaged.into()),
        Err(other) => return Err(other.into()),
    };
    let answer: answer::Answer = serde_json::from_slice(&done.stdout).map_err(|why| ToolError::Unexpected { tool: "ffprobe", what: why.to_string() })?;
    let mut probe = policy::judge(&answer, &head, &done.stderr)?;
    if probe.duration_us == 0 {
        // Browsers record WebM without a length, and some phones stop without writing it: read through the packets.
        probe.duration_us = measure(tools, file).await?;
        policy::judge_duration(probe.duration_us)?;
    }
    Ok(probe)
}

fn arguments(file: &Path) -> Vec<OsString> {
    let pixels = MAX_PIXELS.to_string();
    let fixed = ["-v", "error", "-protocol_whitelist", "file,pipe", "-format_whitelist", FORMATS, "-max_streams", "64", "-max_pixels", &pixels];
    let more = ["-analyzeduration", "10M", "-probesize", "20M", "-print_format", "json", "-show_format", "-show_streams", "-show_chapters"];
    fixed.into_iter().chain(more).map(OsString::from).chain([crate::encode::file_argument(file)]).collect()
}

/// The length of a film that doesn't state it, in µs, by reading its packets without decoding.
async fn measure(tools: &Tools, file: &Path) -> Result<u64, ProbeError> {
    let mut args = crate::encode::preamble();
    args.extend([OsString::from("-i"), crate::encode::file_argument(file)]);
    args.extend(["-map", "0:V?", "-map", "0:a?", "-c", "copy", "-f", "null", "-"].map(OsString::from));
    let cancel = CancellationToken::new();
    let run = Run { which: Which::Ffmpeg, input: file, output: None, args, wall: Duration::from_secs(600), progress: Some((0, &|_| ())), cancel: &cancel };
    match tools.run(run).await {
        Ok(done) if done.reached_us > 0 => Ok(done.reached_us),
        Ok(_) | Err(ToolError::Failed { .. }) => Err(Refusal::Damaged.into()),
        Err(other) => Err(other.into()),
    }
}
