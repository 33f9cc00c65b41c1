//! From media time to the film's timeline: edit lists, delays, and where 0 is.

use crate::mp4::{Sample, Track};

/// Times beyond this are refused (as the sample tables refuse them): 78 hours by a clock of a nanosecond.
const MAX_TICKS: i64 = 1 << 48;

/// Where converted times end: above all that is accepted, and low enough for differences and thousandfolds in 64 bits.
const LIMIT: i128 = 1 << 51;

/// `ticks` of one clock in another, to the nearest, at most 2⁵¹.
pub(super) fn rescale(ticks: i64, from: u32, to: u32) -> i64 {
    let (from, to) = (i128::from(from), i128::from(to));
    let value = (i128::from(ticks) * to * 2 + from).div_euclid(from * 2);
    value.clamp(-LIMIT, LIMIT) as i64
}

/// What a track's edit list does, in ticks of the track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placement {
    /// To be added to composition times.
    shift: i64,
    /// Where the edit begins on the timeline; what stands before it is not to be seen or heard.
    pub start: Option<i64>,
    /// Where the edit ends, exclusive.
    pub end: i64,
}

impl Placement {
    /// Reads the edit list; `None` when it is more than a pause and one edit at normal speed.
    pub fn of(track: &Track, movie_timescale: u32) -> Option<Self> {
        let (pause, edit) = match track.edits[..] {
            [] => return Some(Self { shift: 0, start: None, end: i64::MAX }),
            [edit] => (0, edit),
            [pause, edit] if pause.media_time == -1 => (pause.duration, edit),
            _ => return None,
        };
        if !(0..=MAX_TICKS).contains(&edit.media_time) || edit.rate != 0x1_0000 || movie_timescale == 0 {
            return None;
        }
        let ticks = |duration: u64| rescale(duration.min(i64::MAX as u64) as i64, movie_timescale, track.timescale);
        let start = ticks(pause);
        if start > MAX_TICKS {
            return None;
        }
        let end = if edit.duration == 0 { i64::MAX } else { start + ticks(edit.duration) };
        Some(Self { shift: start - edit.media_time, start: Some(start), end })
    }

    /// When a sample is shown, in ticks of the track; below `start` it is hidden.
    pub fn place(&self, sample: &Sample) -> i64 {
        sample.pts() + self.shift
    }
}

/// A moment by some track's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub ticks: i64,
    pub timescale: u32,
}

/// The moment of the source's timeline that becomes 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin(Moment);

impl Origin {
    /// The earlier of the first picture and the first sound.
    pub fn earliest(video: Moment, audio: Option<Moment>) -> Self {
        let by = |moment: &Moment, other: &Moment| i128::from(moment.ticks) * i128::from(other.timescale);
        Self(audio.filter(|audio| by(audio, &video) < by(&video, audio)).unwrap_or(video))
    }

    /// The moment in ticks of a track.
    pub fn ticks(self, timescale: u32) -> i64 {
        rescale(self.0.ticks, self.0.timescale, timescale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rescales_to_the_nearest() {
        assert_eq!([1, 2, -1, -2].map(|t| rescale(t, 3, 1)), [0, 1, 0, -1]);
        assert_eq!(rescale(i64::MIN, 1, u32::MAX), -(1 << 51));
        assert_eq!(rescale(90_000, 90_000, 48_000), 48_000);
    }

    #[test]
    fn the_earlier_is_zero() {
        let at = |ticks, timescale| Moment { ticks, timescale };
        assert_eq!(Origin::earliest(at(20, 10), Some(at(3, 1))).0, at(20, 10));
        assert_eq!(Origin::earliest(at(20, 10), Some(at(1, 1))).ticks(48_000), 48_000);
        assert_eq!(Origin::earliest(at(-5, 10), Some(at(0, 1))).ticks(10), -5);
        assert_eq!(Origin::earliest(at(7, 10), None).ticks(10), 7);
    }
}
