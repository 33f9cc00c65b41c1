//! What was wrong in a caption file, and what we did about it, so that an editor can be told.

use serde::{Deserialize, Serialize};

/// One fault in a file that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mended {
    /// Line in the file, from 1.
    pub line: u32,
    /// What was found there.
    pub problem: Problem,
}

/// The kinds of fault; each name is a message key for the one who shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// The first line isn't `WEBVTT`: nothing was read.
    NotWebVtt,
    /// A line with `-->` whose times can't be read: that cue was skipped.
    Timing,
    /// A cue that ends before or when it starts: skipped.
    Backwards,
    /// Text that belongs to no cue: skipped.
    StrayText,
    /// A tag `<…` without `>`: what followed in the cue was taken as the tag, as players do.
    OpenTag,
    /// Bytes that aren't UTF-8, shown as `�`.
    Encoding,
}

impl Problem {
    /// The message key, e.g. `not-web-vtt`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotWebVtt => "not-web-vtt",
            Self::Timing => "timing",
            Self::Backwards => "backwards",
            Self::StrayText => "stray-text",
            Self::OpenTag => "open-tag",
            Self::Encoding => "encoding",
        }
    }
}
