//! `GET /v?p=PERMIT` begins a play session, `POST /v` takes its beacons. Nothing is stored on the device: the token lives
//! in the page's memory only.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use i18n::Lang;
use schema::{Clock, Ids};
use serde::Deserialize;

use crate::Text;
use crate::message::{self, Fault};
use crate::queue::Queue;
use crate::token;

/// What the two handlers need.
#[derive(Clone)]
pub struct Beacons {
    /// The site's secret.
    pub secret: Arc<db::Secret>,
    pub clock: Clock,
    pub ids: Ids,
    pub queue: Queue,
}

#[derive(Deserialize)]
pub(crate) struct Begin {
    p: String,
}

/// `GET /v?p=…`: a token for a play that begins now.
pub(crate) async fn begin(
    State(beacons): State<Beacons>,
    headers: HeaderMap,
    query: Result<Query<Begin>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let permit = query.ok().and_then(|Query(begin)| token::read_permit(beacons.secret.expose(), &begin.p));
    let Some(permit) = permit else { return refuse(Fault::Token, &headers) };
    let token = token::issue(beacons.secret.expose(), permit, beacons.clock.now(), nonce(&beacons.ids));
    (no_store(), token).into_response()
}

/// `POST /v`: 204, or why not.
pub(crate) async fn take(State(beacons): State<Beacons>, headers: HeaderMap, body: Bytes) -> Response {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let play = match message::read(&body, beacons.secret.expose(), beacons.clock.now(), agent) {
        Ok(play) => play,
        Err(fault) => return refuse(fault, &headers),
    };
    if beacons.queue.push(play) {
        return (StatusCode::NO_CONTENT, no_store()).into_response();
    }
    metrics::counter!("plays_beacons_refused_total").increment(1);
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, no_store(), words(&headers).beacon_busy()).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    response
}

fn refuse(fault: Fault, headers: &HeaderMap) -> Response {
    let text = words(headers);
    let (status, words) = match fault {
        Fault::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, text.beacon_too_large()),
        Fault::Unreadable => (StatusCode::BAD_REQUEST, text.beacon_unreadable()),
        Fault::Token => (StatusCode::FORBIDDEN, text.beacon_token()),
        Fault::Content => (StatusCode::UNPROCESSABLE_ENTITY, text.beacon_content()),
    };
    (status, no_store(), words).into_response()
}

fn words(headers: &HeaderMap) -> Text {
    let wish = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Text::of(Lang::negotiate(wish))
}

fn no_store() -> [(header::HeaderName, HeaderValue); 1] {
    [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))]
}

/// 80 random bits.
fn nonce(ids: &Ids) -> [u8; 10] {
    let mut out = [0; 10];
    let hex = ids.token32();
    for (at, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap_or_default();
    }
    out
}

/// The two addresses as a router, for tests and for whoever mounts them without the site around them.
pub fn router(beacons: Beacons) -> Router {
    Router::new().route("/v", routing::get(begin).post(take)).with_state(beacons)
}
