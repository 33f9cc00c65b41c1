//! A film of several minutes. How long its index takes is measured by the benchmarks.

use std::fs::File;

use film::jit::JustInTime;
use film::mp4::{Movie, read_moov};

use super::harness::{Studio, talk};

#[test]
fn five_minutes_have_all_their_segments() {
    let studio = Studio::new();
    let film = studio.film(&format!("-stream_loop 21 -i {} -c copy", talk()), "five.mp4");
    let moov = read_moov(&File::open(&film).unwrap()).unwrap();
    let jit = JustInTime::new(Movie::parse(&moov.bytes, moov.file_len).unwrap()).unwrap();
    assert!(jit.video_playlist().len() > 1000 && jit.audio_playlist().unwrap().len() > 1000);
    assert!(jit.video_fragment(40).is_some());
    assert!(jit.video_fragment(jit.video_fragments()).is_none(), "nothing behind the last");
}
