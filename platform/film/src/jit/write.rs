//! Writes boxes; their sizes are filled in when they are closed.

/// Appends a box whose content `fill` appends.
pub(super) fn boxed(out: &mut Vec<u8>, kind: &[u8; 4], fill: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    out.extend([0; 4]);
    out.extend(kind);
    fill(out);
    let size = (out.len() - start) as u32;
    out[start..start + 4].copy_from_slice(&size.to_be_bytes());
}

/// Appends a box with version and flags.
pub(super) fn full(out: &mut Vec<u8>, kind: &[u8; 4], version: u8, flags: u32, fill: impl FnOnce(&mut Vec<u8>)) {
    boxed(out, kind, |out| {
        words(out, &[u32::from(version) << 24 | flags]);
        fill(out);
    });
}

/// Appends 32-bit fields.
pub(super) fn words(out: &mut Vec<u8>, words: &[u32]) {
    for word in words {
        out.extend(word.to_be_bytes());
    }
}

/// Appends 16-bit fields.
pub(super) fn halves(out: &mut Vec<u8>, halves: &[u16]) {
    for half in halves {
        out.extend(half.to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_right() {
        let mut out = Vec::new();
        boxed(&mut out, b"outr", |out| full(out, b"innr", 1, 2, |out| halves(out, &[7])));
        assert_eq!(out, [&[0, 0, 0, 22][..], b"outr", &[0, 0, 0, 14], b"innr", &[1, 0, 0, 2, 0, 7]].concat());
    }
}
