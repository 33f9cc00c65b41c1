//! What the page says while a film is still on its way.

use web::Reader;

use super::words::enumerated;
use crate::Text;
use crate::store::{FilmState, RenditionState, TalkPage};

/// The line and the bar that `<st-progress>` keeps up to date.
pub(super) struct Progress {
    /// Where news comes from (`text/event-stream`).
    pub src: String,
    /// Nothing plays yet: the page is fetched anew as soon as something does.
    pub waiting: bool,
    /// What is on its way: »1080p og 720p er på vej.«
    pub words: String,
}

/// What is said instead of the film; `None` when it plays.
pub(super) fn instead(t: Text, page: &TalkPage) -> Option<String> {
    let Some(film) = &page.film else { return Some(t.film_missing().to_owned()) };
    if film.playable() {
        return None;
    }
    Some(match film.state {
        FilmState::Refused | FilmState::Failed => t.film_failed().to_owned(),
        FilmState::Arrived | FilmState::Working | FilmState::Ready => t.film_waiting().to_owned(),
    })
}

/// The progress line, as long as work goes on.
pub(super) fn line(t: Text, reader: &Reader, page: &TalkPage) -> Option<Progress> {
    let film = page.film.as_ref()?;
    if !matches!(film.state, FilmState::Arrived | FilmState::Working) {
        return None;
    }
    let coming =
        film.renditions.iter().filter(|rendition| matches!(rendition.state, RenditionState::Waiting | RenditionState::Encoding) && rendition.height > 0);
    let names: Vec<String> = coming.map(|rendition| format!("{}p", rendition.height.min(rendition.width))).collect();
    let waiting = !film.playable();
    if !waiting && names.is_empty() {
        return None;
    }
    let words = if waiting { String::new() } else { t.film_progress(enumerated(t, &names)) };
    Some(Progress { src: reader.href(&format!("/talks/{}/progress", page.talk.slug)), waiting, words })
}
