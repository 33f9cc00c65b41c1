//! Times as WebVTT writes them: `mm:ss.ttt` or `hh:mm:ss.ttt`.

/// Reads one time at the start of `text`: milliseconds and what follows it.
/// Source: WebVTT section 6.3, "collect a WebVTT timestamp".
pub(super) fn collect(text: &str) -> Option<(u64, &str)> {
    let (first, digits, rest) = number(text)?;
    let mut hours = digits != 2 || first > 59;
    let rest = rest.strip_prefix(':')?;
    let (second, digits, mut rest) = number(rest)?;
    if digits != 2 {
        return None;
    }
    hours |= rest.starts_with(':');
    let (h, m, s) = if hours {
        let (third, digits, after) = number(rest.strip_prefix(':')?)?;
        if digits != 2 {
            return None;
        }
        rest = after;
        (first, second, third)
    } else {
        (0, first, second)
    };
    let (ms, digits, rest) = number(rest.strip_prefix('.')?)?;
    if digits != 3 || m > 59 || s > 59 {
        return None;
    }
    let seconds = h.checked_mul(3600)?.checked_add(m * 60 + s)?;
    Some((seconds.checked_mul(1000)?.checked_add(ms)?, rest))
}

/// Digits at the start: value, how many, and the rest.
fn number(text: &str) -> Option<(u64, usize, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(count);
    Some((digits.parse().ok()?, count, rest))
}

/// Milliseconds as `hh:mm:ss.ttt`; hours grow beyond two digits when they must.
#[must_use]
pub fn format(ms: u64) -> String {
    let seconds = ms / 1000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::{collect, format};

    #[test]
    fn reads_with_and_without_hours() {
        assert_eq!(collect("04:18.250 -->"), Some((258_250, " -->")));
        assert_eq!(collect("100:00:00.000"), Some((360_000_000, "")));
        assert_eq!(collect("0:00:01.000"), Some((1_000, "")));
        for bad in ["1:02.000", "00:60.000", "00:00,000", "00:00.00", "", "99999999999999999999:00:00.000"] {
            assert_eq!(collect(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for ms in [0, 999, 258_250, 3_599_999, 3_600_000, 360_000_001] {
            assert_eq!(collect(&format(ms)), Some((ms, "")));
        }
    }
}
