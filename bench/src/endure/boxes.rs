//! Whether a piece of fragmented MP4 is whole: its boxes fill it to the last byte (ISO/IEC 14496-12, 4.2).

use anyhow::{Context, Result, ensure};

/// Types of the outermost boxes, in order.
///
/// # Errors
/// When a box says that it is longer than what is there, or bytes are left over.
pub fn outermost(bytes: &[u8]) -> Result<Vec<String>> {
    let mut types = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let head = bytes.get(at..at + 8).context("bytes are left over")?;
        let mut size = u64::from(u32::from_be_bytes(head[..4].try_into()?));
        if size == 1 {
            size = u64::from_be_bytes(bytes.get(at + 8..at + 16).context("a size breaks off")?.try_into()?);
        }
        let kind = String::from_utf8_lossy(&head[4..]).into_owned();
        let end = usize::try_from(size)?.checked_add(at).context("a size that cannot be")?;
        ensure!(size >= 8 && end <= bytes.len(), "the box {kind} at {at} has {size} bytes, and there are {}", bytes.len() - at);
        types.push(kind);
        at = end;
    }
    Ok(types)
}

#[cfg(test)]
mod tests {
    use super::outermost;

    #[test]
    fn half_a_box_is_noticed() {
        let whole = [&[0, 0, 0, 8][..], b"moof", &[0, 0, 0, 12], b"mdat", b"abcd"].concat();
        assert_eq!(outermost(&whole).unwrap(), ["moof", "mdat"]);
        assert!(outermost(&whole[..18]).is_err());
        assert!(outermost(&whole[..10]).is_err());
        assert_eq!(outermost(b"").unwrap().len(), 0);
    }
}
