//! WebVTT: reading and writing caption files.
//!
//! Source: W3C, WebVTT: The Web Video Text Tracks Format (Candidate Recommendation), sections 4 (syntax) and
//! 6 (parsing). The reader follows the parsing rules step by step, so a file gives the cues that a browser shows;
//! what those rules drop in silence is reported as [`Mended`]. `NOTE`, `STYLE` and `REGION` blocks are passed over.

mod blocks;
mod entity;
mod text;
mod timestamp;
mod write;

pub use timestamp::format as timestamp;
pub use write::write;

use crate::{Cue, Mended, Problem};

/// The bytes are no WebVTT file: the first line isn't `WEBVTT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a WebVTT file: the first line must be WEBVTT")]
pub struct NotWebVtt;

/// Reads the cues of a file and what had to be mended. A file without the signature gives no cue and
/// [`Problem::NotWebVtt`].
#[must_use]
pub fn parse(file: &str) -> (Vec<Cue>, Vec<Mended>) {
    blocks::parse(file)
}

/// Reads a file as it lies on disk: UTF-8, with or without a byte order mark.
///
/// # Errors
/// [`NotWebVtt`] when the signature is missing.
pub fn read(bytes: &[u8]) -> Result<(Vec<Cue>, Vec<Mended>), NotWebVtt> {
    let file = String::from_utf8_lossy(bytes);
    let (cues, mut mended) = parse(&file);
    if mended.iter().any(|fault| fault.problem == Problem::NotWebVtt) {
        return Err(NotWebVtt);
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        let before = &bytes[..error.valid_up_to()];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        mended.push(Mended { line: u32::try_from(line).unwrap_or(u32::MAX), problem: Problem::Encoding });
    }
    Ok((cues, mended))
}
