//! Security headers: the same for every page, without exception and without nonce, so that pages can be kept.

use http::HeaderMap;
use http::header::{CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};

use crate::Config;

/// The content security policy of pages. `blob:` is for media source extensions, which play HLS.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
    media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

/// The policy of what is not a page: opened by itself, it can do nothing.
pub const CSP_MEDIA: &str = "default-src 'none'; frame-ancestors 'none'";

const PERMISSIONS: &str = "accelerometer=(), autoplay=(self), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), \
    fullscreen=(self), geolocation=(), gyroscope=(), interest-cohort=(), microphone=(), midi=(), payment=(), picture-in-picture=(self), \
    publickey-credentials-get=(self), screen-wake-lock=(self), usb=(), web-share=(self)";

/// Two years, and for subdomains.
const HSTS: &str = "max-age=63072000; includeSubDomains";

/// The headers of every page.
pub(crate) fn page_headers(config: &Config) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(24);
    let csp = if config.is_https() { format!("{CSP}; upgrade-insecure-requests") } else { CSP.to_owned() };
    let csp = HeaderValue::from_str(&csp).unwrap_or_else(|_| HeaderValue::from_static(CSP));
    headers.insert(CONTENT_SECURITY_POLICY, csp);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    shared(&mut headers, config);
    headers
}

/// The headers of media that [`crate::FastPath`] answers: what counts for a file, in few bytes.
#[must_use]
pub fn media_headers(config: &Config) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(12);
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP_MEDIA));
    shared(&mut headers, config);
    headers
}

fn shared(headers: &mut HeaderMap, config: &Config) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    if config.is_https() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
}

/// Adds what the response does not say itself.
pub(crate) fn add(response: &mut HeaderMap, ours: &HeaderMap) {
    for (name, value) in ours {
        if !response.contains_key(name) {
            response.insert(name.clone(), value.clone());
        }
    }
}
