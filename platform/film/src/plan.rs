//! From what a film is to what is made of it: rungs, rates, sound, storyboard, and in which passes.
//!
//! A film that can be cut just in time plays at once, so one decode makes its whole ladder. Any other film gets a quick first pass
//! (240p and sound) and then one decode for all the rest.

mod rate;
mod size;
mod storyboard;

use serde::{Deserialize, Serialize};

use crate::probe::{Probe, Ratio, Video};

pub use storyboard::Tiles;

/// Segments are this long, give or take a picture, in µs.
pub const SEGMENT_US: u64 = 4_000_000;

/// What the file itself can be, as the just-in-time cutter found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRole {
    /// It can be cut just in time: H.264 ≤ High@4.2, 8 bits, 4:2:0, AAC, keyframe gaps ≤ 10 s.
    pub just_in_time: bool,
    /// Bits a second on average, sound included.
    pub bits_per_second: u64,
    /// Longest time between two keyframes in µs.
    pub keyframe_gap_us: u64,
}

impl SourceRole {
    /// The file itself may stay the top rung: just in time, ≤ 8 Mbit/s, keyframes ≤ 6 s apart, upright square pixels, ≤ 1080p60.
    #[must_use]
    pub fn is_top(&self, video: &Video) -> bool {
        let plain = video.orientation.is_upright() && video.sample_aspect.num == video.sample_aspect.den && !video.interlaced;
        let modest = video.width.min(video.height) <= 1_088 && video.average_rate.value() < 61.0;
        self.just_in_time && self.bits_per_second <= 8_000_000 && self.keyframe_gap_us <= 6_000_000 && plain && modest
    }
}

/// What a rung is coded with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Codec {
    /// H.264 by x264: plays everywhere.
    H264,
    /// AV1 by SVT-AV1: half the bytes, made later when the machine is idle.
    Av1,
}

/// One picture size of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Folder and address: `1080`, `720`, `480`, `240`, the short side of a film between or below those, `av1-720`.
    pub name: String,
    /// What it is coded with.
    pub codec: Codec,
    /// Pixels, even.
    pub width: u32,
    /// Pixels, even.
    pub height: u32,
    /// Constant frame rate.
    pub rate: Ratio,
    /// Every how many pictures of the pass's rate one is kept.
    pub step: u32,
    /// Pictures from keyframe to keyframe; 4 s, the same time in every rung.
    pub gop: u32,
    /// Cap of the bit rate in kbit/s.
    pub max_kbit: u32,
}

impl Rung {
    /// The side that names it.
    #[must_use]
    pub fn short_side(&self) -> u32 {
        self.width.min(self.height)
    }
}

/// The one audio rendition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    /// Stream index in the source.
    pub index: u32,
    /// 1 or 2.
    pub channels: u32,
    /// AAC bit rate in kbit/s.
    pub kbit: u32,
}

/// What a pass is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassKind {
    /// All at once, for a film that plays from its source already.
    Ladder,
    /// The smallest rung and the sound, as soon as may be.
    First,
    /// All other rungs.
    Rest,
    /// Sound alone.
    Sound,
    /// AV1 rungs, when nothing else waits.
    Later,
}

/// One run of ffmpeg over the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PassSpec {
    /// What it is for.
    pub kind: PassKind,
    /// The source's picture, when the pass makes rungs.
    pub video: Option<Video>,
    /// Frame rate before any rung's step.
    pub rate: Ratio,
    /// Rungs, largest first.
    pub rungs: Vec<Rung>,
    /// Sound, when the pass makes it.
    pub sound: Option<Sound>,
    /// Storyboard, when the pass makes it.
    pub storyboard: Option<Tiles>,
    /// Length of the source in µs.
    pub duration_us: u64,
}

/// All that is made of a film.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The source is the top rung, so no rung of its size is made.
    pub source_is_top: bool,
    /// Passes in order; each is useful by itself.
    pub passes: Vec<PassSpec>,
    /// AV1 rungs, for an idle hour.
    pub later: Option<PassSpec>,
}

impl Plan {
    /// All rungs, largest first, AV1 not among them.
    #[must_use]
    pub fn rungs(&self) -> Vec<&Rung> {
        let mut rungs: Vec<&Rung> = self.passes.iter().flat_map(|pass| &pass.rungs).collect();
        rungs.sort_by_key(|rung| std::cmp::Reverse(rung.short_side()));
        rungs
    }

    /// The sound, if the film has any.
    #[must_use]
    pub fn sound(&self) -> Option<Sound> {
        self.passes.iter().find_map(|pass| pass.sound)
    }
}

/// Plans the passes for a film.
#[must_use]
pub fn plan(probe: &Probe, role: &SourceRole) -> Plan {
    let sound = probe.audio.as_ref().map(|audio| {
        let mono = audio.channels == 1;
        Sound { index: audio.index, channels: if mono { 1 } else { 2 }, kbit: if mono { 64 } else { 128 } }
    });
    let Some(video) = &probe.video else {
        let pass =
            PassSpec { kind: PassKind::Sound, video: None, rate: Ratio::new(1, 1), rungs: vec![], sound, storyboard: None, duration_us: probe.duration_us };
        return Plan { source_is_top: false, passes: vec![pass], later: None };
    };
    let source_is_top = role.is_top(video);
    let rate = rate::constant(video);
    let rungs = rungs(video, rate, source_is_top);
    let smallest = rungs.last().cloned();
    let storyboard = smallest.as_ref().map(|rung| Tiles::of(rung, probe.duration_us));
    let pass = |kind, rungs: Vec<Rung>, sound, storyboard| {
        at_own_rate(PassSpec { kind, video: Some(video.clone()), rate, rungs, sound, storyboard, duration_us: probe.duration_us })
    };
    let later = av1(&rungs, source_is_top, video, rate);
    let later = (!later.is_empty()).then(|| pass(PassKind::Later, later, None, None));
    let passes = if role.just_in_time || rungs.len() < 2 {
        vec![pass(PassKind::Ladder, rungs, sound, storyboard)]
    } else {
        let (rest, first) = rungs.split_at(rungs.len() - 1);
        vec![pass(PassKind::First, first.to_vec(), sound, storyboard), pass(PassKind::Rest, rest.to_vec(), None, None)]
    };
    Plan { source_is_top, passes, later }
}

fn rungs(video: &Video, rate: Ratio, source_is_top: bool) -> Vec<Rung> {
    let sizes = size::rungs(video, source_is_top);
    let steps: Vec<u32> = sizes.iter().map(|size| rate::step(rate, size.short_side)).collect();
    let coarsest = steps.iter().copied().max().unwrap_or(1);
    let rung = |(size, step): (&size::Size, &u32)| Rung {
        name: size.short_side.to_string(),
        codec: Codec::H264,
        width: size.width,
        height: size.height,
        rate: rate::divide(rate, *step),
        step: *step,
        // Counted at the coarsest rate, so that keyframes stand at the same instants in every rung.
        gop: rate::pictures(rate::divide(rate, coarsest), SEGMENT_US) * coarsest / *step,
        max_kbit: size::max_kbit(size.short_side, rate::divide(rate, *step)),
    };
    sizes.iter().zip(&steps).map(rung).collect()
}

/// 720 and 1080 again in AV1, at a cap that is half of H.264's; the source's own size too when the source is the top rung.
fn av1(rungs: &[Rung], source_is_top: bool, video: &Video, rate: Ratio) -> Vec<Rung> {
    let all = if source_is_top { self::rungs(video, rate, false) } else { rungs.to_vec() };
    let wanted = all.into_iter().filter(|rung| matches!(rung.short_side(), 720 | 1_080));
    wanted.map(|rung| Rung { name: format!("av1-{}", rung.name), codec: Codec::Av1, max_kbit: rung.max_kbit / 2, ..rung }).collect()
}

/// A pass whose rungs all skip pictures never needs the skipped ones.
fn at_own_rate(mut pass: PassSpec) -> PassSpec {
    let common = pass.rungs.iter().map(|rung| rung.step).min().unwrap_or(1);
    if pass.rungs.iter().all(|rung| rung.step % common == 0) {
        pass.rate = rate::divide(pass.rate, common);
        pass.rungs.iter_mut().for_each(|rung| rung.step /= common);
    }
    pass
}

#[cfg(test)]
mod tests;
