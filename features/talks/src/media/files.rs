//! Media by way of the storage: small objects whole, large ones in pieces.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method};
use web::{PageError, PageResult};

use super::door::Door;
use super::fast::master_version;
use super::reply::{Answer, Sent, from_memory};
use super::target::{Object, PLAYLIST, Target, target};
use crate::Talks;

/// Ranges up to this many bytes are read in one piece.
const ONE_READ: u64 = 256 * 1024;

/// After the question mark: to be saved, not shown.
const SAVE: &str = "download";

/// `/media/{key}/{file}`
pub(super) async fn top(
    State(talks): State<Talks>,
    Path((key, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    method: Method,
    headers: HeaderMap,
) -> PageResult<Response> {
    let save = query.is_some_and(|query| query.split('&').any(|field| field == SAVE));
    answer(&talks, &key, &file, save, &method, &headers).await
}

/// `/media/{key}/{folder}/{file}`
pub(super) async fn inside(
    State(talks): State<Talks>,
    Path((key, folder, file)): Path<(String, String, String)>,
    method: Method,
    headers: HeaderMap,
) -> PageResult<Response> {
    answer(&talks, &key, &format!("{folder}/{file}"), false, &method, &headers).await
}

async fn answer(talks: &Talks, key: &str, file: &str, save: bool, method: &Method, headers: &HeaderMap) -> PageResult<Response> {
    let door = talks.doors.enter(key).await?;
    let head_only = method == Method::HEAD;
    match target(&door.film, file).ok_or(PageError::NotFound)? {
        Target::Master => {
            let text = door.master();
            Ok(from_memory(&text, PLAYLIST, master_version(&text), headers, head_only))
        }
        Target::Object(object) => {
            let bytes = talks.app.storage.get(&object.key).await?.ok_or(PageError::NotFound)?;
            Ok(from_memory(&bytes, object.kind, object.version, headers, head_only))
        }
        Target::Cut(part) => {
            let bytes = talks.doors.cut(&talks.app, &door, part).await?;
            Ok(from_memory(&bytes, part.kind(), 1, headers, head_only))
        }
        Target::Large(object, len) => large(talks, &door, object, len, save, headers, head_only).await,
    }
}

async fn large(talks: &Talks, door: &Door, object: Object, len: u64, save: bool, headers: &HeaderMap, head_only: bool) -> PageResult<Response> {
    let extension = if object.kind == super::target::AUDIO { "m4a" } else { "mp4" };
    let name = save.then(|| HeaderValue::from_str(&format!("attachment; filename=\"{}.{extension}\"", door.slug)).ok()).flatten();
    let sent = Sent { kind: object.kind, etag: Sent::tag(object.version, len), len, name };
    let (head, range) = match sent.answer(headers) {
        Answer::Empty(response) => return Ok(response),
        Answer::Send(head, range) => (head, range),
    };
    let storage = &talks.app.storage;
    let body = if head_only {
        Body::empty()
    } else if range.end - range.start <= ONE_READ {
        Body::from(storage.get_range(&object.key, range).await?)
    } else {
        Body::from_stream(storage.stream(&object.key, range))
    };
    Ok(head.body(body)?)
}
