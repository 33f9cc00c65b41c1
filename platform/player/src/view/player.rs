//! The player and the list of chapters under it.

use askama::Template;
use i18n::Lang;
use schema::TalkId;

use super::{seconds, separator};
use crate::Text;

/// What is known of a film that a page shows. Addresses are ready to print; words are in the page's or talk's language.
#[derive(Clone, Debug)]
pub struct Film {
    pub talk: TalkId,
    /// From [`crate::token::permit`]: proof for the beacon that this page showed this talk.
    pub permit: String,
    /// Where the player stands: `site` or `embed`.
    pub channel: &'static str,
    pub title: String,
    /// Speakers as one line; may be empty.
    pub speaker: String,
    pub duration_ms: u64,
    pub poster: String,
    pub poster_alt: String,
    /// A bitmap for the lock screen; the share picture serves.
    pub artwork: Option<String>,
    /// `/media/{key}/master.m3u8`, when HLS can be played.
    pub playlist: Option<String>,
    /// `/media/{key}/film.mp4`, when a plain file can be played.
    pub file: Option<String>,
    /// `/media/{key}/audio.m4a`, when it is there.
    pub audio: Option<String>,
    /// `/media/{key}/sprite.vtt`, when it is there.
    pub storyboard: Option<String>,
    /// The first one is on from the start.
    pub captions: Vec<Captions>,
    /// Address of the chapters' WebVTT.
    pub chapters_src: Option<String>,
    /// The language it is written in (BCP 47).
    pub chapters_lang: String,
    /// In order of time.
    pub chapters: Vec<Chapter>,
    /// Where `?t=` asks to start; 0 for the beginning.
    pub start_ms: u64,
    /// Words to show instead of controls while nothing can be played yet.
    pub waiting: Option<String>,
}

/// A caption track.
#[derive(Clone, Debug)]
pub struct Captions {
    /// BCP 47.
    pub lang: String,
    /// The language's name in the page's language.
    pub label: String,
    pub src: String,
}

/// A chapter begins.
#[derive(Clone, Debug)]
pub struct Chapter {
    pub start_ms: u64,
    pub title: String,
}

/// `player.html`: `<st-player>` around a `<video>` that works without script.
#[derive(Template)]
#[template(path = "player.html")]
pub struct PlayerView {
    t: Text,
    id: &'static str,
    talk: String,
    permit: String,
    channel: &'static str,
    title: String,
    speaker: String,
    separator: &'static str,
    seconds: u64,
    start: String,
    zero: String,
    length: String,
    position: String,
    poster: String,
    poster_alt: String,
    artwork: Option<String>,
    playlist: Option<String>,
    file: Option<String>,
    audio: Option<String>,
    storyboard: Option<String>,
    first_source: Option<String>,
    first_type: &'static str,
    captions: Vec<Captions>,
    has_captions: bool,
    chapters_src: Option<String>,
    chapters_lang: String,
    segments: Vec<Segment>,
    rates: Vec<Rate>,
    waiting: Option<String>,
}

/// One stretch of the seek bar, in per cent of its width; the gap to the next one is part of its geometry.
struct Segment {
    start: String,
    end: String,
    x: String,
    width: String,
    /// None when the talk has no chapters: a plain bar, not a link.
    label: Option<String>,
    title: String,
}

struct Rate {
    value: &'static str,
    label: String,
}

/// Speeds on offer: `0.5` to `2`, as `<option>` values.
const RATES: [&str; 7] = ["0.5", "0.75", "1", "1.25", "1.5", "1.75", "2"];

impl PlayerView {
    /// The player in the page's language.
    pub fn new(lang: Lang, film: Film) -> PlayerView {
        let t = Text::of(lang);
        let words = |ms| i18n::duration_words(lang, ms);
        let (first_source, first_type) = source(&film);
        PlayerView {
            t,
            id: "st",
            talk: film.talk.to_string(),
            permit: film.permit,
            channel: film.channel,
            separator: separator(lang),
            seconds: film.duration_ms / 1000,
            start: seconds(film.start_ms),
            zero: i18n::clock(lang, film.start_ms),
            length: i18n::clock(lang, film.duration_ms),
            position: t.position(words(film.start_ms), words(film.duration_ms)),
            segments: segments(t, &film.chapters, film.duration_ms),
            rates: RATES.map(|value| Rate { value, label: rate(lang, value) }).into(),
            has_captions: !film.captions.is_empty(),
            first_source,
            first_type,
            title: film.title,
            speaker: film.speaker,
            poster: film.poster,
            poster_alt: film.poster_alt,
            artwork: film.artwork,
            playlist: film.playlist,
            file: film.file,
            audio: film.audio,
            storyboard: film.storyboard,
            captions: film.captions,
            chapters_src: film.chapters_src,
            chapters_lang: film.chapters_lang,
            waiting: film.waiting,
        }
    }
}

/// What a browser without script plays: the plain file from the wanted second, else the playlist (Safari), else the
/// sound alone.
fn source(film: &Film) -> (Option<String>, &'static str) {
    let from = |src: &str| match film.start_ms / 1000 {
        0 => src.to_owned(),
        s => format!("{src}#t={s}"),
    };
    if let Some(src) = &film.file {
        (Some(from(src)), "video/mp4")
    } else if let Some(src) = &film.playlist {
        (Some(from(src)), "application/vnd.apple.mpegurl")
    } else {
        (film.audio.as_deref().map(from), "audio/mp4")
    }
}

/// `1,5×` in Danish.
fn rate(lang: Lang, value: &str) -> String {
    match lang {
        Lang::Da => format!("{}×", value.replace('.', ",")),
        Lang::En => format!("{value}×"),
    }
}

/// The seek bar's stretches: one per chapter, a quarter of a per cent apart.
fn segments(t: Text, chapters: &[Chapter], duration_ms: u64) -> Vec<Segment> {
    const GAP: f64 = 0.25;
    let duration = duration_ms.max(1);
    let percent = |ms: u64| ms as f64 * 100.0 / duration as f64;
    let within: Vec<&Chapter> = chapters.iter().filter(|c| c.start_ms < duration).collect();
    if within.is_empty() {
        return vec![Segment { start: "0".into(), end: seconds(duration_ms), x: "0".into(), width: "100".into(), label: None, title: String::new() }];
    }
    (0..within.len())
        .map(|at| {
            // The first stretch reaches back to zero, so that no part of the bar is dead.
            let start = if at == 0 { 0 } else { within[at].start_ms };
            let end = within.get(at + 1).map_or(duration, |next| next.start_ms);
            let gap = if at + 1 < within.len() { GAP } else { 0.0 };
            Segment {
                start: seconds(start),
                end: seconds(end),
                x: format!("{:.2}", percent(start)),
                width: format!("{:.2}", (percent(end) - percent(start) - gap).max(0.1)),
                label: Some(t.chapter(at + 1, &within[at].title)),
                title: within[at].title.clone(),
            }
        })
        .collect()
}

/// `chapters.html`: the list under the player; links that also work without script.
#[derive(Template)]
#[template(path = "chapters.html")]
pub struct ChaptersView {
    t: Text,
    lang: Option<String>,
    chapters: Vec<Entry>,
}

struct Entry {
    seconds: u64,
    start: String,
    clock: String,
    title: String,
}

impl ChaptersView {
    /// The list on a page in the language `lang`; `foreign` is the titles' own language (BCP 47) when it is another one.
    pub fn new(lang: Lang, chapters: &[Chapter], foreign: Option<String>) -> ChaptersView {
        let entry =
            |c: &Chapter| Entry { seconds: c.start_ms / 1000, start: seconds(c.start_ms), clock: i18n::clock(lang, c.start_ms), title: c.title.clone() };
        ChaptersView { t: Text::of(lang), lang: foreign, chapters: chapters.iter().map(entry).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film() -> Film {
        let chapter = |start_ms, title: &str| Chapter { start_ms, title: title.into() };
        Film {
            talk: TalkId(7),
            permit: "p".into(),
            channel: "site",
            title: "Stolen \"ved\" vinduet".into(),
            speaker: "Mette".into(),
            duration_ms: 872_000,
            poster: "/posters/stol-plum.svg".into(),
            poster_alt: "En stol".into(),
            artwork: None,
            playlist: Some("/media/k/master.m3u8".into()),
            file: Some("/media/k/film.mp4".into()),
            audio: None,
            storyboard: None,
            captions: vec![Captions { lang: "da".into(), label: "Dansk".into(), src: "/c.vtt".into() }],
            chapters_src: Some("/k.vtt".into()),
            chapters_lang: "en".into(),
            chapters: vec![chapter(0, "Stolen"), chapter(161_000, "Uro")],
            start_ms: 258_000,
            waiting: None,
        }
    }

    #[test]
    fn works_without_script_and_escapes_words() {
        let html = PlayerView::new(Lang::Da, film()).render().unwrap();
        assert!(html.contains(r#"<source src="/media/k/film.mp4#t=258" type="video/mp4">"#), "{html}");
        assert!(html.contains(r#"<track kind="captions" src="/c.vtt" srclang="da" label="Dansk" default>"#));
        assert!(html.contains(r#"<track kind="chapters" src="/k.vtt" srclang="en""#));
        assert!(html.contains("Kapitel 2, Uro") && html.contains("x=\"18.46%\""));
        assert!(html.contains("4 minutter og 18 sekunder af 14 minutter og 32 sekunder"));
        assert!(!html.contains("Stolen \"ved\"") && !html.contains("style="));
    }

    #[test]
    fn shows_words_while_nothing_can_be_played() {
        let html = PlayerView::new(Lang::En, Film { waiting: Some("Soon".into()), ..film() }).render().unwrap();
        assert!(html.contains("Soon") && !html.contains("<video") && !html.contains("class=\"ctrl\""));
    }

    #[test]
    fn a_talk_without_chapters_has_one_plain_bar() {
        let html = PlayerView::new(Lang::En, Film { chapters: vec![], ..film() }).render().unwrap();
        assert_eq!(html.matches("seg-b").count(), 1);
        assert!(!html.contains("<a href=\"?t="));
    }

    #[test]
    fn titles_in_another_language_say_so() {
        let foreign = ChaptersView::new(Lang::En, &film().chapters, Some("da".into())).render().unwrap();
        assert!(foreign.contains(r#"<time datetime="PT161S">2:41</time><span lang="da">Uro</span></a>"#), "{foreign}");
        let own = ChaptersView::new(Lang::Da, &film().chapters, None).render().unwrap();
        assert!(own.contains("2.41</time>Uro</a>") && !own.contains("lang="), "{own}");
    }

    #[test]
    fn segments_cover_the_bar() {
        let parts = segments(Text::of(Lang::Da), &film().chapters, 872_000);
        assert_eq!((parts[0].x.as_str(), parts[0].width.as_str()), ("0.00", "18.21"));
        assert_eq!(parts[1].end, "872");
    }
}
