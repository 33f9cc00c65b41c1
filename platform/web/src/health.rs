//! `/healthz`: the process lives. `/readyz`: it can do its work. For load balancers and supervisors.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderValue};

use crate::{App, Route, Who, routes};

/// Longer than this is the same as no answer.
const PATIENCE: Duration = Duration::from_secs(3);

pub(crate) fn table(app: &App) -> Vec<Route> {
    routes(app, [Route::get("/healthz", Who::Anyone, alive), Route::get("/readyz", Who::Anyone, ready)])
}

async fn alive() -> Response {
    tell(StatusCode::OK, "ok\n".into())
}

async fn ready(State(app): State<App>) -> Response {
    let database = tokio::time::timeout(PATIENCE, app.db.ping());
    let storage = tokio::time::timeout(PATIENCE, app.storage.ping());
    let (database, storage) = tokio::join!(database, storage);
    let database = matches!(database, Ok(Ok(())));
    let storage = matches!(storage, Ok(Ok(())));
    let ready = database && storage && !app.stopping.is_cancelled();
    let word = |ok| if ok { "ok" } else { "no answer" };
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    tell(status, format!("database: {}\nstorage: {}\n", word(database), word(storage)))
}

fn tell(status: StatusCode, words: String) -> Response {
    let mut response = (status, words).into_response();
    response.extensions_mut().insert(crate::site::AsItIs);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
