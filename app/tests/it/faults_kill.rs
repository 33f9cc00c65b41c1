//! `kill -9` of the whole server while it encodes. The long form is `cargo xtask endure`.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Place, captions, err, get};

/// A film that needs both passes, and a second or two for each.
fn film(place: &Place) -> String {
    let file = place.folder.path().join("film.webm").to_str().unwrap().to_owned();
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=12", "-f", "lavfi", "-i", "sine=f=330:d=12:r=48000"])
        .args(["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "500k", "-c:a", "libopus", &file])
        .status();
    assert!(made.unwrap().success(), "ffmpeg made no film");
    file
}

async fn renditions(origin: &str) -> (Value, Vec<(String, String)>) {
    let talk: Value = serde_json::from_str(&get(&format!("{origin}/api/v1/talks/midt-i-det-hele")).await.text().await.unwrap()).unwrap();
    let word = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let states = talk["renditions"].as_array().unwrap().iter().map(|rung| (word(rung, "name"), word(rung, "state"))).collect();
    (talk, states)
}

/// Fetches everything that is called playable; answers the names of the rungs.
async fn whole(origin: &str) -> Vec<String> {
    let (talk, states) = renditions(origin).await;
    let playable: Vec<String> = states.into_iter().filter(|(_, state)| state == "playable").map(|(name, _)| name).collect();
    let Some(master) = talk["playlist"].as_str().filter(|_| !playable.is_empty()) else { return playable };
    let folder = format!("{origin}{}", &master[master.find("/media/").unwrap()..master.rfind('/').unwrap()]);
    for name in &playable {
        let playlist = get(&format!("{folder}/{name}/index.m3u8")).await;
        assert_eq!(playlist.status(), 200, "{name}");
        let playlist = playlist.text().await.unwrap();
        assert!(playlist.trim_end().ends_with("#EXT-X-ENDLIST"), "{name}: {playlist}");
        let pieces: Vec<&str> = playlist.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        assert!((3..=4).contains(&pieces.len()), "{name}: twelve seconds are three pieces, sound may have a last few samples: {playlist}");
        for piece in pieces.into_iter().chain(["init.mp4"]) {
            let answer = get(&format!("{folder}/{name}/{piece}")).await;
            assert_eq!(answer.status(), 200, "{name}/{piece}");
            filled(&answer.bytes().await.unwrap(), &format!("{name}/{piece}"));
        }
    }
    playable
}

/// The outermost boxes fill the piece to its last byte (ISO/IEC 14496-12, 4.2).
fn filled(bytes: &[u8], what: &str) {
    let mut at = 0;
    while at < bytes.len() {
        let size = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        assert!(size >= 8 && at + size <= bytes.len(), "{what} breaks off in a box at {at}");
        at += size;
    }
    assert!(at > 0, "{what} is empty");
}

#[tokio::test]
async fn a_server_killed_while_it_encodes_shows_nothing_half_and_finishes() {
    let place = Place::new();
    let (film, words) = (film(&place), captions(place.folder.path()));
    let mut server = place.serve(&["serve"]);
    let taken = place.run(&["import", &film, "--title", "Midt i det hele", "--captions", words.to_str().unwrap(), "--publish"]);
    assert!(taken.status.success(), "{}", err(&taken));
    let mut held = Vec::new();
    for pause in [150, 600] {
        let end = Instant::now() + Duration::from_secs(60);
        while !renditions(&server.origin).await.1.iter().any(|(_, state)| state == "encoding") {
            assert!(Instant::now() < end, "nothing is being encoded: {:?}", renditions(&server.origin).await.1);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::time::sleep(Duration::from_millis(pause)).await;
        // SIGKILL
        drop(server);
        server = place.serve(&["serve"]);
        let playable = whole(&server.origin).await;
        assert!(held.iter().all(|name| playable.contains(name)), "what has been playable stays so: {held:?}, {playable:?}");
        held = playable;
    }
    let end = Instant::now() + Duration::from_secs(150);
    while renditions(&server.origin).await.1.iter().any(|(_, state)| state != "playable") {
        assert!(Instant::now() < end, "not finished: {:?}", renditions(&server.origin).await.1);
        whole(&server.origin).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert_eq!(whole(&server.origin).await.len(), 3, "360, 240 and sound");
    assert_eq!(server.stop(), Some(0));
}
