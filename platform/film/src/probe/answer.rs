//! ffprobe's JSON, as far as we read it. Numbers come as text, and anything may be missing.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Ratio;

#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    pub streams: Vec<Stream>,
    #[serde(default)]
    pub format: Format,
    #[serde(default)]
    pub chapters: Vec<Part>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Format {
    pub nb_streams: usize,
    pub format_name: String,
    pub duration: Option<String>,
    pub start_time: Option<String>,
    pub size: Option<String>,
    pub tags: Tags,
}

pub(super) type Tags = BTreeMap<String, String>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Stream {
    pub index: u32,
    pub codec_type: String,
    pub codec_name: Option<String>,
    pub codec_tag_string: String,
    pub profile: Option<String>,
    pub width: u32,
    pub height: u32,
    pub sample_aspect_ratio: Option<String>,
    pub pix_fmt: Option<String>,
    pub bits_per_raw_sample: Option<String>,
    pub color_transfer: Option<String>,
    pub color_primaries: Option<String>,
    pub color_space: Option<String>,
    pub color_range: Option<String>,
    pub field_order: Option<String>,
    pub r_frame_rate: String,
    pub avg_frame_rate: String,
    pub start_time: Option<String>,
    pub duration: Option<String>,
    pub nb_frames: Option<String>,
    pub channels: u32,
    pub sample_rate: Option<String>,
    pub disposition: BTreeMap<String, i32>,
    pub tags: Tags,
    pub side_data_list: Vec<SideData>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SideData {
    pub displaymatrix: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    pub start_time: Option<String>,
    pub end_time: Option<String>,
    pub tags: Tags,
}

impl Stream {
    pub(super) fn is(&self, disposition: &str) -> bool {
        self.disposition.get(disposition).is_some_and(|set| *set != 0)
    }
}

/// Seconds as text → µs; `None` for what is missing, negative infinity and the like.
pub(super) fn micros(text: Option<&str>) -> Option<i64> {
    let seconds: f64 = text?.parse().ok()?;
    (seconds.is_finite() && seconds.abs() < 1e12).then_some((seconds * 1e6).round() as i64)
}

/// `30000/1001` or `16:9` → a ratio; `None` for 0 and nonsense.
pub(super) fn ratio(text: &str) -> Option<Ratio> {
    let (num, den) = text.split_once(['/', ':'])?;
    let (num, den): (u32, u32) = (num.parse().ok()?, den.parse().ok()?);
    (num > 0 && den > 0).then_some(Ratio { num, den })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_numbers_are_missing_ones() {
        assert_eq!(micros(Some("1.940000")), Some(1_940_000));
        assert_eq!((micros(Some("N/A")), micros(None), micros(Some("inf"))), (None, None, None));
        assert_eq!(ratio("30000/1001"), Some(Ratio { num: 30_000, den: 1_001 }));
        assert_eq!((ratio("0/0"), ratio("0:1"), ratio("x")), (None, None, None));
    }
}
