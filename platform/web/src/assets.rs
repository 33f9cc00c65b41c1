//! Style sheets, scripts, fonts and the house's few drawings, carried inside the program.
//!
//! Names contain a hash of the content, so browsers keep them for ever. Text comes with a brotli and a gzip version made
//! when the front end was built.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RANGE, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use rust_embed::RustEmbed;
use storage::RangeAnswer;

use crate::compress::{self, Coding};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../frontend/dist"]
struct Dist;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/pictures"]
struct Pictures;

/// All assets, by hashed name. Cheap to clone.
#[derive(Clone)]
pub struct Assets(Arc<Inner>);

#[derive(Default)]
struct Inner {
    /// Logical name → address.
    hrefs: HashMap<String, String>,
    files: HashMap<String, Asset>,
}

struct Asset {
    kind: &'static str,
    etag: HeaderValue,
    body: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Assets {
    /// What was built into the program.
    #[must_use]
    pub fn embedded() -> Assets {
        let mut inner = Inner::default();
        let dist = |name: &str| Dist::get(name).map(|file| bytes(file.data));
        let manifest = dist("manifest.json").unwrap_or_default();
        let manifest: HashMap<String, String> = serde_json::from_slice(&manifest).unwrap_or_default();
        for name in Dist::iter().filter(|name| !name.ends_with(".br") && !name.ends_with(".gz") && *name != "manifest.json") {
            if let Some(body) = dist(&name) {
                inner.files.insert(name.to_string(), asset(&name, body, dist(&format!("{name}.br")), dist(&format!("{name}.gz"))));
            }
        }
        for (logical, hashed) in manifest {
            inner.hrefs.insert(logical, format!("/assets/{hashed}"));
        }
        for name in Pictures::iter() {
            let Some(file) = Pictures::get(&name) else { continue };
            let body = bytes(file.data);
            let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "bin"));
            let hashed = format!("{stem}-{}.{extension}", &blake3::hash(&body).to_hex()[..8]);
            let (brotli, gzip) = (compress::brotli(&body, 9), compress::gzip(&body));
            inner.hrefs.insert(name.to_string(), format!("/assets/{hashed}"));
            inner.files.insert(hashed.clone(), asset(&hashed, body, Some(brotli), Some(gzip)));
        }
        Assets(Arc::new(inner))
    }

    /// The address of an asset by its logical name.
    #[must_use]
    pub fn href(&self, logical: &str) -> Option<String> {
        self.0.hrefs.get(logical).cloned()
    }

    /// Whether the front end was built into the program.
    #[must_use]
    pub fn are_built(&self) -> bool {
        self.0.hrefs.contains_key("app.css") && self.0.hrefs.contains_key("app.js")
    }

    /// The answer for the asset of that hashed name.
    pub(crate) fn answer(&self, name: &str, request: &HeaderMap) -> Option<Response> {
        Some(self.0.files.get(name)?.answer(request))
    }
}

impl Asset {
    fn answer(&self, request: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(ETAG, self.etag.clone());
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if request.get(IF_NONE_MATCH).is_some_and(|held| held == self.etag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        if let Some(range) = request.get(RANGE).and_then(|range| range.to_str().ok()) {
            return self.part(range, response);
        }
        let packed = match Coding::accepted(request) {
            Coding::Brotli => self.brotli.clone().map(|body| ("br", body)),
            Coding::Gzip => self.gzip.clone().map(|body| ("gzip", body)),
            Coding::Identity => None,
        };
        let body = match packed {
            Some((coding, body)) => {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
                body
            }
            None => self.body.clone(),
        };
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        *response.body_mut() = Body::from(body);
        response
    }

    /// A range of the uncompressed bytes.
    fn part(&self, range: &str, mut response: Response) -> Response {
        let whole = self.body.len() as u64;
        let body = match storage::parse_range(range, whole) {
            RangeAnswer::Whole => self.body.clone(),
            RangeAnswer::Part(part) => {
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                let said = format!("bytes {}-{}/{whole}", part.start, part.end - 1);
                response.headers_mut().insert(CONTENT_RANGE, header(&said));
                self.body.slice(part.start as usize..part.end as usize)
            }
            RangeAnswer::Unsatisfiable => {
                *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
                response.headers_mut().insert(CONTENT_RANGE, header(&format!("bytes */{whole}")));
                Bytes::new()
            }
        };
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        *response.body_mut() = Body::from(body);
        response
    }
}

fn asset(name: &str, body: Bytes, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Asset {
    let etag = header(&format!("\"{}\"", &blake3::hash(&body).to_hex()[..16]));
    let smaller = |packed: Option<Bytes>| packed.filter(|packed| !packed.is_empty() && packed.len() < body.len());
    Asset { kind: kind(name), etag, brotli: smaller(brotli), gzip: smaller(gzip), body }
}

fn bytes(data: std::borrow::Cow<'static, [u8]>) -> Bytes {
    match data {
        std::borrow::Cow::Borrowed(data) => Bytes::from_static(data),
        std::borrow::Cow::Owned(data) => data.into(),
    }
}

fn header(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}
