//! Equal packets at equal times, for the ways in which sources set their clocks.

use film::jit::AudioSource;

use super::harness::{PICTURE, Studio, assert_same, open, packets, publish, talk};

const H264: &str = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

#[test]
fn plain_film_with_moov_at_either_end() {
    let studio = Studio::new();
    for flags in ["", "-movflags +faststart"] {
        let film = studio.film(&format!("-i {} -c copy {flags}", talk()), "film.mp4");
        let jit = open(&film).unwrap();
        assert_eq!(jit.audio(), AudioSource::Copy);
        assert!(assert_same(&jit, &film).abs() < 1e-6);
    }
}

#[test]
fn playlists_keep_the_rules() {
    let studio = Studio::new();
    let film = studio.film(&format!("-i {} -c copy", talk()), "film.mp4");
    let jit = open(&film).unwrap();
    let video = jit.video_playlist();
    let head = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n";
    let body = "#EXT-X-MAP:URI=\"video-init.mp4\"\n#EXTINF:4.000000,\nvideo-0.m4s\n#EXTINF:4.000000,\nvideo-1.m4s\n\
                #EXTINF:4.000000,\nvideo-2.m4s\n#EXTINF:2.000000,\nvideo-3.m4s\n#EXT-X-ENDLIST\n";
    assert_eq!(video, format!("{head}{body}"));
    let audio = jit.audio_playlist().unwrap();
    let sum: f64 = audio.lines().filter_map(|line| line.strip_prefix("#EXTINF:")?.strip_suffix(',')?.parse::<f64>().ok()).sum();
    assert!((sum - 14.0).abs() < 0.05 && audio.contains("audio-3.m4s"), "{audio}");
    let about = jit.description();
    assert_eq!((about.width, about.height, about.codecs.as_str()), (640, 360, "avc1.4d401e,mp4a.40.2"));
    assert!((about.frame_rate - 25.0).abs() < 0.01 && about.duration_us.abs_diff(14_000_000) < 50_000, "{about:?}");
    // What the files really weigh.
    let folder = studio.path("hls");
    publish(&jit, &film, &folder);
    let weigh = |name: String| std::fs::metadata(folder.join(name)).unwrap().len();
    let video: u64 = (0..4).map(|n| weigh(format!("video-{n}.m4s"))).sum();
    assert_eq!(about.video.average, video * 8 / 14);
    let peak = (0..4).map(|n| weigh(format!("video-{n}.m4s")) * 8 / if n == 3 { 2 } else { 4 }).max().unwrap();
    assert_eq!(about.video.peak, peak);
    assert_eq!(about.peak_bandwidth, about.video.peak + about.audio.unwrap().peak);
}

#[test]
fn first_picture_is_at_zero_and_is_a_keyframe_there() {
    let studio = Studio::new();
    let film = studio.film(&format!("-i {} -c copy", talk()), "film.mp4");
    let master = publish(&open(&film).unwrap(), &film, &studio.path("hls"));
    let (pictures, _) = packets(&master, "v");
    assert_eq!(pictures.iter().map(|p| p.pts).fold(f64::MAX, f64::min), 0.0);
    // AAC priming stands before 0, as in the source.
    let (sounds, _) = packets(&master, "a");
    assert!((sounds[0].pts + 1024.0 / 48_000.0).abs() < 1e-4 && sounds[1].pts.abs() < 1e-4, "{:?}", &sounds[..2]);
}

#[test]
fn sound_or_pictures_begin_late() {
    let studio = Studio::new();
    let late_sound = studio.film(&format!("-i {0} -itsoffset 0.5 -i {0} -map 0:v -map 1:a -c copy", talk()), "a.mp4");
    assert!(assert_same(&open(&late_sound).unwrap(), &late_sound).abs() < 1e-6);
    let late_pictures = studio.film(&format!("-itsoffset 0.3 -i {0} -i {0} -map 0:v -map 1:a -c copy", talk()), "v.mp4");
    assert!(assert_same(&open(&late_pictures).unwrap(), &late_pictures).abs() < 1e-6);
    let very_late = studio.film(&format!("-i {0} -itsoffset 3 -i {0} -map 0:v -map 1:a -c copy", talk()), "aa.mp4");
    let jit = open(&very_late).unwrap();
    assert_eq!(jit.audio(), AudioSource::NeedsEncoding);
    assert_same(&jit, &very_late);
}

#[test]
fn timeline_that_begins_at_ten_seconds() {
    let studio = Studio::new();
    let film = studio.film(&format!("-i {} -c copy -output_ts_offset 10", talk()), "ten.mp4");
    let zero = assert_same(&open(&film).unwrap(), &film);
    // The sound's priming packet is first there, no edit list hides it.
    assert!((zero - (10.0 - 1024.0 / 48_000.0)).abs() < 0.001, "{zero}");
}

#[test]
fn without_an_edit_list() {
    let studio = Studio::new();
    let film = studio.film(&format!("-i {} -c copy -use_editlist 0", talk()), "plain.mp4");
    assert_same(&open(&film).unwrap(), &film);
}

#[test]
fn cut_at_a_keyframe_by_edit_list() {
    let studio = Studio::new();
    // Copying from a keyframe on leaves sound from before it in the file, hidden by the edit list.
    let film = studio.film(&format!("-ss 4 -i {} -c copy -avoid_negative_ts disabled", talk()), "cut.mp4");
    assert_same(&open(&film).unwrap(), &film);
}

#[test]
fn no_sound() {
    let studio = Studio::new();
    let film = studio.film(&format!("-i {} -c copy -an", talk()), "silent.mp4");
    let jit = open(&film).unwrap();
    assert_eq!((jit.audio(), jit.audio_playlist(), jit.audio_fragment(0)), (AudioSource::None, None, None));
    assert_same(&jit, &film);
}

#[test]
fn quicktime_with_aac_and_with_pcm() {
    let studio = Studio::new();
    let aac = studio.film(&format!("-i {} -c copy", talk()), "aac.mov");
    assert_same(&open(&aac).unwrap(), &aac);
    let pcm = studio.film(&format!("-i {} -c:v copy -c:a pcm_s16le", talk()), "pcm.mov");
    let jit = open(&pcm).unwrap();
    assert_eq!(jit.audio(), AudioSource::NeedsEncoding);
    assert_same(&jit, &pcm);
}

#[test]
fn odd_rates_and_lengths() {
    let studio = Studio::new();
    let picture = "-f lavfi -i testsrc2=s=320x180:r=30000/1001:d=9";
    let sound = "-f lavfi -i sine=r=44100:d=21";
    let film = studio.film(&format!("{picture} {sound} {H264} -g 45 -c:a aac"), "long-sound.mp4");
    let jit = open(&film).unwrap();
    assert!(jit.audio_fragments() > jit.video_fragments());
    assert!((jit.description().frame_rate - 29.97).abs() < 0.01);
    assert_same(&jit, &film);
    let short = studio.film(&format!("-i {} -c copy -map 0:v -map 0:a -shortest", talk()), "x.mp4");
    assert_same(&open(&short).unwrap(), &short);
    let vfr = format!("{PICTURE} -f lavfi -i sine=r=22050:d=3 -vf select='gt(random(1)\\,0.4)',setsar=4/3 -vsync vfr {H264} -bf 2 -g 30 -c:a aac -ac 1");
    let film = studio.film(&vfr, "vfr.mp4");
    let jit = open(&film).unwrap();
    assert_eq!(jit.description().width, 853);
    assert_same(&jit, &film);
}
