//! The answer to a request for bytes: whole, a part, unchanged or out of reach. Source: RFC 9110, sections 13 and 14.

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};
use storage::{RangeAnswer, parse_range};

/// Shared caches keep media no longer than this: what is withdrawn is gone everywhere within the minute.
const CACHED: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// What is sent, before it is known how much of it.
pub(super) struct Sent {
    /// Its kind.
    pub kind: HeaderValue,
    /// A strong tag.
    pub etag: HeaderValue,
    /// Bytes in all.
    pub len: u64,
    /// The name under which a browser saves it.
    pub name: Option<HeaderValue>,
}

/// What of it is sent.
pub(super) enum Answer {
    /// These bytes, with this head.
    Send(http::response::Builder, std::ops::Range<u64>),
    /// No body.
    Empty(Response),
}

impl Sent {
    /// A tag of a version and a length: the address tells the rest.
    pub fn tag(version: i64, len: u64) -> HeaderValue {
        HeaderValue::from_str(&format!("\"{version:x}-{len:x}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
    }

    /// Reads the conditions and the range of a request.
    pub fn answer(self, headers: &HeaderMap) -> Answer {
        if headers.get(IF_NONE_MATCH).is_some_and(|tags| matches(tags, &self.etag)) {
            return Answer::Empty(self.head(StatusCode::NOT_MODIFIED).body(Body::empty()).unwrap_or_default());
        }
        let fresh = headers.get(IF_RANGE).is_none_or(|tag| *tag == self.etag);
        let range = headers.get(RANGE).filter(|_| fresh).and_then(|range| range.to_str().ok());
        match range.map_or(RangeAnswer::Whole, |range| parse_range(range, self.len)) {
            RangeAnswer::Whole => {
                let len = self.len;
                Answer::Send(self.head(StatusCode::OK).header(CONTENT_LENGTH, len), 0..len)
            }
            RangeAnswer::Part(part) => {
                let said = format!("bytes {}-{}/{}", part.start, part.end - 1, self.len);
                Answer::Send(self.head(StatusCode::PARTIAL_CONTENT).header(CONTENT_RANGE, said).header(CONTENT_LENGTH, part.end - part.start), part)
            }
            RangeAnswer::Unsatisfiable => {
                let said = format!("bytes */{}", self.len);
                let head = Response::builder().status(StatusCode::RANGE_NOT_SATISFIABLE).header(CONTENT_RANGE, said).header(CONTENT_LENGTH, 0);
                Answer::Empty(head.body(Body::empty()).unwrap_or_default())
            }
        }
    }

    fn head(self, status: StatusCode) -> http::response::Builder {
        let head = Response::builder().status(status).header(CACHE_CONTROL, CACHED).header(ETAG, self.etag);
        let head = if status == StatusCode::NOT_MODIFIED {
            head
        } else {
            head.header(CONTENT_TYPE, self.kind).header(ACCEPT_RANGES, HeaderValue::from_static("bytes"))
        };
        match self.name {
            Some(name) => head.header(CONTENT_DISPOSITION, name),
            None => head,
        }
    }
}

/// Whether a list of tags names this one; weak comparison, as RFC 9110 has it for `If-None-Match`.
fn matches(tags: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(tags), Ok(etag)) = (tags.to_str(), etag.to_str()) else { return false };
    tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// Answers with bytes that lie in memory.
pub(super) fn from_memory(bytes: &Bytes, kind: HeaderValue, version: i64, headers: &HeaderMap, head_only: bool) -> Response {
    let len = bytes.len() as u64;
    match (Sent { kind, etag: Sent::tag(version, len), len, name: None }).answer(headers) {
        Answer::Empty(response) => response,
        Answer::Send(head, range) => {
            let part = bytes.slice(range.start as usize..range.end as usize);
            head.body(if head_only { Body::empty() } else { Body::from(part) }).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(pairs: &[(http::HeaderName, &str)]) -> Response {
        let headers = pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect();
        from_memory(&Bytes::from_static(b"0123456789"), HeaderValue::from_static("video/mp4"), 255, &headers, false)
    }

    fn header(response: &Response, name: http::HeaderName) -> &str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn whole_part_unchanged_and_out_of_reach() {
        let whole = ask(&[]);
        assert_eq!((whole.status(), header(&whole, CONTENT_LENGTH), header(&whole, ETAG)), (StatusCode::OK, "10", "\"ff-a\""));
        assert_eq!(header(&whole, CACHE_CONTROL), "public, max-age=60");
        let part = ask(&[(RANGE, "bytes=2-4")]);
        assert_eq!((part.status(), header(&part, CONTENT_RANGE), header(&part, CONTENT_LENGTH)), (StatusCode::PARTIAL_CONTENT, "bytes 2-4/10", "3"));
        let out = ask(&[(RANGE, "bytes=10-")]);
        assert_eq!((out.status(), header(&out, CONTENT_RANGE)), (StatusCode::RANGE_NOT_SATISFIABLE, "bytes */10"));
        for tags in ["\"ff-a\"", "W/\"ff-a\"", "\"x\", \"ff-a\"", "*"] {
            assert_eq!(ask(&[(IF_NONE_MATCH, tags)]).status(), StatusCode::NOT_MODIFIED, "{tags}");
        }
        assert_eq!(ask(&[(IF_NONE_MATCH, "\"other\"")]).status(), StatusCode::OK);
    }

    #[test]
    fn a_part_of_an_older_making_is_the_whole_of_the_new_one() {
        assert_eq!(ask(&[(RANGE, "bytes=2-4"), (IF_RANGE, "\"old\"")]).status(), StatusCode::OK);
        assert_eq!(ask(&[(RANGE, "bytes=2-4"), (IF_RANGE, "\"ff-a\"")]).status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(ask(&[(RANGE, "bytes=2-4"), (IF_RANGE, "Wed, 21 Oct 2026 07:28:00 GMT")]).status(), StatusCode::OK);
    }
}
