//! Who may say that a talk was watched: a page that showed it.
//!
//! The page carries a *permit* for its talk. It has no time in it, so that pages can be cached for as long as one likes.
//! At the first play the player exchanges it for a *token*, which carries the server's time and a nonce: together the id
//! of the play session. Beacons carry the token. Both are sealed with keyed BLAKE3 (<https://github.com/BLAKE3-team/BLAKE3-specs>).

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use schema::{TalkId, Time};

/// How long after its play a beacon is taken; a device may have been offline.
pub const VALID: Duration = Duration::from_secs(72 * 3600);
/// Clocks of several nodes may differ by this much.
const SKEW: Duration = Duration::from_secs(60);
const PERMIT: usize = 8 + 4;
const TOKEN: usize = PERMIT + 6 + 10;
const SEAL: usize = 16;

/// What a permit vouches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit {
    pub talk: TalkId,
    /// The film's length in seconds, rounded up.
    pub seconds: u32,
}

/// A play session, as its token tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    pub talk: TalkId,
    /// The film's length in seconds, rounded up.
    pub seconds: u32,
    /// When the first play began, by the server's clock (whole milliseconds).
    pub started: Time,
    /// 6 bytes of that time, then 10 of chance.
    pub sid: [u8; 16],
}

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not made by this site, or changed on the way.
    #[error("the token is not ours")]
    NotOurs,
    /// Older than [`VALID`], or from the future.
    #[error("the token is too old")]
    TooOld,
}

/// The permit for a page that shows `talk`; `duration_ms` is the film's length.
#[must_use]
pub fn permit(secret: &str, talk: TalkId, duration_ms: u64) -> String {
    let seconds = u32::try_from(duration_ms.div_ceil(1000)).unwrap_or(u32::MAX);
    let mut bytes = Vec::with_capacity(PERMIT + SEAL);
    bytes.extend(talk.0.to_be_bytes());
    bytes.extend(seconds.to_be_bytes());
    sealed(secret, PERMIT_PURPOSE, bytes)
}

/// Reads a permit back; `None` when it is not ours.
#[must_use]
pub fn read_permit(secret: &str, text: &str) -> Option<Permit> {
    let bytes = opened::<PERMIT>(secret, PERMIT_PURPOSE, text)?;
    Some(Permit { talk: TalkId(i64::from_be_bytes(part(&bytes, 0))), seconds: u32::from_be_bytes(part(&bytes, 8)) })
}

/// A token for a play that begins now. `nonce` must be random.
#[must_use]
pub fn issue(secret: &str, permit: Permit, now: Time, nonce: [u8; 10]) -> String {
    let mut bytes = Vec::with_capacity(TOKEN + SEAL);
    bytes.extend(permit.talk.0.to_be_bytes());
    bytes.extend(permit.seconds.to_be_bytes());
    bytes.extend(&now.millis().to_be_bytes()[2..]);
    bytes.extend(nonce);
    sealed(secret, TOKEN_PURPOSE, bytes)
}

/// Reads a token back.
///
/// # Errors
/// When it was not made with this secret, or its time is over.
pub fn verify(secret: &str, text: &str, now: Time) -> Result<Session, Refused> {
    let bytes = opened::<TOKEN>(secret, TOKEN_PURPOSE, text).ok_or(Refused::NotOurs)?;
    let sid: [u8; 16] = part(&bytes, PERMIT);
    let mut millis = [0; 8];
    millis[2..].copy_from_slice(&sid[..6]);
    let started = Time(i64::from_be_bytes(millis) * 1000);
    if now.since(started) > VALID || started.since(now) > SKEW {
        return Err(Refused::TooOld);
    }
    Ok(Session { talk: TalkId(i64::from_be_bytes(part(&bytes, 0))), seconds: u32::from_be_bytes(part(&bytes, 8)), started, sid })
}

const PERMIT_PURPOSE: &str = "social talks 2026 player permit";
const TOKEN_PURPOSE: &str = "social talks 2026 play token";

fn seal(secret: &str, purpose: &str, bytes: &[u8]) -> blake3::Hash {
    blake3::keyed_hash(&blake3::derive_key(purpose, secret.as_bytes()), bytes)
}

fn sealed(secret: &str, purpose: &str, mut bytes: Vec<u8>) -> String {
    let hash = seal(secret, purpose, &bytes);
    bytes.extend(&hash.as_bytes()[..SEAL]);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn opened<const N: usize>(secret: &str, purpose: &str, text: &str) -> Option<[u8; N]> {
    // Longer than any of ours: not worth decoding.
    if text.len() > 96 {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (content, given) = bytes.split_at_checked(N)?;
    let given: [u8; SEAL] = given.try_into().ok()?;
    let mut whole = [0; 32];
    let wanted = seal(secret, purpose, content);
    whole[..SEAL].copy_from_slice(&given);
    whole[SEAL..].copy_from_slice(&wanted.as_bytes()[SEAL..]);
    // blake3 compares hashes in constant time.
    (wanted == blake3::Hash::from_bytes(whole)).then(|| content.try_into().ok())?
}

/// `N` bytes of `bytes` from `at`; both are constants of this file.
fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[at..at + N]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Time = Time(1_795_000_000_123_000);

    fn token() -> String {
        issue("s", Permit { talk: TalkId(77), seconds: 873 }, NOW, [9; 10])
    }

    #[test]
    fn a_token_tells_its_session() {
        let later = NOW + Duration::from_secs(600);
        let session = verify("s", &token(), later).unwrap();
        assert_eq!((session.talk, session.seconds, session.started), (TalkId(77), 873, NOW));
        assert_eq!(session.sid[6..], [9; 10]);
    }

    #[test]
    fn time_runs_out() {
        assert!(verify("s", &token(), NOW + VALID).is_ok());
        assert_eq!(verify("s", &token(), NOW + VALID + Duration::from_secs(1)), Err(Refused::TooOld));
        assert_eq!(verify("s", &token(), NOW - Duration::from_secs(61)), Err(Refused::TooOld));
    }

    #[test]
    fn other_sites_and_purposes_are_refused() {
        assert_eq!(verify("t", &token(), NOW), Err(Refused::NotOurs));
        let permit = permit("s", TalkId(77), 872_400);
        assert_eq!(read_permit("s", &permit), Some(Permit { talk: TalkId(77), seconds: 873 }));
        assert_eq!(read_permit("t", &permit), None);
        assert_eq!(read_permit("s", &token()), None);
        assert_eq!(verify("s", &permit, NOW), Err(Refused::NotOurs));
    }

    proptest! {
        #[test]
        fn a_changed_token_is_refused(at in 0usize..59, with in "[A-Za-z0-9_-]") {
            let mut text = token();
            if text[at..=at] != with {
                text.replace_range(at..=at, &with);
                prop_assert_eq!(verify("s", &text, NOW), Err(Refused::NotOurs));
            }
        }

        #[test]
        fn nonsense_is_refused(text in ".{0,120}") {
            prop_assert_eq!(verify("s", &text, NOW), Err(Refused::NotOurs));
            prop_assert_eq!(read_permit("s", &text), None);
        }
    }
}
