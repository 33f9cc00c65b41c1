//! The master playlist, read back by a parser that knows which attributes RFC 8216 wants where.

use std::collections::BTreeMap;

use super::*;

type Attributes = BTreeMap<String, String>;

/// Attributes of a tag; panics on what the RFC's grammar doesn't allow.
fn attributes(line: &str) -> Attributes {
    let (mut rest, mut found) = (line.split_once(':').unwrap().1, Attributes::new());
    while !rest.is_empty() {
        let (name, value) = rest.split_once('=').unwrap();
        assert!(name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-'), "{name}");
        let length = if let Some(inside) = value.strip_prefix('"') { inside.find('"').unwrap() + 2 } else { value.find(',').unwrap_or(value.len()) };
        assert!(found.insert(name.to_owned(), value[..length].trim_matches('"').to_owned()).is_none(), "{name} twice");
        rest = value[length..].strip_prefix(',').unwrap_or(&value[length..]);
    }
    found
}

/// Reads a master, checking as it goes; gives (sounds, variants with their addresses).
fn read(text: &str) -> (Vec<Attributes>, Vec<(Attributes, String)>) {
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..3], ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]);
    let (mut sounds, mut variants) = (Vec::new(), Vec::new());
    let mut rest = lines[3..].iter();
    while let Some(line) = rest.next() {
        if line.starts_with("#EXT-X-MEDIA:") {
            let sound = attributes(line);
            assert!(
                ["TYPE", "GROUP-ID", "NAME", "LANGUAGE", "DEFAULT", "AUTOSELECT", "CHANNELS", "URI"].iter().all(|name| sound.contains_key(*name)),
                "{line}"
            );
            sounds.push(sound);
        } else {
            assert!(line.starts_with("#EXT-X-STREAM-INF:"), "{line}");
            let variant = attributes(line);
            let number = |name: &str| variant[name].parse::<u64>().unwrap();
            assert!(number("BANDWIDTH") >= number("AVERAGE-BANDWIDTH") && !variant["CODECS"].is_empty() && variant["CLOSED-CAPTIONS"] == "NONE");
            if let Some(group) = variant.get("AUDIO") {
                assert!(sounds.iter().any(|sound| &sound["GROUP-ID"] == group), "{group} is nowhere");
            }
            variants.push((variant, (*rest.next().unwrap()).to_owned()));
        }
    }
    (sounds, variants)
}

fn sound() -> SoundRendition {
    SoundRendition {
        uri: "audio/index.m3u8".into(),
        name: "Da\"nsk\n".into(),
        language: "da".into(),
        codecs: "mp4a.40.2".into(),
        channels: 2,
        peak_bits: 140_000,
        average_bits: 130_000,
    }
}

fn variant() -> Variant {
    Variant {
        uri: "720/index.m3u8".into(),
        codecs: "avc1.64001f".into(),
        width: 1_280,
        height: 720,
        frame_rate: 30_000.0 / 1_001.0,
        peak_bits: 2_000_000,
        average_bits: 900_000,
        sound: 0,
    }
}

#[test]
fn a_ladder_with_sound() {
    let (sounds, variants) = read(&write(&Master { sounds: vec![sound()], variants: vec![variant()] }));
    assert_eq!((sounds[0]["NAME"].as_str(), sounds[0]["GROUP-ID"].as_str(), sounds[0]["CHANNELS"].as_str()), ("Dansk", "aud", "2"));
    let (attributes, uri) = &variants[0];
    assert_eq!(uri, "720/index.m3u8");
    assert_eq!((attributes["BANDWIDTH"].as_str(), attributes["AVERAGE-BANDWIDTH"].as_str()), ("2140000", "1030000"), "picture and sound together");
    assert_eq!(
        (attributes["CODECS"].as_str(), attributes["RESOLUTION"].as_str(), attributes["FRAME-RATE"].as_str()),
        ("avc1.64001f,mp4a.40.2", "1280x720", "29.970")
    );
}

#[test]
fn silent_films_and_sound_alone() {
    let (sounds, variants) = read(&write(&Master { sounds: vec![], variants: vec![variant()] }));
    assert!(sounds.is_empty() && !variants[0].0.contains_key("AUDIO") && variants[0].0["CODECS"] == "avc1.64001f");
    let (sounds, variants) = read(&write(&Master { sounds: vec![sound()], variants: vec![] }));
    assert!(sounds.is_empty() && variants.len() == 1 && variants[0].1 == "audio/index.m3u8" && !variants[0].0.contains_key("RESOLUTION"));
}

#[test]
fn a_source_with_sound_of_its_own() {
    let own = SoundRendition { uri: "source/audio.m3u8".into(), ..sound() };
    let source = Variant { uri: "source/video.m3u8".into(), sound: 1, ..variant() };
    let (sounds, variants) = read(&write(&Master { sounds: vec![sound(), own], variants: vec![source, variant()] }));
    assert_eq!((sounds[1]["GROUP-ID"].as_str(), variants[0].0["AUDIO"].as_str(), variants[1].0["AUDIO"].as_str()), ("aud2", "aud2", "aud"));
}
