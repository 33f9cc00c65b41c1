//! Which picture is seen when: the film in steps of two seconds, each one closed group of pictures.

use super::figure::POSES;
use super::voice::Span;
use crate::demo::{Script, View};

/// The length of a step in milliseconds.
pub(super) const STEP_MS: u64 = 2_000;

/// What is seen in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Shot {
    pub view: View,
    pub pose: usize,
}

/// How long the card at the end is seen, in milliseconds.
pub(super) const END_MS: u64 = 2 * STEP_MS;

/// One shot for each step of the film.
pub(super) fn shots(script: &Script, spans: &[Span], length_ms: u64) -> Vec<Shot> {
    (0..length_ms / STEP_MS)
        .map(|step| {
            let middle = step * STEP_MS + STEP_MS / 2;
            if middle > length_ms.saturating_sub(END_MS) {
                return Shot { view: View::End, pose: 0 };
            }
            let n = spans.iter().rposition(|span| span.start_ms <= middle + 300).unwrap_or(0);
            let view = script.sentences.get(n).map_or(View::Stage, |sentence| sentence.view);
            let pose = match spans.get(n) {
                Some(span) if middle < span.end_ms => {
                    let since = middle.saturating_sub(span.start_ms) / STEP_MS;
                    (n + usize::try_from(since).unwrap_or(0)) % POSES
                }
                _ => 0,
            };
            Shot { view, pose }
        })
        .collect()
}

/// The different shots, each once, in order.
pub(super) fn distinct(shots: &[Shot]) -> Vec<Shot> {
    let mut once = shots.to_vec();
    once.sort_unstable();
    once.dedup();
    once
}
