//! The W3C's WebVTT test files, with what Chromium makes of them as the expectation.
//!
//! The files lie outside the repository, in the folder named by `SOCIALTALKS_FIXTURES`; the copies in
//! `small_copies` keep the core of them here.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use captions::{Problem, webvtt};
use serde_json::Value;

/// Cues whose entities are mathematics, which no caption of ours will meet.
const FOREIGN: [&str; 2] = ["&ClockwiseContourIntegral;", "&nsubE;"];

fn fixtures() -> Option<PathBuf> {
    let folder = std::env::var_os("SOCIALTALKS_FIXTURES")?;
    Some(PathBuf::from(folder).join("webvtt"))
}

#[test]
fn files_give_the_cues_that_chromium_shows() {
    let Some(folder) = fixtures() else { return };
    let dump = fs::read_to_string(folder.join("expected_chromium.json")).expect("the dump");
    let dump: BTreeMap<String, Value> = serde_json::from_str(&dump).expect("JSON");
    let mut files = 0;
    for (name, expected) in &dump {
        let path = match name.strip_prefix("cue_") {
            Some(cue) => folder.join("test/wpt-cue-parsing").join(cue),
            None => folder.join("test/wpt-file-parsing").join(name),
        };
        let Ok(bytes) = fs::read(path) else { continue };
        files += 1;
        let read = webvtt::read(&bytes);
        let cues = read.map(|(cues, _)| cues).unwrap_or_default();
        let found = by_time(&cues);
        let wanted: Vec<_> = expected["cues"].as_array().expect("cues").iter().filter_map(wanted).collect();
        let foreign = |text: &str| FOREIGN.iter().any(|name| text.contains(name)) || "∲⫅̸".contains(text);
        assert_eq!(found.len(), wanted.len(), "{name}");
        for (found, wanted) in found.iter().zip(&wanted) {
            if wanted.2.is_empty() || !foreign(&wanted.2) {
                assert_eq!(found, wanted, "{name}");
            }
        }
    }
    assert!(files >= 30, "only {files} files were there");
}

/// One entry per span of time: where a caption has two voices we keep two cues.
fn by_time(cues: &[captions::Cue]) -> Vec<(u64, u64, String)> {
    let mut found: Vec<(u64, u64, String)> = Vec::new();
    let mut voice = None;
    for cue in cues {
        match found.last_mut() {
            Some(last) if (last.0, last.1) == (cue.start_ms, cue.end_ms) && voice != cue.speaker => {
                last.2.push_str(&shown(&cue.text));
            }
            _ => found.push((cue.start_ms, cue.end_ms, shown(&cue.text))),
        }
        voice.clone_from(&cue.speaker);
    }
    found
}

/// A cue of the dump that we keep: times in milliseconds and its text nodes.
fn wanted(cue: &Value) -> Option<(u64, u64, String)> {
    let ms = |key: &str| {
        let seconds = cue[key].as_f64().expect("seconds");
        (seconds * 1000.0).round() as u64
    };
    let (start, end) = (ms("start"), ms("end"));
    let mut text = String::new();
    gather(&cue["tree"], &mut text);
    (end > start).then(|| (start, end, shown(&text)))
}

fn gather(node: &Value, text: &mut String) {
    if let Some(words) = node.as_str() {
        text.push_str(words);
    }
    for child in node["children"].as_array().into_iter().flatten() {
        gather(child, text);
    }
}

fn shown(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[test]
fn small_copies() {
    let arrows = "WEBVTT\n\n-->\n00:00:00.000 --> 00:00:01.000\ntext0\nfoo-->\n00:00:00.000 --> 00:00:01.000\ntext1\n";
    let (cues, mended) = webvtt::parse(arrows);
    let found: Vec<_> = cues.iter().map(|cue| cue.text.as_str()).collect();
    assert_eq!(found, ["text0", "text1"]);
    assert!(mended.iter().all(|fault| fault.problem == Problem::Timing));
    let header = "WEBVTT\n00:00:00.000 --> 00:00:01.000\ntext\n";
    assert_eq!(webvtt::parse(header).0.len(), 1);
    assert!(webvtt::read(b"WEBVTT\0\n").is_err());
}
