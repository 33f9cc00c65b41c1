//! A talk's film and what has been made of it.

use std::collections::HashMap;

use db::Db;
use schema::{FilmId, TalkId, Time, film, rendition};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect, Statement};
use serde::{Deserialize, Serialize};

/// How far a film is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmState {
    /// Here, not yet looked at.
    Arrived,
    /// Not a film that we take; [`Film::refusal`] says why.
    Refused,
    /// Taken; its ladder is being made.
    Working,
    /// All that was planned is made.
    Ready,
    /// The work was given up; what is playable stays so.
    Failed,
}

impl FilmState {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            FilmState::Arrived => "arrived",
            FilmState::Refused => "refused",
            FilmState::Working => "working",
            FilmState::Ready => "ready",
            FilmState::Failed => "failed",
        }
    }

    pub(crate) fn of(word: &str) -> FilmState {
        match word {
            "refused" => FilmState::Refused,
            "working" => FilmState::Working,
            "ready" => FilmState::Ready,
            "failed" => FilmState::Failed,
            _ => FilmState::Arrived,
        }
    }
}

/// How far a rendition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenditionState {
    /// Planned.
    Waiting,
    /// Being made.
    Encoding,
    /// Finished, verified, in the master playlist.
    Playable,
    /// Given up.
    Failed,
}

impl RenditionState {
    /// The word in the database and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            RenditionState::Waiting => "waiting",
            RenditionState::Encoding => "encoding",
            RenditionState::Playable => "playable",
            RenditionState::Failed => "failed",
        }
    }

    fn of(word: &str) -> RenditionState {
        match word {
            "encoding" => RenditionState::Encoding,
            "playable" => RenditionState::Playable,
            "failed" => RenditionState::Failed,
            _ => RenditionState::Waiting,
        }
    }
}

/// A rung of the ladder, the sound, or the original cut just in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendition {
    /// `source`, `1080`, `720`, `480`, `240`, `audio`, `av1-720`, …
    pub name: String,
    /// Pixels; 0 for sound.
    pub width: u32,
    /// Pixels; 0 for sound.
    pub height: u32,
    /// How far it is.
    pub state: RenditionState,
    /// Cut from the original just in time; otherwise a ladder file.
    pub original: bool,
    /// RFC 6381; empty until it is made.
    pub codecs: String,
    /// Peak, bits a second.
    pub bandwidth: u64,
    /// Average, bits a second.
    pub average_bandwidth: u64,
    /// Pictures a second; 0 for sound.
    pub frame_rate: f64,
    /// Bytes of its files; 0 for the original.
    pub bytes: u64,
    /// When it was verified; tells one making of it from another.
    pub verified_at: Option<Time>,
}

/// What a master playlist says of the original's own sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSound {
    /// RFC 6381.
    pub codecs: String,
    /// Peak, bits a second.
    pub peak_bits: u64,
    /// Average, bits a second.
    pub average_bits: u64,
}

/// What else has been made of a film. Kept as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Extras {
    /// `sprite.jpg` and `sprite.vtt` lie there.
    pub sprite: bool,
    /// `waveform.json` lies there.
    pub waveform: bool,
    /// Frames `frame-{n}.jpg` for the poster, n from 1.
    pub frames: u32,
    /// Bytes of `audio.m4a`; 0 when there is none.
    pub audio_bytes: u64,
    /// Bytes of the progressive `film.mp4` that was made; 0 while there is none.
    pub download_bytes: u64,
    /// A plain `<video>` plays the original itself.
    pub plain_original: bool,
    /// Channels of the ladder's sound; 0 while there is none.
    pub channels: u32,
    /// The original's own sound, where it is copied just in time.
    pub source_sound: Option<SourceSound>,
}

/// A film and its renditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Film {
    /// The row.
    pub id: FilmId,
    /// The talk it belongs to.
    pub talk_id: TalkId,
    /// 32 hexadecimal characters: `/media/{media_key}/…`.
    pub media_key: String,
    /// How far it is.
    pub state: FilmState,
    /// Message key of the reason, when refused or failed.
    pub refusal: Option<String>,
    /// A word for that message.
    pub refusal_detail: Option<String>,
    /// Milliseconds; 0 while unknown.
    pub duration_ms: u64,
    /// Shown size, upright; 0 for sound alone or while unknown.
    pub width: u32,
    /// Shown size, upright.
    pub height: u32,
    /// There is sound in it.
    pub has_audio: bool,
    /// Bytes of the original.
    pub original_bytes: u64,
    /// Storage key of the original.
    pub original_key: String,
    /// The original is cut just in time.
    pub just_in_time: bool,
    /// The original is the ladder's top rung.
    pub source_rung: bool,
    /// What else has been made.
    pub extras: Extras,
    /// Largest first, AV1 behind H.264 of the same size, sound last.
    pub renditions: Vec<Rendition>,
}

impl Film {
    /// Whether the master playlist has something to play: a picture, where the film has one; else its sound.
    #[must_use]
    pub fn playable(&self) -> bool {
        let picture = self.width > 0;
        self.state != FilmState::Refused && self.renditions.iter().any(|r| r.state == RenditionState::Playable && (r.height > 0 || !picture))
    }

    /// Address of our master playlist.
    #[must_use]
    pub fn master(&self) -> String {
        self.address("master.m3u8")
    }

    /// Address of one of its files.
    #[must_use]
    pub fn address(&self, file: &str) -> String {
        format!("/media/{}/{file}", self.media_key)
    }

    /// File name of the frame `n`, once it has been taken.
    #[must_use]
    pub fn frame(&self, n: u32) -> Option<String> {
        let taken = self.state != FilmState::Refused && (1..=self.extras.frames).contains(&n);
        taken.then(|| format!("frame-{n}.jpg"))
    }

    /// Address that a plain `<video>` (or a download) plays: the original where browsers play it, else a progressive
    /// MP4 once it has been made.
    #[must_use]
    pub fn progressive(&self) -> Option<String> {
        let here = self.state != FilmState::Refused && (self.extras.plain_original || self.extras.download_bytes > 0);
        here.then(|| self.address("film.mp4"))
    }

    /// Bytes behind [`Film::progressive`].
    #[must_use]
    pub fn progressive_bytes(&self) -> u64 {
        if self.extras.plain_original { self.original_bytes } else { self.extras.download_bytes }
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: FilmId,
    talk_id: TalkId,
    media_key: String,
    state: String,
    refusal: Option<String>,
    refusal_detail: Option<String>,
    duration_us: i64,
    width: i32,
    height: i32,
    has_audio: bool,
    original_bytes: i64,
    original_key: String,
    just_in_time: bool,
    source_rung: bool,
    extras: String,
    r_name: Option<String>,
    r_width: Option<i32>,
    r_height: Option<i32>,
    r_state: Option<String>,
    r_source: Option<String>,
    r_codecs: Option<String>,
    r_bandwidth: Option<i64>,
    r_average: Option<i64>,
    r_rate: Option<f64>,
    r_bytes: Option<i64>,
    r_verified: Option<Time>,
}

/// For talks whose poster is a frame: the address of frame `n` of each film, where it has been taken.
pub(super) async fn frames(db: &Db, wanted: &[(FilmId, u32)]) -> Result<HashMap<FilmId, String>, DbErr> {
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(FilmId, String, String)> = film::Entity::find()
        .select_only()
        .columns([film::Column::Id, film::Column::MediaKey, film::Column::Extras])
        .filter(film::COLUMN.id.is_in(wanted.iter().map(|(id, _)| *id)))
        .filter(film::COLUMN.state.ne(FilmState::Refused.as_str()))
        .into_tuple()
        .all(db.read())
        .await?;
    let taken = |(id, key, extras): (FilmId, String, String)| {
        let extras: Extras = serde_json::from_str(&extras).unwrap_or_default();
        let n = wanted.iter().find(|(film, _)| *film == id)?.1;
        (1..=extras.frames).contains(&n).then(|| (id, format!("/media/{key}/frame-{n}.jpg")))
    };
    Ok(rows.into_iter().filter_map(taken).collect())
}

/// Where a film is looked for.
#[derive(Clone, Copy)]
pub(crate) enum By<'a> {
    Id(FilmId),
    Key(&'a str),
}

/// The film with its renditions, in one query. The caller decides whether its talk may be seen.
pub(crate) async fn film(db: &Db, by: By<'_>) -> Result<Option<Film>, DbErr> {
    film_in(db.read(), by).await
}

/// The same within a transaction.
pub(crate) async fn film_in(db: &impl ConnectionTrait, by: By<'_>) -> Result<Option<Film>, DbErr> {
    const COLUMNS: &str = "SELECT f.id, f.talk_id, f.media_key, f.state, f.refusal, f.refusal_detail, f.duration_us, f.width, f.height, f.has_audio, \
        f.original_bytes, f.original_key, f.just_in_time, f.source_rung, f.extras, r.name AS r_name, r.width AS r_width, r.height AS r_height, r.state AS r_state, \
        r.source AS r_source, r.codecs AS r_codecs, r.bandwidth AS r_bandwidth, r.average_bandwidth AS r_average, r.frame_rate AS r_rate, r.bytes AS r_bytes, r.verified_at AS r_verified \
        FROM films f LEFT JOIN renditions r ON r.film_id = f.id WHERE f.";
    let (column, value): (_, sea_orm::Value) = match by {
        By::Id(id) => ("id = $1", id.0.into()),
        By::Key(key) => ("media_key = $1", key.into()),
    };
    let statement = Statement::from_sql_and_values(db.get_database_backend(), format!("{COLUMNS}{column}"), [value]);
    let mut rows = Row::find_by_statement(statement).all(db).await?;
    let mut renditions: Vec<Rendition> = rows.iter_mut().filter_map(rendition).collect();
    renditions.sort_by_key(|r| (std::cmp::Reverse(r.height.min(r.width)), !r.original, r.name.starts_with("av1-")));
    Ok(rows.into_iter().next().map(|row| assembled(row, renditions)))
}

fn unsigned<T: TryInto<u32>>(value: T) -> u32 {
    value.try_into().unwrap_or(0)
}

fn rendition(row: &mut Row) -> Option<Rendition> {
    Some(Rendition {
        name: row.r_name.take()?,
        width: unsigned(row.r_width?),
        height: unsigned(row.r_height?),
        state: RenditionState::of(row.r_state.as_deref()?),
        original: row.r_source.as_deref() == Some("original"),
        codecs: row.r_codecs.take()?,
        bandwidth: row.r_bandwidth?.try_into().unwrap_or(0),
        average_bandwidth: row.r_average?.try_into().unwrap_or(0),
        frame_rate: row.r_rate?,
        bytes: row.r_bytes?.try_into().unwrap_or(0),
        verified_at: row.r_verified,
    })
}

fn assembled(row: Row, renditions: Vec<Rendition>) -> Film {
    Film {
        id: row.id,
        talk_id: row.talk_id,
        media_key: row.media_key,
        state: FilmState::of(&row.state),
        refusal: row.refusal,
        refusal_detail: row.refusal_detail,
        duration_ms: (row.duration_us / 1_000).try_into().unwrap_or(0),
        width: unsigned(row.width),
        height: unsigned(row.height),
        has_audio: row.has_audio,
        original_bytes: row.original_bytes.try_into().unwrap_or(0),
        original_key: row.original_key,
        just_in_time: row.just_in_time,
        source_rung: row.source_rung,
        extras: serde_json::from_str(&row.extras).unwrap_or_default(),
        renditions,
    }
}

/// The tables' owners, so that a renamed column stops the build and not a reader.
const _: fn() = || {
    let _ = (film::Column::OriginalKey, rendition::Column::AverageBandwidth);
};

/// How many films there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FilmCounts {
    pub all: u64,
    pub working: u64,
    pub failed: u64,
}

/// Counts films by state.
pub(crate) async fn film_counts(db: &Db) -> Result<FilmCounts, DbErr> {
    let of = async |states: &[FilmState]| {
        let states = states.iter().map(|state| state.as_str());
        film::Entity::find().filter(film::COLUMN.state.is_in(states)).count(db.read()).await
    };
    Ok(FilmCounts {
        all: film::Entity::find().count(db.read()).await?,
        working: of(&[FilmState::Arrived, FilmState::Working]).await?,
        failed: of(&[FilmState::Failed]).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_with_a_picture_plays_when_the_picture_does() {
        let rendition = |name: &str, height, state| Rendition {
            name: name.into(),
            width: height,
            height,
            state,
            original: false,
            codecs: String::new(),
            bandwidth: 0,
            average_bandwidth: 0,
            frame_rate: 0.0,
            bytes: 0,
            verified_at: None,
        };
        let mut film = Film {
            id: FilmId(1),
            talk_id: TalkId(1),
            media_key: String::new(),
            state: FilmState::Working,
            refusal: None,
            refusal_detail: None,
            duration_ms: 0,
            width: 640,
            height: 360,
            has_audio: true,
            original_bytes: 0,
            original_key: String::new(),
            just_in_time: false,
            source_rung: false,
            extras: Extras::default(),
            renditions: vec![rendition("240", 240, RenditionState::Encoding), rendition("audio", 0, RenditionState::Playable)],
        };
        assert!(!film.playable(), "sound without its picture");
        film.renditions[0].state = RenditionState::Playable;
        assert!(film.playable());
        film.state = FilmState::Refused;
        assert!(!film.playable());
        let sound = Film { width: 0, height: 0, state: FilmState::Working, renditions: vec![rendition("audio", 0, RenditionState::Playable)], ..film };
        assert!(sound.playable(), "sound alone");
    }

    #[test]
    fn extras_of_an_older_version_are_read() {
        let extras: Extras = serde_json::from_str(r#"{"sprite":true,"gone":1}"#).unwrap();
        assert!(extras.sprite && extras.frames == 0);
    }
}
