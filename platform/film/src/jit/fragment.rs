//! A media segment: a `moof` of our own before slices of the original.

use std::ops::Range;

use bytes::Bytes;

use super::rendition::{Rendition, Segment};
use super::write::{boxed, full, words};
use crate::mp4::{Handler, Sample};

/// Depends on nothing, others depend on it (ISO/IEC 14496-12, 8.8.3.1).
const KEY: u32 = 0x0200_0000;
/// Depends on others, is no sync sample.
const NOT_KEY: u32 = 0x0101_0000;

/// A media segment to be sent: `head`, then the slices of the original file in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// `moof` and the header of the `mdat`.
    pub head: Bytes,
    /// Byte ranges of the original; never empty, neighbours merged.
    pub slices: Vec<Range<u64>>,
    /// Bytes of head and slices together: the segment's Content-Length.
    pub len: u64,
}

impl Fragment {
    pub(super) fn new(rendition: &Rendition, n: usize) -> Option<Self> {
        let segment = rendition.segments.get(n)?;
        let video = rendition.track.handler == Handler::Video;
        let mut head = Vec::with_capacity(rendition.head_len(segment) as usize);
        let mut slices = Vec::<Range<u64>>::new();
        let mut data_offset = 0;
        boxed(&mut head, b"moof", |out| {
            full(out, b"mfhd", 0, 0, |out| words(out, &[n as u32 + 1]));
            boxed(out, b"traf", |out| {
                // 0x020000: offsets count from the moof; 0x20: flags that all samples share.
                let (flags, shared): (u32, &[u32]) = if video { (0x02_0000, &[1]) } else { (0x02_0020, &[1, KEY]) };
                full(out, b"tfhd", 0, flags, |out| words(out, shared));
                full(out, b"tfdt", 1, 0, |out| out.extend(segment.decode_time.to_be_bytes()));
                // 0x1 data offset, 0x100 duration, 0x200 size, 0x400 flags, 0x800 offset.
                full(out, b"trun", 1, if video { 0xf01 } else { 0x301 }, |out| {
                    words(out, &[segment.samples]);
                    data_offset = out.len();
                    words(out, &[0]);
                    rows(out, rendition, segment, video, &mut slices);
                });
            });
        });
        let to_media = head.len() as u32 + 8;
        head[data_offset..data_offset + 4].copy_from_slice(&to_media.to_be_bytes());
        words(&mut head, &[segment.bytes as u32 + 8]);
        head.extend(b"mdat");
        let len = rendition.head_len(segment) + segment.bytes;
        debug_assert_eq!(head.len() as u64, rendition.head_len(segment));
        Some(Self { head: head.into(), slices, len })
    }

    /// The range from the first to the last byte of the slices: in an interleaved file one read of it serves all.
    #[must_use]
    pub fn covering_range(&self) -> Range<u64> {
        let start = self.slices.iter().map(|slice| slice.start).min().unwrap_or(0);
        let end = self.slices.iter().map(|slice| slice.end).max().unwrap_or(start);
        start..end
    }

    /// The segment's parts in the order of sending, without copying, from the bytes of [`Fragment::covering_range`].
    /// `None` when `covered` is shorter than that.
    #[must_use]
    pub fn parts(&self, covered: &Bytes) -> Option<Vec<Bytes>> {
        let range = self.covering_range();
        if (covered.len() as u64) < range.end - range.start {
            return None;
        }
        let at = |byte: u64| (byte - range.start) as usize;
        let media = self.slices.iter().map(|slice| covered.slice(at(slice.start)..at(slice.end)));
        Some(std::iter::once(self.head.clone()).chain(media).collect())
    }
}

fn rows(out: &mut Vec<u8>, rendition: &Rendition, segment: &Segment, video: bool, slices: &mut Vec<Range<u64>>) {
    for sample in rendition.track.samples.from(segment.cursor).take(segment.samples as usize) {
        words(out, &[sample.duration, sample.size]);
        if video {
            // The whole spread of offsets is known to fit.
            words(out, &[if sample.key { KEY } else { NOT_KEY }, sample.cts.wrapping_sub(rendition.base_offset) as u32]);
        }
        push(slices, &sample);
    }
}

fn push(slices: &mut Vec<Range<u64>>, sample: &Sample) {
    let end = sample.offset + u64::from(sample.size);
    match slices.last_mut() {
        _ if sample.size == 0 => {}
        Some(last) if last.end == sample.offset => last.end = end,
        _ => slices.push(sample.offset..end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_read_serves_scattered_slices() {
        let fragment = Fragment { head: Bytes::from_static(b"h"), slices: vec![12..14, 10..11], len: 4 };
        assert_eq!(fragment.covering_range(), 10..14);
        let parts = fragment.parts(&Bytes::from_static(b"abcd")).unwrap();
        assert_eq!(parts, [&b"h"[..], b"cd", b"a"]);
        assert_eq!(fragment.parts(&Bytes::from_static(b"abc")), None);
    }
}
