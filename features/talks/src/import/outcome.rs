//! What became of an imported film, learnt by looking at its rows; and why, in words.

use std::time::Duration;

use schema::FilmId;

use crate::store::{By, FilmState, film};
use crate::{Talks, Text};

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Until the film is taken or refused.
    Inspected,
    /// Until it plays.
    Playable,
    /// Until all that was planned is made.
    Ready,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As was waited for.
    Reached {
        /// It plays.
        playable: bool,
    },
    /// Not a film that we take; a message key and a word for it, see [`refusal`].
    Refused(String, Option<String>),
    /// The work was given up.
    Failed {
        /// A message key, see [`refusal`].
        key: String,
        /// Something of it plays.
        playable: bool,
    },
    /// There is no such film (any more).
    Missing,
}

/// Waits for the film; looks five times a second. Whoever has patience for so long only puts a time-out around it.
///
/// # Errors
/// When the database does not answer.
pub async fn outcome(talks: &Talks, id: FilmId, until: Until) -> Result<Outcome, sea_orm::DbErr> {
    loop {
        let Some(film) = film(&talks.app.db, By::Id(id)).await? else { return Ok(Outcome::Missing) };
        let playable = film.playable();
        let reached = match film.state {
            FilmState::Refused => return Ok(Outcome::Refused(film.refusal.unwrap_or_default(), film.refusal_detail)),
            FilmState::Failed if until != Until::Playable || !playable => return Ok(Outcome::Failed { key: film.refusal.unwrap_or_default(), playable }),
            FilmState::Arrived => false,
            FilmState::Working => until == Until::Inspected || until == Until::Playable && playable,
            FilmState::Ready | FilmState::Failed => true,
        };
        if reached {
            return Ok(Outcome::Reached { playable });
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The reason why a film was refused or given up, in one sentence for people.
#[must_use]
pub fn refusal(t: Text, key: &str, detail: Option<&str>) -> String {
    match key {
        "film-empty" => t.film_empty().to_owned(),
        "film-not-a-film" => t.film_not_a_film().to_owned(),
        "film-playlist" => t.film_playlist().to_owned(),
        "film-incomplete" => t.film_incomplete().to_owned(),
        "film-too-large" => t.film_too_large().to_owned(),
        "film-too-long" => t.film_too_long().to_owned(),
        "film-too-many-streams" => t.film_too_many_streams().to_owned(),
        "film-too-fast" => t.film_too_fast().to_owned(),
        "film-no-picture-or-sound" => t.film_no_picture_or_sound().to_owned(),
        "film-unknown-codec" => t.film_unknown_codec(detail.unwrap_or("?")),
        "film-damaged" => t.film_damaged().to_owned(),
        "film-encrypted" => t.film_encrypted().to_owned(),
        _ => t.film_not_worked_on().to_owned(),
    }
}
