//! What a reader can have at this moment: every rendition that is called playable must be whole.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hasher},
    net::SocketAddr,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::{boxes::outermost, film::SECONDS, http::fetch};

/// A talk, looked at over HTTP.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Playable renditions of the ladder: name → hash over all its bytes.
    pub ladder: BTreeMap<String, u64>,
    /// Renditions that are not playable, with their state.
    pub others: Vec<(String, String)>,
    /// Pieces fetched.
    pub pieces: usize,
    /// Addresses of all pieces.
    pub addresses: Vec<String>,
}

/// Looks at everything that is called playable.
///
/// # Errors
/// With the name of what is not whole.
pub fn look(addr: SocketAddr, slug: &str) -> Result<Seen> {
    let api = format!("/api/v1/talks/{slug}");
    let talk: Value = serde_json::from_slice(&fetch(addr, &api)?.body)?;
    let mut seen = Seen::default();
    let renditions = talk["renditions"].as_array().context("renditions")?;
    let Some(master) = talk["playlist"].as_str().filter(|_| talk["playable"] == true) else {
        for rendition in renditions {
            seen.others.push((word(rendition, "name"), word(rendition, "state")));
        }
        return Ok(seen);
    };
    let master = master.find("/media/").map(|at| &master[at..]).context("a playlist below /media/")?;
    let root = master.rsplit_once('/').context("a folder")?.0;
    let listed = fetch(addr, master)?.text();
    // again, after the master: what it names must be playable, and a rung may just have become so
    let talk: Value = serde_json::from_slice(&fetch(addr, &api)?.body)?;
    for rendition in talk["renditions"].as_array().context("renditions")? {
        let (name, state) = (word(rendition, "name"), word(rendition, "state"));
        if state != "playable" {
            seen.others.push((name, state));
            continue;
        }
        let original = word(rendition, "source") == "original";
        let playlist = if original { format!("{root}/source/video.m3u8") } else { format!("{root}/{name}/index.m3u8") };
        let hash = whole(addr, &playlist, &mut seen).with_context(|| format!("{name} is called playable, but"))?;
        if !original {
            seen.ladder.insert(name, hash);
        }
    }
    for line in listed.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let name = line.split('/').rev().nth(1).unwrap_or_default();
        ensure!(name == "source" || seen.ladder.contains_key(name), "the master playlist names {line}, which is not playable");
    }
    Ok(seen)
}

fn word(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// Fetches a media playlist and all that it names; answers a hash over all bytes.
fn whole(addr: SocketAddr, playlist: &str, seen: &mut Seen) -> Result<u64> {
    let folder = playlist.rsplit_once('/').context("a folder")?.0;
    let text = fetch(addr, playlist)?.text();
    ensure!(text.trim_end().ends_with("#EXT-X-ENDLIST"), "{playlist} has no end");
    let mut hash = DefaultHasher::new();
    let mut length = 0.0;
    for line in text.lines() {
        let (piece, wanted) = if let Some(map) = line.strip_prefix("#EXT-X-MAP:URI=\"") {
            (map.split('"').next().unwrap_or_default(), "moov")
        } else if let Some(info) = line.strip_prefix("#EXTINF:") {
            length += info.trim_end_matches(',').split(',').next().unwrap_or_default().parse::<f64>()?;
            continue;
        } else if line.starts_with('#') || line.is_empty() {
            continue;
        } else {
            (line, "mdat")
        };
        let path = if piece.starts_with('/') { piece.to_owned() } else { format!("{folder}/{piece}") };
        let body = fetch(addr, &path)?.body;
        let kinds = outermost(&body).with_context(|| path.clone())?;
        ensure!(kinds.iter().any(|kind| kind == wanted), "{path} has no {wanted}: {kinds:?}");
        hash.write(&body);
        seen.pieces += 1;
        seen.addresses.push(path);
    }
    let wanted = f64::from(SECONDS);
    if (length - wanted).abs() > 1.0 {
        bail!("{playlist} lasts {length:.1} s, and the film {wanted} s");
    }
    Ok(hash.finish())
}
