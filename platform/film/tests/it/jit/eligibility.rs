//! Films that must be encoded, and the reasons given.

use film::jit::{AudioSource, NotEligible};
use film::mp4::{FourCc, Movie, Mp4Error, read_moov};

use super::harness::{Studio, open, talk};

const SMALL: &str = "-f lavfi -i testsrc2=s=320x180:r=25:d=2";

fn refused(arguments: &str, name: &str) -> NotEligible {
    let studio = Studio::new();
    open(&studio.film(arguments, name)).expect_err(arguments)
}

#[test]
fn keyframes_too_far_apart() {
    let long = "-f lavfi -i testsrc2=s=320x180:r=25:d=21 -c:v libx264 -preset ultrafast -g 500";
    assert_eq!(refused(long, "long.mp4"), NotEligible::KeyframeGap(20_000));
}

/// A key frame every two seconds, but pictures before it in time lean on the group before.
#[test]
fn open_groups_of_pictures() {
    let open = "-f lavfi -i testsrc2=s=320x180:r=25:d=8 -c:v libx264 -preset ultrafast -x264-params bframes=3:b-adapt=0:keyint=50:scenecut=0";
    assert_eq!(refused(&format!("{open}:open-gop=1"), "open.mp4"), NotEligible::OpenGop);
    let studio = Studio::new();
    assert!(self::open(&studio.film(open, "closed.mp4")).is_ok());
}

#[test]
fn other_codecs_and_sample_formats() {
    let hevc = refused(&format!("{SMALL} -c:v libx265 -preset ultrafast -x265-params log-level=none -tag:v hvc1"), "hevc.mp4");
    assert_eq!(hevc, NotEligible::VideoCodec(FourCc(*b"hvc1")));
    let x264 = |format: &str| refused(&format!("{SMALL} -c:v libx264 -preset ultrafast {format}"), "x.mp4");
    assert_eq!(x264("-pix_fmt yuv444p"), NotEligible::Profile(244));
    assert_eq!(x264("-pix_fmt yuv420p10le"), NotEligible::Profile(110));
    assert_eq!(x264("-pix_fmt yuv420p -flags +ildct -x264-params tff=1"), NotEligible::Interlaced);
    let level = x264("-pix_fmt yuv420p -level 5.2");
    assert_eq!(level, NotEligible::Level { level: 52, width: 320, height: 180 });
}

#[test]
fn rotation_and_fragments() {
    assert_eq!(refused(&format!("-i {} -c copy -metadata:s:v:0 rotate=90", talk()), "turned.mp4"), NotEligible::Rotated);
    let fragmented = refused(&format!("-i {} -c copy -movflags frag_keyframe+empty_moov", talk()), "frag.mp4");
    assert_eq!(fragmented, NotEligible::Fragmented);
    assert_eq!(refused(&format!("-i {} -c copy -vn", talk()), "sound.mp4"), NotEligible::NoVideo);
    assert_eq!(refused(&format!("-i {} -c copy -map 0:v -map 0:v", talk()), "two.mp4"), NotEligible::SeveralVideoTracks(2));
}

#[test]
fn edit_inside_a_group_of_pictures() {
    let cut = format!("-ss 5 -i {} -c copy -avoid_negative_ts disabled", talk());
    assert_eq!(refused(&cut, "cut.mp4"), NotEligible::EditInsideGop);
}

#[test]
fn surround_sound_is_encoded() {
    let studio = Studio::new();
    let film = studio.film(&format!("-i {} -c:v copy -c:a aac -ac 6", talk()), "surround.mp4");
    assert_eq!(open(&film).unwrap().audio(), AudioSource::NeedsEncoding);
}

#[test]
fn a_part_of_a_film_is_incomplete() {
    let studio = Studio::new();
    let at_end = std::fs::read(studio.film(&format!("-i {} -c copy", talk()), "end.mp4")).unwrap();
    let at_front = std::fs::read(studio.film(&format!("-i {} -c copy -movflags +faststart", talk()), "front.mp4")).unwrap();
    let part = studio.path("part.mp4");
    let read = |bytes: &[u8]| {
        std::fs::write(&part, bytes).unwrap();
        read_moov(&std::fs::File::open(&part).unwrap()).and_then(|moov| Movie::parse(&moov.bytes, moov.file_len))
    };
    let no_moov = read(&at_end[..at_end.len() / 2]).unwrap_err();
    assert!(matches!(no_moov, Mp4Error::NoMovieBox) && no_moov.incomplete(), "{no_moov}");
    let moov_cut = read(&at_end[..at_end.len() - 20]).unwrap_err();
    assert!(moov_cut.incomplete(), "{moov_cut}");
    let media_cut = read(&at_front[..at_front.len() - 1]).unwrap_err();
    assert!(matches!(media_cut, Mp4Error::MediaCutOff { .. }) && media_cut.incomplete(), "{media_cut}");
    assert!(read(&at_front).is_ok());
}

#[test]
fn names_and_places_stay_behind() {
    let studio = Studio::new();
    let tags = "-metadata title=Secret -metadata comment=Address -metadata:s:a:0 handler_name=Jane -metadata:s:v:0 handler_name=Jane";
    let film = studio.film(&format!("-i {} -c copy {tags} -metadata:s:a:0 language=dan", talk()), "tagged.mp4");
    let jit = open(&film).unwrap();
    for init in [jit.video_init(), jit.audio_init().unwrap()] {
        for word in [&b"Secret"[..], b"Address", b"Jane", b"udta", b"meta", b"Lavc"] {
            assert!(!init.windows(word.len()).any(|window| window == word), "{}", word.escape_ascii());
        }
    }
    assert_eq!(jit.description().language, "dan");
}
