//! Chapters of a talk, from a WebVTT chapter track.

use serde::{Deserialize, Serialize};

use crate::Cue;

/// A named stretch of the film.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// Milliseconds from the film's start.
    pub start_ms: u64,
    /// Milliseconds; never beyond the next chapter's start.
    pub end_ms: u64,
    /// The title on one line.
    pub title: String,
}

/// Chapters in order of time: one per distinct start, without overlaps; cues without a title are left out.
#[must_use]
pub fn chapters(cues: &[Cue]) -> Vec<Chapter> {
    let mut found: Vec<Chapter> = cues
        .iter()
        .map(|cue| Chapter { start_ms: cue.start_ms, end_ms: cue.end_ms, title: one_line(&cue.text) })
        .filter(|chapter| !chapter.title.is_empty())
        .collect();
    found.sort_by_key(|chapter| chapter.start_ms);
    found.dedup_by_key(|chapter| chapter.start_ms);
    for n in 1..found.len() {
        let next = found[n].start_ms;
        let before = &mut found[n - 1];
        before.end_ms = before.end_ms.min(next);
    }
    found
}

/// Lines joined by single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_come_in_order_and_never_overlap() {
        let cues = [Cue::new(60_000, 90_000, "Med ryggen\ntil"), Cue::new(0, 65_000, "Stolen ved vinduet"), Cue::new(90_000, 91_000, "  ")];
        let found = chapters(&cues);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].start_ms, found[0].end_ms), (0, 60_000));
        assert_eq!(found[1].title, "Med ryggen til");
    }
}
