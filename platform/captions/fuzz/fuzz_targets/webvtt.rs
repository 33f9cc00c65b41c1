//! Arbitrary bytes through the reader, the transcript and the writer: no panic, and the second reading equals the first.

#![no_main]

use captions::{Transcript, chapters, webvtt};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok((cues, _)) = webvtt::read(bytes) {
        let _ = Transcript::new(&cues, &chapters(&cues)).to_text();
        let (again, _) = webvtt::parse(&webvtt::write(&cues));
        assert_eq!(again, cues);
    }
});
