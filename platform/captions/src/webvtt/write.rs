//! Writing WebVTT.

use std::fmt::Write as _;

use super::timestamp;
use crate::Cue;

/// A WebVTT file of these cues in their order. Read again it gives the same cues, except that what the format
/// cannot hold is changed: empty lines inside a text are dropped, line breaks in names and settings become spaces.
#[must_use]
pub fn write(cues: &[Cue]) -> String {
    let mut file = String::from("WEBVTT\n");
    for cue in cues {
        file.push('\n');
        if let Some(id) = cue.id.as_deref().map(on_one_line).filter(|id| !id.is_empty()) {
            file.push_str(&id);
            file.push('\n');
        }
        let (start, end) = (timestamp::format(cue.start_ms), timestamp::format(cue.end_ms));
        let _ = write!(file, "{start} --> {end}");
        if let Some(settings) = cue.settings.as_deref().map(on_one_line).filter(|s| !s.is_empty()) {
            let _ = write!(file, " {settings}");
        }
        file.push('\n');
        if let Some(name) = cue.speaker.as_deref().map(on_one_line).filter(|name| !name.is_empty()) {
            let _ = write!(file, "<v {}>", annotation(&name));
        }
        let text = lines(&cue.text);
        if !text.is_empty() {
            file.push_str(&escaped(&text));
            file.push('\n');
        } else if cue.speaker.is_some() {
            file.push('\n');
        }
    }
    file
}

/// The lines of a text without the empty ones.
pub(super) fn lines(text: &str) -> String {
    text.split(['\n', '\r']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Words with single spaces between, without arrows.
pub(super) fn on_one_line(text: &str) -> String {
    let bare = text.replace("-->", " ");
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name within `<v …>`. A closing hyphen is written as a reference, lest `--` and the tag's end make an arrow.
fn annotation(name: &str) -> String {
    let name = escaped(name);
    name.strip_suffix('-').map_or(name.clone(), |rest| format!("{rest}&#45;"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webvtt::parse;

    #[test]
    fn a_name_that_ends_in_hyphens_makes_no_arrow() {
        let mut cue = Cue::new(1_000, 2_500, "\u{c}\nn");
        cue.speaker = Some("00:01.000 --".into());
        let file = write(&[cue.clone()]);
        assert_eq!(parse(&file).0, [cue]);
    }

    #[test]
    fn written_as_expected() {
        let mut cue = Cue::new(258_000, 261_500, "Jeg tog en stol\n\n& satte mig <ned>");
        cue.speaker = Some("Mette".into());
        cue.id = Some("4".into());
        let file = write(&[cue]);
        assert_eq!(file, "WEBVTT\n\n4\n00:04:18.000 --> 00:04:21.500\n<v Mette>Jeg tog en stol\n&amp; satte mig &lt;ned&gt;\n");
        let (again, mended) = parse(&file);
        assert_eq!(mended, []);
        assert_eq!(write(&again), file);
    }
}
