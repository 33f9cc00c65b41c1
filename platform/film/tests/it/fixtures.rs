//! Films from outside, if the operator of this run names their folder in SOCIALTALKS_FIXTURES. Without it the same peculiarities
//! are tried on films made here, in the other modules.

use std::path::{Path, PathBuf};

use film::Tools;
use film::encode::{self, EncodeError};
use film::plan::{SourceRole, plan};
use film::probe::{ProbeError, probe};
use film::verify;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::kit;

/// The folder of fixtures, if this run has one.
#[allow(clippy::disallowed_methods)]
fn folder(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var("SOCIALTALKS_FIXTURES").ok()?).join(name);
    assert!(folder.is_dir(), "SOCIALTALKS_FIXTURES has no {name}");
    Some(folder)
}

/// What becomes of a file: `refused: key`, or the smallest rendition's size and what there is of sound.
async fn outcome(tools: &Tools, file: &Path) -> String {
    let found = match probe(tools, file).await {
        Ok(found) => found,
        Err(ProbeError::Refused(why)) => return format!("refused: {}", why.key()),
        Err(other) => return format!("error: {other}"),
    };
    let mut pass = plan(&found, &SourceRole::default()).passes.remove(0);
    // A first pass of 240p alone keeps this table quick.
    pass.rungs.drain(..pass.rungs.len().saturating_sub(1));
    let (out, scratch, cancel) = (TempDir::new().unwrap(), TempDir::new().unwrap(), CancellationToken::new());
    let made = match encode::run(tools, &pass, file, out.path(), &|_| (), &cancel).await {
        Ok(made) => made,
        Err(EncodeError::Refused(why)) => return format!("refused later: {}", why.key()),
        Err(other) => return format!("error: {other}"),
    };
    let mut said = String::new();
    for (name, expected) in made.rungs.iter().map(|rung| (rung.as_str(), made.duration_us)).chain(made.sound.then_some(("audio", made.sound_us))) {
        match verify::rendition(tools, &out.path().join(name), expected, scratch.path(), &cancel).await {
            Ok(found) if found.width > 0 => said += &format!("{}x{} ", found.width, found.height),
            Ok(_) => said += "sound ",
            Err(why) => return format!("error: {name}: {why}"),
        }
    }
    said.trim().to_owned()
}

/// Holds every line of `expected` (`path: outcome`) against what becomes of that file; two at a time.
async fn table(folder: &Path, expected: &str) {
    let tools = kit::tools().await;
    let lines: Vec<&str> = expected.lines().collect();
    let one = async |lines: &[&str]| {
        let mut wrong = Vec::new();
        for line in lines {
            let (name, expected) = line.split_once(": ").unwrap();
            let found = outcome(&tools, &folder.join(name)).await;
            if found != expected {
                wrong.push(format!("{name}: {found}; expected {expected}"));
            }
        }
        wrong
    };
    let (half, other) = lines.split_at(lines.len() / 2);
    let (mut wrong, more) = tokio::join!(one(half), one(other));
    wrong.extend(more);
    assert!(wrong.is_empty() && !lines.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn hostile_files_end_as_they_should() {
    if let Some(folder) = folder("hostile-media") {
        table(&folder, include_str!("fixtures/hostile.txt")).await;
    }
}

#[tokio::test]
async fn peculiar_files_play_or_are_refused_in_words() {
    if let Some(folder) = folder("media") {
        table(&folder, include_str!("fixtures/peculiar.txt")).await;
    }
}
