//! A rendition counts when it is finished and verified: its playlist is whole, every segment is there, its length is the film's,
//! and both its ends decode. Only then is it shown.

mod codec;
mod playlist;

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::encode::{file_argument, preamble};
use crate::progressive::join_files;
use crate::tool::{Run, ToolError, Tools, Which};

pub use codec::{Track, describe};
pub use playlist::{Playlist, Segment};

/// How far a rendition's length may be from the film's, in µs.
const TOLERANCE_US: u64 = 500_000;

/// A rendition that may be shown, and what its line in the master playlist says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verified {
    /// RFC 6381, such as `avc1.64001f` or `mp4a.40.2`.
    pub codecs: String,
    /// Pixels; 0 for sound.
    pub width: u32,
    /// Pixels; 0 for sound.
    pub height: u32,
    /// Pictures a second; 0 for sound.
    pub frame_rate: f64,
    /// Channels; 0 for a picture.
    pub channels: u32,
    /// Highest bits a second of any stretch of segments about as long as the target duration (RFC 8216, 4.1).
    pub peak_bits: u64,
    /// Bits a second over all.
    pub average_bits: u64,
    /// Length in µs.
    pub duration_us: u64,
    /// Segments.
    pub segments: usize,
    /// Bytes of init and segments.
    pub bytes: u64,
}

/// Why a rendition doesn't count.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It is not what it should be.
    #[error("{0}")]
    Wrong(String),
    /// The tool that decodes its ends failed for a reason of its own.
    #[error(transparent)]
    Tool(#[from] ToolError),
}

impl From<std::io::Error> for VerifyError {
    fn from(why: std::io::Error) -> Self {
        Self::Tool(ToolError::Io(why))
    }
}

/// Verifies the rendition in `folder` against the length it should have (µs, from [`crate::encode::PassResult`]).
///
/// `scratch` takes two small files for a moment; the decoder sees nothing else.
///
/// # Errors
/// [`VerifyError::Wrong`] with what is wrong, [`VerifyError::Tool`] when the decoder couldn't be run.
pub async fn rendition(tools: &Tools, folder: &Path, expected_us: u64, scratch: &Path, cancel: &CancellationToken) -> Result<Verified, VerifyError> {
    let text = tokio::fs::read_to_string(folder.join("index.m3u8")).await.map_err(|why| VerifyError::Wrong(format!("index.m3u8: {why}")))?;
    let list = Playlist::parse(&text).map_err(VerifyError::Wrong)?;
    if !list.ended {
        return Err(VerifyError::Wrong("the playlist has no end".into()));
    }
    let duration_us = list.duration_us();
    if duration_us.abs_diff(expected_us) > TOLERANCE_US {
        return Err(VerifyError::Wrong(format!("{:.3} s long instead of {:.3} s", duration_us as f64 / 1e6, expected_us as f64 / 1e6)));
    }
    let sizes = sizes(folder, &list)?;
    let init = tokio::fs::read(folder.join(&list.init)).await?;
    let track = describe(&init).ok_or_else(|| VerifyError::Wrong(format!("{} describes no track", list.init)))?;
    let first = tokio::fs::read(folder.join(&list.segments[0].name)).await?;
    let frame_rate = if track.width > 0 { codec::samples(&first) as f64 / (list.segments[0].us as f64 / 1e6) } else { 0.0 };
    ends_decode(tools, folder, &list, scratch, cancel).await?;
    let total: u64 = sizes.iter().sum();
    Ok(Verified {
        codecs: track.codecs,
        width: track.width,
        height: track.height,
        frame_rate: (frame_rate * 1_000.0).round() / 1_000.0,
        channels: track.channels,
        peak_bits: list.peak_bits(&sizes),
        average_bits: bits(total, duration_us),
        duration_us,
        segments: sizes.len(),
        bytes: total + init.len() as u64,
    })
}

/// Bits a second.
fn bits(bytes: u64, us: u64) -> u64 {
    (bytes as f64 * 8e6 / us.max(1) as f64).ceil() as u64
}

fn sizes(folder: &Path, list: &Playlist) -> Result<Vec<u64>, VerifyError> {
    let size = |name: &str| match std::fs::metadata(folder.join(name)) {
        Ok(found) if found.is_file() && found.len() > 0 => Ok(found.len()),
        Ok(_) => Err(VerifyError::Wrong(format!("{name} is empty"))),
        Err(why) => Err(VerifyError::Wrong(format!("{name}: {why}"))),
    };
    size(&list.init)?;
    list.segments.iter().map(|segment| size(&segment.name)).collect()
}

/// Decodes the first and the last segment, each behind the init, in one run of ffmpeg.
async fn ends_decode(tools: &Tools, folder: &Path, list: &Playlist, scratch: &Path, cancel: &CancellationToken) -> Result<(), VerifyError> {
    let ends = scratch.join("ends");
    std::fs::create_dir_all(&ends)?;
    let mut args = preamble();
    args.extend(["-xerror"].map(OsString::from));
    let mut segments = vec![&list.segments[0]];
    segments.extend(list.segments.last().filter(|_| list.segments.len() > 1));
    for (n, segment) in segments.iter().enumerate() {
        let joined = ends.join(format!("{n}.mp4"));
        join_files(folder, [list.init.as_str(), segment.name.as_str()].into_iter(), &joined)?;
        args.extend(["-err_detect", "explode", "-i"].map(OsString::from));
        args.push(file_argument(&joined));
    }
    for n in 0..segments.len() {
        args.extend(["-map", &n.to_string()].map(OsString::from));
        args.extend(["-f", "null", "-"].map(OsString::from));
    }
    let run = Run { which: Which::Ffmpeg, input: &ends, output: None, args, wall: Duration::from_secs(120), progress: Some((0, &|_| ())), cancel };
    let done = tools.run(run).await;
    std::fs::remove_dir_all(&ends)?;
    let bad = |said: &str| VerifyError::Wrong(format!("the ends can't be decoded: {said}"));
    match done {
        Ok(done) if done.reached_us > 0 => Ok(()),
        Ok(done) => Err(bad(&done.stderr)),
        Err(ToolError::Failed { tail, .. }) => Err(bad(&tail)),
        Err(other) => Err(other.into()),
    }
}
