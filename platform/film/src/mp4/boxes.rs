//! Boxes within a slice: the only place that reads their headers in memory.

use std::fmt;

/// Four characters that name a box, a codec or a handler.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FourCc(pub [u8; 4]);

impl fmt::Display for FourCc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

impl fmt::Debug for FourCc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{self}'")
    }
}

/// A box without its header.
#[derive(Clone, Copy, Debug)]
pub(super) struct BoxView<'a> {
    pub kind: [u8; 4],
    pub body: &'a [u8],
}

/// The boxes that lie one after another in `bytes`; ends at the first that does not fit (real files end containers
/// with zeros or other rubbish; a box that was needed is then missed by name).
pub(super) fn boxes(bytes: &[u8]) -> Boxes<'_> {
    Boxes { rest: bytes }
}

pub(super) struct Boxes<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Boxes<'a> {
    type Item = BoxView<'a>;

    fn next(&mut self) -> Option<BoxView<'a>> {
        let rest = std::mem::take(&mut self.rest);
        let (short, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (size, head) = match u32::from_be_bytes(*short) {
            0 => (rest.len(), 8),
            1 => (usize::try_from(u64::from_be_bytes(*after.first_chunk::<8>()?)).ok()?, 16),
            size => (size as usize, 8),
        };
        let body = rest.get(head..size)?;
        self.rest = &rest[size..];
        Some(BoxView { kind: *kind, body })
    }
}

/// The first box of that kind.
pub(super) fn child<'a>(bytes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|b| b.kind == *kind).map(|b| b.body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_short_long_and_open_boxes() {
        let mut bytes = vec![0, 0, 0, 9, b'f', b'r', b'e', b'e', 7];
        bytes.extend([0, 0, 0, 1, b'l', b'o', b'n', b'g', 0, 0, 0, 0, 0, 0, 0, 18, 1, 2]);
        bytes.extend([0, 0, 0, 0, b'l', b'a', b's', b't', 9, 9]);
        let found: Vec<_> = boxes(&bytes).map(|b| (FourCc(b.kind).to_string(), b.body.to_vec())).collect();
        assert_eq!(found, [("free".into(), vec![7]), ("long".into(), vec![1, 2]), ("last".into(), vec![9, 9])]);
    }

    #[test]
    fn ends_at_a_box_that_does_not_fit() {
        for bytes in [&[0, 0, 0, 9, b'f', b'r', b'e', b'e'][..], &[0, 0, 0, 7, 0, 0, 0, 0], &[0, 0, 0, 1, 0, 0, 0, 0], &[0; 7]] {
            assert_eq!(boxes(bytes).count(), 0, "{bytes:?}");
        }
    }
}
