//! One talk with all that its page shows.

use std::sync::Arc;

use captions::{Chapter, Transcript};
use db::Db;
use moka::sync::Cache;
use schema::{TalkId, Time, Viewer, talk};
use sea_orm::{DbErr, EntityTrait, QueryFilter};

use super::card::{Card, related};
use super::film::{By, Film, film};
use super::links::{Links, links};
use super::track::{Kind, Track, Tracks};
use crate::access::{Reach, reach};
use crate::poster::Poster;
use crate::share_picture;
use crate::talk::State;

/// How many talks stand in the same light.
const RELATED: u64 = 3;

/// What lies at an address.
#[derive(Clone, Debug)]
pub enum Found<T> {
    /// This.
    Here(T),
    /// It was withdrawn: 410.
    Gone,
    /// Nothing that this viewer may know of: 404.
    Nothing,
}

impl<T> Found<T> {
    /// What is here, or the error page that says otherwise.
    ///
    /// # Errors
    /// [`web::PageError::Gone`], [`web::PageError::NotFound`].
    pub fn or_page(self) -> web::PageResult<T> {
        match self {
            Found::Here(found) => Ok(found),
            Found::Gone => Err(web::PageError::Gone),
            Found::Nothing => Err(web::PageError::NotFound),
        }
    }
}

/// A talk's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// The row.
    pub id: TalkId,
    /// Address: `/talks/{slug}`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its summary; may be empty.
    pub summary: String,
    /// BCP 47 language of what is said.
    pub language: String,
    /// Who may find it.
    pub state: State,
    /// When it became public or unlisted.
    pub published_at: Option<Time>,
    /// ISO date of the recording.
    pub recorded_on: Option<String>,
    /// Where it was recorded; may be empty.
    pub recorded_at: String,
    /// A line below the talk, such as »Elias er et opdigtet navn«; may be empty.
    pub note: String,
    /// Its poster.
    pub poster: Poster,
    /// Milliseconds; 0 while unknown.
    pub duration_ms: u64,
    /// When its words or state last changed.
    pub updated_at: Time,
}

/// A talk with all that its page shows.
#[derive(Clone, Debug)]
pub struct TalkPage {
    /// Its words.
    pub talk: Talk,
    /// Speakers, topics, professions.
    pub links: Links,
    /// Its film, when one has arrived.
    pub film: Option<Film>,
    /// Captions, subtitles and chapters.
    pub tracks: Vec<Arc<Track>>,
    /// Talks in the same light; at most three, only those that the viewer finds in lists.
    pub related: Arc<Vec<Card>>,
}

impl TalkPage {
    /// Captions and subtitles, the spoken language first.
    #[must_use]
    pub fn captions(&self) -> Vec<&Arc<Track>> {
        let mut tracks: Vec<_> = self.tracks.iter().filter(|track| track.kind != Kind::Chapters).collect();
        tracks.sort_by_key(|track| track.language != self.talk.language);
        tracks
    }

    /// The chapters in `language`, else in the spoken language, else in any.
    #[must_use]
    pub fn chapters(&self, language: &str) -> &[Chapter] {
        self.chapter_track(language).map_or(&[], |track| &track.chapters)
    }

    /// The track of [`TalkPage::chapters`].
    #[must_use]
    pub fn chapter_track(&self, language: &str) -> Option<&Arc<Track>> {
        let tracks = self.tracks.iter().filter(|track| track.kind == Kind::Chapters);
        tracks.min_by_key(|track| (track.language != language, track.language != self.talk.language))
    }

    /// What is said, in the spoken language; empty without captions.
    #[must_use]
    pub fn transcript(&self) -> Transcript {
        let spoken = self.captions().into_iter().next();
        spoken.map(|track| Transcript::new(&track.cues, self.chapters(&track.language))).unwrap_or_default()
    }

    /// Address of the film's frame that is its poster, once it has been taken.
    #[must_use]
    pub fn frame(&self) -> Option<String> {
        let film = self.film.as_ref()?;
        film.frame(self.talk.poster.frame?).map(|file| film.address(&file))
    }

    /// Where its poster lies: the chosen frame, or the drawing.
    #[must_use]
    pub fn picture(&self) -> String {
        self.frame().unwrap_or_else(|| self.talk.poster.drawing())
    }

    /// Where the picture for shared links lies.
    #[must_use]
    pub fn share_picture(&self) -> String {
        share_picture::address(&self.talk.slug, self.frame().is_some())
    }

    /// Whether its film plays now.
    #[must_use]
    pub fn playable(&self) -> bool {
        self.film.as_ref().is_some_and(Film::playable)
    }
}

/// What several pages ask for again and again, kept while the change log stands still. Cheap to clone.
#[derive(Clone)]
pub struct Shelf {
    /// Parsed captions.
    pub tracks: Tracks,
    near: Cache<TalkId, (i64, Arc<Vec<Card>>)>,
}

impl Default for Shelf {
    fn default() -> Shelf {
        Shelf { tracks: Tracks::default(), near: Cache::new(10_000) }
    }
}

impl Shelf {
    /// Related talks as anybody sees them, made anew when the log has moved past `seq`.
    async fn related(&self, db: &Db, viewer: &Viewer, talk: TalkId, seq: i64) -> Result<Arc<Vec<Card>>, DbErr> {
        if *viewer != Viewer::Anonymous {
            return Ok(Arc::new(related(db, viewer, talk, RELATED).await?));
        }
        if let Some((_, cards)) = self.near.get(&talk).filter(|(at, _)| *at == seq) {
            return Ok(cards);
        }
        let cards = Arc::new(related(db, viewer, talk, RELATED).await?);
        self.near.insert(talk, (seq, cards.clone()));
        Ok(cards)
    }
}

/// The talk of this address with all that its page shows: four small queries, three of them at once.
/// `seq` is the change log's watermark ([`web::Changes::seq`]) read before the call.
///
/// # Errors
/// When the database does not answer.
pub async fn talk_page(db: &Db, shelf: &Shelf, viewer: &Viewer, slug: &str, seq: i64) -> Result<Found<TalkPage>, DbErr> {
    let row = match visible(db, viewer, slug).await? {
        Found::Here(row) => row,
        Found::Gone => return Ok(Found::Gone),
        Found::Nothing => return Ok(Found::Nothing),
    };
    let film = async {
        match row.film_id {
            Some(id) => film(db, By::Id(id)).await,
            None => Ok(None),
        }
    };
    let ids = [row.id];
    let (film, mut links, tracks, related) =
        tokio::try_join!(film, links(db.read(), &ids), shelf.tracks.of(db, row.id), shelf.related(db, viewer, row.id, seq))?;
    let links = links.remove(&row.id).unwrap_or_default();
    Ok(Found::Here(TalkPage { talk: words(row), links, film, tracks, related }))
}

/// The row of this address, if the viewer may reach it.
pub(crate) async fn visible(db: &Db, viewer: &Viewer, slug: &str) -> Result<Found<talk::Model>, DbErr> {
    let row = talk::Entity::find().filter(talk::COLUMN.slug.eq(slug)).one(db.read()).await?;
    Ok(seen(row, viewer))
}

/// The row of this id, if the viewer may reach it.
pub(crate) async fn visible_by_id(db: &Db, viewer: &Viewer, id: TalkId) -> Result<Found<talk::Model>, DbErr> {
    Ok(seen(talk::Entity::find_by_id(id).one(db.read()).await?, viewer))
}

fn seen(row: Option<talk::Model>, viewer: &Viewer) -> Found<talk::Model> {
    let Some(row) = row else { return Found::Nothing };
    match row.state.parse().map(|state| reach(state, viewer)) {
        Ok(Reach::Open) => Found::Here(row),
        Ok(Reach::Gone) => Found::Gone,
        Ok(Reach::Nothing) | Err(_) => Found::Nothing,
    }
}

pub(crate) fn words(row: talk::Model) -> Talk {
    let poster = Poster::stored(&row.poster_object, &row.poster_curtain, &row.slug);
    Talk {
        id: row.id,
        slug: row.slug,
        title: row.title,
        summary: row.summary,
        language: row.language,
        state: row.state.parse().unwrap_or(State::Draft),
        published_at: row.published_at,
        recorded_on: row.recorded_on,
        recorded_at: row.recorded_at,
        note: row.note,
        poster,
        duration_ms: row.duration_ms.try_into().unwrap_or(0),
        updated_at: row.updated_at,
    }
}

/// The address of a talk; whether it may be seen is decided where it is read.
pub(crate) async fn slug_of(db: &Db, id: TalkId) -> Result<Option<String>, DbErr> {
    Ok(talk::Entity::find_by_id(id).one(db.read()).await?.map(|row| row.slug))
}

/// Whether any talk, whatever its state, has this address.
pub(crate) async fn slug_taken(db: &Db, slug: &str) -> Result<bool, DbErr> {
    Ok(talk::Entity::find().filter(talk::COLUMN.slug.eq(slug)).one(db.read()).await?.is_some())
}
