//! The voice: each sentence spoken by espeak-ng, then put on one line of time with rests between.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};

use super::shots::{END_MS, STEP_MS};
use super::tool;
use super::wav::Sound;
use crate::demo::manuscript::{Rest, Script, Sentence};
use crate::demo::{Voice, film::Tools};

/// The film begins with a breath and ends with one.
const BEFORE_MS: u64 = 800;
const AFTER_MS: u64 = 900;
/// No sentence begins sooner than this after the one before, so that each caption can stand for a second.
const APART_MS: u64 = 1_120;

/// When a sentence is spoken, in milliseconds from the film's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub start_ms: u64,
    pub end_ms: u64,
}

/// All that is said, and when.
#[derive(Debug)]
pub(super) struct Spoken {
    pub sound: Sound,
    /// One for each sentence of the script.
    pub spans: Vec<Span>,
    /// The film's length in whole steps, with the card at its end.
    pub length_ms: u64,
}

/// Speaks the whole script; `told` is called with the number of sentences spoken so far.
pub(super) async fn speak(tools: &Tools, voice: &Voice, script: &Script, scratch: &Path, mut told: impl FnMut(usize)) -> Result<Spoken> {
    let mut pieces = Vec::with_capacity(script.sentences.len());
    let file = scratch.join("sentence.wav");
    for (n, sentence) in script.sentences.iter().enumerate() {
        let args = arguments(voice, sentence, n, &file);
        tool::run(&tools.espeak, &args, Duration::from_secs(20)).await?;
        let wav = tokio::fs::read(&file).await.context("espeak-ng wrote nothing")?;
        pieces.push(Sound::read(&wav)?.trimmed());
        told(n + 1);
    }
    let lengths: Vec<u64> = pieces.iter().map(Sound::ms).collect();
    let spans = timeline(&script.sentences, &lengths);
    let rate = pieces.first().map_or(22_050, |piece| piece.rate);
    let mut sound = Sound { rate, samples: Vec::new() };
    for (span, piece) in spans.iter().zip(&pieces) {
        sound.place(span.start_ms, &piece.samples);
    }
    let end = spans.last().map_or(0, |span| span.end_ms) + AFTER_MS;
    let length_ms = end.div_ceil(STEP_MS) * STEP_MS + END_MS;
    sound.lengthen(length_ms);
    Ok(Spoken { sound, spans, length_ms })
}

/// A living voice isn't the same twice: pitch and speed sway a little from sentence to sentence.
fn arguments(voice: &Voice, sentence: &Sentence, n: usize, file: &Path) -> Vec<String> {
    let sway = [0_i32, 2, -2, 1, -1][n % 5];
    let pitch = voice.pitch.saturating_add_signed(sway).min(99);
    let speed = voice.speed.saturating_add_signed(sway * 2);
    let text = sentence.text.replace(['»', '«'], "");
    vec![
        "-v".to_owned(),
        format!("da+{}", voice.variant),
        "-s".to_owned(),
        speed.to_string(),
        "-p".to_owned(),
        pitch.to_string(),
        "-w".to_owned(),
        file.display().to_string(),
        "--".to_owned(),
        text,
    ]
}

/// When each sentence is spoken, given how long each takes.
pub(super) fn timeline(sentences: &[Sentence], lengths_ms: &[u64]) -> Vec<Span> {
    let mut at = BEFORE_MS;
    let mut spans = Vec::with_capacity(sentences.len());
    for (n, (sentence, length)) in sentences.iter().zip(lengths_ms).enumerate() {
        spans.push(Span { start_ms: at, end_ms: at + length });
        let rest = match sentence.rest {
            Rest::Sentence => 400 + 80 * (n as u64 % 3),
            Rest::Paragraph => 800,
            Rest::Chapter => 1_100,
        };
        at += (length + rest).max(APART_MS);
    }
    spans
}
