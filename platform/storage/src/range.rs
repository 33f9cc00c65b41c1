//! The header `Range` of a request for a part of an object. Source: RFC 9110, section 14.

use std::ops::Range;

/// What to answer a request with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RangeAnswer {
    /// 200 with everything: no range, one that is not understood, or several (which a server may ignore).
    Whole,
    /// 206 with these bytes; never empty, never past the end.
    Part(Range<u64>),
    /// 416 with `Content-Range: bytes */len`.
    Unsatisfiable,
}

/// Reads the header `Range` against an object of `len` bytes.
#[must_use]
pub fn parse_range(header: &str, len: u64) -> RangeAnswer {
    let Some((unit, set)) = header.split_once('=') else { return RangeAnswer::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") || set.contains(',') {
        return RangeAnswer::Whole;
    }
    let Some((first, last)) = set.trim().split_once('-') else { return RangeAnswer::Whole };
    match (position(first), position(last)) {
        (Position::Number(first), Position::Number(last)) if last < first => RangeAnswer::Whole,
        (Position::Number(first), _) if first >= len && !matches!(position(last), Position::Wrong) => RangeAnswer::Unsatisfiable,
        (Position::Number(first), Position::Number(last)) => RangeAnswer::Part(first..last.saturating_add(1).min(len)),
        (Position::Number(first), Position::None) => RangeAnswer::Part(first..len),
        (Position::None, Position::Number(0)) => RangeAnswer::Unsatisfiable,
        (Position::None, Position::Number(_)) if len == 0 => RangeAnswer::Unsatisfiable,
        (Position::None, Position::Number(suffix)) => RangeAnswer::Part(len.saturating_sub(suffix)..len),
        _ => RangeAnswer::Whole,
    }
}

enum Position {
    None,
    Number(u64),
    Wrong,
}

/// Digits only (no sign, no inner space); more digits than fit mean "far past the end".
fn position(text: &str) -> Position {
    match text {
        "" => Position::None,
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => Position::Number(digits.parse().unwrap_or(u64::MAX)),
        _ => Position::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::{RangeAnswer::*, parse_range};

    #[test]
    fn single_ranges() {
        for (header, answer) in [
            ("bytes=0-0", Part(0..1)),
            ("bytes=0-", Part(0..100)),
            ("bytes=10-19", Part(10..20)),
            ("Bytes=10-19", Part(10..20)),
            ("bytes=90-1000", Part(90..100)),
            ("bytes=-1", Part(99..100)),
            ("bytes=-1000", Part(0..100)),
            ("bytes=0-99999999999999999999999999", Part(0..100)),
            ("bytes=100-", Unsatisfiable),
            ("bytes=100-200", Unsatisfiable),
            ("bytes=-0", Unsatisfiable),
        ] {
            assert_eq!(parse_range(header, 100), answer, "{header}");
        }
    }

    #[test]
    fn what_is_no_single_range_means_everything() {
        for header in
            ["", "bytes", "bytes=", "bytes=-", "bytes=5", "bytes=5-4", "bytes=a-b", "bytes=+1-2", "bytes=0-0,5-6", "seconds=1-2", "bytes=200-x", "bytes=1 - 2"]
        {
            assert_eq!(parse_range(header, 100), Whole, "{header}");
        }
    }

    #[test]
    fn an_empty_object_has_no_part() {
        for header in ["bytes=0-", "bytes=0-0", "bytes=-1"] {
            assert_eq!(parse_range(header, 0), Unsatisfiable, "{header}");
        }
    }
}
