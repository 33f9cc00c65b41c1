//! What the API says, field by field.

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::{Card, Film, Kind, Links, Named, Rendition, TalkPage};

/// A talk.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TalkJson {
    /// 13 characters; never changes.
    pub id: String,
    /// The last part of its address; may change.
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// BCP 47 language of what is said.
    pub language: String,
    /// `public` or `unlisted`.
    #[schema(example = "public")]
    pub state: &'static str,
    /// RFC 3339.
    pub published_at: Option<String>,
    /// ISO date of the recording.
    pub recorded_on: Option<String>,
    /// Milliseconds; 0 while unknown.
    pub duration_ms: u64,
    /// Whether its film plays now.
    pub playable: bool,
    /// Address of the HLS master playlist, when something plays.
    pub playlist: Option<String>,
    /// The film's renditions, largest first.
    pub renditions: Vec<RenditionJson>,
    /// Captions, subtitles and chapters.
    pub captions: Vec<TrackJson>,
    pub speakers: Vec<PersonJson>,
    pub topics: Vec<GroupJson>,
    pub professions: Vec<GroupJson>,
    pub links: LinksJson,
}

/// A rendition of a film.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RenditionJson {
    /// `source`, `1080`, `720`, `480`, `240`, `audio`, `av1-720` …
    pub name: String,
    /// Pixels; 0 for sound.
    pub height: u32,
    /// `waiting`, `encoding`, `playable` or `failed`.
    #[schema(example = "playable")]
    pub state: &'static str,
    /// `original` (cut just in time) or `ladder`.
    #[schema(example = "ladder")]
    pub source: &'static str,
}

impl RenditionJson {
    pub fn new(rendition: &Rendition) -> RenditionJson {
        let source = if rendition.original { "original" } else { "ladder" };
        RenditionJson { name: rendition.name.clone(), height: rendition.height, state: rendition.state.as_str(), source }
    }
}

/// A track of words.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TrackJson {
    /// BCP 47.
    pub language: String,
    /// `captions`, `subtitles` or `chapters`.
    pub kind: &'static str,
    /// Address of the WebVTT file.
    pub url: String,
}

/// A speaker.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonJson {
    pub name: String,
    /// Work and place.
    pub line: String,
    /// `practice`, `research`, `decision` or `lived`.
    pub perspective: Option<&'static str>,
    pub url: String,
}

/// A topic or a profession.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GroupJson {
    pub slug: String,
    pub name_da: String,
    pub name_en: String,
    pub url: String,
}

/// Where to go from a talk.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LinksJson {
    /// Its page.
    pub page: String,
    /// Poster: a drawing (SVG), or a frame of the film (JPEG).
    pub poster: String,
    /// Share picture (PNG, or JPEG over a frame of the film; 1200 × 630).
    pub share_picture: String,
    /// What is said, as text.
    pub transcript: Option<String>,
    /// The whole film as MP4, when it lies ready.
    pub film: Option<String>,
    /// The sound alone (M4A), when it lies ready.
    pub audio: Option<String>,
}

/// A page of the list of talks.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListJson {
    /// How many talks there are on all pages.
    pub total: u64,
    /// This page, counted from 1.
    pub page: u64,
    /// Talks on a page.
    pub size: u64,
    pub talks: Vec<EntryJson>,
    /// Address of the next page.
    pub next: Option<String>,
}

/// A talk in the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EntryJson {
    pub id: String,
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub language: String,
    pub published_at: Option<String>,
    pub duration_ms: u64,
    pub speakers: Vec<PersonJson>,
    pub topics: Vec<GroupJson>,
    pub professions: Vec<GroupJson>,
    /// Its page.
    pub page: String,
    /// This talk in full.
    pub url: String,
}

/// Makes addresses absolute.
pub(super) struct Site<'a>(pub &'a str);

impl Site<'_> {
    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// A talk in full.
    pub fn talk(&self, page: &TalkPage) -> TalkJson {
        let (talk, film) = (&page.talk, page.film.as_ref());
        let path = format!("/talks/{}", talk.slug);
        let (speakers, topics, professions) = self.links(&page.links);
        TalkJson {
            id: talk.id.to_string(),
            slug: talk.slug.clone(),
            title: talk.title.clone(),
            summary: talk.summary.clone(),
            language: talk.language.clone(),
            state: talk.state.as_str(),
            published_at: talk.published_at.map(schema::Time::rfc3339),
            recorded_on: talk.recorded_on.clone(),
            duration_ms: talk.duration_ms,
            playable: page.playable(),
            playlist: film.filter(|film| film.playable()).map(|film| self.at(&film.master())),
            renditions: film.map(|film| film.renditions.iter().map(RenditionJson::new).collect()).unwrap_or_default(),
            captions: page.tracks.iter().map(|track| self.track(&path, track)).collect(),
            speakers,
            topics,
            professions,
            links: LinksJson {
                page: self.at(&path),
                poster: self.at(&page.picture()),
                share_picture: self.at(&page.share_picture()),
                transcript: (!page.captions().is_empty()).then(|| self.at(&format!("{path}/transcript.txt"))),
                film: film.and_then(Film::progressive).map(|file| self.at(&file)),
                audio: film.filter(|film| film.extras.audio_bytes > 0).map(|film| self.at(&film.address("audio.m4a"))),
            },
        }
    }

    /// A talk in the list.
    pub fn entry(&self, card: &Card) -> EntryJson {
        let (speakers, topics, professions) = self.links(&card.links);
        EntryJson {
            id: card.id.to_string(),
            slug: card.slug.clone(),
            title: card.title.clone(),
            summary: card.summary.clone(),
            language: card.language.clone(),
            published_at: card.published_at.map(schema::Time::rfc3339),
            duration_ms: card.duration_ms,
            speakers,
            topics,
            professions,
            page: self.at(&format!("/talks/{}", card.slug)),
            url: self.at(&format!("/api/v1/talks/{}", card.id)),
        }
    }

    fn track(&self, path: &str, track: &crate::store::Track) -> TrackJson {
        let folder = if track.kind == Kind::Chapters { "chapters" } else { "captions" };
        TrackJson { language: track.language.clone(), kind: track.kind.as_str(), url: self.at(&format!("{path}/{folder}/{}.vtt", track.language)) }
    }

    fn links(&self, links: &Links) -> (Vec<PersonJson>, Vec<GroupJson>, Vec<GroupJson>) {
        let person = |person: &crate::store::Person| PersonJson {
            name: person.name.clone(),
            line: person.line.clone(),
            perspective: person.perspective.map(crate::talk::Perspective::as_str),
            url: self.at(&format!("/speakers/{}", person.slug)),
        };
        let group = |folder: &str, named: &Named| GroupJson {
            slug: named.slug.clone(),
            name_da: named.name_da.clone(),
            name_en: named.name_en.clone(),
            url: self.at(&format!("/{folder}/{}", named.slug)),
        };
        (
            links.speakers.iter().map(person).collect(),
            links.topics.iter().map(|topic| group("topics", topic)).collect(),
            links.professions.iter().map(|profession| group("professions", profession)).collect(),
        )
    }
}
