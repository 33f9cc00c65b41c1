//! One caption: a piece of text and the span of time in which it stands.

use serde::{Deserialize, Serialize};

/// A caption as plain text; markup has been read away.
///
/// The text may hold several lines (`\n`) but never an empty one inside: WebVTT cannot express it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// Milliseconds from the film's start.
    pub start_ms: u64,
    /// Milliseconds from the film's start; always after `start_ms` when read by [`crate::webvtt::parse`].
    pub end_ms: u64,
    /// Plain text as shown, without tags and entities.
    pub text: String,
    /// Who speaks, from a voice tag `<v Mette>`.
    pub speaker: Option<String>,
    /// The cue's identifier line.
    pub id: Option<String>,
    /// Position and alignment as written after the times, e.g. `line:0 align:start`.
    pub settings: Option<String>,
}

impl Cue {
    /// A cue with times in milliseconds and text only.
    #[must_use]
    pub fn new(start_ms: u64, end_ms: u64, text: impl Into<String>) -> Self {
        Self { start_ms, end_ms, text: text.into(), ..Self::default() }
    }
}
