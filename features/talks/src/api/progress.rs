//! `/talks/{slug}/progress`: how far the film is, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt as _};
use jobs::JobView;
use schema::{FilmId, TalkId};
use serde::Serialize;
use web::{PageError, PageResult, Viewer};

use crate::Talks;
use crate::store::{self, By, Film, Found, RenditionState};

/// What an event says.
#[derive(Debug, PartialEq, Serialize)]
struct Progress {
    state: &'static str,
    playable: bool,
    renditions: Vec<Line>,
}

#[derive(Debug, PartialEq, Serialize)]
struct Line {
    name: String,
    height: u32,
    state: &'static str,
    source: &'static str,
    /// Thousandths, while it is being made.
    permille: Option<u32>,
    /// Seconds, as honestly as the encoder can tell.
    remaining_s: Option<u64>,
}

/// An event `progress` now and at every change, until the reader goes or the program stops.
pub(super) async fn progress(
    State(talks): State<Talks>,
    Viewer(viewer): Viewer,
    Path(slug): Path<String>,
) -> PageResult<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let talk = store::visible(&talks.app.db, &viewer, &slug).await?.or_page()?;
    let id = talk.film_id.ok_or(PageError::NotFound)?;
    let jobs = talks.settings.jobs.watch(talks.app.db.clone(), crate::film::subject(id));
    let stopping = talks.app.stopping.clone();
    let events = jobs
        .take_until(async move { stopping.cancelled().await })
        .then(move |jobs| {
            let (talks, viewer) = (talks.clone(), viewer.clone());
            async move { event(&talks, &viewer, talk.id, id, &jobs).await }
        })
        // The stream ends when the talk is no longer to be seen.
        .take_while(|event| std::future::ready(event.is_some()))
        .filter_map(|event| std::future::ready(event.map(Ok)));
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}

async fn event(talks: &Talks, viewer: &schema::Viewer, talk: TalkId, id: FilmId, jobs: &[JobView]) -> Option<Event> {
    let here = matches!(store::visible_by_id(&talks.app.db, viewer, talk).await, Ok(Found::Here(_)));
    let film = store::film(&talks.app.db, By::Id(id)).await.ok().flatten().filter(|_| here)?;
    Event::default().event("progress").json_data(told(&film, jobs)).ok()
}

fn told(film: &Film, jobs: &[JobView]) -> Progress {
    let running = |name: &str| jobs.iter().find(|job| job.name == name && job.state == jobs::State::Running);
    let line = |rendition: &store::Rendition| {
        let encoding = rendition.state == RenditionState::Encoding;
        let job = if rendition.name.starts_with("av1-") { running("film.av1") } else { running("film.first_pass").or_else(|| running("film.ladder")) };
        let job = job.filter(|_| encoding);
        Line {
            name: rendition.name.clone(),
            height: rendition.height,
            state: rendition.state.as_str(),
            source: if rendition.original { "original" } else { "ladder" },
            permille: job.map(|job| job.permille),
            remaining_s: job.and_then(|job| job.remaining).map(|left| left.as_secs()),
        }
    };
    Progress { state: film.state.as_str(), playable: film.playable(), renditions: film.renditions.iter().map(line).collect() }
}
