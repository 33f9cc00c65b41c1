//! Sizes of the rungs: the short side names them, the shape is kept, nothing is made larger than it is.

use crate::probe::{Ratio, Video};

/// Short sides of the ladder.
const LADDER: [u32; 4] = [1_080, 720, 480, 240];
/// A size is worth a rung of its own when it is this much larger than the next.
const WORTH: f64 = 1.25;

/// Pixels of a rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    /// What names it.
    pub short_side: u32,
    pub width: u32,
    pub height: u32,
}

/// Sizes, largest first; at least one.
pub(super) fn rungs(video: &Video, source_is_top: bool) -> Vec<Size> {
    let upright = video.upright();
    let short = upright.0.min(upright.1);
    // Oblong pixels may bring a 1080 to 1079.7.
    let mut fits: Vec<u32> = LADDER.into_iter().filter(|side| f64::from(*side) <= short + 0.5).collect();
    if source_is_top {
        fits.retain(|side| f64::from(*side) * WORTH <= short || *side == 240);
    } else if short < f64::from(LADDER[0]) && fits.first().is_some_and(|side| f64::from(*side) * WORTH <= short) {
        // 640 × 360 would otherwise be seen at 240 only.
        fits.insert(0, even(short));
    }
    if fits.is_empty() {
        fits.push(even(short));
    }
    fits.into_iter().map(|side| scaled(upright, side)).collect()
}

fn scaled((width, height): (f64, f64), short_side: u32) -> Size {
    let (short, long) = (width.min(height), width.max(height));
    let scaled = long * f64::from(short_side) / short;
    let nearest = ((scaled / 2.0).round() as u32 * 2).max(2);
    let long_side = nearest.min(even(long));
    if width <= height { Size { short_side, width: short_side, height: long_side } } else { Size { short_side, width: long_side, height: short_side } }
}

/// The nearest even number that is not larger, at least 2: H.264's 4:2:0 needs pairs. A hair below an even number is that number.
fn even(side: f64) -> u32 {
    (((side + 0.01) / 2.0).floor() as u32 * 2).max(2)
}

/// Cap of the bit rate in kbit/s, from the ladder's proved figures; fast films get half as much again.
pub(super) fn max_kbit(short_side: u32, rate: Ratio) -> u32 {
    let kbit = match short_side {
        0..=240 => 400,
        241..=360 => 800,
        361..=480 => 1_200,
        481..=720 => 2_500,
        _ => 4_500,
    };
    if rate.value() > 31.0 { kbit * 3 / 2 } else { kbit }
}
