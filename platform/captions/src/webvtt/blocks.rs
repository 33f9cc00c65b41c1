//! The file's blocks: header, notes, styles, cues.
//! Source: WebVTT section 6.1 (parser algorithm) and 6.3 (cue timings and settings).

use super::{text, timestamp, write};
use crate::{Cue, Mended, Problem};

/// A cue whose text is still markup.
struct Timed {
    start_ms: u64,
    end_ms: u64,
    settings: String,
    id: String,
    line: u32,
}

struct Reader<'a> {
    lines: Vec<&'a str>,
    /// The next line to read, from 0.
    at: usize,
    cues: Vec<Cue>,
    mended: Vec<Mended>,
}

pub(super) fn parse(file: &str) -> (Vec<Cue>, Vec<Mended>) {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file).replace('\0', "\u{fffd}");
    let file = file.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = file.split('\n').collect();
    if lines.last() == Some(&"") {
        lines.pop();
    }
    let mut reader = Reader { lines, at: 0, cues: Vec::new(), mended: Vec::new() };
    if reader.signature() {
        reader.header();
        while reader.at < reader.lines.len() {
            reader.block();
        }
    } else {
        reader.mend(0, Problem::NotWebVtt);
    }
    (reader.cues, reader.mended)
}

impl Reader<'_> {
    fn mend(&mut self, at: usize, problem: Problem) {
        let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        self.mended.push(Mended { line, problem });
    }

    fn signature(&mut self) -> bool {
        let first = self.lines.first().copied().unwrap_or_default();
        self.at = 1;
        first.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    }

    /// Passes over the header: everything until an empty line or the first times.
    fn header(&mut self) {
        while let Some(line) = self.lines.get(self.at) {
            if line.is_empty() || line.contains("-->") {
                break;
            }
            self.at += 1;
        }
    }

    /// Reads one block, that is lines until an empty one or until the next cue's times.
    fn block(&mut self) {
        while self.lines.get(self.at) == Some(&"") {
            self.at += 1;
        }
        let first = self.at;
        let mut timed: Option<Timed> = None;
        let mut arrow = false;
        let mut text: Vec<&str> = Vec::new();
        while let Some(&line) = self.lines.get(self.at) {
            if line.is_empty() {
                break;
            }
            if line.contains("-->") {
                // Times stand first, or after an identifier; elsewhere they begin the next cue.
                if arrow || self.at - first > 1 {
                    break;
                }
                arrow = true;
                timed = self.timings(line, text.first().copied().unwrap_or_default());
                text.clear();
            } else {
                text.push(line);
            }
            self.at += 1;
        }
        match timed {
            Some(timed) => self.finish(timed, &text.join("\n")),
            None if !arrow && !text.is_empty() && !is_aside(&text) => self.mend(first, Problem::StrayText),
            None => {}
        }
    }

    /// Reads `start --> end settings`; what can't be read is reported.
    fn timings(&mut self, line: &str, id: &str) -> Option<Timed> {
        let Some((start_ms, end_ms, settings)) = times(line) else {
            self.mend(self.at, Problem::Timing);
            return None;
        };
        if end_ms <= start_ms {
            self.mend(self.at, Problem::Backwards);
            return None;
        }
        let line = u32::try_from(self.at + 1).unwrap_or(u32::MAX);
        Some(Timed { start_ms, end_ms, settings: settings.to_owned(), id: id.to_owned(), line })
    }

    fn finish(&mut self, timed: Timed, markup: &str) {
        let (spoken, open) = text::plain(markup);
        if open {
            self.mended.push(Mended { line: timed.line, problem: Problem::OpenTag });
        }
        for (n, part) in spoken.into_iter().enumerate() {
            let id = if n == 0 { timed.id.as_str() } else { "" };
            self.cues.push(Cue {
                start_ms: timed.start_ms,
                end_ms: timed.end_ms,
                text: write::lines(&part.text),
                speaker: part.speaker,
                id: filled(write::on_one_line(id)),
                settings: filled(well_formed(&timed.settings)),
            });
        }
    }
}

/// A comment, style sheet or region: no words of the film.
fn is_aside(text: &[&str]) -> bool {
    let first = text[0];
    let word = first.split([' ', '\t']).next().unwrap_or_default();
    word == "NOTE" || first.trim_end() == "STYLE" || first.trim_end() == "REGION" || first.starts_with("Region:")
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The settings that have the form `name:value`; others mean nothing to a player.
fn well_formed(settings: &str) -> String {
    let whole = |word: &&str| word.split_once(':').is_some_and(|(name, value)| !name.is_empty() && !value.is_empty());
    let bare = write::on_one_line(settings);
    bare.split(' ').filter(whole).collect::<Vec<_>>().join(" ")
}

/// Start, end and settings of a line with an arrow.
fn times(line: &str) -> Option<(u64, u64, &str)> {
    let space = |c: char| matches!(c, ' ' | '\t' | '\u{c}');
    let (start, rest) = timestamp::collect(line.trim_start_matches(space))?;
    let rest = rest.trim_start_matches(space).strip_prefix("-->")?;
    let (end, rest) = timestamp::collect(rest.trim_start_matches(space))?;
    Some((start, end, rest.trim_matches(space)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_file_with_everything_in_it() {
        let file = "\u{feff}WEBVTT - en talk\r\nKind: captions\r\n\r\nNOTE\r\nikke vist\r\n\r\nSTYLE\r\n::cue{}\r\n\r\n\
                    første\r\n00:01.000 --> 00:02.500 line:0 align:start\r\n<v Mette>Så kom\r\nElias.\r\n\r\n\
                    00:00:03.000-->00:00:04.000\r\nÉn til\r\n";
        let (cues, mended) = parse(file);
        assert_eq!(mended, []);
        assert_eq!(cues.len(), 2);
        assert_eq!(cues[0].id.as_deref(), Some("første"));
        assert_eq!(cues[0].settings.as_deref(), Some("line:0 align:start"));
        assert_eq!(cues[0].speaker.as_deref(), Some("Mette"));
        assert_eq!(cues[0].text, "Så kom\nElias.");
        assert_eq!(cues[1], Cue::new(3_000, 4_000, "Én til"));
    }

    #[test]
    fn faults_are_skipped_and_told() {
        let file = "WEBVTT\n\n00:01,000 --> 00:02,000\nkomma\n\n00:05.000 --> 00:04.000\nbaglæns\n\nløse ord\n\n\
                    00:06.000 --> 00:07.000\ngod <b\n";
        let (cues, mended) = parse(file);
        assert_eq!(cues, [Cue::new(6_000, 7_000, "god ")]);
        let found: Vec<_> = mended.iter().map(|fault| (fault.line, fault.problem)).collect();
        assert_eq!(found, [(3, Problem::Timing), (6, Problem::Backwards), (9, Problem::StrayText), (11, Problem::OpenTag)]);
    }

    #[test]
    fn another_kind_of_file_is_no_caption_file() {
        for file in ["", "1\n00:00:01,000 --> 00:00:02,000\nHej\n", "WEBVTTX\n", " WEBVTT\n"] {
            let (cues, mended) = parse(file);
            assert_eq!(cues, []);
            assert_eq!(mended, [Mended { line: 1, problem: Problem::NotWebVtt }]);
        }
    }
}
