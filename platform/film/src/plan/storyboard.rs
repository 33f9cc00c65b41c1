//! The storyboard's shape: one small picture for every five seconds, all in one JPEG.

use serde::{Deserialize, Serialize};

use super::Rung;

/// Longest side of a tile in pixels.
const TILE: u32 = 160;
/// Seconds between two tiles.
const EVERY: u64 = 5;
/// Most tiles in the sprite: an hour at five seconds. Longer films get wider gaps, so the picture stays small enough to decode.
const MOST: u64 = 720;
/// Tiles in a row.
const COLUMNS: u32 = 10;

/// How the tiles lie in the sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tiles {
    /// Pixels of a tile, even.
    pub width: u32,
    /// Pixels of a tile, even.
    pub height: u32,
    /// Tiles in a row.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
    /// Pictures of the smallest rung from tile to tile.
    pub step: u32,
    /// Film time from tile to tile in µs.
    pub every_us: u64,
}

impl Tiles {
    /// Tiles taken from `rung` of a film of that length.
    pub(super) fn of(rung: &Rung, duration_us: u64) -> Self {
        let seconds = duration_us.div_ceil(1_000_000).max(1);
        let every = EVERY.max(seconds.div_ceil(MOST));
        let step = ((rung.rate.value() * every as f64).round() as u32).max(1);
        let every_us = (f64::from(step) / rung.rate.value() * 1e6).round() as u64;
        let count = u32::try_from(duration_us / every_us + 1).unwrap_or(1);
        let longest = rung.width.max(rung.height);
        let scaled = |side: u32| if longest <= TILE { side } else { ((side * TILE / longest) / 2 * 2).max(2) };
        let columns = count.min(COLUMNS);
        Self { width: scaled(rung.width), height: scaled(rung.height), columns, rows: count.div_ceil(columns), step, every_us }
    }

    /// Where the sprite's WebVTT points, for a film of the length that was really made.
    #[must_use]
    pub fn webvtt(&self, duration_us: u64) -> String {
        let mut text = String::from("WEBVTT\n");
        let count = duration_us.div_ceil(self.every_us.max(1)).clamp(1, u64::from(self.columns * self.rows));
        for n in 0..count {
            let from = n * self.every_us;
            // The last tile stands until the end, however long that is.
            let to = if n + 1 == count { duration_us.max(from + 1_000) } else { from + self.every_us };
            let (column, row) = (n % u64::from(self.columns), n / u64::from(self.columns));
            let (x, y) = (column * u64::from(self.width), row * u64::from(self.height));
            text += &format!("\n{} --> {}\nsprite.jpg#xywh={x},{y},{},{}\n", stamp(from), stamp(to), self.width, self.height);
        }
        text
    }
}

/// `00:00:05.000`.
fn stamp(us: u64) -> String {
    let ms = us / 1_000;
    format!("{:02}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000)
}
