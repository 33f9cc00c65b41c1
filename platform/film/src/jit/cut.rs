//! Cuts the pictures into segments of at least four seconds, at keyframes.

use std::sync::Arc;

use super::NotEligible;
use super::rendition::{MAX_SEGMENT, Rendition, Segment};
use super::timeline::{Moment, Origin, Placement, rescale};
use crate::mp4::{Cursor, Sample, Track};

/// Shortest segment, in seconds, but for the last.
pub(super) const SEGMENT: i64 = 4;
/// Longest time without a keyframe, in seconds.
const MAX_GAP: i64 = 10;
/// How much that the edit list cuts away may still be seen at the beginning, in milliseconds.
const MAX_UNCUT: i64 = 100;
/// How long after the sound the pictures may begin, in milliseconds.
const MAX_LATE: i64 = 1000;
/// How far composition offsets may lie apart, in seconds.
const MAX_SPREAD: i64 = 10;

/// A keyframe on the timeline, in ticks.
#[derive(Debug, Clone, Copy)]
struct Key {
    index: u32,
    pts: i64,
    /// The earliest picture until the next keyframe in decoding order: before `pts` in an open group of pictures.
    earliest: i64,
}

impl Key {
    fn closed(&self) -> bool {
        self.earliest >= self.pts
    }
}

/// What is sent of the video, before it is known where 0 is.
#[derive(Debug)]
pub(super) struct VideoScan {
    placement: Placement,
    timescale: u32,
    /// From the keyframe where the edit begins on; never empty.
    keys: Vec<Key>,
    last: u32,
    end: i64,
    /// The lowest composition offset.
    lowest: i32,
}

impl VideoScan {
    /// When the first picture is shown.
    pub fn start(&self) -> Moment {
        Moment { ticks: self.keys[0].earliest, timescale: self.timescale }
    }
}

/// Reads all samples once: keyframes, beginning, end.
pub(super) fn scan(track: &Track, movie_timescale: u32) -> Result<VideoScan, NotEligible> {
    let placement = Placement::of(track, movie_timescale).ok_or(NotEligible::EditList)?;
    let (mut keys, mut last, mut end) = (Vec::<Key>::new(), None, i64::MIN);
    let (mut lowest, mut highest) = (i32::MAX, i32::MIN);
    for sample in track.samples.iter() {
        let pts = placement.place(&sample);
        if sample.key {
            keys.push(Key { index: sample.index, pts, earliest: pts });
        }
        let key = keys.last_mut().ok_or(NotEligible::NoKeyframe)?;
        key.earliest = key.earliest.min(pts);
        (lowest, highest) = (lowest.min(sample.cts), highest.max(sample.cts));
        if pts < placement.end {
            last = Some(sample.index);
            end = end.max((pts + i64::from(sample.duration)).min(placement.end));
        }
    }
    let last = last.ok_or(NotEligible::Timestamps)?;
    let spread = i64::from(highest) - i64::from(lowest);
    if spread > MAX_SPREAD * i64::from(track.timescale) || spread > i32::MAX.into() || !keys.is_sorted_by(|a, b| a.pts < b.pts) {
        return Err(NotEligible::Timestamps);
    }
    keys.retain(|key| key.index <= last);
    let first = placement.start.map_or(0, |start| keys.partition_point(|key| key.pts <= start).saturating_sub(1));
    keys.drain(..first);
    let key = *keys.first().ok_or(NotEligible::NoKeyframe)?;
    let uncut = placement.start.map_or(0, |start| start - key.earliest);
    if uncut * 1000 > MAX_UNCUT * i64::from(track.timescale) || (first > 0 && !key.closed()) {
        return Err(NotEligible::EditInsideGop);
    }
    if end <= key.earliest {
        return Err(NotEligible::Timestamps);
    }
    Ok(VideoScan { placement, timescale: track.timescale, keys, last, end, lowest })
}

/// Cuts and measures the segments.
pub(super) fn segments(track: &Arc<Track>, scan: &VideoScan, origin: Origin) -> Result<Rendition, NotEligible> {
    let scale = i64::from(track.timescale);
    let zero = origin.ticks(track.timescale);
    let late = scan.keys[0].earliest - zero;
    if late * 1000 > MAX_LATE * scale {
        return Err(NotEligible::VideoStartsLate(rescale(late, track.timescale, 1000) as u64));
    }
    let longest = gap(&scan.keys, scan.end);
    if longest > MAX_GAP * scale {
        return Err(NotEligible::KeyframeGap(rescale(longest, track.timescale, 1000) as u64));
    }
    // Sync samples or not by the file: Chromium looks into the pictures, begins there and fails (see `OpenGop`).
    if scan.keys[1..].iter().any(|key| !key.closed()) {
        return Err(NotEligible::OpenGop);
    }
    let mut cuts = vec![scan.keys[0]];
    for key in &scan.keys[1..] {
        if key.pts - cuts[cuts.len() - 1].pts >= SEGMENT * scale {
            cuts.push(*key);
        }
    }
    let (segments, first_offset) = measure(track, scan, &cuts, zero)?;
    // No offset is negative and the edit list takes back what that adds, as in ffmpeg's own fMP4: signed offsets are
    // allowed, but ffmpeg's demuxer then shows pictures late by the reordering delay.
    let hidden = (i64::from(first_offset) - i64::from(scan.lowest)) as u64;
    let end = (scan.end - zero) as u64;
    Ok(Rendition { track: Arc::clone(track), segments, end, base_offset: scan.lowest, hidden })
}

/// The longest time between keyframes, and from the last to the end.
fn gap(keys: &[Key], end: i64) -> i64 {
    let starts = keys.iter().map(|key| key.pts);
    starts.clone().skip(1).chain([end]).zip(starts).map(|(next, key)| next - key).max().unwrap_or(i64::MAX)
}

fn measure(track: &Track, scan: &VideoScan, cuts: &[Key], zero: i64) -> Result<(Vec<Segment>, i32), NotEligible> {
    let mut segments = Vec::<Segment>::with_capacity(cuts.len());
    let mut cuts = cuts.iter().peekable();
    let mut first: Option<Sample> = None;
    let mut at = Cursor::default();
    loop {
        let cursor = at;
        let Some(sample) = track.samples.next(&mut at).filter(|sample| sample.index <= scan.last) else { break };
        if let Some(key) = cuts.next_if(|key| key.index == sample.index) {
            let first = first.get_or_insert(sample);
            let shown = scan.placement.place(first) - zero;
            segments.push(Segment {
                cursor,
                samples: 0,
                decode_time: shown as u64 + (sample.dts - first.dts),
                // The playlist's timeline begins at 0 even when the sound is first.
                start: if segments.is_empty() { 0 } else { (key.pts - zero) as u64 },
                bytes: 0,
            });
        }
        let Some(segment) = segments.last_mut() else { continue };
        segment.samples += 1;
        segment.bytes += u64::from(sample.size);
        if segment.bytes > MAX_SEGMENT {
            return Err(NotEligible::SegmentTooLarge(segment.bytes));
        }
    }
    Ok((segments, first.map_or(0, |sample| sample.cts)))
}
