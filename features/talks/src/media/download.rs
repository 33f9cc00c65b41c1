//! `/talks/{slug}/download`: the whole film as one MP4, made on demand.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::header::{CACHE_CONTROL, REFRESH};
use http::{HeaderValue, StatusCode};
use web::{Frame, Page, PageResult, Reader, Viewer};

use crate::store::{self, By};
use crate::{Talks, Text, film};

/// `media/download.html`
#[derive(Template)]
#[template(path = "media/download.html")]
struct Waiting {
    frame: Frame,
    t: Text,
    title: String,
    path: String,
    soon: bool,
}

/// The file where there is one; else it is asked for, and the page says so and looks again by itself.
pub(super) async fn page(State(talks): State<Talks>, reader: Reader, Viewer(viewer): Viewer, Path(slug): Path<String>) -> PageResult<Response> {
    let talk = store::visible(&talks.app.db, &viewer, &slug).await?.or_page()?;
    let held = match talk.film_id {
        Some(id) => store::film(&talks.app.db, By::Id(id)).await?,
        None => None,
    };
    if let Some(file) = held.as_ref().and_then(store::Film::progressive) {
        let mut response = Redirect::temporary(&format!("{file}?download")).into_response();
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        return Ok(response);
    }
    let soon = held.as_ref().is_some_and(store::Film::playable);
    if let (true, Some(held)) = (soon, &held) {
        film::ask_for_download(&talks, held.id).await?;
    }
    let t = Text::of(reader.lang);
    let words = if soon { t.download_soon() } else { t.download_never() };
    let frame = Frame::new(&talks.app, &reader, words).hidden();
    let mut response = Page(Waiting { frame, t, title: talk.title, path: format!("/talks/{slug}"), soon }).uncached().into_response();
    *response.status_mut() = if soon { StatusCode::ACCEPTED } else { StatusCode::OK };
    if soon {
        response.headers_mut().insert(REFRESH, HeaderValue::from_static("4"));
    }
    Ok(response)
}
