//! Dates, numbers and lengths of time as Danes and Englishmen write them.
//!
//! Danish: full stop between hours and minutes (14.30) and between thousands (58.310). English: 14:30 and 58,310.
//! All dates are shown in Danish civil time.

use std::fmt::Write as _;
use std::sync::OnceLock;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::Lang;

/// How a point in time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// »14. marts 2026«
    Day,
    /// »14.3.2026«, in English "14/3/2026"
    Short,
    /// »marts 2026«
    Month,
    /// »14. marts 2026 kl. 14.30«
    Minute,
}

const MONTHS_DA: [&str; 12] = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
const MONTHS_EN: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A date in Danish civil time. `micros` is microseconds since 1970 UTC.
#[must_use]
pub fn date(lang: Lang, micros: i64, style: DateStyle) -> String {
    let at = danish_time(micros);
    let (day, month, year) = (at.day(), at.month(), at.year());
    let index = usize::from(month.unsigned_abs()) - 1;
    match (lang, style) {
        (Lang::Da, DateStyle::Day) => format!("{day}. {} {year}", MONTHS_DA[index]),
        (Lang::En, DateStyle::Day) => format!("{day} {} {year}", MONTHS_EN[index]),
        (Lang::Da, DateStyle::Short) => format!("{day}.{month}.{year}"),
        (Lang::En, DateStyle::Short) => format!("{day}/{month}/{year}"),
        (Lang::Da, DateStyle::Month) => format!("{} {year}", MONTHS_DA[index]),
        (Lang::En, DateStyle::Month) => format!("{} {year}", MONTHS_EN[index]),
        (Lang::Da, DateStyle::Minute) => {
            format!("{day}. {} {year} kl. {}.{:02}", MONTHS_DA[index], at.hour(), at.minute())
        }
        (Lang::En, DateStyle::Minute) => {
            format!("{day} {} {year} at {}:{:02}", MONTHS_EN[index], at.hour(), at.minute())
        }
    }
}

/// RFC 3339 with Danish offset, for `<time datetime>` and feeds: `2026-03-14T14:30:00+01:00`.
#[must_use]
pub fn iso(micros: i64) -> String {
    danish_time(micros).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn danish_time(micros: i64) -> Zoned {
    // The rule of the European Union since 1996 (directive 2000/84/EC), written out so that a machine without a time
    // zone database shows the same hour.
    static DENMARK: OnceLock<TimeZone> = OnceLock::new();
    let zone = DENMARK.get_or_init(|| TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC));
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone())
}

/// A whole number with its thousands apart: 58.310 or 58,310.
#[must_use]
pub fn number(lang: Lang, n: u64) -> String {
    let digits = n.to_string();
    let separator = match lang {
        Lang::Da => '.',
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// A share in words: 437 of thousand is »43,7 %« or "43.7%".
#[must_use]
pub fn percent(lang: Lang, permille: u64) -> String {
    let (whole, tenth) = (permille / 10, permille % 10);
    match (lang, tenth) {
        (Lang::Da, 0) => format!("{whole} %"),
        (Lang::Da, _) => format!("{whole},{tenth} %"),
        (Lang::En, 0) => format!("{whole}%"),
        (Lang::En, _) => format!("{whole}.{tenth}%"),
    }
}

/// A moment or a length as on a clock, rounded down to the second: 4.18, 1.02.09, in English 4:18.
#[must_use]
pub fn clock(lang: Lang, ms: u64) -> String {
    let seconds = ms / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let colon = match lang {
        Lang::Da => '.',
        Lang::En => ':',
    };
    if hours > 0 { format!("{hours}{colon}{minutes:02}{colon}{seconds:02}") } else { format!("{minutes}{colon}{seconds:02}") }
}

/// A talk's length for a list, rounded to the minute, never zero: »14 min.« or "14 min".
#[must_use]
pub fn minutes(lang: Lang, ms: u64) -> String {
    let minutes = (ms.saturating_add(30_000) / 60_000).max(1);
    match lang {
        Lang::Da => format!("{minutes} min."),
        Lang::En => format!("{minutes} min"),
    }
}

/// A length of time spelt out for a screen reader: »3 minutter og 12 sekunder«.
#[must_use]
pub fn duration_words(lang: Lang, ms: u64) -> String {
    let seconds = ms / 1000;
    let parts: Vec<(u64, [&str; 2])> = match lang {
        Lang::Da => vec![(seconds / 3600, ["time", "timer"]), (seconds / 60 % 60, ["minut", "minutter"]), (seconds % 60, ["sekund", "sekunder"])],
        Lang::En => vec![(seconds / 3600, ["hour", "hours"]), (seconds / 60 % 60, ["minute", "minutes"]), (seconds % 60, ["second", "seconds"])],
    };
    let shown: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).collect();
    if shown.is_empty() {
        return format!("0 {}", parts[2].1[1]);
    }
    let and = match lang {
        Lang::Da => " og ",
        Lang::En => " and ",
    };
    let mut out = String::new();
    for (index, (n, [one, many])) in shown.iter().enumerate() {
        if index > 0 {
            out.push_str(if index + 1 == shown.len() { and } else { ", " });
        }
        let _ = write!(out, "{n} {}", if *n == 1 { one } else { many });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-03-14 13:30 UTC, winter time.
    const WINTER: i64 = 1_773_495_000_000_000;
    /// 2026-07-01 22:30 UTC, after midnight in Danish summer time.
    const SUMMER: i64 = 1_782_945_000_000_000;

    #[test]
    fn dates_are_danish_civil_time() {
        assert_eq!(date(Lang::Da, WINTER, DateStyle::Day), "14. marts 2026");
        assert_eq!(date(Lang::En, WINTER, DateStyle::Day), "14 March 2026");
        assert_eq!(date(Lang::Da, WINTER, DateStyle::Minute), "14. marts 2026 kl. 14.30");
        assert_eq!(date(Lang::Da, SUMMER, DateStyle::Day), "2. juli 2026");
        assert_eq!(date(Lang::Da, SUMMER, DateStyle::Month), "juli 2026");
        assert_eq!(date(Lang::En, SUMMER, DateStyle::Short), "2/7/2026");
        assert_eq!(iso(WINTER), "2026-03-14T14:30:00+01:00");
        assert_eq!(iso(SUMMER), "2026-07-02T00:30:00+02:00");
    }

    #[test]
    fn numbers_and_shares() {
        assert_eq!(number(Lang::Da, 58_310), "58.310");
        assert_eq!(number(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Da, 999), "999");
        assert_eq!(percent(Lang::Da, 437), "43,7 %");
        assert_eq!(percent(Lang::En, 1000), "100%");
    }

    #[test]
    fn clocks_and_lengths() {
        assert_eq!(clock(Lang::Da, 258_999), "4.18");
        assert_eq!(clock(Lang::En, 3_729_000), "1:02:09");
        assert_eq!(minutes(Lang::Da, 850_000), "14 min.");
        assert_eq!(minutes(Lang::En, 4_000), "1 min");
        assert_eq!(duration_words(Lang::Da, 192_000), "3 minutter og 12 sekunder");
        assert_eq!(duration_words(Lang::En, 3_661_000), "1 hour, 1 minute and 1 second");
        assert_eq!(duration_words(Lang::Da, 0), "0 sekunder");
    }
}
