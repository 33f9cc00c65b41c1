//! What does not become a talk, and why, in words.

use std::path::Path;

use i18n::Lang;
use talks::Text;
use talks::import::{Import, ImportError, Outcome, Until, import, outcome, refusal};

use crate::kit::{self, House, films, talk};

/// Imports the file and says why it was refused; the talk is nowhere to be seen.
async fn refused(house: &House, file: &Path) -> String {
    let done = house.import(talk(file.to_owned(), "Afvist")).await;
    house.work().await;
    assert_eq!(house.get(&format!("/api/v1/talks/{}", done.slug)).await.status, 404);
    assert_eq!(house.get("/api/v1/talks").await.json()["total"], 0);
    match outcome(&house.talks, done.film, Until::Inspected).await.unwrap() {
        Outcome::Refused(key, detail) => {
            let words = refusal(Text::of(Lang::Da), &key, detail.as_deref());
            assert!(words.ends_with('.') && words.len() > 12, "{words}");
            key
        }
        other => panic!("{}: {other:?}", file.display()),
    }
}

#[tokio::test]
async fn files_that_are_no_film_are_refused_in_words() {
    let house = kit::small().await;
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(films().join("eligible.mp4")).unwrap();
    for (name, bytes, key) in [
        ("letter.mp4", b"Hej med dig. Dette er et brev og ingen film.".as_slice(), "film-not-a-film"),
        ("list.mp4", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n".as_slice(), "film-playlist"),
        ("cut.mp4", &whole[..2_000], "film-incomplete"),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(refused(&house, &file).await, key, "{name}");
    }
}

#[tokio::test]
async fn words_are_judged_before_a_byte_is_copied() {
    let house = kit::small().await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (empty, wordless, letter) = (file("empty.mp4", ""), file("wordless.vtt", "WEBVTT\n"), file("letter.vtt", "Kære du"));
    let good = || talk(films().join("eligible.mp4"), "Titel");
    for (asked, expected) in [
        (Import { title: " ".into(), ..good() }, "titel"),
        (Import { file: empty, ..good() }, "tom"),
        (Import { file: "/nowhere/film.mp4".into(), ..good() }, "/nowhere/film.mp4"),
        (Import { captions: vec![(None, wordless)], ..good() }, "wordless.vtt"),
        (Import { chapters: vec![(None, letter)], ..good() }, "letter.vtt"),
        (Import { language: "dansk".into(), ..good() }, "Sproget"),
        (Import { recorded_on: Some("i går".into()), ..good() }, "Datoen"),
        (Import { poster: Some("stol-pink".into()), ..good() }, "stol-pink"),
        (Import { poster: Some("frame-4".into()), ..good() }, "frame-1 til frame-3"),
    ] {
        let why: ImportError = import(&house.talks, asked, "operator").await.unwrap_err();
        let words = why.words(Text::of(Lang::Da));
        assert!(words.contains(expected), "{words}");
    }
    assert!(house.talks.app.storage.list("").await.unwrap().is_empty(), "something was left behind");
    let slug = || Import { slug: Some("fast".into()), ..good() };
    house.import(slug()).await;
    let before = house.talks.app.storage.list("").await.unwrap().len();
    assert!(matches!(import(&house.talks, slug(), "operator").await, Err(ImportError::Taken(_))));
    assert_eq!(house.talks.app.storage.list("").await.unwrap().len(), before, "the second film was left behind");
}

/// Only where the collection of hostile files is at hand; the classes above are tested everywhere.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the fixtures' place is told by the environment")]
async fn every_hostile_file_ends_as_its_manifest_says() {
    let Ok(fixtures) = std::env::var("SOCIALTALKS_FIXTURES") else { return };
    let folder = Path::new(&fixtures).join("hostile-media");
    let house = kit::small().await;
    for (name, key) in [
        ("01_hls_ssrf.mp4", "film-playlist"),
        ("02_hls_concat_localfile.avi", "film-playlist"),
        ("05_dash_file.mp4", "film-playlist"),
        ("07_huge_dims_16000x16000.mp4", "film-too-large"),
        ("09_timestamp_jump_111h.mp4", "film-too-long"),
        ("11_60_audio_streams.mka", "film-too-many-streams"),
        ("12_truncated_no_moov.mp4", "film-incomplete"),
        ("28_hls_other_tenants_file.mp4", "film-playlist"),
    ] {
        assert_eq!(refused(&house, &folder.join(name)).await, key, "{name}");
    }
    for name in [
        "13_metadata_xss.mp4",
        "18_audio_with_cover.m4a",
        "19_rotated90.mp4",
        "20_vfr_odd_444.mkv",
        "22_51_audio.mp4",
        "23_audio_starts_late_offset100.ts",
        "24_no_audio_one_keyframe.mp4",
    ] {
        let done = house.import(talk(folder.join(name), name)).await;
        house.work().await;
        assert_eq!(outcome(&house.talks, done.film, Until::Ready).await.unwrap(), Outcome::Reached { playable: true }, "{name}");
    }
}
