//! Frame rates: constant, at most 60 pictures a second, at most 30 below 720p.

use crate::probe::{Ratio, Video};

/// Rates that cameras and editors use.
const STANDARD: [(u32, u32); 13] =
    [(5, 1), (10, 1), (12, 1), (15, 1), (20, 1), (24_000, 1_001), (24, 1), (25, 1), (30_000, 1_001), (30, 1), (48, 1), (50, 1), (60, 1)];

/// The rate of the largest rung.
pub(super) fn constant(video: &Video) -> Ratio {
    let (average, tick) = (video.average_rate.value(), video.tick_rate.value());
    let wanted = if !video.variable_rate {
        average
    } else if tick <= 60.5 {
        // Every picture falls on a tick of this rate, so none is lost or moved.
        tick
    } else {
        STANDARD.iter().map(|(num, den)| f64::from(*num) / f64::from(*den)).find(|rate| *rate >= average * 0.99).unwrap_or(60.0)
    };
    let rate = named(wanted.max(1.0));
    divide(rate, (rate.value() / 60.5).ceil().max(1.0) as u32)
}

/// The standard rate within a thousandth (59.94 included), or the number to three decimals.
fn named(rate: f64) -> Ratio {
    let standard = STANDARD.iter().copied().chain([(60_000, 1_001), (120_000, 1_001), (120, 1)]);
    let near = standard.map(|(num, den)| Ratio { num, den }).min_by(|a, b| (a.value() - rate).abs().total_cmp(&(b.value() - rate).abs()));
    match near {
        Some(near) if (near.value() / rate - 1.0).abs() < 0.002 => near,
        _ => Ratio::new((rate * 1_000.0).round() as u32, 1_000),
    }
}

/// Every how many pictures a rung keeps one.
pub(super) fn step(rate: Ratio, short_side: u32) -> u32 {
    if short_side >= 720 { 1 } else { (rate.value() / 30.5).ceil().max(1.0) as u32 }
}

/// `rate / step`, shortened.
pub(super) fn divide(rate: Ratio, step: u32) -> Ratio {
    let shared = gcd(rate.num, step);
    Ratio { num: rate.num / shared, den: rate.den * (step / shared) }
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

/// Pictures that fill at least `us`.
pub(super) fn pictures(rate: Ratio, us: u64) -> u32 {
    let exact = rate.value() * us as f64 / 1e6;
    (exact - 1e-6).ceil().max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_near_a_standard_take_its_name() {
        assert_eq!(named(29.97), Ratio::new(30_000, 1_001));
        assert_eq!(named(30.0), Ratio::new(30, 1));
        assert_eq!(named(23.976), Ratio::new(24_000, 1_001));
        assert_eq!(named(17.3), Ratio::new(17_300, 1_000));
    }

    #[test]
    fn steps_halve_fast_films_below_720() {
        assert_eq!((step(Ratio::new(60, 1), 720), step(Ratio::new(60, 1), 480), step(Ratio::new(30, 1), 240)), (1, 2, 1));
        assert_eq!(divide(Ratio::new(60_000, 1_001), 2), Ratio::new(30_000, 1_001));
        assert_eq!((pictures(Ratio::new(25, 1), 4_000_000), pictures(Ratio::new(30_000, 1_001), 4_000_000)), (100, 120));
    }
}
