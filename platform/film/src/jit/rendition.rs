//! What is sent of one track: its segments, each with the place in the sample table where it begins.

use std::sync::Arc;

use crate::mp4::{Cursor, Handler, Track};

/// The largest segment in bytes: whoever serves it holds it in memory.
pub(super) const MAX_SEGMENT: u64 = 128 * 1024 * 1024;

/// One media segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// Where its samples begin.
    pub cursor: Cursor,
    /// How many samples it has, at least 1.
    pub samples: u32,
    /// Decoding time of the first sample (`tfdt`), in ticks.
    pub decode_time: u64,
    /// Where it begins on the timeline, in ticks.
    pub start: u64,
    /// Bytes of its samples.
    pub bytes: u64,
}

/// A track as it is sent.
#[derive(Debug, Clone)]
pub(super) struct Rendition {
    pub track: Arc<Track>,
    /// Never empty.
    pub segments: Vec<Segment>,
    /// End of the last segment on the timeline, in ticks.
    pub end: u64,
    /// Composition offset that is written as 0: the lowest, so that none is negative.
    pub base_offset: i32,
    /// `media_time` of the init segment's edit list: AAC priming, or by how much B-frames let the first picture wait.
    pub hidden: u64,
}

impl Rendition {
    /// Bytes of a segment's `moof` and `mdat` header.
    pub fn head_len(&self, segment: &Segment) -> u64 {
        let (fixed, row) = if self.track.handler == Handler::Video { (96, 16) } else { (100, 8) };
        fixed + row * u64::from(segment.samples)
    }

    /// How many samples are sent.
    pub fn samples(&self) -> u64 {
        self.segments.iter().map(|segment| u64::from(segment.samples)).sum()
    }

    /// `ticks` in microseconds.
    pub fn micros(&self, ticks: u64) -> u64 {
        (u128::from(ticks) * 1_000_000 / u128::from(self.track.timescale)) as u64
    }

    /// Begin and end of a segment on the timeline, in microseconds.
    pub fn span(&self, n: usize) -> (u64, u64) {
        let end = self.segments.get(n + 1).map_or(self.end, |next| next.start);
        (self.micros(self.segments[n].start), self.micros(end))
    }
}
