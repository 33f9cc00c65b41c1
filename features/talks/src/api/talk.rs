//! `GET /api/v1/talks/{id or slug}`

use axum::extract::{Path, State};
use schema::TalkId;
use web::{PageResult, Plain, Viewer};

use super::json;
use super::shape::{Site, TalkJson};
use crate::{Talks, store};

/// A talk with its film's renditions. An id goes before a slug that looks like one.
#[utoipa::path(
    get,
    path = "/api/v1/talks/{talk}",
    params(("talk" = String, Path, description = "Id (13 characters) or slug")),
    responses((status = 200, body = TalkJson), (status = 404, description = "No such talk"), (status = 410, description = "The talk was withdrawn"))
)]
pub(super) async fn talk(State(talks): State<Talks>, Viewer(viewer): Viewer, Path(talk): Path<String>) -> PageResult<Plain> {
    let (db, seq) = (&talks.app.db, talks.app.changes.seq());
    let by_id = match talk.parse::<TalkId>() {
        Ok(id) => store::slug_of(db, id).await?,
        Err(_) => None,
    };
    let slug = by_id.unwrap_or(talk);
    let page = store::talk_page(db, &talks.shelf, &viewer, &slug, seq).await?.or_page()?;
    json(&Site(&talks.app.config.public_url).talk(&page))
}
