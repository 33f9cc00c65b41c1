//! Files that are refused, each for its reason.

use film::Refusal;
use film::probe::probe;
use tempfile::TempDir;

use crate::kit::{self, make, refusal};

#[tokio::test]
async fn what_is_no_film_is_refused_with_its_reason() {
    let dir = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let file = dir.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file
    };
    let noise: Vec<u8> = (0..50_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(refusal(&write("empty.mp4", b"")).await, Refusal::Empty);
    assert_eq!(refusal(&write("noise.mp4", &noise)).await, Refusal::NotAFilm);
    assert_eq!(refusal(&write("letter.mp4", b"Dear Anna,\nhere is the film.\n")).await, Refusal::NotAFilm);
    assert_eq!(refusal(&write("list.mp4", b"#EXTM3U\n#EXTINF:4,\nfile:///etc/passwd\n")).await, Refusal::Playlist);
    assert_eq!(refusal(&write("concat.mp4", b"ffconcat version 1.0\nfile '/etc/passwd'\n")).await, Refusal::Playlist);
    assert_eq!(refusal(&write("text.srt", b"1\n00:00:00,000 --> 00:00:01,000\nHej\n")).await, Refusal::NotAFilm);
    let picture = make(dir.path(), "picture.png", "-f lavfi -i testsrc2=s=64x64 -frames:v 1");
    assert_eq!(refusal(&picture).await, Refusal::NotAFilm);
}

#[tokio::test]
async fn a_list_of_another_file_is_never_followed() {
    let dir = TempDir::new().unwrap();
    let secret = make(dir.path(), "secret.ts", "-f lavfi -i testsrc2=s=64x64:d=1 -c:v libx264");
    let list = dir.path().join("film.mp4");
    std::fs::write(&list, format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{}\n#EXT-X-ENDLIST\n", secret.display())).unwrap();
    assert_eq!(refusal(&list).await, Refusal::Playlist);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::fs::write(&list, format!("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:{port}/a.ts\n")).unwrap();
    assert_eq!(refusal(&list).await, Refusal::Playlist);
    assert!(listener.accept().is_err(), "nobody connected");
}

#[tokio::test]
async fn cut_short_or_beyond_the_bounds() {
    let dir = TempDir::new().unwrap();
    let whole = make(dir.path(), "whole.mp4", "-f lavfi -i testsrc2=s=320x240:r=25:d=2 -c:v libx264 -preset ultrafast");
    let bytes = std::fs::read(&whole).unwrap();
    let cut = dir.path().join("cut.mp4");
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(refusal(&cut).await, Refusal::Incomplete);
    let fast = make(dir.path(), "fast.mp4", "-f lavfi -i testsrc2=s=32x32:r=1000:d=0.2 -c:v libx264 -preset ultrafast -video_track_timescale 1000");
    assert_eq!(refusal(&fast).await, Refusal::TooFast);
    let long = make(dir.path(), "long.mkv", "-f lavfi -i anullsrc=r=8000:cl=mono,aresample=8000 -t 43300 -c:a pcm_u8");
    assert_eq!(refusal(&long).await, Refusal::TooLong);
    std::fs::remove_file(long).unwrap();
    let huge = make(dir.path(), "huge.mp4", "-f lavfi -i color=s=8320x64:r=1:d=1 -c:v libx264 -preset ultrafast");
    assert_eq!(refusal(&huge).await, Refusal::TooLarge);
    let maps = " -map 0".repeat(33);
    let many = make(dir.path(), "many.mka", &format!("-f lavfi -i sine=d=0.1{maps} -c:a pcm_s16le"));
    assert_eq!(refusal(&many).await, Refusal::TooManyStreams);
    let text = dir.path().join("t.srt");
    std::fs::write(&text, "1\n00:00:00,000 --> 00:00:01,000\nHej\n").unwrap();
    let captions = make(dir.path(), "captions.mkv", &format!("-i {} -c:s srt", text.display()));
    assert_eq!(refusal(&captions).await, Refusal::NoPictureOrSound);
    let screen = make(dir.path(), "odd.avi", "-f lavfi -i testsrc2=s=64x64:r=5:d=1 -c:v zmbv");
    assert_eq!(refusal(&screen).await, Refusal::UnknownCodec("zmbv".into()));
}

#[tokio::test]
async fn text_in_a_file_is_made_harmless() {
    let dir = TempDir::new().unwrap();
    let title = format!("<script>alert(1)</script>\u{202e}gpj{}", "x".repeat(2_000));
    let file = dir.path().join("-i evil %d [a] 'b'.mp4");
    let done = std::process::Command::new("ffmpeg")
        .args([
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:d=1",
            "-metadata",
            &format!("title={title}"),
            "-metadata",
            "artist=A\nB\u{7}",
            "-c:v",
            "libx264",
        ])
        .arg(&file)
        .status();
    assert!(done.unwrap().success());
    let found = probe(&kit::tools().await, &file).await.unwrap();
    assert!(found.metadata.title.starts_with("<script>alert(1)</script>gpjx") && found.metadata.title.chars().count() == 500, "{}", found.metadata.title);
    assert_eq!(found.metadata.artist, "A B");
}
