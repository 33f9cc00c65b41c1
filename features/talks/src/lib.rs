//! Talks: a film goes in, a moment later it plays, minutes later it is a verified ladder behind a page with words.
//!
//! Who may do what: anybody watches public talks, and unlisted ones by their address ([`access`]); the operator at the
//! machine imports and publishes ([`import`]).
//!
//! Addresses: `/talks`, `/talks/{slug}` and what lies below (captions, chapters, transcript, share picture, progress,
//! download), `/topics`, `/professions`, `/speakers`, `/media/{key}/…`, `/posters/…`, `/api/v1/talks…`.
//! Tables: talks, speakers, topics, the links between them, captions, films, renditions. Jobs: `film.inspect`,
//! `film.first_pass`, `film.ladder`, `film.frames`, `film.download`, `film.av1`.

pub mod access;
mod api;
pub mod card;
mod checks;
pub mod demo;
mod film;
pub mod import;
mod list;
mod media;
mod pages;
pub mod poster;
mod profession;
pub mod release;
mod seed;
pub mod share_picture;
mod speaker;
pub mod store;
pub mod talk;
mod topic;
mod watch;

use std::ops::Deref;
use std::sync::Arc;

use web::{App, Feature};

pub use api::openapi;

i18n::texts!();

/// What the room is told by the program.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// ffmpeg and ffprobe; without them films can be watched but not worked on.
    pub tools: Option<::film::Tools>,
    /// This process's news of jobs, and the bell that wakes its worker.
    pub jobs: jobs::Progress,
    /// Make AV1 rungs when nothing else waits.
    pub av1: bool,
}

/// What the room's handlers and jobs stand on; cheap to clone.
#[derive(Clone)]
pub struct Talks(Arc<Room>);

/// See [`Talks`].
pub struct Room {
    /// What all rooms share.
    pub app: App,
    /// What the program told us.
    pub settings: Settings,
    /// Parsed captions and related talks.
    pub shelf: store::Shelf,
    pub(crate) doors: media::Doors,
}

impl Deref for Talks {
    type Target = Room;

    fn deref(&self) -> &Room {
        &self.0
    }
}

impl Talks {
    /// The room. [`feature`] makes one; a command that only imports makes its own.
    #[must_use]
    pub fn new(app: &App, settings: Settings) -> Talks {
        let doors = media::Doors::new(app);
        Talks(Arc::new(Room { app: app.clone(), settings, shelf: store::Shelf::default(), doors }))
    }
}

/// What the room brings to the program.
#[must_use]
pub fn feature(app: &App, settings: Settings) -> Feature {
    let talks = Talks::new(app, settings);
    let mut routes = pages::routes(app, &talks.shelf);
    routes.extend(media::routes(&talks));
    routes.extend(api::routes(&talks));
    Feature {
        name: "talks",
        routes,
        jobs: film::handlers(&talks),
        nav: pages::nav(),
        sitemap: Some(pages::sitemap()),
        seed: Some(seed::seed(&talks)),
        checks: checks::checks(&talks),
        fast: Some(Arc::new(media::Fast::new(&talks))),
        ..Feature::default()
    }
}
