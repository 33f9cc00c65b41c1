//! Cuts the sound where the pictures are cut, to the nearest packet.

use std::sync::Arc;

use super::cut::SEGMENT;
use super::eligible::MAX_SAMPLES;
use super::rendition::{MAX_SEGMENT, Rendition, Segment};
use super::timeline::{Moment, Origin, Placement, rescale};
use crate::mp4::{Aac, Codec, Cursor, Track};

/// Packets before the first audible one that are sent along: decoders need the one before, and encoders prime with
/// two at most (Apple's 2112 samples end in the third packet).
const PRIMING: u32 = 2;
/// How long after the pictures the sound may begin, in milliseconds; beyond it players would skip to where both are.
const MAX_LATE: i64 = 1000;
/// Longest priming, in seconds, and longest film that is cut, in seconds: sizes of tables, no more.
const MAX_HIDDEN: i64 = 1;
const MAX_LENGTH: i64 = 24 * 60 * 60;

/// Why the sound is encoded instead of copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NeedsEncoding;

/// What is sent of the sound, before it is known where 0 is.
#[derive(Debug)]
pub(super) struct AudioScan {
    placement: Placement,
    timescale: u32,
    /// Number of the first packet that is sent, and when it is played; before 0 when it only primes the decoder.
    first: u32,
    first_pts: i64,
    /// When the first sound is heard.
    start: i64,
    last: u32,
    end: i64,
}

impl AudioScan {
    /// When the first sound is heard.
    pub fn start(&self) -> Moment {
        Moment { ticks: self.start, timescale: self.timescale }
    }
}

/// Reads all packets once, if they can be copied at all.
pub(super) fn scan(track: &Track, movie_timescale: u32) -> Result<AudioScan, NeedsEncoding> {
    let Codec::Aac(codec) = &track.codec else { return Err(NeedsEncoding) };
    let plain = track.descriptions == 1 && track.self_contained && !track.samples.has_composition_offsets();
    if !playable(codec) || !plain || track.samples.len() > MAX_SAMPLES {
        return Err(NeedsEncoding);
    }
    let placement = Placement::of(track, movie_timescale).ok_or(NeedsEncoding)?;
    let start = placement.start.unwrap_or(i64::MIN);
    let (mut heard, mut last, mut end) = (None, None, i64::MIN);
    let mut before = [i64::MAX; PRIMING as usize];
    let mut first_pts = 0;
    for sample in track.samples.iter() {
        let pts = placement.place(&sample);
        let until = pts + i64::from(sample.duration);
        if heard.is_none() && until > start {
            heard = Some((sample.index, pts));
            first_pts = before.into_iter().min().unwrap_or(pts).min(pts);
        }
        before = [before[1], pts];
        if pts < placement.end {
            last = Some(sample.index);
            end = end.max(until.min(placement.end));
        }
    }
    let ((index, pts), last) = heard.zip(last).ok_or(NeedsEncoding)?;
    let first = index.saturating_sub(PRIMING);
    if last < index || end <= pts.max(start) {
        return Err(NeedsEncoding);
    }
    Ok(AudioScan { placement, timescale: track.timescale, first, first_pts, start: pts.max(start), last, end })
}

/// AAC Low Complexity, mono or stereo, is what every browser plays.
fn playable(codec: &Aac) -> bool {
    codec.object_type == 2 && !codec.sbr && matches!(codec.channels, 1 | 2) && codec.frame_length == 1024
}

/// Cuts and measures the segments; `None` when the sound must be encoded after all.
pub(super) fn segments(track: &Arc<Track>, scan: &AudioScan, origin: Origin, video: &Rendition) -> Option<Rendition> {
    let zero = origin.ticks(track.timescale);
    let end = scan.end - zero;
    let scale = i64::from(track.timescale);
    let hidden = (zero - scan.first_pts).max(0);
    let odd = (scan.start - zero) * 1000 > MAX_LATE * scale || hidden > MAX_HIDDEN * scale || end > MAX_LENGTH * scale;
    if odd || end <= 0 {
        return None;
    }
    let cuts = boundaries(video, track.timescale, end);
    let mut cuts = cuts.iter().peekable();
    let mut segments = Vec::<Segment>::with_capacity(cuts.len() + 1);
    let mut at = Cursor::default();
    loop {
        let cursor = at;
        let Some(sample) = track.samples.next(&mut at).filter(|sample| sample.index <= scan.last) else { break };
        if sample.index < scan.first {
            continue;
        }
        let pts = scan.placement.place(&sample) - zero;
        let middle = pts + i64::from(sample.duration / 2);
        let cut = cuts.next_if(|cut| **cut <= middle).is_some();
        if cut || segments.is_empty() {
            let start = if segments.is_empty() { 0 } else { pts as u64 };
            segments.push(Segment { cursor, samples: 0, decode_time: (pts + hidden) as u64, start, bytes: 0 });
        }
        // A gap that spans a whole segment: players would wait for what never comes.
        if cut && (segments.len() == 1 || cuts.peek().is_some_and(|cut| **cut <= middle)) {
            return None;
        }
        let segment = segments.last_mut()?;
        segment.samples += 1;
        segment.bytes += u64::from(sample.size);
        if segment.bytes > MAX_SEGMENT {
            return None;
        }
    }
    let hidden = hidden as u64;
    Some(Rendition { track: Arc::clone(track), segments, end: end as u64, base_offset: 0, hidden })
}

/// The video's cuts in ticks of the sound; sound that goes on after the pictures is cut at its own pace.
fn boundaries(video: &Rendition, timescale: u32, end: i64) -> Vec<i64> {
    let ticks = |at: u64| rescale(at as i64, video.track.timescale, timescale);
    let pace = SEGMENT * i64::from(timescale);
    let mut cuts: Vec<i64> = video.segments.iter().skip(1).map(|segment| ticks(segment.start)).collect();
    let mut next = ticks(video.end);
    while end - next >= pace {
        cuts.push(next);
        next += pace;
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_lc_is_copied() {
        let stereo = Aac::from_config(&[0x11, 0x90]).unwrap();
        assert!(playable(&stereo));
        assert!(!playable(&Aac { sbr: true, ..stereo.clone() }));
        assert!(!playable(&Aac { channels: 6, ..stereo.clone() }));
        assert!(!playable(&Aac { object_type: 1, ..stereo }));
    }
}
