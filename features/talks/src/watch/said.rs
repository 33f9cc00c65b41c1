//! The transcript's HTML, drawn once per language and kept as long as talk and captions are the same.

use std::sync::Arc;

use askama::Template;
use captions::Transcript;
use i18n::Lang;
use moka::sync::Cache;
use player::{Line, Part, TranscriptView};
use schema::{TalkId, Time};

use crate::card::primary;
use crate::store::{TalkPage, Track};

/// Bytes of finished transcripts in memory. One of a quarter of an hour has about 40 kB.
const KEPT_BYTES: u64 = 16 * 1024 * 1024;

/// Finished transcripts. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Said(Cache<(TalkId, Lang), Arc<Kept>>);

struct Kept {
    updated_at: Time,
    speakers: String,
    /// The very tracks that it was made of.
    tracks: Vec<Arc<Track>>,
    html: Arc<str>,
}

impl Default for Said {
    fn default() -> Said {
        let weigh = |_: &(TalkId, Lang), kept: &Arc<Kept>| u32::try_from(kept.html.len() + 256).unwrap_or(u32::MAX);
        Said(Cache::builder().max_capacity(KEPT_BYTES).weigher(weigh).build())
    }
}

impl Said {
    /// What is said in the talk, as the page of this language shows it; `None` when it has no captions.
    pub(super) fn html(&self, lang: Lang, page: &TalkPage, url: &str, t: crate::Text) -> Result<Option<Arc<str>>, askama::Error> {
        let Some(track) = chosen(lang, page) else { return Ok(None) };
        let speakers = page.links.names(lang);
        let key = (page.talk.id, lang);
        if let Some(kept) = self.0.get(&key).filter(|kept| kept.is(page, &speakers)) {
            return Ok(Some(kept.html.clone()));
        }
        let html: Arc<str> = TranscriptView::new(lang, read(lang, page, track, speakers.clone(), url, t)).render()?.into();
        let kept = Kept { updated_at: page.talk.updated_at, speakers, tracks: page.tracks.clone(), html: html.clone() };
        self.0.insert(key, Arc::new(kept));
        Ok(Some(html))
    }
}

impl Kept {
    fn is(&self, page: &TalkPage, speakers: &str) -> bool {
        let same = self.tracks.len() == page.tracks.len() && self.tracks.iter().zip(&page.tracks).all(|(a, b)| Arc::ptr_eq(a, b));
        same && self.updated_at == page.talk.updated_at && self.speakers == speakers
    }
}

/// The captions to read: in the page's language where there are some, else in the spoken one.
pub(super) fn chosen(lang: Lang, page: &TalkPage) -> Option<&Arc<Track>> {
    let captions = page.captions();
    captions.iter().find(|track| primary(&track.language) == lang.code()).or(captions.first()).copied()
}

fn read(lang: Lang, page: &TalkPage, track: &Track, speaker: String, url: &str, t: crate::Text) -> player::Transcript {
    let line = |line: captions::Line| Line { start_ms: line.start_ms, text: line.text, speaker: line.speaker };
    let part = |section: captions::Section| Part { title: section.title, lines: section.lines.into_iter().map(line).collect() };
    let said = Transcript::new(&track.cues, page.chapters(&track.language));
    player::Transcript {
        title: page.talk.title.clone(),
        speaker,
        url: url.to_owned(),
        lang: track.language.clone(),
        foreign: (primary(&track.language) != lang.code()).then(|| t.language_name(primary(&track.language))),
        titles: page.chapter_track(&track.language).map(|titles| titles.language.clone()).filter(|titles| *titles != track.language),
        parts: said.sections.into_iter().map(part).collect(),
    }
}
