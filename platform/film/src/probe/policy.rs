//! What we take: bounds that keep one file from using up a machine, checked on headers alone.

use super::answer::{Answer, Stream, micros};
use super::sniff::Head;
use super::{Probe, Ratio, Video, clean, streams};
use crate::refusal::Refusal;

/// Longest side of a picture in pixels.
pub const MAX_SIDE: u32 = 8_192;
/// Most pixels of a picture: 8192 × 4320.
pub const MAX_PIXELS: u64 = 8_192 * 4_320;
/// Most pictures a second.
pub const MAX_FRAME_RATE: f64 = 240.0;
/// Longest film: twelve hours, in µs.
pub const MAX_DURATION_US: u64 = 12 * 3_600 * 1_000_000;
/// Most streams.
pub const MAX_STREAMS: usize = 32;

/// Video that we decode. Rare decoders of ffmpeg are where its holes are found, so the list is short.
const VIDEO: &str = " h264 hevc vp8 vp9 av1 mpeg4 mpeg1video mpeg2video theora prores dnxhd mjpeg h263 h263p h261 dvvideo vc1 wmv1 wmv2 wmv3 msmpeg4v1 msmpeg4v2 msmpeg4v3 flv1 vp6f ffv1 svq1 svq3 qtrle rawvideo huffyuv ffvhuff utvideo cfhd jpeg2000 ";
/// Sound that we decode, besides all of `pcm_`.
const AUDIO: &str = " aac aac_latm mp1 mp2 mp3 ac3 eac3 opus vorbis flac alac dts truehd mlp amr_nb amr_wb wmav1 wmav2 wmapro wmalossless adpcm_ms adpcm_ima_wav adpcm_ima_qt adpcm_swf adpcm_yamaha gsm gsm_ms speex nellymoser qdm2 wavpack ";

/// Why ffprobe couldn't read a file, from its first bytes and what ffprobe said.
pub(super) fn unreadable(head: &Head, said: &str) -> Refusal {
    let said_any = |words: &[&str]| words.iter().any(|word| said.contains(word));
    match head {
        Head::Empty | Head::Playlist => head.refusal(),
        _ if said_any(&["exceeds specified max pixel", "Picture size"]) => Refusal::TooLarge,
        _ if said_any(&["max_streams"]) => Refusal::TooManyStreams,
        _ if said.contains("not on whitelist") && said_any(&["[hls", "[concat", "[dash", "[sdp", "[imf", "[applehttp", "[rtsp"]) => Refusal::Playlist,
        _ => head.refusal(),
    }
}

/// Holds ffprobe's answer against the policy.
pub(super) fn judge(answer: &Answer, head: &Head, said: &str) -> Result<Probe, Refusal> {
    if answer.streams.len().max(answer.format.nb_streams) > MAX_STREAMS || said.contains("max_streams") {
        return Err(Refusal::TooManyStreams);
    }
    if said.contains("exceeds specified max pixel") {
        return Err(Refusal::TooLarge);
    }
    let start_us = micros(answer.format.start_time.as_deref()).unwrap_or(0);
    let duration_us = duration(answer);
    judge_duration(duration_us)?;
    let (video, audio) = (streams::choose_video(&answer.streams), streams::choose_audio(&answer.streams));
    let video = video.map(judge_video).transpose()?;
    let audio = audio.map(|stream| judge_audio(stream).map(|()| streams::audio(stream, video.as_ref()))).transpose()?;
    if video.is_none() && audio.is_none() {
        return Err(Refusal::NoPictureOrSound);
    }
    Ok(Probe {
        container: answer.format.format_name.clone(),
        duration_us,
        bytes: answer.format.size.as_deref().and_then(|size| size.parse().ok()).unwrap_or(0),
        start_us,
        video,
        audio,
        cover: answer.streams.iter().any(|stream| stream.is("attached_pic")),
        cut_short: matches!(head, Head::Mp4 { whole: false, .. }),
        chapters: clean::chapters(&answer.chapters),
        text: streams::text(&answer.streams),
        metadata: clean::metadata(&answer.format.tags),
    })
}

/// The container's length, or the longest stream's.
fn duration(answer: &Answer) -> u64 {
    let of_streams = answer.streams.iter().filter(|stream| streams::is_media(stream)).filter_map(|stream| micros(stream.duration.as_deref())).max();
    let found = micros(answer.format.duration.as_deref()).filter(|us| *us > 0).or(of_streams);
    found.and_then(|us| u64::try_from(us).ok()).unwrap_or(0)
}

pub(super) fn judge_duration(duration_us: u64) -> Result<(), Refusal> {
    if duration_us > MAX_DURATION_US { Err(Refusal::TooLong) } else { Ok(()) }
}

fn judge_video(stream: &Stream) -> Result<Video, Refusal> {
    if stream.codec_tag_string == "encv" {
        return Err(Refusal::Encrypted);
    }
    known(stream, VIDEO, "")?;
    if stream.width.max(stream.height) > MAX_SIDE || u64::from(stream.width) * u64::from(stream.height) > MAX_PIXELS {
        return Err(Refusal::TooLarge);
    }
    // A header without a size belongs to a stream that has no picture to tell it.
    if stream.width == 0 || stream.height == 0 {
        return Err(Refusal::Damaged);
    }
    let video = streams::video(stream);
    let rate = streams::true_rate(stream).unwrap_or(Ratio::new(25, 1));
    if rate.value() > MAX_FRAME_RATE {
        return Err(Refusal::TooFast);
    }
    let (width, height) = video.upright();
    // A pixel may be oblong, but a picture of one line or of unbounded width is a trick.
    if !(1.0..=f64::from(MAX_SIDE) * 4.0).contains(&width) || !(1.0..=f64::from(MAX_SIDE) * 4.0).contains(&height) {
        return Err(Refusal::TooLarge);
    }
    Ok(video)
}

fn judge_audio(stream: &Stream) -> Result<(), Refusal> {
    if stream.codec_tag_string == "enca" {
        return Err(Refusal::Encrypted);
    }
    known(stream, AUDIO, "pcm_")
}

fn known(stream: &Stream, list: &str, prefix: &str) -> Result<(), Refusal> {
    let name = stream.codec_name.as_deref().filter(|name| !matches!(*name, "unknown" | "none"));
    match name {
        Some(name) if list.contains(&format!(" {name} ")) || (!prefix.is_empty() && name.starts_with(prefix)) => Ok(()),
        Some(name) => Err(Refusal::UnknownCodec(clean::text(name))),
        // Four letters such as `vvc1` are better than nothing.
        None => Err(Refusal::UnknownCodec(clean::text(&stream.codec_tag_string))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(video: &str) -> Answer {
        let text = format!(
            r#"{{"streams":[{{"index":0,"codec_type":"video","codec_name":"h264","avg_frame_rate":"25/1","r_frame_rate":"25/1",{video}}}],"format":{{"duration":"10.0"}}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn judged(video: &str) -> Result<Probe, Refusal> {
        judge(&answer(video), &Head::Container, "")
    }

    #[test]
    fn bounds_are_inclusive() {
        assert!(judged(r#""width":8192,"height":4320"#).is_ok());
        assert_eq!(judged(r#""width":8193,"height":10"#), Err(Refusal::TooLarge));
        assert_eq!(judged(r#""width":8192,"height":4321"#), Err(Refusal::TooLarge));
        assert_eq!(judge_duration(MAX_DURATION_US), Ok(()));
        assert_eq!(judge_duration(MAX_DURATION_US + 1), Err(Refusal::TooLong));
    }

    #[test]
    fn what_has_neither_picture_nor_sound_is_refused() {
        let empty: Answer = serde_json::from_str(r#"{"streams":[{"codec_type":"subtitle","codec_name":"subrip"}],"format":{"duration":"1"}}"#).unwrap();
        assert_eq!(judge(&empty, &Head::Container, ""), Err(Refusal::NoPictureOrSound));
        assert_eq!(
            judge(&Answer { streams: vec![], format: Default::default(), chapters: vec![] }, &Head::Other, "exceeds max_streams"),
            Err(Refusal::TooManyStreams)
        );
    }

    #[test]
    fn reasons_from_what_ffprobe_says() {
        assert_eq!(unreadable(&Head::Other, "[concat @ 0x1] Format not on whitelist 'mov'"), Refusal::Playlist);
        assert_eq!(unreadable(&Head::Other, "[png_pipe @ 0x1] Format not on whitelist 'mov'"), Refusal::NotAFilm);
        assert_eq!(unreadable(&Head::Mp4 { index: false, whole: false }, "moov atom not found"), Refusal::Incomplete);
    }
}
