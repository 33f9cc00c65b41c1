//! The share box: the talk's address, from a certain moment if one likes.

use askama::Template;
use i18n::Lang;

use super::separator;
use crate::Text;

/// What can be shared and fetched.
#[derive(Clone, Debug)]
pub struct Share {
    pub title: String,
    /// The talk's full address.
    pub url: String,
    /// The moment the page was opened at; 0 for the beginning.
    pub start_ms: u64,
    /// Address of the sound alone, when it is there.
    pub audio: Option<String>,
    /// Address of the transcript as text, when there is one.
    pub transcript: Option<String>,
}

/// `share.html`: `<st-share>`; without script a field to copy from.
#[derive(Template)]
#[template(path = "share.html")]
pub struct ShareView {
    t: Text,
    title: String,
    url: String,
    here: String,
    clock: String,
    separator: &'static str,
    audio: Option<String>,
    transcript: Option<String>,
}

impl ShareView {
    /// The box in the page's language.
    pub fn new(lang: Lang, share: Share) -> ShareView {
        let here = match share.start_ms / 1000 {
            0 => share.url.clone(),
            s => format!("{}?t={s}", share.url),
        };
        ShareView {
            t: Text::of(lang),
            title: share.title,
            here,
            url: share.url,
            clock: i18n::clock(lang, share.start_ms),
            separator: separator(lang),
            audio: share.audio,
            transcript: share.transcript,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_carries_the_moment() {
        let share =
            Share { title: "T".into(), url: "https://x/talks/t".into(), start_ms: 258_900, audio: None, transcript: Some("/talks/t/transcript.txt".into()) };
        let html = ShareView::new(Lang::Da, share).render().unwrap();
        assert!(html.contains(r#"value="https://x/talks/t?t=258""#), "{html}");
        assert!(html.contains("4.18") && html.contains("Hent udskrift") && !html.contains("Hent som lyd"));
    }
}
