//! A film's whole way: sound and picture in step, rungs aligned, loudness, storyboard, waveform, whole files.

use std::path::Path;

use film::plan::SourceRole;
use film::verify::Playlist;
use film::waveform::Waveform;
use film::{encode, frames, progressive};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::kit::{self, Made, decode, make, make_all};

/// Black and silent but for a flash and a beep of 0.2 s at 2 s and at 5 s of 7.
const FLASH: &str = "-f lavfi -i color=black:s=640x360:r=25:d=7,drawbox=w=640:h=360:c=white:t=fill:enable='between(t,2,2.19)+between(t,5,5.19)'";
const BEEP: &str = "-f lavfi -i aevalsrc='0.5*sin(2*PI*1000*t)*(between(t,2,2.2)+between(t,5,5.2))':s=48000:d=7";

/// Seconds at which picture and sound begin to be bright and loud, on the player's own clock.
fn events(input: &Path) -> (Vec<f64>, Vec<f64>) {
    let input = input.to_str().unwrap();
    let light = decode(&["-i", input, "-map", "0:v:0", "-vf", "fps=100:start_time=0,scale=2:2,format=gray", "-f", "rawvideo", "-"]);
    let sound =
        decode(&["-i", input, "-map", "0:a:0", "-af", "aresample=8000:async=1:first_pts=0,aformat=sample_fmts=u8:channel_layouts=mono", "-f", "u8", "-"]);
    let light: Vec<bool> = light.chunks_exact(4).map(|picture| picture[0] > 128).collect();
    let sound: Vec<bool> = sound.chunks_exact(40).map(|few| few.iter().any(|sample| sample.abs_diff(128) > 6)).collect();
    let begins = |states: &[bool], step: f64| {
        (1..states.len()).filter(|n| states[*n] && !states[..*n].iter().rev().take(20).any(|before| *before)).map(|n| n as f64 * step).collect()
    };
    (begins(&light, 0.01), begins(&sound, 0.005))
}

/// A master playlist of what was made, as a player opens it.
fn master(made: &Made) -> std::path::PathBuf {
    use film::master::{Master, SoundRendition, Variant, write};
    let sound = made.verified.iter().find(|(name, _)| name == "audio").map(|(_, found)| SoundRendition {
        uri: "audio/index.m3u8".into(),
        name: "Dansk".into(),
        language: "da".into(),
        codecs: found.codecs.clone(),
        channels: found.channels,
        peak_bits: found.peak_bits,
        average_bits: found.average_bits,
    });
    let variant = |(name, found): &(String, film::verify::Verified)| Variant {
        uri: format!("{name}/index.m3u8"),
        codecs: found.codecs.clone(),
        width: found.width,
        height: found.height,
        frame_rate: found.frame_rate,
        peak_bits: found.peak_bits,
        average_bits: found.average_bits,
        sound: 0,
    };
    let variants = made.verified.iter().filter(|(name, _)| name != "audio").map(variant).collect();
    let path = made.path("master.m3u8");
    std::fs::write(&path, write(&Master { sounds: sound.into_iter().collect(), variants })).unwrap();
    path
}

fn in_step(what: &str, input: &Path, expected: &[f64]) {
    let (light, sound) = events(input);
    assert_eq!((light.len(), sound.len()), (expected.len(), expected.len()), "{what}: {light:?} {sound:?}");
    for ((light, sound), expected) in light.iter().zip(&sound).zip(expected) {
        assert!((light - sound).abs() <= 0.040 && (light - expected).abs() <= 0.041, "{what}: flash at {light}, beep at {sound}, expected {expected}");
    }
}

#[tokio::test]
async fn sound_and_picture_stay_in_step() {
    let dir = TempDir::new().unwrap();
    let late_beep = "-f lavfi -i aevalsrc='0.5*sin(2*PI*1000*t)*(between(t,0.5,0.7)+between(t,3.5,3.7))':s=48000:d=5";
    let late_flash = "-f lavfi -i color=black:s=640x360:r=25:d=5.8,drawbox=w=640:h=360:c=white:t=fill:enable='between(t,0.8,0.99)+between(t,3.8,3.99)'";
    let cases = [
        ("mp4", "plain.mp4", format!("{FLASH} {BEEP} -c:v libx264 -preset ultrafast -bf 3 -c:a aac")),
        (
            "late sound in a TS that begins at 100 s",
            "late.ts",
            format!("{FLASH} -itsoffset 1.5 {late_beep} -c:v libx264 -preset ultrafast -c:a aac -output_ts_offset 100"),
        ),
        ("late sound in mp4", "late.mp4", format!("{FLASH} -itsoffset 1.5 {late_beep} -c:v libx264 -preset ultrafast -c:a aac")),
        ("late picture", "late.mkv", format!("-itsoffset 1.2 {late_flash} {BEEP} -map 0 -map 1 -c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus")),
        ("60 pictures a second and 44.1 kHz", "fast.mov", format!("{FLASH} {BEEP} -r 60 -c:v mpeg4 -q:v 3 -ar 44100 -c:a pcm_s16le")),
    ];
    for (what, name, words) in cases {
        let file = make(dir.path(), name, &words);
        let made = make_all(&file, &SourceRole::default()).await;
        in_step(what, &master(&made), &[2.0, 5.0]);
        let (tools, cancel) = (kit::tools().await, CancellationToken::new());
        let scratch = TempDir::new().unwrap();
        let whole = progressive::film(&tools, Some(&made.path("240")), Some(&made.path("audio")), scratch.path(), &|_| (), &cancel).await.unwrap();
        in_step(what, &whole, &[2.0, 5.0]);
        assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 1, "nothing else is left");
    }
}

#[tokio::test]
async fn rungs_are_aligned_in_one_pass_and_in_two() {
    let dir = TempDir::new().unwrap();
    let file = make(dir.path(), "a.mp4", "-f lavfi -i testsrc2=s=1280x720:r=60000/1001:d=10 -f lavfi -i sine=d=10 -c:v libx264 -preset ultrafast -c:a aac");
    for role in [SourceRole::default(), SourceRole { just_in_time: true, bits_per_second: 9_000_000, keyframe_gap_us: 8_000_000 }] {
        let made = make_all(&file, &role).await;
        assert_eq!(made.results.len(), if role.just_in_time { 1 } else { 2 });
        let lists: Vec<Playlist> =
            ["720", "480", "240"].iter().map(|rung| Playlist::parse(&std::fs::read_to_string(made.path(rung).join("index.m3u8")).unwrap()).unwrap()).collect();
        let lengths: Vec<Vec<u64>> = lists.iter().map(|list| list.segments.iter().map(|segment| segment.us / 1_000).collect()).collect();
        assert!(lengths[0] == lengths[1] && lengths[1][..2] == lengths[2][..2], "{lengths:?}");
        assert_eq!(lengths[0][..2], [4_004, 4_004]);
        assert_eq!((made.of("720").frame_rate, made.of("480").frame_rate), (59.94, 29.97));
        assert_eq!((made.of("audio").codecs.as_str(), made.of("audio").channels), ("mp4a.40.2", 1));
        assert!(made.results[0].storyboard && made.path("sprite.jpg").exists() && made.path("sprite.vtt").exists());
        assert!(made.results.iter().all(|result| result.warnings.is_empty()), "{:?}", made.results);
        let left: Vec<_> = std::fs::read_dir(made.dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert!(
            left.iter().all(|name| ["720", "480", "240", "audio", "audio.m4a", "waveform.json", "sprite.jpg", "sprite.vtt"].contains(&name.as_str())),
            "{left:?}"
        );
    }
}

/// Integrated loudness and true peak, as ffmpeg's own meter tells them.
fn loudness(input: &Path) -> (f64, f64) {
    let done = std::process::Command::new("ffmpeg")
        .args(["-nostdin", "-hide_banner", "-i", input.to_str().unwrap(), "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    let summary = &said[said.rfind("Integrated loudness:").unwrap()..];
    let value = |name: &str| summary.lines().find_map(|line| line.trim().strip_prefix(name)?.split_whitespace().next()?.parse::<f64>().ok()).unwrap();
    (value("I:"), value("Peak:"))
}

#[tokio::test]
async fn talks_are_equally_loud() {
    let dir = TempDir::new().unwrap();
    let tone = |level: f64| format!("-f lavfi -i aevalsrc='{level}*sin(2*PI*997*t)|{level}*sin(2*PI*997*t)':s=48000:d=6 -c:a pcm_s16le");
    for (name, level) in [("quiet.wav", 0.02), ("loud.wav", 0.9)] {
        let made = make_all(&make(dir.path(), name, &tone(level)), &SourceRole::default()).await;
        let (integrated, peak) = loudness(&made.path("audio.m4a"));
        assert!((integrated + 16.0).abs() <= 1.0 && peak <= -1.0, "{name}: {integrated} LUFS, {peak} dBTP; {:?}", made.results[0].loudness);
    }
    // A click forbids more gain.
    let click = "-f lavfi -i aevalsrc='0.01*sin(2*PI*300*t)+between(t,3,3.002)*0.8*sin(2*PI*900*t)':s=48000:d=6 -c:a pcm_s16le";
    let made = make_all(&make(dir.path(), "click.wav", click), &SourceRole::default()).await;
    assert!(loudness(&made.path("audio.m4a")).1 <= -0.5, "{:?}", made.results[0].loudness);
    let silence = make_all(&make(dir.path(), "silence.wav", "-f lavfi -i anullsrc=r=48000:cl=stereo -t 4 -c:a pcm_s16le"), &SourceRole::default()).await;
    assert_eq!(silence.results[0].loudness.unwrap().gain_db, 0.0);
}

#[tokio::test]
async fn five_one_is_mixed_down_and_mono_stays_mono() {
    let dir = TempDir::new().unwrap();
    // Speech sits in the centre channel alone: it must be heard on both sides.
    let surround = "-f lavfi -i aevalsrc='0|0|0.3*sin(2*PI*500*t)|0|0|0':s=48000:d=4:c=5.1 -f lavfi -i testsrc2=s=320x240:r=25:d=4 -c:a ac3 -c:v libx264 -preset ultrafast";
    let made = make_all(&make(dir.path(), "surround.mkv", surround), &SourceRole::default()).await;
    assert_eq!((made.probe.audio.as_ref().unwrap().channels, made.of("audio").channels), (6, 2));
    let bytes = decode(&["-i", made.path("audio.m4a").to_str().unwrap(), "-f", "s16le", "-ac", "2", "-"]);
    let peak = |side: usize| bytes.chunks_exact(4).map(|pair| i16::from_le_bytes([pair[side * 2], pair[side * 2 + 1]]).unsigned_abs()).max().unwrap();
    assert!(peak(0) > 3_000 && peak(1) > 3_000, "{} {}", peak(0), peak(1));
}

#[tokio::test]
async fn silent_films_waveform_storyboard_and_frames() {
    let dir = TempDir::new().unwrap();
    let mute = make(dir.path(), "mute.mp4", "-f lavfi -i testsrc2=s=640x360:r=25:d=12 -c:v libx264 -preset ultrafast -g 1000");
    let made = make_all(&mute, &SourceRole::default()).await;
    assert!(made.probe.audio.is_none() && !made.path("audio").exists() && !made.path("waveform.json").exists());
    assert_eq!(made.verified.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["240", "360"]);
    let sprite = decode(&["-i", made.path("sprite.jpg").to_str().unwrap(), "-f", "rawvideo", "-pix_fmt", "gray", "-"]);
    assert_eq!(sprite.len(), 160 * 3 * 90, "three tiles of 160 × 90 in a row");
    let vtt = std::fs::read_to_string(made.path("sprite.vtt")).unwrap();
    assert!(vtt.contains("00:00:10.000 --> 00:00:12.000\nsprite.jpg#xywh=320,0,160,90"), "{vtt}");
    let out = TempDir::new().unwrap();
    let names = frames::candidates(&kit::tools().await, &made.probe, &mute, out.path(), &CancellationToken::new()).await.unwrap();
    assert_eq!(names, ["frame-1.jpg", "frame-2.jpg", "frame-3.jpg"]);
    assert_eq!(decode(&["-i", out.path().join("frame-2.jpg").to_str().unwrap(), "-f", "rawvideo", "-pix_fmt", "gray", "-"]).len(), 640 * 360);
    let beep = make_all(&make(dir.path(), "beep.mp4", &format!("{FLASH} {BEEP} -c:v libx264 -preset ultrafast -c:a aac")), &SourceRole::default()).await;
    let wave: Waveform = serde_json::from_slice(&std::fs::read(beep.path("waveform.json")).unwrap()).unwrap();
    assert!((69..=71).contains(&wave.peaks.len()) && wave.peaks[10] == 0 && wave.peaks[20] > 60 && wave.peaks[40] < 5, "{wave:?}");
}

#[tokio::test]
async fn a_damaged_film_is_made_with_a_warning_or_refused() {
    let dir = TempDir::new().unwrap();
    let file = make(dir.path(), "a.mp4", "-f lavfi -i testsrc2=s=320x240:r=25:d=8 -f lavfi -i sine=d=8 -c:v libx264 -g 25 -c:a aac -movflags +faststart");
    let mut bytes = std::fs::read(&file).unwrap();
    let (from, to) = (bytes.len() / 2, bytes.len() * 3 / 4);
    bytes[from..to].iter_mut().enumerate().for_each(|(n, byte)| *byte = (n * 31 % 251) as u8);
    std::fs::write(&file, &bytes).unwrap();
    let made = make_all(&file, &SourceRole::default()).await;
    assert!(made.results[0].warnings.contains(&encode::Warning::Damaged), "{:?}", made.results);
    let start = bytes.len() / 10;
    bytes[start..].iter_mut().enumerate().for_each(|(n, byte)| *byte = (n * 37 % 253) as u8);
    std::fs::write(&file, &bytes).unwrap();
    let tools = kit::tools().await;
    let ended = match film::probe::probe(&tools, &file).await {
        Err(_) => true,
        Ok(probe) => {
            let plan = film::plan::plan(&probe, &SourceRole::default());
            let out = TempDir::new().unwrap();
            let result = encode::run(&tools, &plan.passes[0], &file, out.path(), &|_| (), &CancellationToken::new()).await;
            result.as_ref().map_or_else(|why| matches!(why, encode::EncodeError::Refused(_)), |made| !made.warnings.is_empty())
        }
    };
    assert!(ended, "noise is refused or warned of");
}

#[tokio::test]
async fn av1_rungs_when_there_is_time() {
    let dir = TempDir::new().unwrap();
    let file = make(dir.path(), "a.mp4", "-f lavfi -i testsrc2=s=1280x720:r=25:d=5 -c:v libx264 -preset ultrafast");
    let tools = kit::tools().await;
    let probe = film::probe::probe(&tools, &file).await.unwrap();
    let pass = film::plan::plan(&probe, &SourceRole::default()).later.unwrap();
    let (out, scratch, cancel) = (TempDir::new().unwrap(), TempDir::new().unwrap(), CancellationToken::new());
    let result = encode::run(&tools, &pass, &file, out.path(), &|_| (), &cancel).await.unwrap();
    assert_eq!(result.rungs, ["av1-720"]);
    let found = film::verify::rendition(&tools, &out.path().join("av1-720"), result.duration_us, scratch.path(), &cancel).await.unwrap();
    assert!(found.codecs.starts_with("av01.0.") && (found.width, found.height, found.segments) == (1_280, 720, 2), "{found:?}");
}

#[tokio::test]
async fn a_pass_tells_how_far_it_is_while_it_runs() {
    let dir = TempDir::new().unwrap();
    let film = make(dir.path(), "film.mp4", "-f lavfi -i testsrc2=s=1280x720:r=25:d=20 -f lavfi -i sine=d=20 -c:v libx264 -preset ultrafast -c:a aac");
    let tools = kit::tools().await;
    let probe = film::probe::probe(&tools, &film).await.unwrap();
    let plan = film::plan::plan(&probe, &SourceRole { just_in_time: true, bits_per_second: 9_000_000, keyframe_gap_us: 10_000_000 });
    assert!(plan.passes[0].storyboard.is_some());
    let underway = std::sync::atomic::AtomicU32::new(0);
    let count = |progress: film::tool::Progress| {
        if progress.done_us > 0 && progress.done_us < progress.total_us {
            underway.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        }
    };
    encode::run(&tools, &plan.passes[0], &film, dir.path(), &count, &CancellationToken::new()).await.unwrap();
    assert!(underway.into_inner() > 0, "a storyboard that begins at the film's end would silence ffmpeg until then");
}
