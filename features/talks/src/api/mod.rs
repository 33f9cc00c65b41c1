//! `/api/v1`: talks for programs, under the same access rule as their pages.

mod list;
mod progress;
mod shape;
mod talk;

use axum::extract::State;
use utoipa::OpenApi;
use web::{Plain, Route, Who};

use crate::Talks;

/// The description of the API.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Social Talks",
        version = "1",
        description = "Talks and their films. Public and unlisted talks only; an unlisted one by its id or slug.",
        license(name = "MPL-2.0", identifier = "MPL-2.0")
    ),
    paths(talk::talk, list::talks),
    components(schemas(
        shape::TalkJson,
        shape::ListJson,
        shape::EntryJson,
        shape::RenditionJson,
        shape::TrackJson,
        shape::PersonJson,
        shape::GroupJson,
        shape::LinksJson
    ))
)]
struct Description;

/// The API's description as it is served at `/api/v1/openapi.json`.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

/// The API's addresses, and the progress of a talk's film.
pub(crate) fn routes(talks: &Talks) -> Vec<Route> {
    let table = [
        Route::get("/api/v1/talks", Who::Anyone, list::talks),
        Route::get("/api/v1/talks/{talk}", Who::Anyone, talk::talk),
        Route::get("/api/v1/openapi.json", Who::Anyone, description),
        Route::get("/talks/{slug}/progress", Who::Anyone, progress::progress),
    ];
    web::routes(talks, table)
}

async fn description(State(_): State<Talks>) -> web::PageResult<Plain> {
    Ok(Plain::new("application/json", openapi().to_pretty_json()?))
}

/// JSON, tagged and kept like a page.
fn json(value: &impl serde::Serialize) -> web::PageResult<Plain> {
    Ok(Plain::new("application/json", serde_json::to_vec(value)?))
}
