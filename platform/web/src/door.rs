//! Doors: the pages for what went otherwise, each with a way on. Under `/api/` the same is told as JSON (RFC 9457).

use askama::Template;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use i18n::Lang;

use crate::error::Fault;
use crate::page::finished;
use crate::{App, Frame, Reader, RequestId, Text};

#[derive(Template)]
#[template(path = "door.html")]
struct Door {
    frame: Frame,
    picture: &'static str,
    heading: &'static str,
    lede: String,
    more: Option<&'static str>,
    ways: Vec<Way>,
    /// Words before the case number, the number, and words after it.
    case: Option<(&'static str, String, &'static str)>,
    code: String,
}

struct Way {
    href: String,
    label: &'static str,
    first: bool,
}

/// What a door says.
struct Words {
    picture: &'static str,
    title: &'static str,
    heading: &'static str,
    lede: &'static str,
    more: Option<&'static str>,
}

const EMPTY: &str = "door-empty.svg";
const FALLEN: &str = "door-fallen.svg";
const UNPLUGGED: &str = "door-unplugged.svg";

fn words(text: Text, status: StatusCode) -> Words {
    let door = |picture, title, heading, lede, more| Words { picture, title, heading, lede, more };
    match status {
        StatusCode::NOT_FOUND => door(EMPTY, text.missing_title(), text.missing_heading(), text.missing_lede(), Some(text.missing_more())),
        StatusCode::GONE => door(EMPTY, text.gone_title(), text.gone_heading(), text.gone_lede(), Some(text.gone_more())),
        StatusCode::METHOD_NOT_ALLOWED => door(EMPTY, text.method_title(), text.method_heading(), text.method_lede(), None),
        StatusCode::PAYLOAD_TOO_LARGE => door(EMPTY, text.large_title(), text.large_heading(), text.large_lede(), None),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
            door(UNPLUGGED, text.away_title(), text.away_heading(), text.away_lede(), Some(text.away_more()))
        }
        StatusCode::INSUFFICIENT_STORAGE => door(UNPLUGGED, text.full_title(), text.full_heading(), text.full_lede(), Some(text.full_more())),
        status if status.is_server_error() => door(FALLEN, text.error_title(), text.error_heading(), text.error_lede(), Some(text.error_more())),
        _ => door(EMPTY, text.bad_title(), text.bad_heading(), text.bad_lede(), None),
    }
}

/// Draws a fault as a page.
pub(crate) fn page(app: &App, reader: &Reader, fault: &Fault, id: RequestId) -> Response {
    let text = Text::of(reader.lang);
    let words = words(text, fault.status);
    let has = |path: &str| app.furniture.get().is_some_and(|f| f.nav.iter().any(|item| item.path == path));
    let again = fault.status.is_server_error();
    let mut ways = Vec::new();
    if again {
        ways.push((reader.href(&reader.path), text.try_again()));
    }
    if has("/talks") && !again {
        ways.push((reader.href("/talks"), text.other_talks()));
    }
    if has("/topics") && fault.status == StatusCode::GONE {
        ways.push((reader.href("/topics"), text.topics()));
    } else {
        ways.push((reader.href("/"), text.home()));
    }
    let ways = ways.into_iter().enumerate().map(|(at, (href, label))| Way { href, label, first: at == 0 }).collect();
    let door = Door {
        frame: Frame::new(app, reader, words.title).hidden(),
        picture: words.picture,
        heading: words.heading,
        lede: fault.words.clone().unwrap_or_else(|| words.lede.to_owned()),
        more: words.more,
        ways,
        case: (fault.status == StatusCode::INTERNAL_SERVER_ERROR).then(|| (text.error_case_before(), id.case(), text.error_case_after())),
        code: text.code(fault.status.as_str()),
    };
    let body = door.render().map_or_else(|_| Bytes::from_static(b"Social Talks"), Bytes::from);
    dressed(finished("text/html; charset=utf-8", body, false), fault)
}

/// Tells a fault as `application/problem+json`.
pub(crate) fn problem(lang: Lang, fault: &Fault, id: RequestId) -> Response {
    let words = words(Text::of(lang), fault.status);
    let problem = serde_json::json!({
        "type": "about:blank",
        "title": words.title,
        "status": fault.status.as_u16(),
        "detail": fault.words.as_deref().unwrap_or(words.lede),
        "instance": format!("urn:request:{id}"),
    });
    dressed(finished("application/problem+json", problem.to_string().into(), false), fault)
}

/// No words: for players and scripts that do not read.
pub(crate) fn bare(fault: &Fault) -> Response {
    dressed(finished("text/plain; charset=utf-8", Bytes::new(), false), fault)
}

fn dressed(mut response: Response, fault: &Fault) -> Response {
    *response.status_mut() = fault.status;
    if matches!(fault.status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    response
}
