//! From ffprobe's streams to the one picture, the one sound and the text tracks that we use.

use super::answer::{Stream, micros, ratio};
use super::policy::MAX_FRAME_RATE;
use super::{Audio, Colour, Light, Orientation, Ratio, TextTrack, Video, clean};

/// Picture or sound that counts for the film's length.
pub(super) fn is_media(stream: &Stream) -> bool {
    is_moving(stream) || stream.codec_type == "audio"
}

/// A picture that moves: cover art and thumbnails don't.
fn is_moving(stream: &Stream) -> bool {
    stream.codec_type == "video" && !["attached_pic", "timed_thumbnails", "still_image"].iter().any(|kind| stream.is(kind))
}

/// The stream marked as default, and of several the one with most pixels.
pub(super) fn choose_video(streams: &[Stream]) -> Option<&Stream> {
    let rank = |stream: &&Stream| (stream.is("default"), u64::from(stream.width) * u64::from(stream.height), std::cmp::Reverse(stream.index));
    streams.iter().filter(|stream| is_moving(stream)).max_by_key(rank)
}

/// The stream marked as default, and of several the one with most channels.
pub(super) fn choose_audio(streams: &[Stream]) -> Option<&Stream> {
    let rank = |stream: &&Stream| (stream.is("default"), stream.channels, std::cmp::Reverse(stream.index));
    streams.iter().filter(|stream| stream.codec_type == "audio").max_by_key(rank)
}

pub(super) fn video(stream: &Stream) -> Video {
    let said = |text: &Option<String>| text.clone().filter(|text| text != "unknown" && text != "reserved").unwrap_or_default();
    let colour = Colour {
        transfer: said(&stream.color_transfer),
        primaries: said(&stream.color_primaries),
        matrix: said(&stream.color_space),
        range: said(&stream.color_range),
    };
    let light = match colour.transfer.as_str() {
        "smpte2084" => Light::Pq,
        "arib-std-b67" => Light::Hlg,
        _ => Light::Standard,
    };
    let pixel_format = said(&stream.pix_fmt);
    let average_rate = true_rate(stream).unwrap_or(Ratio::new(25, 1));
    let tick_rate = ratio(&stream.r_frame_rate).unwrap_or(average_rate);
    Video {
        index: stream.index,
        codec: said(&stream.codec_name),
        profile: said(&stream.profile),
        width: stream.width,
        height: stream.height,
        sample_aspect: stream.sample_aspect_ratio.as_deref().and_then(ratio).unwrap_or(Ratio::new(1, 1)),
        orientation: stream.side_data_list.iter().find_map(|side| side.displaymatrix.as_deref()).map_or(Orientation::default(), orientation),
        bit_depth: bit_depth(stream, &pixel_format),
        pixel_format,
        colour,
        light,
        variable_rate: (tick_rate.value() / average_rate.value() - 1.0).abs() > 0.01,
        average_rate,
        tick_rate,
        interlaced: stream.field_order.as_deref().is_some_and(|order| matches!(order, "tt" | "bb" | "tb" | "bt")),
        start_us: micros(stream.start_time.as_deref()).unwrap_or(0),
        duration_us: length(stream),
    }
}

pub(super) fn audio(stream: &Stream, video: Option<&Video>) -> Audio {
    let start_us = micros(stream.start_time.as_deref()).unwrap_or(0);
    Audio {
        index: stream.index,
        codec: stream.codec_name.clone().unwrap_or_default(),
        profile: stream.profile.clone().unwrap_or_default(),
        channels: stream.channels,
        sample_rate: stream.sample_rate.as_deref().and_then(|rate| rate.parse().ok()).unwrap_or(0),
        start_us,
        offset_us: video.map_or(0, |video| start_us - video.start_us),
        duration_us: length(stream),
        language: clean::language(&stream.tags),
    }
}

pub(super) fn text(streams: &[Stream]) -> Vec<TextTrack> {
    let track = |stream: &Stream| TextTrack {
        index: stream.index,
        codec: clean::text(stream.codec_name.as_deref().unwrap_or_default()),
        language: clean::language(&stream.tags),
    };
    streams.iter().filter(|stream| stream.codec_type == "subtitle").map(track).collect()
}

/// Pictures a second: counted where the container counts them, else the lower of ffmpeg's two guesses (each is sometimes wild
/// on short or jittery files, seldom both).
pub(super) fn true_rate(stream: &Stream) -> Option<Ratio> {
    let frames = stream.nb_frames.as_deref().and_then(|count| count.parse::<u32>().ok()).filter(|count| *count > 1);
    let length = u32::try_from(length(stream) / 1_000).ok().filter(|ms| *ms > 0);
    let (average, tick) = (ratio(&stream.avg_frame_rate), ratio(&stream.r_frame_rate));
    let guess = match (average, tick) {
        (Some(average), Some(tick)) => Some(if average.value() <= tick.value() { average } else { tick }),
        // A header without pictures has a tick of its own clock, such as 90000.
        (None, tick) => tick.filter(|tick| tick.value() <= MAX_FRAME_RATE),
        (average, None) => average,
    };
    match (frames.zip(length), guess) {
        // Counting is off by the last picture's length, so a guess that agrees is the better number.
        (Some((frames, ms)), Some(guess)) => {
            let counted = f64::from(frames) * 1_000.0 / f64::from(ms);
            Some(if (counted / guess.value() - 1.0).abs() < 0.05 { guess } else { Ratio::new(frames.saturating_mul(1_000), ms) })
        }
        (Some((frames, ms)), None) => Some(Ratio::new(frames.saturating_mul(1_000), ms)),
        (None, guess) => guess,
    }
}

fn length(stream: &Stream) -> u64 {
    micros(stream.duration.as_deref()).and_then(|us| u64::try_from(us).ok()).unwrap_or(0)
}

fn bit_depth(stream: &Stream, pixel_format: &str) -> u32 {
    let said = stream.bits_per_raw_sample.as_deref().and_then(|bits| bits.parse().ok()).filter(|bits| *bits > 0);
    let named = [("p9", 9), ("p10", 10), ("p12", 12), ("p14", 14), ("p16", 16), ("p010", 10)];
    said.unwrap_or_else(|| named.iter().find(|(part, _)| pixel_format.contains(part)).map_or(8, |(_, bits)| *bits))
}

/// The turn in a display matrix as ffprobe prints it (ISO/IEC 14496-12, 6.2.2: a b u / c d v / x y w in 16.16).
///
/// `(x, y)` of the stored picture goes to `(ax + cy, bx + dy)`, with y downwards.
fn orientation(printed: &str) -> Orientation {
    let rows = printed.lines().filter_map(|line| line.split_once(':'));
    let numbers: Vec<i64> = rows.flat_map(|(_, row)| row.split_whitespace()).filter_map(|number| number.parse().ok()).collect();
    let &[a, b, _, c, d, ..] = numbers.as_slice() else { return Orientation { broken: true, ..Orientation::default() } };
    let (degrees, mirrored) = match (a.signum(), b.signum(), c.signum(), d.signum()) {
        (1, 0, 0, 1) => (0, false),
        (0, 1, -1, 0) => (90, false),
        (-1, 0, 0, -1) => (180, false),
        (0, -1, 1, 0) => (270, false),
        (-1, 0, 0, 1) => (0, true),
        (1, 0, 0, -1) => (180, true),
        (0, 1, 1, 0) => (90, true),
        (0, -1, -1, 0) => (270, true),
        _ => return Orientation { broken: true, ..Orientation::default() },
    };
    Orientation { degrees, mirrored, broken: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(a: i64, b: i64, c: i64, d: i64) -> Orientation {
        orientation(&format!("\n00000000: {a} {b} 0\n00000001: {c} {d} 0\n00000002: 0 0 1073741824\n"))
    }

    #[test]
    fn matrices_are_turns_mirrors_or_broken() {
        assert_eq!(matrix(65_536, 0, 0, 65_536), Orientation::default());
        assert_eq!(matrix(0, 65_536, -65_536, 0), Orientation { degrees: 90, mirrored: false, broken: false });
        assert!(matrix(0, 65_536, 65_536, 0).mirrored);
        assert!(matrix(0, 0, 0, 0).broken && orientation("rubbish").broken);
    }

    #[test]
    fn a_rate_that_can_be_counted_beats_a_wild_guess() {
        let stream = |frames: &str, average: &str, tick: &str| Stream {
            nb_frames: Some(frames.into()),
            duration: Some("2.0".into()),
            avg_frame_rate: average.into(),
            r_frame_rate: tick.into(),
            ..Stream::default()
        };
        assert_eq!(true_rate(&stream("50", "612/1", "600/1")), Some(Ratio::new(50_000, 2_000)));
        assert_eq!(true_rate(&stream("60", "30000/1001", "30/1")), Some(Ratio::new(30_000, 1_001)));
        assert_eq!(true_rate(&Stream { avg_frame_rate: "1000/1".into(), r_frame_rate: "60/1".into(), ..Stream::default() }), Some(Ratio::new(60, 1)));
        assert_eq!(true_rate(&Stream::default()), None);
    }
}
