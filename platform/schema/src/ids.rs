//! Typed ids: a positive 63-bit integer, time-ordered, written in addresses as 13 characters of Crockford's base 32.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Time;

/// An id's common face: made from and read as its integer.
pub trait Id: Copy {
    /// Wraps the stored integer.
    fn from_i64(value: i64) -> Self;
    /// The stored integer.
    fn to_i64(self) -> i64;
}

/// Not an id: other than 13 characters of Crockford's base 32, or too large.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not an id")]
pub struct ParseIdError;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
        #[sea_orm(try_from_u64)]
        pub struct $name(pub i64);

        impl Id for $name {
            fn from_i64(value: i64) -> Self { $name(value) }
            fn to_i64(self) -> i64 { self.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&encode(self.0)) }
        }
        impl std::str::FromStr for $name {
            type Err = ParseIdError;
            fn from_str(text: &str) -> Result<Self, ParseIdError> { decode(text).map($name) }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A talk.
    TalkId,
    /// A speaker.
    SpeakerId,
    /// A topic.
    TopicId,
    /// A profession.
    ProfessionId,
    /// A film: one uploaded original and what was made of it.
    FilmId,
    /// One rung of a film's ladder.
    RenditionId,
    /// One track of words on a talk.
    CaptionId,
    /// A job in the queue.
    JobId,
}

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn encode(value: i64) -> String {
    let value = value.cast_unsigned();
    (0..13).rev().map(|at| DIGITS[(value >> (at * 5) & 31) as usize] as char).collect()
}

fn decode(text: &str) -> Result<i64, ParseIdError> {
    if text.len() != 13 {
        return Err(ParseIdError);
    }
    text.bytes().try_fold(0i64, |value, byte| {
        let digit = DIGITS.iter().position(|&d| d == byte.to_ascii_lowercase()).ok_or(ParseIdError)?;
        value.checked_mul(32).and_then(|v| v.checked_add(digit as i64)).ok_or(ParseIdError)
    })
}

/// Hands out ids and tokens: from the operating system's randomness, or in tests the same ones each time.
#[derive(Clone, Debug)]
pub struct Ids(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Seeded(Arc<AtomicU64>),
}

impl Ids {
    /// Random ids.
    pub fn system() -> Ids {
        Ids(Source::System)
    }

    /// The same ids each time: `seed`, `seed + 1`, …, spread over the random part.
    pub fn seeded(seed: u64) -> Ids {
        Ids(Source::Seeded(Arc::new(AtomicU64::new(seed))))
    }

    /// A new id: 43 bits of milliseconds since 2020, so that rows append, then 20 random bits.
    pub fn next<T: Id>(&self, now: Time) -> T {
        const YEAR_2020_MS: i64 = 1_577_836_800_000;
        let millis = (now.millis() - YEAR_2020_MS).clamp(0, (1 << 43) - 1);
        T::from_i64(millis << 20 | (self.bits() & 0xF_FFFF).cast_signed())
    }

    /// 128 random bits as 32 hexadecimal characters: for addresses that must not be guessed.
    pub fn token32(&self) -> String {
        format!("{:016x}{:016x}", self.bits(), self.bits())
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of the system's randomness")]
    fn bits(&self) -> u64 {
        match &self.0 {
            Source::System => rand::random(),
            // splitmix64's finaliser: neighbouring seeds give unlike bits
            Source::Seeded(next) => {
                let mut z = next.fetch_add(1, Ordering::SeqCst).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
                z ^ z >> 31
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_address() {
        let ids = Ids::seeded(7);
        let id: TalkId = ids.next(Time(1_790_000_000_000_000));
        assert_eq!(id.to_string().len(), 13);
        assert_eq!(id.to_string().parse::<TalkId>(), Ok(id));
        assert_eq!(id.to_string().to_uppercase().parse::<TalkId>(), Ok(id));
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "abc", "zzzzzzzzzzzzz", "0000000000i00", "æ00000000000"] {
            assert_eq!(text.parse::<TalkId>(), Err(ParseIdError), "{text}");
        }
    }

    #[test]
    fn later_ids_sort_later() {
        let ids = Ids::system();
        let a: TalkId = ids.next(Time(1_790_000_000_000_000));
        let b: TalkId = ids.next(Time(1_790_000_000_001_000));
        assert!(a < b);
    }
}
