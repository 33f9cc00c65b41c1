//! Captions: what is said in a film and when.
//!
//! [`webvtt`] reads and writes WebVTT files. [`chapters`] reads a chapter track. [`Transcript`] joins both
//! into what a person reads: sentences with their times, grouped under the chapters' titles.
//! Everything here is pure: text in, values out; no file, no clock. Nothing panics on any input.

mod chapter;
mod cue;
mod mended;
mod sentence;
mod transcript;
pub mod webvtt;

pub use chapter::{Chapter, chapters};
pub use cue::Cue;
pub use mended::{Mended, Problem};
pub use transcript::{Line, Section, Transcript};
