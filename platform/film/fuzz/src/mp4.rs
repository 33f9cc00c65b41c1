//! Feeds a hostile file to the MP4 parser and the just-in-time packager, which must neither panic nor go astray.
//! The modules are taken by path: the rest of `film` (async, sandbox) would only slow the fuzzer's build.
#![no_main]

#[path = "../../src/jit/mod.rs"]
pub mod jit;
#[path = "../../src/mp4/mod.rs"]
pub mod mp4;

use std::io;

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    let read = |at: u64, buffer: &mut [u8]| {
        let at = at as usize;
        buffer.copy_from_slice(file.get(at..at + buffer.len()).ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    };
    // A bare moov too, so that the fuzzer need not keep a file's offsets right.
    let found = mp4::find_moov(file.len() as u64, read);
    let (moov, len) = found.as_ref().map_or((file, 1 << 32), |found| (&found.bytes[..], found.file_len));
    let Ok(movie) = mp4::Movie::parse(moov, len) else { return };
    let Ok(film) = jit::JustInTime::new(&movie) else { return };
    let _ = (film.video_playlist(), film.audio_playlist(), film.video_init(), film.audio_init(), film.description());
    let video = (0..film.video_fragments()).filter_map(|n| film.video_fragment(n));
    let audio = (0..film.audio_fragments()).filter_map(|n| film.audio_fragment(n));
    for fragment in video.chain(audio).take(10_000) {
        assert!(fragment.covering_range().end <= movie.file_len);
        let media: u64 = fragment.slices.iter().map(|slice| slice.end - slice.start).sum();
        assert_eq!(fragment.len, fragment.head.len() as u64 + media);
    }
});
