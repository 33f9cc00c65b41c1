//! The transcript: what is said, as sentences under the chapters' titles.

use serde::{Deserialize, Serialize};

use crate::chapter::one_line;
use crate::{Chapter, Cue, sentence};

/// A sentence is cut when it grows longer than this many characters …
const LONGEST: usize = 240;
/// … or when the speaker is silent for longer than this between two cues.
const PAUSE_MS: u64 = 2_500;

/// What is said in a talk, ready to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// In order of time. What comes before the first chapter stands in a section without a title.
    pub sections: Vec<Section>,
}

/// The lines of one chapter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The chapter's title; `None` when there are no chapters, or before the first.
    pub title: Option<String>,
    /// Milliseconds: the chapter's start.
    pub start_ms: u64,
    /// At least one, unless the chapter is silent.
    pub lines: Vec<Line>,
}

/// One sentence (or as much of it as fits), from one or several captions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Milliseconds: the first caption's start.
    pub start_ms: u64,
    /// Milliseconds: the last caption's end.
    pub end_ms: u64,
    /// On one line.
    pub text: String,
    /// Who speaks, when the captions say so.
    pub speaker: Option<String>,
}

impl Transcript {
    /// Joins captions to sentences and puts them under the chapter in which they begin.
    #[must_use]
    pub fn new(cues: &[Cue], chapters: &[Chapter]) -> Self {
        let mut sections: Vec<Section> =
            chapters.iter().map(|chapter| Section { title: Some(chapter.title.clone()), start_ms: chapter.start_ms, lines: Vec::new() }).collect();
        let mut before = Section::default();
        for line in lines(cues, chapters) {
            match section_at(chapters, line.start_ms) {
                Some(n) => sections[n].lines.push(line),
                None => before.lines.push(line),
            }
        }
        if !before.lines.is_empty() {
            sections.insert(0, before);
        }
        Self { sections }
    }

    /// All lines in order of time.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.sections.iter().flat_map(|section| &section.lines)
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines().next().is_none()
    }

    /// Number of words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.lines().map(|line| line.text.split_whitespace().count()).sum()
    }

    /// As a text file: each chapter's title on a line of its own, its sentences as one paragraph per speaker.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for section in &self.sections {
            if let Some(title) = &section.title {
                paragraph(&mut text, title);
            }
            for part in section.lines.chunk_by(|a, b| a.speaker == b.speaker) {
                let said = part.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
                match &part[0].speaker {
                    Some(name) => paragraph(&mut text, &format!("{name}: {said}")),
                    None => paragraph(&mut text, &said),
                }
            }
        }
        text
    }
}

fn paragraph(text: &mut String, words: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(words);
    text.push('\n');
}

/// The chapter in which a moment lies: the last one that has begun.
fn section_at(chapters: &[Chapter], at_ms: u64) -> Option<usize> {
    chapters.iter().rposition(|chapter| chapter.start_ms <= at_ms)
}

fn lines(cues: &[Cue], chapters: &[Chapter]) -> Vec<Line> {
    let mut ordered: Vec<&Cue> = cues.iter().filter(|cue| !cue.text.trim().is_empty()).collect();
    ordered.sort_by_key(|cue| cue.start_ms);
    let mut lines: Vec<Line> = Vec::new();
    for cue in ordered {
        let text = one_line(&cue.text);
        match lines.last_mut() {
            Some(line) if continues(line, cue, &text, chapters) => {
                line.text.push(' ');
                line.text.push_str(&text);
                line.end_ms = line.end_ms.max(cue.end_ms);
            }
            _ => lines.push(Line { start_ms: cue.start_ms, end_ms: cue.end_ms, text, speaker: cue.speaker.clone() }),
        }
    }
    lines
}

fn continues(line: &Line, cue: &Cue, text: &str, chapters: &[Chapter]) -> bool {
    !sentence::ends(&line.text)
        && line.speaker == cue.speaker
        && cue.start_ms >= line.end_ms.saturating_sub(PAUSE_MS)
        && cue.start_ms <= line.end_ms.saturating_add(PAUSE_MS)
        && line.text.chars().count() + text.chars().count() < LONGEST
        && section_at(chapters, line.start_ms) == section_at(chapters, cue.start_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters;

    fn talk() -> Transcript {
        let cues = [
            Cue::new(500, 2_000, "Velkommen."),
            Cue::new(10_000, 12_000, "Jeg tog en stol\nog satte mig"),
            Cue::new(12_000, 14_000, "ved siden af ham."),
            Cue::new(14_200, 15_000, "Vi sad"),
            Cue::new(20_000, 21_000, "stille."),
        ];
        let titles = chapters(&[Cue::new(10_000, 20_000, "Stolen"), Cue::new(20_000, 30_000, "Stilheden")]);
        Transcript::new(&cues, &titles)
    }

    #[test]
    fn captions_become_sentences_under_chapters() {
        let talk = talk();
        let found: Vec<_> = talk.sections.iter().map(|section| (section.title.as_deref(), section.lines.len())).collect();
        assert_eq!(found, [(None, 1), (Some("Stolen"), 2), (Some("Stilheden"), 1)]);
        let line = &talk.sections[1].lines[0];
        assert_eq!(line.text, "Jeg tog en stol og satte mig ved siden af ham.");
        assert_eq!((line.start_ms, line.end_ms), (10_000, 14_000));
        assert_eq!(talk.words(), 15);
    }

    #[test]
    fn the_text_file_has_titles_and_paragraphs() {
        assert_eq!(talk().to_text(), "Velkommen.\n\nStolen\n\nJeg tog en stol og satte mig ved siden af ham. Vi sad\n\nStilheden\n\nstille.\n");
    }

    #[test]
    fn a_change_of_speaker_begins_a_new_line() {
        let mut cues = [Cue::new(0, 1_000, "Hvad så du"), Cue::new(1_000, 2_000, "En port.")];
        cues[0].speaker = Some("Mette".into());
        cues[1].speaker = Some("Elias".into());
        let talk = Transcript::new(&cues, &[]);
        assert_eq!(talk.to_text(), "Mette: Hvad så du\n\nElias: En port.\n");
    }
}
