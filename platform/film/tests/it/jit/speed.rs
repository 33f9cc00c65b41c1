//! How long the index takes. The bounds hold for unoptimised code on a busy machine; optimised it is some 20 times faster.

use std::fs::File;
use std::time::{Duration, Instant};

use film::jit::JustInTime;
use film::mp4::{Movie, read_moov};

use super::harness::{Studio, talk};

#[test]
fn five_minutes_are_indexed_at_once() {
    let studio = Studio::new();
    let film = studio.film(&format!("-stream_loop 21 -i {} -c copy", talk()), "five.mp4");
    let fastest = |work: &dyn Fn()| {
        let time = || {
            let start = Instant::now();
            work();
            start.elapsed()
        };
        (0..5).map(|_| time()).min().unwrap()
    };
    let read = || {
        let moov = read_moov(&File::open(&film).unwrap()).unwrap();
        JustInTime::new(Movie::parse(&moov.bytes, moov.file_len).unwrap()).unwrap()
    };
    let index = fastest(&|| {
        let jit = read();
        assert!(jit.video_playlist().len() > 1000 && jit.audio_playlist().unwrap().len() > 1000);
    });
    let jit = read();
    let fragment = fastest(&|| assert!(jit.video_fragment(40).is_some()));
    println!("index and playlists {index:?}, fragment {fragment:?}");
    assert!(index < Duration::from_millis(100), "index and playlists took {index:?}");
    assert!(fragment < Duration::from_millis(1), "a fragment took {fragment:?}");
}
