//! A short extract of each kind is made for real: needs espeak-ng and ffmpeg.

use std::path::Path;
use std::process::Command;

use super::*;
use crate::demo::talks;

/// The first three sentences (about ten seconds) of a talk.
fn extract(talk: &Talk) -> Script {
    let mut script = Script::of(talk).expect("a script");
    script.sentences.truncate(3);
    script.chapters.truncate(1);
    script
}

/// Codec, width, height, frames and packets flagged as key, and the container's seconds.
fn probe(film: &Path) -> (String, f64) {
    let show = |args: &[&str]| {
        let output = Command::new("ffprobe").args(["-v", "error", "-of", "csv=p=0"]).args(args).arg(film).output();
        String::from_utf8(output.expect("ffprobe").stdout).expect("text")
    };
    let stream = show(&["-select_streams", "v", "-count_packets", "-show_entries", "stream=codec_name,width,height,nb_read_packets,avg_frame_rate"]);
    let seconds = show(&["-show_entries", "format=duration"]);
    (stream.trim().to_owned(), seconds.trim().parse().expect("seconds"))
}

#[tokio::test]
async fn an_extract_becomes_a_film_with_captions_and_is_always_the_same() {
    let talk = &talks().expect("talks")[0];
    let script = extract(talk);
    let folder = tempfile::tempdir().expect("a folder");
    let mut last = 0;
    let made = make_script(&Tools::default(), talk, &script, folder.path(), |permille| {
        assert!(permille >= last, "progress went back");
        last = permille;
    })
    .await
    .expect("a film");
    assert_eq!(last, 1_000);
    let (stream, seconds) = probe(&made.film);
    let frames = (seconds * 25.0).round() as u64;
    assert_eq!(stream, format!("h264,1280,720,25/1,{frames}"));
    let captions = std::fs::read(&made.captions).expect("captions");
    let (cues, mended) = webvtt::read(&captions).expect("WebVTT");
    assert_eq!(mended, []);
    let end = cues.last().expect("a cue").end_ms as f64 / 1_000.0;
    assert!(end < seconds && seconds - end < 8.0, "captions end at {end}, the film at {seconds}");
    assert!(made.english.is_some());

    let again = tempfile::tempdir().expect("a folder");
    let twin = make_script(&Tools::default(), talk, &script, again.path(), |_| {}).await.expect("a film");
    let bytes = |path: &Path| std::fs::read(path).expect("a file");
    assert_eq!(bytes(&made.film), bytes(&twin.film));
}

#[tokio::test]
async fn one_film_is_of_another_kind() {
    let talks = talks().expect("talks");
    let talk = talks.iter().find(|talk| talk.film == Kind::Vp9).expect("a WebM");
    let folder = tempfile::tempdir().expect("a folder");
    let made = make_script(&Tools::default(), talk, &extract(talk), folder.path(), |_| {}).await.expect("a film");
    let (stream, seconds) = probe(&made.film);
    assert!(stream.starts_with("vp9,1280,720"), "{stream}");
    assert!(seconds > 4.0, "{seconds}");
}

#[tokio::test]
async fn a_missing_program_is_named() {
    let talk = &talks().expect("talks")[0];
    let folder = tempfile::tempdir().expect("a folder");
    let tools = Tools { espeak: "espeak-that-is-not-there".into(), ..Tools::default() };
    let error = make(&tools, talk, folder.path(), |_| {}).await.expect_err("no voice");
    assert!(format!("{error:#}").contains("espeak-that-is-not-there"));
}
