//! Drawn pictures: posters, which are public, and a talk's share picture, which is as public as the talk.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::header::CACHE_CONTROL;
use http::{HeaderMap, HeaderValue, Method};
use web::{PageError, PageResult, Plain, Viewer};

use super::reply::from_memory;
use crate::poster::{self, CURTAINS, Curtain, OBJECTS, Object};
use crate::{Talks, share_picture, store};

const PNG: HeaderValue = HeaderValue::from_static("image/png");

/// `/posters/{name}.svg`
pub(super) async fn poster(Path(file): Path<String>) -> PageResult<Response> {
    let drawing = file.strip_suffix(".svg").and_then(poster::named).ok_or(PageError::NotFound)?;
    let mut response = Plain::new("image/svg+xml", drawing).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    Ok(response)
}

/// `/talks/{slug}/share.png`: 1200 × 630. Drawn once and kept until the talk changes.
pub(super) async fn share(
    State(talks): State<Talks>,
    Viewer(viewer): Viewer,
    Path(slug): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> PageResult<Response<Body>> {
    let row = store::visible(&talks.app.db, &viewer, &slug).await?.or_page()?;
    let version = row.updated_at.0;
    let name = format!("share/{}/{version}", row.id);
    let bytes = match talks.doors.pieces.get(&name) {
        Some(bytes) => bytes,
        None => {
            let links = store::links_of(&talks.app.db, row.id).await?;
            let speaker = links.speakers.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ");
            let object = Object::named(&row.poster_object).unwrap_or(&OBJECTS[0]);
            let curtain = Curtain::named(&row.poster_curtain).unwrap_or(&CURTAINS[0]);
            let drawn = tokio::task::spawn_blocking(move || share_picture::png(&row.title, &speaker, object, curtain)).await?;
            let bytes = Bytes::from(drawn.map_err(|why| anyhow::anyhow!("share picture: {why}"))?);
            talks.doors.pieces.insert(name, bytes.clone());
            bytes
        }
    };
    Ok(from_memory(&bytes, PNG, version, &headers, method == Method::HEAD))
}
