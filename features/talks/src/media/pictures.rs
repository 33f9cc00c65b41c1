//! Posters that are drawn, which are public, and a talk's share picture, which is as public as the talk.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::header::CACHE_CONTROL;
use http::{HeaderMap, HeaderValue, Method};
use web::{PageError, PageResult, Plain, Viewer};

use super::reply::from_memory;
use crate::poster::{self, Poster};
use crate::store::By;
use crate::{Talks, share_picture, store};

const PNG: HeaderValue = HeaderValue::from_static("image/png");
const JPEG: HeaderValue = HeaderValue::from_static("image/jpeg");

/// `/posters/{name}.svg`
pub(super) async fn poster(Path(file): Path<String>) -> PageResult<Response> {
    let drawing = file.strip_suffix(".svg").and_then(poster::named).ok_or(PageError::NotFound)?;
    let mut response = Plain::new("image/svg+xml", drawing).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    Ok(response)
}

/// `/talks/{slug}/share.png`: 1200 × 630, always drawn. Made once and kept until the talk changes.
pub(super) async fn share(
    State(talks): State<Talks>,
    Viewer(viewer): Viewer,
    Path(slug): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> PageResult<Response<Body>> {
    let row = store::visible(&talks.app.db, &viewer, &slug).await?.or_page()?;
    let version = row.updated_at.0;
    let name = format!("share/{}/{version}.png", row.id);
    let bytes = match talks.doors.pieces.get(&name) {
        Some(bytes) => bytes,
        None => {
            let (title, speaker, poster) = said(&talks, row).await?;
            let bytes = made(move || share_picture::png(&title, &speaker, poster.object, poster.curtain)).await?;
            talks.doors.pieces.insert(name, bytes.clone());
            bytes
        }
    };
    Ok(from_memory(&bytes, PNG, version, &headers, method == Method::HEAD))
}

/// `/talks/{slug}/share.jpg`: 1200 × 630 over the film's frame that is the talk's poster; drawn where there is none, or
/// where it cannot be had just now.
pub(super) async fn share_frame(
    State(talks): State<Talks>,
    Viewer(viewer): Viewer,
    Path(slug): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> PageResult<Response<Body>> {
    let row = store::visible(&talks.app.db, &viewer, &slug).await?.or_page()?;
    let (version, id) = (row.updated_at.0, row.id);
    let key = frame_key(&talks, &row).await?;
    let name = format!("share/{id}/{version}/{}", key.as_deref().unwrap_or("drawn"));
    let bytes = match talks.doors.pieces.get(&name) {
        Some(bytes) => bytes,
        None => {
            let frame = match &key {
                Some(key) => loaded(&talks, key).await,
                None => None,
            };
            let keep = frame.is_some() == key.is_some();
            let (title, speaker, poster) = said(&talks, row).await?;
            let bytes = made(move || {
                let over = frame.map(|frame| share_picture::over_frame(&title, &speaker, &frame));
                over.and_then(Result::ok).map_or_else(|| share_picture::jpeg(&title, &speaker, poster.object, poster.curtain), Ok)
            });
            let bytes = bytes.await?;
            if keep {
                talks.doors.pieces.insert(name, bytes.clone());
            }
            bytes
        }
    };
    Ok(from_memory(&bytes, JPEG, version, &headers, method == Method::HEAD))
}

/// Storage key of the frame that is the talk's poster, once it has been taken.
async fn frame_key(talks: &Talks, row: &schema::talk::Model) -> PageResult<Option<String>> {
    let chosen = Poster::stored(&row.poster_object, &row.poster_curtain, &row.slug).frame;
    let Some((n, film)) = chosen.zip(row.film_id) else { return Ok(None) };
    let film = store::film(&talks.app.db, By::Id(film)).await?;
    Ok(film.and_then(|film| Some(format!("films/{}/{}", film.media_key, film.frame(n)?))))
}

async fn loaded(talks: &Talks, key: &str) -> Option<Bytes> {
    match talks.app.storage.get(key).await {
        Ok(bytes) => bytes,
        Err(error) => {
            tracing::warn!(%error, key, "a share picture is drawn, for its frame could not be read");
            None
        }
    }
}

/// What stands on the picture: title, speakers, and the poster.
async fn said(talks: &Talks, row: schema::talk::Model) -> PageResult<(String, String, Poster)> {
    let links = store::links_of(&talks.app.db, row.id).await?;
    let speaker = links.speakers.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ");
    let poster = Poster::stored(&row.poster_object, &row.poster_curtain, &row.slug);
    Ok((row.title, speaker, poster))
}

async fn made(draw: impl FnOnce() -> Result<Vec<u8>, share_picture::render::DrawError> + Send + 'static) -> PageResult<Bytes> {
    let drawn = tokio::task::spawn_blocking(draw).await?;
    Ok(Bytes::from(drawn.map_err(|why| anyhow::anyhow!("share picture: {why}"))?))
}
