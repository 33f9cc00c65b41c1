//! What may be a key: plain ASCII path segments, so that it means the same in a folder, in S3 and in an address.

use crate::{Result, StorageError};

const LONGEST: usize = 512;

/// Refuses what is no key: empty or too long, other than `A-Z a-z 0-9 - _ . /`, or with a segment that is empty or
/// begins with a dot (`..` climbs, and dotted names are the folder's own unfinished files).
pub(crate) fn check(key: &str) -> Result<()> {
    let good = |segment: &str| {
        let plain = segment.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        plain && !segment.is_empty() && !segment.starts_with('.') && segment.len() <= 200
    };
    if key.len() <= LONGEST && key.split('/').all(good) { Ok(()) } else { Err(StorageError::Key(key.chars().take(80).collect())) }
}

/// As [`check`], for the beginning of keys: a final slash may stand, and nothing means everything.
pub(crate) fn check_prefix(prefix: &str) -> Result<&str> {
    let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
    if prefix.is_empty() { Ok(prefix) } else { check(prefix).map(|()| prefix) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_are_keys() {
        for key in ["a", "films/0f/720/00001.m4s", "films/x/index.m3u8", "A-b_c.d"] {
            assert_eq!(check(key), Ok(()), "{key}");
        }
        assert_eq!(check_prefix("films/"), Ok("films"));
        assert_eq!(check_prefix(""), Ok(""));
    }

    #[test]
    fn what_climbs_hides_or_confuses_is_refused() {
        let long = "a/".repeat(300) + "a";
        for key in
            ["", "/", "/etc/passwd", "a//b", "a/", "../a", "a/../b", "a/./b", ".hidden", "a/.tmp-1", "a\0b", "a\nb", "a\\b", "a b", "a%2e", "æ", "a:b", &long]
        {
            assert!(matches!(check(key), Err(StorageError::Key(_))), "{key:?}");
        }
        assert!(check_prefix("../").is_err());
        assert!(check_prefix("a//").is_err());
    }
}
