//! What a beacon says, and whether it can be true. Pure: no database, no clock.

use std::time::Duration;

use jiff::{civil::Date, tz::TimeZone};
use schema::{Time, play};
use serde::Deserialize;

use crate::ranges::Ranges;
use crate::robots;
use crate::token::{self, Session};

/// Bytes a beacon may have.
pub const MOST_BYTES: usize = 4096;
/// In `flags`: the `User-Agent` is a program's, by the list of that `bots_version`.
pub const FLAG_ROBOT: i32 = 1;

/// The body of `POST /v`: JSON in `text/plain`, because `sendBeacon` may send that from other sites without asking first.
#[derive(Debug, Deserialize)]
struct Message {
    /// Token from `GET /v`.
    k: String,
    /// Counter, from 1; the highest wins.
    q: i32,
    /// All ranges watched so far, in whole seconds.
    r: Vec<(u32, u32)>,
    /// Seconds played so far, repeats counted.
    p: u32,
    /// Where the player stands.
    #[serde(default)]
    ch: String,
}

/// Why a beacon is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 413
    TooLarge,
    /// 400: no JSON, or not ours.
    Unreadable,
    /// 403: no token of ours, or its time is over.
    Token,
    /// 422: more than there is in the talk, or more than the clock allows.
    Content,
}

/// Reads a beacon that arrives `now` and turns it into a row.
///
/// # Errors
/// See [`Fault`].
pub fn read(body: &[u8], secret: &str, now: Time, user_agent: &str) -> Result<play::Model, Fault> {
    if body.len() > MOST_BYTES {
        return Err(Fault::TooLarge);
    }
    let message: Message = serde_json::from_slice(body).map_err(|_| Fault::Unreadable)?;
    let session = token::verify(secret, &message.k, now).map_err(|_| Fault::Token)?;
    let ranges = plausible(&message, &session, now).ok_or(Fault::Content)?;
    Ok(play::Model {
        sid: session.sid.to_vec(),
        talk_id: session.talk,
        day: danish_day(session.started),
        q: message.q,
        started_at: session.started,
        updated_at: now,
        channel: channel(&message.ch),
        seconds: i32::try_from(message.p).map_err(|_| Fault::Content)?,
        ranges: ranges.encode(),
        flags: if robots::is_robot(user_agent) { FLAG_ROBOT } else { 0 },
        bots_version: robots::VERSION,
    })
}

/// The union of the ranges, when it lies inside the talk and nobody can have watched faster: twice the speed is the
/// most, an eighth and 5 seconds are for clocks and rounding.
fn plausible(message: &Message, session: &Session, now: Time) -> Option<Ranges> {
    let honest = message.q > 0 && message.r.iter().all(|(start, end)| start < end);
    let ranges = Ranges::union(message.r.iter().copied());
    let elapsed = now.since(session.started).max(Duration::ZERO).as_secs_f64();
    let most = elapsed.mul_add(2.25, 5.0);
    // Checked before gaps close: what is watched, not what the storage rounds it to.
    let watched: u64 = exact_seconds(&message.r);
    let inside = ranges.end() <= session.seconds.saturating_add(1);
    (honest && inside && watched as f64 <= most && f64::from(message.p) <= most).then_some(ranges)
}

/// Seconds covered by the ranges, without the limit on their number.
fn exact_seconds(ranges: &[(u32, u32)]) -> u64 {
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    let mut at = 0;
    sorted.into_iter().fold(0, |sum, (start, end)| {
        let from = start.max(at);
        at = at.max(end);
        sum + u64::from(end.saturating_sub(from))
    })
}

/// The stored number of a channel; what is not known counts as the site itself.
fn channel(name: &str) -> i32 {
    ["site", "embed", "social", "lms", "group", "event"].iter().position(|known| *known == name).unwrap_or(0) as i32
}

/// Days since 1970-01-01 in Danish civil time.
fn danish_day(time: Time) -> i32 {
    // The rule of the European Union (directive 2000/84/EC), for machines without a time zone database.
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC);
    let date = time.timestamp().to_zoned(zone).date();
    date.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Permit, issue};
    use schema::TalkId;

    const START: Time = Time(1_795_000_000_000_000);
    const PERSON: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";

    fn sent(after: u64, content: &str) -> Result<play::Model, Fault> {
        let key = issue("s", Permit { talk: TalkId(5), seconds: 120 }, START, [1; 10]);
        read(format!(r#"{{"k":"{key}",{content}}}"#).as_bytes(), "s", START + Duration::from_secs(after), PERSON)
    }

    #[test]
    fn an_honest_beacon_becomes_a_row() {
        let row = sent(40, r#""q":3,"r":[[0,30],[60,65]],"p":37,"ch":"embed""#).unwrap();
        assert_eq!((row.talk_id, row.q, row.seconds, row.channel, row.flags), (TalkId(5), 3, 37, 1, 0));
        assert_eq!(Ranges::decode(&row.ranges).unwrap().as_slice(), [(0, 30), (60, 65)]);
    }

    #[test]
    fn faster_than_time_is_refused() {
        assert!(sent(10, r#""q":1,"r":[[0,27]],"p":27"#).is_ok());
        assert_eq!(sent(10, r#""q":1,"r":[[0,28]],"p":28"#), Err(Fault::Content));
        assert_eq!(sent(10, r#""q":1,"r":[[0,9]],"p":900"#), Err(Fault::Content));
        assert!(sent(10, r#""q":1,"r":[[0,20],[0,20],[5,22]],"p":20"#).is_ok(), "a repeated stretch counts once");
    }

    #[test]
    fn outside_the_talk_is_refused() {
        assert!(sent(600, r#""q":1,"r":[[0,121]],"p":121"#).is_ok());
        for bad in [r#""q":1,"r":[[100,122]],"p":22"#, r#""q":1,"r":[[9,9]],"p":0"#, r#""q":1,"r":[[9,3]],"p":0"#, r#""q":0,"r":[[0,9]],"p":9"#] {
            assert_eq!(sent(600, bad), Err(Fault::Content), "{bad}");
        }
    }

    #[test]
    fn nonsense_is_told_apart() {
        assert_eq!(read(b"{}", "s", START, PERSON), Err(Fault::Unreadable));
        assert_eq!(read(&[b' '; MOST_BYTES + 1], "s", START, PERSON), Err(Fault::TooLarge));
        assert_eq!(read(br#"{"k":"x","q":1,"r":[[0,9]],"p":9}"#, "s", START, PERSON), Err(Fault::Token));
        assert_eq!(sent(4 * 24 * 3600, r#""q":1,"r":[[0,9]],"p":9"#), Err(Fault::Token));
    }

    #[test]
    fn the_day_is_danish() {
        // 2026-07-01 22:30 UTC is the 2nd of July in Denmark: day 20636.
        assert_eq!(danish_day(Time(1_782_945_000_000_000)), 20_636);
        assert_eq!(danish_day(Time(0)), 0);
    }
}
