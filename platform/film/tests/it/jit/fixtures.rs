//! Films from elsewhere (`SOCIALTALKS_FIXTURES`): cameras, other muxers, and files made to harm.

use std::fs::File;
use std::path::{Path, PathBuf};

use film::jit::JustInTime;
use film::mp4::{Movie, read_moov};

use super::harness::{Studio, assert_same, talk};
use super::hostile::exercise;

/// The fixtures, or, without them, a folder with one film so that the walk itself is tested everywhere.
fn folders(studio: &Studio) -> (Vec<PathBuf>, bool) {
    match std::env::var_os("SOCIALTALKS_FIXTURES") {
        Some(root) => (["media", "hostile-media"].map(|name| Path::new(&root).join(name)).into(), true),
        None => {
            studio.film(&format!("-i {} -c copy", talk()), "film.mp4");
            (vec![studio.path("")], false)
        }
    }
}

fn films(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            films(&entry, into);
        } else {
            into.push(entry);
        }
    }
}

#[test]
fn all_films_play_or_are_refused() {
    let studio = Studio::new();
    let (folders, complete) = folders(&studio);
    let mut paths = Vec::new();
    folders.iter().for_each(|folder| films(folder, &mut paths));
    paths.sort();
    let mut played = 0;
    for path in &paths {
        let name = path.file_name().unwrap().to_string_lossy();
        let answer = read_moov(&File::open(path).unwrap()).and_then(|moov| {
            exercise(&moov.bytes, moov.file_len);
            Movie::parse(&moov.bytes, moov.file_len)
        });
        match answer.map(JustInTime::new) {
            Err(error) => println!("{name}: {error}"),
            Ok(Err(reason)) => println!("{name}: {reason}"),
            Ok(Ok(jit)) => {
                let zero = assert_same(&jit, path);
                println!("{name}: plays, from {zero:.3} s, sound {:?}", jit.audio());
                played += 1;
            }
        }
    }
    assert!(played >= if complete { 20 } else { 1 }, "only {played} of {} films play", paths.len());
}
