//! Compression of finished text, and which one a browser takes.

use std::io::Write as _;

use bytes::Bytes;
use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

/// Smaller bodies are sent as they are: a packet holds them anyway.
pub(crate) const WORTH_IT: usize = 512;

/// A content coding (RFC 9110, 8.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Identity,
    Brotli,
    Gzip,
}

impl Coding {
    /// The best one that `Accept-Encoding` allows. Brotli wins over gzip at any positive weight.
    pub(crate) fn accepted(headers: &HeaderMap) -> Coding {
        let mut best = Coding::Identity;
        for value in headers.get_all(ACCEPT_ENCODING) {
            for part in value.to_str().unwrap_or_default().split(',') {
                let (name, weight) = part.split_once(';').unwrap_or((part, ""));
                let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q == 0.0));
                match name.trim() {
                    _ if refused => {}
                    "br" => return Coding::Brotli,
                    "gzip" | "x-gzip" => best = Coding::Gzip,
                    _ => {}
                }
            }
        }
        best
    }

    /// As in `Content-Encoding`.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Coding::Identity => None,
            Coding::Brotli => Some("br"),
            Coding::Gzip => Some("gzip"),
        }
    }
}

/// Brotli at a quality (0–11); five costs about a millisecond for a page and saves more than gzip.
pub(crate) fn brotli(body: &[u8], quality: i32) -> Bytes {
    let mut out = Vec::with_capacity(body.len() / 3);
    let parameters = brotli::enc::BrotliEncoderParams { quality, lgwin: 20, size_hint: body.len(), ..Default::default() };
    match brotli::BrotliCompress(&mut &*body, &mut out, &parameters) {
        Ok(_) => out.into(),
        // Writing to memory cannot fail; an empty answer makes the caller send the body as it is.
        Err(_) => Bytes::new(),
    }
}

/// Gzip at level 6.
pub(crate) fn gzip(body: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 3), flate2::Compression::new(6));
    if encoder.write_all(body).is_err() {
        return Bytes::new();
    }
    encoder.finish().map(Bytes::from).unwrap_or_default()
}

/// Whether text of this type gains from compression.
pub(crate) fn compressible(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/") && kind != "text/event-stream"
        || kind.ends_with("+json")
        || kind.ends_with("+xml")
        || matches!(kind, "application/json" | "application/xml" | "application/javascript" | "application/vnd.apple.mpegurl")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use http::HeaderValue;

    use super::*;

    fn coding(accept: &'static str) -> Coding {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(accept));
        Coding::accepted(&headers)
    }

    #[test]
    fn browsers_choose() {
        assert_eq!(coding("gzip, deflate, br, zstd"), Coding::Brotli);
        assert_eq!(coding("gzip;q=0.5, br;q=0"), Coding::Gzip);
        assert_eq!(coding("gzip;q=0.0"), Coding::Identity);
        assert_eq!(coding("identity"), Coding::Identity);
        assert_eq!(Coding::accepted(&HeaderMap::new()), Coding::Identity);
    }

    #[test]
    fn what_is_packed_can_be_unpacked() {
        let text = "En stol ved vinduet. ".repeat(200);
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&*gzip(text.as_bytes())).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(text.as_bytes(), 5), &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
    }

    #[test]
    fn event_streams_are_left_alone() {
        assert!(compressible("text/html; charset=utf-8") && compressible("image/svg+xml") && compressible("application/problem+json"));
        assert!(!compressible("text/event-stream") && !compressible("video/mp4"));
    }
}
