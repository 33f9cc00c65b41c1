//! Proving that a backup is whole, and removing what it no longer names.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

use crate::{
    Manifest, OnProgress, Phase, Progress, lock,
    manifest::{blocking, hash_file},
    media,
};

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What the backup says about itself.
    pub manifest: Manifest,
    /// What is wrong, in words; empty for a whole backup.
    pub damage: Vec<String>,
}

/// Reads every byte of a backup and compares it with the manifest.
///
/// # Errors
/// When there is no readable manifest, so that there is nothing to compare with.
pub async fn verify(folder: &Path, on_progress: OnProgress<'_>) -> anyhow::Result<Verdict> {
    let manifest = Manifest::read(folder)?;
    let mut damage = Vec::new();
    let lists = manifest.tables.iter().map(|table| (&table.file, &table.sha256)).chain([(&manifest.media.file, &manifest.media.sha256)]);
    for (done, (file, sha256)) in lists.enumerate() {
        on_progress(Progress { phase: Phase::Tables, done: done as u64, total: manifest.tables.len() as u64 + 1 });
        damage.extend(compare(folder, file, sha256, None).await?);
    }
    match media::entries(folder, &manifest) {
        Ok(entries) => {
            // contents that several keys share are read once
            let contents: BTreeMap<String, (u64, String)> = entries.into_iter().map(|entry| (entry.sha256, (entry.size, entry.key))).collect();
            let total = contents.len() as u64;
            for (done, (sha256, (size, key))) in contents.into_iter().enumerate() {
                on_progress(Progress { phase: Phase::Media, done: done as u64, total });
                let file = format!("media/{}/{sha256}", &sha256[..2]);
                damage.extend(compare(folder, &file, &sha256, Some(size)).await?.map(|what| format!("{what} (object {key})")));
            }
        }
        Err(error) => damage.push(format!("{error:#}")),
    }
    Ok(Verdict { manifest, damage })
}

async fn compare(folder: &Path, file: &str, sha256: &str, size: Option<u64>) -> anyhow::Result<Option<String>> {
    let path = folder.join(file);
    Ok(match blocking(move || hash_file(&path)).await? {
        Err(error) => Some(format!("{file} can not be read: {error}")),
        Ok((_, found)) if size.is_some_and(|size| size != found) => Some(format!("{file} has {found} bytes instead of {}", size.unwrap_or(0))),
        Ok((found, _)) if found != sha256 => Some(format!("{file} is damaged")),
        Ok(_) => None,
    })
}

/// Removes contents that the backup does not name any more, such as those of talks that were erased; answers how many.
pub async fn prune(folder: &Path) -> anyhow::Result<u64> {
    let _lock = lock(folder)?;
    let named: HashSet<String> = media::entries(folder, &Manifest::read(folder)?)?.into_iter().map(|entry| entry.sha256).collect();
    let pool = folder.join("media");
    blocking(move || {
        let mut pruned = 0;
        let Ok(shelves) = std::fs::read_dir(pool) else { return Ok(0) };
        for shelf in shelves {
            let shelf = shelf?.path();
            let contents = if shelf.is_dir() { std::fs::read_dir(&shelf)?.flatten().map(|entry| entry.path()).collect() } else { vec![shelf] };
            for content in contents {
                if content.file_name().is_none_or(|name| !named.contains(&*name.to_string_lossy())) {
                    std::fs::remove_file(content)?;
                    pruned += 1;
                }
            }
        }
        Ok(pruned)
    })
    .await?
}
