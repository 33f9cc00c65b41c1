//! Captions and chapters: read once, parsed once, kept as long as the row is the same.

use std::sync::Arc;

use captions::{Chapter, Cue};
use db::Db;
use moka::sync::Cache;
use schema::{CaptionId, TalkId, Time, caption};
use sea_orm::{ColumnTrait, DbErr, DerivePartialModel, EntityTrait, QueryFilter, QueryOrder};

/// Bytes of parsed tracks in memory. A talk of a quarter of an hour has about 40 kB.
const KEPT_BYTES: u64 = 16 * 1024 * 1024;

/// What a track is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What is said, in the language in which it is said.
    Captions,
    /// What is said, in another language.
    Subtitles,
    /// Titles of the talk's parts.
    Chapters,
}

impl Kind {
    /// The word in the database, and in HTML's `<track kind>`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Captions => "captions",
            Kind::Subtitles => "subtitles",
            Kind::Chapters => "chapters",
        }
    }

    fn of(word: &str) -> Kind {
        match word {
            "subtitles" => Kind::Subtitles,
            "chapters" => Kind::Chapters,
            _ => Kind::Captions,
        }
    }
}

/// A track of words on a talk, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// BCP 47.
    pub language: String,
    /// What it is for.
    pub kind: Kind,
    /// The track as WebVTT.
    pub vtt: String,
    /// Its cues in their order.
    pub cues: Vec<Cue>,
    /// For [`Kind::Chapters`]: the chapters.
    pub chapters: Vec<Chapter>,
}

/// Parsed tracks in memory, by row and the time of its last change. Cheap to clone.
#[derive(Clone)]
pub struct Tracks(Cache<(CaptionId, Time), Arc<Track>>);

impl Default for Tracks {
    fn default() -> Tracks {
        let weigh = |_: &(CaptionId, Time), track: &Arc<Track>| u32::try_from(track.vtt.len() * 3 + 256).unwrap_or(u32::MAX);
        Tracks(Cache::builder().max_capacity(KEPT_BYTES).weigher(weigh).build())
    }
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "caption::Entity")]
struct Row {
    id: CaptionId,
    updated_at: Time,
}

impl Tracks {
    /// All tracks of a talk, by kind and language. The caller has decided that the talk may be seen.
    pub(crate) async fn of(&self, db: &Db, talk: TalkId) -> Result<Vec<Arc<Track>>, DbErr> {
        let rows = caption::Entity::find().filter(caption::COLUMN.talk_id.eq(talk)).order_by_asc(caption::Column::Kind).order_by_asc(caption::Column::Language);
        let rows = rows.into_partial_model::<Row>().all(db.read()).await?;
        let mut tracks = Vec::with_capacity(rows.len());
        for row in rows {
            match self.0.get(&(row.id, row.updated_at)) {
                Some(track) => tracks.push(track),
                None => tracks.extend(self.read(db, row.id).await?),
            }
        }
        Ok(tracks)
    }

    async fn read(&self, db: &Db, id: CaptionId) -> Result<Option<Arc<Track>>, DbErr> {
        let Some(row) = caption::Entity::find_by_id(id).one(db.read()).await? else { return Ok(None) };
        let key = (row.id, row.updated_at);
        let track = Arc::new(parse(row));
        self.0.insert(key, track.clone());
        Ok(Some(track))
    }
}

fn parse(row: caption::Model) -> Track {
    let (cues, _) = captions::webvtt::parse(&row.vtt);
    let kind = Kind::of(&row.kind);
    let chapters = if kind == Kind::Chapters { captions::chapters(&cues) } else { Vec::new() };
    Track { language: row.language, kind, vtt: row.vtt, cues, chapters }
}
