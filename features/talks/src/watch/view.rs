//! What the talk page shows, finished for its template.

use std::sync::Arc;

use askama::Template;
use player::{Captions, Chapter, ChaptersView, PlayerView, Share, ShareView};
use web::{Frame, PanelView, Reader};

use super::progress::{self, Progress};
use super::{structured, words};
use crate::Text;
use crate::card::{Row, foreign, primary, shortened};
use crate::pages::Pages;
use crate::store::{Person, TalkPage};
use crate::talk::State;

/// Characters of a description that search engines and shared links show.
const DESCRIPTION: usize = 200;

/// `watch/page.html`
#[derive(Template)]
#[template(path = "watch/page.html")]
pub(crate) struct Watch {
    frame: Frame,
    t: Text,
    title: String,
    /// Language of the talk's own words, when it is another than the page's.
    lang: Option<String>,
    player: String,
    transcript: Option<Arc<str>>,
    chapters: Option<String>,
    share: String,
    paragraphs: Vec<String>,
    recorded: Option<String>,
    topics: Vec<Link>,
    note: String,
    language: Option<String>,
    unlisted: bool,
    progress: Option<Progress>,
    speakers: Vec<Speaker>,
    downloads: Vec<Download>,
    related: Vec<Row>,
    aside: Vec<PanelView>,
    below: Vec<PanelView>,
    data: Option<String>,
    seconds: u64,
}

struct Link {
    href: String,
    label: String,
}

struct Download {
    href: String,
    label: String,
    /// The address is the file itself; else a page that leads to it, once it is made.
    file: bool,
}

struct Speaker {
    id: String,
    href: String,
    portrait: Option<String>,
    name: String,
    line: String,
    perspective: Option<&'static str>,
    quote: String,
    more: String,
}

impl Watch {
    pub(super) fn new(
        pages: &Pages,
        reader: &Reader,
        page: &TalkPage,
        start_ms: u64,
        aside: Vec<PanelView>,
        below: Vec<PanelView>,
    ) -> Result<Watch, askama::Error> {
        let (lang, talk) = (reader.lang, &page.talk);
        let t = Text::of(lang);
        let path = format!("/talks/{}", talk.slug);
        let frame = frame(pages, reader, page, &path, t);
        let url = frame.absolute(&path);
        let chapters: Vec<Chapter> = page.chapters(lang.code()).iter().map(|c| Chapter { start_ms: c.start_ms, title: c.title.clone() }).collect();
        let titles_lang = page.chapter_track(lang.code()).and_then(|track| foreign(reader, &track.language));
        let share = Share { title: talk.title.clone(), url: url.clone(), start_ms, audio: None, transcript: None };
        Ok(Watch {
            t,
            title: talk.title.clone(),
            lang: foreign(reader, &talk.language),
            transcript: pages.said.html(lang, page, &url, t)?,
            chapters: if chapters.is_empty() { None } else { Some(ChaptersView::new(lang, &chapters, titles_lang).render()?) },
            player: PlayerView::new(lang, film(pages, reader, page, chapters, start_ms, t)).render()?,
            share: ShareView::new(lang, share).render()?,
            paragraphs: talk.summary.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
            recorded: words::recorded(t, talk),
            topics: page
                .links
                .topics
                .iter()
                .map(|topic| Link { href: reader.href(&format!("/topics/{}", topic.slug)), label: topic.name(lang).to_owned() })
                .collect(),
            note: talk.note.clone(),
            language: words::language(t, page),
            unlisted: talk.state != State::Public,
            progress: progress::line(t, reader, page),
            speakers: page.links.speakers.iter().map(|person| speaker(t, reader, person)).collect(),
            downloads: downloads(t, reader, page, &path),
            related: Row::all(reader, &page.related),
            aside,
            below,
            data: (talk.state == State::Public).then(|| structured::video(page, &url, &frame.absolute(""))),
            seconds: talk.duration_ms / 1000,
            frame,
        })
    }
}

fn frame(pages: &Pages, reader: &Reader, page: &TalkPage, path: &str, t: Text) -> Frame {
    let talk = &page.talk;
    let names = page.links.names(reader.lang);
    let description = if talk.summary.is_empty() { t.talks_description().to_owned() } else { shortened(&talk.summary, DESCRIPTION) };
    let alt = if names.is_empty() { talk.title.clone() } else { format!("{} – {names}", talk.title) };
    let frame = Frame::new(&pages.app, reader, &*talk.title)
        .canonical(path)
        .description(description)
        .og_type("video.other")
        .on_stage()
        .image(&page.share_picture(), alt);
    if talk.state == State::Public { frame } else { frame.hidden() }
}

/// What the player needs to know.
fn film(pages: &Pages, reader: &Reader, page: &TalkPage, chapters: Vec<Chapter>, start_ms: u64, t: Text) -> player::Film {
    let (lang, talk) = (reader.lang, &page.talk);
    let playable = page.film.as_ref().filter(|film| film.playable());
    let path = format!("/talks/{}", talk.slug);
    let mut tracks = page.captions();
    tracks.sort_by_key(|track| primary(&track.language) != lang.code());
    let captions = tracks.into_iter().map(|track| Captions {
        lang: track.language.clone(),
        label: crate::pages::capital(&t.language_name(primary(&track.language))),
        src: format!("{path}/captions/{}.vtt", track.language),
    });
    let chapters_track = page.chapter_track(lang.code());
    player::Film {
        talk: talk.id,
        permit: player::token::permit(pages.app.secret.expose(), talk.id, talk.duration_ms),
        channel: "site",
        title: talk.title.clone(),
        speaker: page.links.names(lang),
        duration_ms: talk.duration_ms,
        poster: page.picture(),
        poster_alt: if page.frame().is_some() { t.poster_frame() } else { crate::poster::alt(&t, talk.poster.object) }.to_owned(),
        artwork: Some(page.share_picture()),
        playlist: playable.map(|film| film.master()),
        file: playable.and_then(|film| film.progressive()),
        audio: playable.filter(|film| film.extras.audio_bytes > 0).map(|film| film.address("audio.m4a")),
        storyboard: playable.filter(|film| film.extras.sprite).map(|film| film.address("sprite.vtt")),
        captions: captions.collect(),
        chapters_src: chapters_track.filter(|_| !chapters.is_empty()).map(|track| format!("{path}/chapters/{}.vtt", track.language)),
        chapters_lang: chapters_track.map_or_else(|| talk.language.clone(), |track| track.language.clone()),
        chapters,
        start_ms,
        waiting: progress::instead(t, page),
    }
}

fn speaker(t: Text, reader: &Reader, person: &Person) -> Speaker {
    Speaker {
        id: person.slug.clone(),
        href: reader.href(&format!("/speakers/{}", person.slug)),
        portrait: crate::pages::portrait(&person.portrait),
        name: person.name.clone(),
        line: person.line.clone(),
        perspective: person.perspective.map(|perspective| crate::pages::perspective(t, perspective)),
        quote: if person.quote.is_empty() { String::new() } else { t.quoted(&person.quote) },
        more: t.more_about(crate::pages::first_name(&person.name)),
    }
}

/// What one can take along, in the order in which it is wanted on the way.
fn downloads(t: Text, reader: &Reader, page: &TalkPage, path: &str) -> Vec<Download> {
    let file = |href, label| Download { href, label, file: true };
    let mut links = Vec::new();
    let playable = page.film.as_ref().filter(|film| film.playable());
    if let Some(film) = playable.filter(|film| film.extras.audio_bytes > 0) {
        links.push(file(film.address("audio.m4a"), t.download_audio().to_owned()));
    }
    let captions = page.captions();
    if !captions.is_empty() {
        links.push(file(format!("{path}/transcript.txt"), t.download_text().to_owned()));
    }
    for track in captions {
        links.push(file(format!("{path}/captions/{}.vtt", track.language), t.download_captions(t.language_name(primary(&track.language)))));
    }
    if playable.is_some_and(|film| film.width > 0) {
        links.push(Download { href: reader.href(&format!("{path}/download")), label: t.download_film().to_owned(), file: false });
    }
    links
}
