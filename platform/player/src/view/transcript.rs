//! The transcript beside the player: every line a link to its moment.

use askama::Template;
use i18n::Lang;

use super::{seconds, separator};
use crate::Text;

/// What is said, by chapters.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// The talk's title, for copied passages.
    pub title: String,
    /// Speakers as one line, for copied passages.
    pub speaker: String,
    /// The talk's full address, for copied passages.
    pub url: String,
    /// Language of what is said (BCP 47).
    pub lang: String,
    /// Its name in the page's language when the page is in another one: then the reader is told.
    pub foreign: Option<String>,
    /// Language of the chapters' titles (BCP 47), when it is another than that of what is said.
    pub titles: Option<String>,
    pub parts: Vec<Part>,
}

/// The lines of one chapter, or of the whole talk when it has none.
#[derive(Clone, Debug)]
pub struct Part {
    pub title: Option<String>,
    pub lines: Vec<Line>,
}

/// One line: a cue, or a sentence made of cues.
#[derive(Clone, Debug)]
pub struct Line {
    pub start_ms: u64,
    pub text: String,
    /// Named where the speaker changes.
    pub speaker: Option<String>,
}

/// `transcript.html`: `<st-transcript>`, a list of links that works without script.
#[derive(Template)]
#[template(path = "transcript.html")]
pub struct TranscriptView {
    t: Text,
    title: String,
    speaker: String,
    url: String,
    lang: String,
    separator: &'static str,
    foreign: Option<String>,
    titles: Option<String>,
    chapters: Vec<ShownPart>,
}

struct ShownPart {
    title: Option<String>,
    lines: Vec<ShownLine>,
}

struct ShownLine {
    seconds: u64,
    start: String,
    clock: String,
    text: String,
    speaker: Option<String>,
}

impl TranscriptView {
    /// The transcript in the page's language. Chapters are numbered when there is more than one.
    pub fn new(lang: Lang, transcript: Transcript) -> TranscriptView {
        let t = Text::of(lang);
        let numbered = transcript.parts.iter().filter(|part| part.title.is_some()).count() > 1;
        let mut number = 0;
        let mut part = |part: Part| {
            let title = part.title.map(|title| {
                number += 1;
                if numbered { format!("{number}. {title}") } else { title }
            });
            ShownPart { title, lines: part.lines.into_iter().map(|line| shown(lang, line)).collect() }
        };
        TranscriptView {
            t,
            title: transcript.title,
            speaker: transcript.speaker,
            url: transcript.url,
            lang: transcript.lang,
            separator: separator(lang),
            foreign: transcript.foreign.map(|name| t.transcript_in(name)),
            titles: transcript.titles,
            chapters: transcript.parts.into_iter().map(&mut part).collect(),
        }
    }
}

fn shown(lang: Lang, line: Line) -> ShownLine {
    ShownLine { seconds: line.start_ms / 1000, start: seconds(line.start_ms), clock: i18n::clock(lang, line.start_ms), text: line.text, speaker: line.speaker }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_links_to_their_moment() {
        let line = Line { start_ms: 258_400, text: "Jeg tog <en> stol.".into(), speaker: Some("Mette".into()) };
        let parts = vec![Part { title: Some("Stolen".into()), lines: vec![] }, Part { title: Some("Med ryggen til".into()), lines: vec![line] }];
        let transcript = Transcript {
            title: "T".into(),
            speaker: "M".into(),
            url: "https://x/talks/t".into(),
            lang: "da".into(),
            foreign: Some("Danish".into()),
            titles: Some("en".into()),
            parts,
        };
        let html = TranscriptView::new(Lang::En, transcript).render().unwrap();
        assert!(html.contains(r#"href="?t=258" data-start="258.4""#) && html.contains("4:18"), "{html}");
        assert!(html.contains(r#"<p class="chap" lang="en">2. Med ryggen til</p>"#) && html.contains("The transcript is in Danish"));
        assert!(html.contains(r#"<div lang="da">"#), "the region's name is in the page's language, what is in it is not: {html}");
        assert!(html.contains("<b>Mette:</b>") && !html.contains("<en>"));
    }
}
