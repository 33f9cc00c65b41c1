//! A finished page on its way out.

use askama::Template;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use crate::PageError;

/// HTML from a template. It gets an `ETag`, is compressed once, and is served from memory to everybody who is not signed
/// in as long as the change log stands still. Use [`Page::uncached`] where the page depends on more than that.
pub struct Page<T>(pub T);

/// A page that is made anew each time; see [`Page::uncached`].
pub struct Uncached<T>(T);

impl<T: Template> Page<T> {
    /// Not kept: the page depends on something outside the change log.
    #[must_use]
    pub fn uncached(self) -> Uncached<T> {
        Uncached(self.0)
    }
}

/// Finished text of another kind than HTML (captions, feeds, JSON), with the same `ETag`, compression and page cache.
pub struct Plain {
    /// As in `text/vtt; charset=utf-8`.
    pub content_type: &'static str,
    /// The text.
    pub body: Bytes,
}

impl Plain {
    /// Text of a kind.
    #[must_use]
    pub fn new(content_type: &'static str, body: impl Into<Bytes>) -> Plain {
        Plain { content_type, body: body.into() }
    }
}

/// Marks a response whose whole body is known, so that `Site` may tag, compress and keep it.
#[derive(Clone)]
pub(crate) struct Finished {
    pub body: Bytes,
    pub keep: bool,
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        html(&self.0, true)
    }
}

impl<T: Template> IntoResponse for Uncached<T> {
    fn into_response(self) -> Response {
        html(&self.0, false)
    }
}

impl IntoResponse for Plain {
    fn into_response(self) -> Response {
        finished(self.content_type, self.body, true)
    }
}

fn html(template: &impl Template, keep: bool) -> Response {
    match template.render() {
        Ok(html) => finished("text/html; charset=utf-8", html.into(), keep),
        Err(error) => PageError::Internal(error.into()).into_response(),
    }
}

pub(crate) fn finished(content_type: &'static str, body: Bytes, keep: bool) -> Response {
    let mut response = (StatusCode::OK, body.clone()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response.extensions_mut().insert(Finished { body, keep });
    response
}
