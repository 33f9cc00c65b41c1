//! Damaged indexes: the parser answers with an error or with something that keeps within the file, and never panics.

use std::fs::File;

use film::jit::JustInTime;
use film::mp4::{Movie, read_moov};
use proptest::prelude::*;

use super::harness::{Studio, talk};

/// Does with a movie what a server does; answers whether it was eligible.
pub fn exercise(moov: &[u8], file_len: u64) -> bool {
    let Ok(movie) = Movie::parse(moov, file_len) else { return false };
    let Ok(jit) = JustInTime::new(&movie) else { return false };
    let _ = (jit.video_playlist(), jit.audio_playlist(), jit.video_init(), jit.audio_init(), jit.description());
    let video = (0..jit.video_fragments()).filter_map(|n| jit.video_fragment(n));
    let audio = (0..jit.audio_fragments()).filter_map(|n| jit.audio_fragment(n));
    for fragment in video.chain(audio).take(1000) {
        assert!(fragment.covering_range().end <= file_len);
        assert!(fragment.slices.iter().all(|slice| slice.start < slice.end));
    }
    true
}

#[test]
fn mutations_never_panic() {
    let moov = read_moov(&File::open(talk()).unwrap()).unwrap();
    assert!(exercise(&moov.bytes, moov.file_len));
    let word = prop_oneof![Just(0), Just(1), Just(u32::MAX), Just(i32::MAX as u32), Just(0x8000_0000), any::<u32>(), 0..64_u32];
    let edit = (0..moov.bytes.len() - 4, word);
    let edits = prop::collection::vec(edit, 1..6);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 1500, failure_persistence: None, ..Default::default() });
    runner
        .run(&edits, |edits| {
            let mut bytes = moov.bytes.clone();
            for (at, word) in edits {
                bytes[at..at + 4].copy_from_slice(&word.to_be_bytes());
            }
            exercise(&bytes, moov.file_len);
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_word_of_the_headers_may_lie() {
    // A short film, so that nearly all of its moov is headers.
    let studio = Studio::new();
    let film = studio.film("-f lavfi -i testsrc2=s=64x64:r=5:d=1 -f lavfi -i sine=d=0.2 -c:v libx264 -bf 2 -c:a aac", "s.mp4");
    let moov = read_moov(&File::open(&film).unwrap()).unwrap();
    assert!(exercise(&moov.bytes, moov.file_len));
    for at in 0..moov.bytes.len() - 4 {
        for word in [0, 1, 2, 0x7fff_ffff, 0x8000_0000, u32::MAX] {
            let mut bytes = moov.bytes.clone();
            bytes[at..at + 4].copy_from_slice(&u32::to_be_bytes(word));
            exercise(&bytes, moov.file_len);
        }
        exercise(&moov.bytes[..at], moov.file_len);
    }
}
