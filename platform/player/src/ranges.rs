//! Which seconds of a talk were watched: sorted, disjoint ranges, at most [`MOST`] of them.

/// More ranges than this grow together over their smallest gaps; none is dropped.
pub const MOST: usize = 64;

/// The union of watched ranges, in whole seconds, end excluded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(Vec<(u32, u32)>);

/// The stored form is not one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a list of ranges")]
pub struct DecodeError;

impl Ranges {
    /// The union of any ranges, in any order; those that do not end after their start count as nothing.
    #[must_use]
    pub fn union(ranges: impl IntoIterator<Item = (u32, u32)>) -> Ranges {
        let mut all: Vec<_> = ranges.into_iter().filter(|(start, end)| start < end).collect();
        all.sort_unstable();
        let mut out: Vec<(u32, u32)> = Vec::with_capacity(all.len().min(MOST));
        for (start, end) in all {
            match out.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => out.push((start, end)),
            }
        }
        close_gaps(&mut out);
        Ranges(out)
    }

    /// Both together.
    #[must_use]
    pub fn merge(&self, other: &Ranges) -> Ranges {
        Ranges::union(self.0.iter().chain(&other.0).copied())
    }

    /// The ranges, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// Seconds covered.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        self.0.iter().map(|(start, end)| u64::from(end - start)).sum()
    }

    /// Where the last range ends; 0 when there is none.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.0.last().map_or(0, |range| range.1)
    }

    /// Stored form: for each range the gap since the last end and its length, as LEB128 varints.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.0.len() * 4);
        let mut at = 0;
        for (start, end) in &self.0 {
            put(&mut out, start - at);
            put(&mut out, end - start);
            at = *end;
        }
        out
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// For anything [`Ranges::encode`] cannot have made: cut off, overflowing, overlapping, or too many.
    pub fn decode(mut bytes: &[u8]) -> Result<Ranges, DecodeError> {
        let mut out: Vec<(u32, u32)> = Vec::new();
        let mut at = 0u32;
        while !bytes.is_empty() {
            let gap = take(&mut bytes).ok_or(DecodeError)?;
            let length = take(&mut bytes).ok_or(DecodeError)?;
            if out.len() == MOST || length == 0 || (gap == 0 && !out.is_empty()) {
                return Err(DecodeError);
            }
            let start = at.checked_add(gap).ok_or(DecodeError)?;
            at = start.checked_add(length).ok_or(DecodeError)?;
            out.push((start, at));
        }
        Ok(Ranges(out))
    }
}

/// Fills the smallest gaps (the earliest of equals) until at most [`MOST`] ranges are left.
fn close_gaps(ranges: &mut Vec<(u32, u32)>) {
    let surplus = ranges.len().saturating_sub(MOST);
    if surplus == 0 {
        return;
    }
    let mut gaps: Vec<(u32, usize)> = ranges.windows(2).enumerate().map(|(at, pair)| (pair[1].0 - pair[0].1, at)).collect();
    gaps.sort_unstable();
    let mut closed: Vec<usize> = gaps[..surplus].iter().map(|gap| gap.1).collect();
    closed.sort_unstable();
    // From behind, so that the places before stay true.
    for at in closed.into_iter().rev() {
        ranges[at].1 = ranges[at + 1].1;
        ranges.remove(at + 1);
    }
}

fn put(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0u64;
    for at in 0..5 {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte < 0x80 {
            // The longest form only where it is needed: one value, one form.
            return (at == 0 || byte != 0).then(|| u32::try_from(value).ok())?;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some() -> impl Strategy<Value = Vec<(u32, u32)>> {
        prop::collection::vec((0u32..4000, 0u32..60).prop_map(|(start, length)| (start, start + length)), 0..120)
    }

    #[test]
    fn the_closest_gaps_close_first() {
        let many: Vec<_> = (0..=64u32).map(|n| (n * 10, n * 10 + if n == 7 { 9 } else { 5 })).collect();
        let merged = Ranges::union(many);
        assert_eq!(merged.as_slice().len(), MOST);
        assert_eq!(merged.as_slice()[7], (70, 85));
    }

    #[test]
    fn a_minute_costs_two_bytes() {
        assert_eq!(Ranges::union([(0, 60)]).encode(), [0, 60]);
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(ranges in some()) {
            let ranges = Ranges::union(ranges);
            prop_assert_eq!(Ranges::decode(&ranges.encode()), Ok(ranges));
        }

        #[test]
        fn order_and_repetition_do_not_matter(ranges in some()) {
            let once = Ranges::union(ranges.clone());
            let mut other = ranges.clone();
            other.reverse();
            other.extend(ranges);
            prop_assert_eq!(Ranges::union(other), once.clone());
            prop_assert_eq!(once.merge(&once), once);
        }

        #[test]
        fn merging_is_symmetric(a in some(), b in some()) {
            let (a, b) = (Ranges::union(a), Ranges::union(b));
            prop_assert_eq!(a.merge(&b), b.merge(&a));
        }

        #[test]
        fn nothing_watched_is_lost(ranges in some()) {
            let union = Ranges::union(ranges.clone());
            for (start, end) in ranges.into_iter().filter(|(s, e)| s < e) {
                prop_assert!(union.as_slice().iter().any(|r| r.0 <= start && end <= r.1));
            }
            prop_assert!(union.as_slice().windows(2).all(|pair| pair[0].1 < pair[1].0));
            prop_assert!(union.as_slice().len() <= MOST);
        }

        #[test]
        fn a_hostile_blob_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(ranges) = Ranges::decode(&bytes) {
                prop_assert_eq!(ranges.encode(), bytes);
            }
        }
    }
}
