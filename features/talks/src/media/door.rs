//! Whether a film's media may be had: kept in memory as long as the change log stands still, else asked anew.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use moka::sync::Cache;
use schema::Viewer;
use web::{App, PageError, PageResult};

use super::cut::Cutter;
use crate::access::{Reach, reach};
use crate::store::{self, By, Film, FilmState, Found};

/// Films whose doors are remembered.
const DOORS: u64 = 20_000;
/// Bytes of indexes of films that are cut just in time.
const CUTTER_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes of cut fragments.
const PIECE_BYTES: u64 = 96 * 1024 * 1024;

/// A film as far as its media are concerned, at one moment of the change log.
pub(crate) struct Door {
    /// What anybody meets here.
    pub reach: Reach,
    /// The film and its renditions.
    pub film: Film,
    /// BCP 47 language of what is said.
    pub language: String,
    /// The talk's address, for names of files.
    pub slug: String,
    /// The master playlist, written at first demand.
    pub master: OnceLock<Bytes>,
}

/// The doors of all films, and what is cut behind them. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Doors {
    app: App,
    seen: Cache<String, (i64, Arc<Door>)>,
    pub(super) cutters: Cache<String, Arc<Cutter>>,
    pub(super) pieces: Cache<String, Bytes>,
}

impl Doors {
    pub fn new(app: &App) -> Doors {
        let cutter = |key: &String, cutter: &Arc<Cutter>| u32::try_from(key.len() + cutter.weight()).unwrap_or(u32::MAX);
        let piece = |key: &String, bytes: &Bytes| u32::try_from(key.len() + bytes.len()).unwrap_or(u32::MAX);
        Doors {
            app: app.clone(),
            seen: Cache::new(DOORS),
            cutters: Cache::builder().max_capacity(CUTTER_BYTES).weigher(cutter).build(),
            pieces: Cache::builder().max_capacity(PIECE_BYTES).weigher(piece).build(),
        }
    }

    /// The door, if it is known as of now: never waits.
    pub fn known(&self, key: &str) -> Option<Arc<Door>> {
        let (seq, door) = self.seen.get(key)?;
        (seq == self.app.changes.seq()).then_some(door)
    }

    /// The door of a film that anybody may have.
    pub async fn enter(&self, key: &str) -> PageResult<Arc<Door>> {
        if !is_key(key) {
            return Err(PageError::NotFound);
        }
        let door = match self.known(key) {
            Some(door) => door,
            None => self.ask(key).await?,
        };
        match door.reach {
            Reach::Open => Ok(door),
            Reach::Gone => Err(PageError::Gone),
            Reach::Nothing => Err(PageError::NotFound),
        }
    }

    async fn ask(&self, key: &str) -> PageResult<Arc<Door>> {
        // Before the rows: what changes while they are read makes this answer old at once.
        let seq = self.app.changes.seq();
        let film = store::film(&self.app.db, By::Key(key)).await?.ok_or(PageError::NotFound)?;
        let Found::Here(talk) = store::visible_by_id(&self.app.db, &Viewer::System, film.talk_id).await? else { return Err(PageError::NotFound) };
        let open = film.state != FilmState::Refused && talk.film_id == Some(film.id);
        let reach = match talk.state.parse() {
            Ok(state) if open => reach(state, &Viewer::Anonymous),
            _ => Reach::Nothing,
        };
        let door = Arc::new(Door { reach, film, language: talk.language, slug: talk.slug, master: OnceLock::new() });
        self.seen.insert(key.to_owned(), (seq, door.clone()));
        Ok(door)
    }
}

/// 32 small hexadecimal digits.
pub(super) fn is_key(key: &str) -> bool {
    key.len() == 32 && key.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
