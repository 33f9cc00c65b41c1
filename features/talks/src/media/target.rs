//! What a media address means: an object of the storage, something cut just in time, or our master playlist.

use http::HeaderValue;

use crate::store::{Film, Rendition, RenditionState};

/// What lies at an address below `/media/{key}/`.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// Our master playlist.
    Master,
    /// A whole object, small enough to be held in memory.
    Object(Object),
    /// A large object of so many bytes, read in pieces.
    Large(Object, u64),
    /// Something made of the original's index.
    Cut(Part),
}

/// An object of the storage.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Object {
    /// Its storage key.
    pub key: String,
    /// Its kind.
    pub kind: HeaderValue,
    /// Tells one making of it from another.
    pub version: i64,
}

/// A part of a film that is cut just in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    VideoPlaylist,
    AudioPlaylist,
    VideoInit,
    AudioInit,
    Video(usize),
    Audio(usize),
}

pub(super) const PLAYLIST: HeaderValue = HeaderValue::from_static("application/vnd.apple.mpegurl");
pub(super) const VIDEO: HeaderValue = HeaderValue::from_static("video/mp4");
pub(super) const AUDIO: HeaderValue = HeaderValue::from_static("audio/mp4");
const JPEG: HeaderValue = HeaderValue::from_static("image/jpeg");
const VTT: HeaderValue = HeaderValue::from_static("text/vtt; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

impl Part {
    /// Its kind.
    pub fn kind(self) -> HeaderValue {
        match self {
            Part::VideoPlaylist | Part::AudioPlaylist => PLAYLIST,
            Part::VideoInit | Part::Video(_) => VIDEO,
            Part::AudioInit | Part::Audio(_) => AUDIO,
        }
    }
}

/// What lies at `file` (a name, or `folder/name`) of this film; `None` for what is not made, not finished or not ours.
pub(super) fn target(film: &Film, file: &str) -> Option<Target> {
    match file.split_once('/') {
        None => top(film, file),
        Some(("source", name)) => source(film, name).map(Target::Cut),
        Some((folder, name)) => ladder(film, folder, name).map(Target::Object),
    }
}

fn top(film: &Film, name: &str) -> Option<Target> {
    let object = |kind| Object { key: format!("films/{}/{name}", film.media_key), kind, version: 0 };
    let extras = &film.extras;
    match name {
        "master.m3u8" => film.playable().then_some(Target::Master),
        "film.mp4" if extras.plain_original => Some(Target::Large(Object { key: film.original_key.clone(), kind: VIDEO, version: 1 }, film.original_bytes)),
        "film.mp4" if extras.download_bytes > 0 => Some(Target::Large(object(VIDEO), extras.download_bytes)),
        "audio.m4a" if extras.audio_bytes > 0 => Some(Target::Large(object(AUDIO), extras.audio_bytes)),
        "sprite.jpg" if extras.sprite => Some(Target::Object(object(JPEG))),
        "sprite.vtt" if extras.sprite => Some(Target::Object(object(VTT))),
        "waveform.json" if extras.waveform => Some(Target::Object(object(JSON))),
        _ => {
            let n: u32 = name.strip_prefix("frame-")?.strip_suffix(".jpg")?.parse().ok()?;
            (1 <= n && n <= extras.frames && name == format!("frame-{n}.jpg")).then(|| Target::Object(object(JPEG)))
        }
    }
}

fn source(film: &Film, name: &str) -> Option<Part> {
    let open = film.just_in_time && film.renditions.iter().any(|r| r.original && r.state == RenditionState::Playable);
    if !open {
        return None;
    }
    let number = |rest: &str| {
        let digits = rest.strip_suffix(".m4s")?;
        let plain = digits == "0" || !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain && digits.len() <= 6 { digits.parse().ok() } else { None }
    };
    match name {
        "video.m3u8" => Some(Part::VideoPlaylist),
        "audio.m3u8" => Some(Part::AudioPlaylist),
        "video-init.mp4" => Some(Part::VideoInit),
        "audio-init.mp4" => Some(Part::AudioInit),
        _ => match name.strip_prefix("video-") {
            Some(rest) => number(rest).map(Part::Video),
            None => name.strip_prefix("audio-").and_then(number).map(Part::Audio),
        },
    }
}

fn ladder(film: &Film, folder: &str, name: &str) -> Option<Object> {
    let rung: &Rendition = film.renditions.iter().find(|r| r.name == folder && !r.original && r.state == RenditionState::Playable)?;
    let segment = || name.strip_suffix(".m4s").is_some_and(|digits| digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    let kind = match name {
        "index.m3u8" => PLAYLIST,
        "init.mp4" => media(rung),
        _ if segment() => media(rung),
        _ => return None,
    };
    Some(Object { key: format!("films/{}/{folder}/{name}", film.media_key), kind, version: rung.verified_at.map_or(0, |at| at.0) })
}

fn media(rung: &Rendition) -> HeaderValue {
    if rung.height > 0 { VIDEO } else { AUDIO }
}

#[cfg(test)]
mod tests {
    use schema::{FilmId, TalkId, Time};

    use super::*;
    use crate::store::{Extras, FilmState};

    fn film() -> Film {
        let rendition = |name: &str, height, state, original| Rendition {
            name: name.into(),
            width: height * 16 / 9,
            height,
            state,
            original,
            codecs: String::new(),
            bandwidth: 0,
            average_bandwidth: 0,
            frame_rate: 0.0,
            bytes: 0,
            verified_at: Some(Time(7)),
        };
        Film {
            id: FilmId(1),
            talk_id: TalkId(2),
            media_key: "k".into(),
            state: FilmState::Working,
            refusal: None,
            refusal_detail: None,
            duration_ms: 1,
            width: 1,
            height: 1,
            has_audio: true,
            original_bytes: 9,
            original_key: "films/k/original".into(),
            just_in_time: true,
            source_rung: true,
            extras: Extras { frames: 2, ..Extras::default() },
            renditions: vec![
                rendition("source", 720, RenditionState::Playable, true),
                rendition("480", 480, RenditionState::Encoding, false),
                rendition("240", 240, RenditionState::Playable, false),
                rendition("audio", 0, RenditionState::Playable, false),
            ],
        }
    }

    #[test]
    fn finished_things_have_addresses() {
        let film = film();
        let key = |file| match target(&film, file) {
            Some(Target::Object(object)) => (object.key, object.kind, object.version),
            other => panic!("{file}: {other:?}"),
        };
        assert_eq!(key("240/00012.m4s"), ("films/k/240/00012.m4s".into(), VIDEO, 7));
        assert_eq!(key("audio/init.mp4").1, AUDIO);
        assert_eq!(key("frame-1.jpg").0, "films/k/frame-1.jpg");
        assert_eq!(target(&film, "source/video-0.m4s"), Some(Target::Cut(Part::Video(0))));
        assert_eq!(target(&film, "source/audio-10.m4s"), Some(Target::Cut(Part::Audio(10))));
        assert_eq!(target(&film, "master.m3u8"), Some(Target::Master));
    }

    #[test]
    fn nothing_else_has() {
        let film = film();
        for file in [
            "480/index.m3u8",
            "480/00000.m4s",
            "original",
            "moov.bin",
            "240/0.m4s",
            "240/../original",
            "240/index.m3u8.tmp",
            "source/video-00.m4s",
            "source/video-+1.m4s",
            "source/video-9999999.m4s",
            "frame-0.jpg",
            "frame-3.jpg",
            "frame-01.jpg",
            "film.mp4",
            "sprite.jpg",
            "",
            "source/",
        ] {
            assert_eq!(target(&film, file), None, "{file}");
        }
    }
}
