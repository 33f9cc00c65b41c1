//! A finished body with its headers, ready to be sent many times: tagged, and compressed at most once per coding.

use std::sync::OnceLock;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::compress::{self, Coding};

/// A finished answer.
pub(crate) struct Answer {
    status: StatusCode,
    /// All headers but `Content-Length` and `Content-Encoding`.
    headers: HeaderMap,
    etag: HeaderValue,
    identity: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl Answer {
    /// Takes what a handler made. `ours` are the site's security headers; `negotiated` says that the language came from
    /// the browser and not from the address.
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap, body: Bytes, ours: &HeaderMap, negotiated: bool) -> Answer {
        let etag = format!("W/\"{}\"", &blake3::hash(&body).to_hex()[..22]);
        let etag = HeaderValue::from_str(&etag).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""));
        headers.remove(CONTENT_LENGTH);
        headers.insert(ETAG, etag.clone());
        if !headers.contains_key(CACHE_CONTROL) {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        }
        headers.insert(VARY, HeaderValue::from_static(if negotiated { "accept-language, accept-encoding" } else { "accept-encoding" }));
        crate::headers::add(&mut headers, ours);
        Answer { status, headers, etag, identity: body, brotli: OnceLock::new(), gzip: OnceLock::new() }
    }

    /// Bytes held in memory, roughly.
    pub(crate) fn weight(&self) -> usize {
        self.identity.len() * 3 / 2 + 2048
    }

    /// The answer to one request: 304 where the browser holds it already, else in the best coding it takes.
    pub(crate) fn respond(&self, request: &HeaderMap, head: bool) -> Response {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = self.headers.clone();
        if self.status == StatusCode::OK && request.get_all(IF_NONE_MATCH).iter().any(|held| holds(held, &self.etag)) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(CONTENT_TYPE);
            return response;
        }
        *response.status_mut() = self.status;
        let (coding, body) = self.coded(request);
        let headers = response.headers_mut();
        if let Some(name) = coding.name() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if !head {
            *response.body_mut() = Body::from(body);
        }
        response
    }

    fn coded(&self, request: &HeaderMap) -> (Coding, Bytes) {
        let plain = (Coding::Identity, self.identity.clone());
        let kind = self.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if self.identity.len() < compress::WORTH_IT || self.headers.contains_key(CONTENT_ENCODING) || !compress::compressible(kind) {
            return plain;
        }
        let coding = Coding::accepted(request);
        let packed = match coding {
            Coding::Identity => return plain,
            Coding::Brotli => self.brotli.get_or_init(|| compress::brotli(&self.identity, 5)),
            Coding::Gzip => self.gzip.get_or_init(|| compress::gzip(&self.identity)),
        };
        if packed.is_empty() || packed.len() >= self.identity.len() { plain } else { (coding, packed.clone()) }
    }
}

/// Whether `If-None-Match` names the tag, compared weakly (RFC 9110, 13.1.2).
fn holds(held: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(held), Ok(etag)) = (held.to_str(), etag.to_str()) else { return false };
    held == "*" || held.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag.trim_start_matches("W/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly() {
        let tag = HeaderValue::from_static("W/\"abc\"");
        for (held, same) in [("W/\"abc\"", true), ("\"abc\"", true), ("\"x\", W/\"abc\"", true), ("*", true), ("\"abcd\"", false), ("", false)] {
            assert_eq!(holds(&HeaderValue::from_static(held), &tag), same, "{held}");
        }
    }

    #[test]
    fn a_head_request_is_told_the_length_only() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        let answer = Answer::new(StatusCode::OK, headers, Bytes::from_static(b"hej"), &HeaderMap::new(), true);
        let response = answer.respond(&HeaderMap::new(), true);
        assert_eq!(response.headers()[CONTENT_LENGTH], "3");
        assert_eq!(response.headers()[VARY], "accept-language, accept-encoding");
    }
}
