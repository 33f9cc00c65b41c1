//! What a master playlist says about the film.

use super::rendition::Rendition;
use crate::mp4::Codec;

/// Bits per second, with the fragments' heads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bandwidth {
    /// The highest of any segment (`BANDWIDTH`).
    pub peak: u64,
    /// Over the whole film (`AVERAGE-BANDWIDTH`).
    pub average: u64,
}

/// What a master playlist says about the film.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// The pictures' codec by RFC 6381, such as `avc1.64001f`.
    pub video_codec: String,
    /// The sound's codec by RFC 6381, if it is copied.
    pub audio_codec: Option<String>,
    /// Both, separated by a comma, for `CODECS`.
    pub codecs: String,
    /// Shown width in pixels, after the pixels' shape.
    pub width: u32,
    /// Shown height in pixels.
    pub height: u32,
    /// Pictures per second on average.
    pub frame_rate: f64,
    /// Pictures alone.
    pub video: Bandwidth,
    /// Sound alone, if it is copied.
    pub audio: Option<Bandwidth>,
    /// Highest bits per second of pictures and copied sound together.
    pub peak_bandwidth: u64,
    /// Average bits per second of pictures and copied sound together.
    pub average_bandwidth: u64,
    /// Length of the film in microseconds.
    pub duration_us: u64,
    /// ISO 639-2 code of the sound's language; `und` when unknown.
    pub language: String,
}

impl Description {
    pub(super) fn of(video: &Rendition, audio: Option<&Rendition>) -> Self {
        let video_codec = rfc6381(&video.track.codec);
        let audio_codec = audio.map(|audio| rfc6381(&audio.track.codec));
        let codecs = audio_codec.iter().fold(video_codec.clone(), |all, codec| format!("{all},{codec}"));
        let (width, height) = shown(&video.track.codec);
        let seconds = video.end as f64 / f64::from(video.track.timescale);
        let (v, a) = (bandwidth(video), audio.map(bandwidth));
        let sound = a.unwrap_or_default();
        let end = |rendition: &Rendition| rendition.micros(rendition.end);
        Self {
            video_codec,
            audio_codec,
            codecs,
            width,
            height,
            frame_rate: video.samples() as f64 / seconds,
            video: v,
            audio: a,
            peak_bandwidth: v.peak + sound.peak,
            average_bandwidth: v.average + sound.average,
            duration_us: end(video).max(audio.map_or(0, end)),
            language: audio.map_or("und".into(), |audio| String::from_utf8_lossy(&audio.track.language).into_owned()),
        }
    }
}

fn rfc6381(codec: &Codec) -> String {
    match codec {
        Codec::H264(video) => video.rfc6381(),
        Codec::Aac(sound) => sound.rfc6381(),
        Codec::Other(code) => code.to_string(),
    }
}

fn shown(codec: &Codec) -> (u32, u32) {
    let Codec::H264(video) = codec else { return (0, 0) };
    let (h, v) = video.pixel_aspect.unwrap_or((1, 1));
    let width = (u64::from(video.width) * u64::from(h) + u64::from(v) / 2) / u64::from(v);
    (width as u32, video.height.into())
}

/// Peak and average. A last segment shorter than half the longest says nothing about the peak (RFC 8216, 4.3.4.2).
fn bandwidth(rendition: &Rendition) -> Bandwidth {
    let parts: Vec<(u64, u64)> = rendition
        .segments
        .iter()
        .enumerate()
        .map(|(n, segment)| {
            let (start, end) = rendition.span(n);
            (segment.bytes + rendition.head_len(segment), (end - start).max(1))
        })
        .collect();
    let rate = |(bytes, micros): (u64, u64)| (u128::from(bytes) * 8_000_000 / u128::from(micros)) as u64;
    let longest = parts.iter().map(|part| part.1).max().unwrap_or(1);
    let peak = parts.iter().filter(|part| part.1 * 2 >= longest).map(|part| rate(*part)).max().unwrap_or(0);
    let total = parts.iter().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    Bandwidth { peak, average: rate((total.0, total.1.max(1))) }
}
