//! Properties over arbitrary input: nothing panics, and what is written is read again.

use captions::{Cue, Transcript, chapters, webvtt};
use proptest::prelude::*;

/// Files that look enough like WebVTT to reach every branch.
fn almost_webvtt() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("00:01.000 --> 00:02.000".to_owned()),
        Just("-->".to_owned()),
        Just("NOTE".to_owned()),
        Just("<v Mette>".to_owned()),
        Just("</v>".to_owned()),
        Just("&aring;&#x".to_owned()),
        "[0-9:. >-]{0,16}",
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| format!("WEBVTT\n\n{}", pieces.concat()))
}

fn cue() -> impl Strategy<Value = Cue> {
    let text = "[a-zæøåA-Z<>&;#-]{1,12}( [a-zæøå.,?<>&-]{1,9}){0,6}(\n[a-zæøå<>&.]{1,20})?";
    let name = "[A-ZÆØÅ&][a-zæøå<>&;]{1,8}( [A-Z][a-z]{1,8})?";
    let id = "[0-9a-z]{1,6}";
    let times = (0..40_000_000u64, 1..20_000u64);
    (times, text, prop::option::of(name), prop::option::of(id), prop::option::of(Just("line:0 align:start"))).prop_map(
        |((start_ms, length), text, speaker, id, settings)| Cue {
            start_ms,
            end_ms: start_ms + length,
            text,
            speaker,
            id,
            settings: settings.map(str::to_owned),
        },
    )
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(file in any::<String>()) {
        let _ = webvtt::parse(&file);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = webvtt::read(&bytes);
    }

    #[test]
    fn what_was_read_is_sane_and_is_read_the_same_again(file in almost_webvtt()) {
        let (cues, _) = webvtt::parse(&file);
        for cue in &cues {
            prop_assert!(cue.end_ms > cue.start_ms);
        }
        let (again, mended) = webvtt::parse(&webvtt::write(&cues));
        prop_assert_eq!(mended.len(), 0);
        prop_assert_eq!(again, cues);
    }

    #[test]
    fn what_is_written_is_read_again(cues in prop::collection::vec(cue(), 0..12)) {
        let (again, mended) = webvtt::parse(&webvtt::write(&cues));
        prop_assert_eq!(mended.len(), 0);
        prop_assert_eq!(again, cues);
    }

    #[test]
    fn a_transcript_loses_no_word(cues in prop::collection::vec(cue(), 0..20), titles in prop::collection::vec(cue(), 0..4)) {
        let said: usize = cues.iter().map(|cue| cue.text.split_whitespace().count()).sum();
        prop_assert_eq!(Transcript::new(&cues, &chapters(&titles)).words(), said);
    }
}
