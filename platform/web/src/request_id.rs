//! A name for each request, and one that can be read aloud over the telephone for the ones that failed.

use std::convert::Infallible;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::FromRequestParts;
use http::request::Parts;

/// A request's name in the log and in `x-request-id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(pub u64);

/// Short Danish names of places in a landscape; easy to say, hard to mishear.
const PLACES: [&str; 32] = [
    "LUNDE", "HAVN", "STRAND", "BAKKE", "SKOV", "ENG", "FJORD", "KLIT", "MARK", "MOSE", "DAL", "BRO", "VIG", "SUND", "HEDE", "KILDE", "AGER", "BIRK", "DIGE",
    "ELLE", "HASSEL", "KYST", "LYNG", "NÆS", "PIL", "RØN", "SIV", "TANG", "TOFT", "VANG", "ASK", "BØG",
];

impl RequestId {
    /// The case number shown to the reader: `LUNDE-3814`.
    #[must_use]
    pub fn case(self) -> String {
        format!("{}-{:04}", PLACES[(self.0 % 32) as usize], self.0 / 32 % 10_000)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<RequestId, Infallible> {
        Ok(parts.extensions.get::<RequestId>().copied().unwrap_or(RequestId(0)))
    }
}

/// Hands out names that do not repeat within a run and are unlikely to between runs.
pub(crate) struct RequestIds(AtomicU64);

impl RequestIds {
    pub(crate) fn new(ids: &schema::Ids) -> RequestIds {
        let token = ids.token32();
        RequestIds(AtomicU64::new(u64::from_str_radix(&token[..16], 16).unwrap_or(0)))
    }

    pub(crate) fn next(&self) -> RequestId {
        // splitmix64: a counter spread over all bits
        let mut z = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        RequestId(z ^ z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_and_can_be_said() {
        let ids = RequestIds::new(&schema::Ids::seeded(1));
        let (a, b) = (ids.next(), ids.next());
        assert_ne!(a, b);
        assert_eq!(a.to_string().len(), 16);
        assert_eq!(RequestId(32 * 3814).case(), "LUNDE-3814");
    }
}
