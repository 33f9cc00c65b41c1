//! Backup, verify and restore, between any database and any storage (which is also how one moves between them).
//!
//! A backup is a folder:
//!
//! - `manifest.json`, written last: when, which tables with how many rows, how many objects, SHA-256 of each list
//! - `tables-{time}/{table}.jsonl`: a line that names the columns and their kinds, then one line per row
//! - `tables-{time}/media.jsonl`: one line per object: key, size, SHA-256
//! - `media/{first two digits}/{SHA-256}`: the objects' contents, shared by all backups made into the folder
//!
//! It holds what the site holds, its secret included: keep it as safe as the site.

mod dump;
mod load;
mod manifest;
mod media;
mod table;
mod verify;

use std::path::Path;

pub use dump::backup;
pub use load::{occupied, restore};
pub use manifest::{Manifest, MediaList, TableFile};
pub use verify::{Verdict, prune, verify};

/// How far it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being worked on.
    pub phase: Phase,
    /// Tables or objects that are finished.
    pub done: u64,
    /// How many there are; 0 while that is not known.
    pub total: u64,
}

/// What a backup, its verification or its restoring works on.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Rows.
    Tables,
    /// Objects.
    Media,
}

/// Is told how far it is.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// Keeps others from working on the same backup; ends with the value.
fn lock(folder: &Path) -> anyhow::Result<std::fs::File> {
    let file = std::fs::File::create(folder.join(".lock"))?;
    file.try_lock().map_err(|_| anyhow::anyhow!("another backup or restore is working in {}", folder.display()))?;
    Ok(file)
}
