//! The objects: into the backup's pool by their content, and out of it.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use anyhow::{Context, ensure};
use futures::{StreamExt, TryStreamExt};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use storage::{Object, Storage, StorageError};
use tokio::io::AsyncWriteExt;

use crate::{
    Manifest, MediaList, OnProgress, Phase, Progress,
    manifest::{Lines, blocking, hash_file, hex},
};

/// One line of `media.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub key: String,
    pub size: u64,
    /// Microseconds since 1970, as the storage told it: with the same key and size, the same content.
    pub modified: i64,
    pub sha256: String,
}

/// Where a content lies.
pub(crate) fn pooled(folder: &Path, sha256: &str) -> PathBuf {
    folder.join("media").join(&sha256[..2.min(sha256.len())]).join(sha256)
}

/// The objects of a backup.
pub(crate) fn entries(folder: &Path, manifest: &Manifest) -> anyhow::Result<Vec<Entry>> {
    let path = folder.join(&manifest.media.file);
    let file = std::fs::File::open(&path).with_context(|| format!("{} can not be read", path.display()))?;
    let parse = |line: std::io::Result<String>| {
        let entry: Entry = serde_json::from_str(&line?)?;
        let plain = entry.sha256.len() == 64 && entry.sha256.bytes().all(|b| b.is_ascii_hexdigit());
        ensure!(plain, "{} has no SHA-256", entry.key);
        Ok(entry)
    };
    BufReader::new(file).lines().map(parse).collect::<anyhow::Result<_>>().with_context(|| format!("{} is damaged", path.display()))
}

/// Copies into the pool what is not in it, and writes the list.
pub(crate) async fn collect(
    storage: &Storage,
    target: &Path,
    list: &str,
    earlier: Option<&Manifest>,
    on_progress: OnProgress<'_>,
) -> anyhow::Result<MediaList> {
    let known = earlier.map(|manifest| entries(target, manifest)).transpose().unwrap_or_default().unwrap_or_default();
    let known: HashMap<String, Entry> = known.into_iter().map(|entry| (entry.key.clone(), entry)).collect();
    let mut lines = Lines::create(&target.join(list))?;
    let mut bytes = 0;
    let copies = storage.objects("").map_err(anyhow::Error::new).map_ok(|object| {
        let known = known.get(&object.key);
        async move { copy(storage, target, object, known).await }
    });
    let mut copies = std::pin::pin!(copies.try_buffer_unordered(4));
    while let Some(entry) = copies.try_next().await? {
        // an object that was removed meanwhile is none
        let Some(entry) = entry else { continue };
        bytes += entry.size;
        lines.push(&entry)?;
        on_progress(Progress { phase: Phase::Media, done: lines.count, total: 0 });
    }
    let objects = lines.count;
    Ok(MediaList { file: list.to_owned(), objects, bytes, sha256: lines.finish()? })
}

async fn copy(storage: &Storage, target: &Path, object: Object, known: Option<&Entry>) -> anyhow::Result<Option<Entry>> {
    if let Some(known) = known.filter(|known| (known.size, known.modified) == (object.size, object.modified)) {
        let there = tokio::fs::metadata(pooled(target, &known.sha256)).await;
        if there.is_ok_and(|meta| meta.len() == known.size) {
            return Ok(Some(known.clone()));
        }
    }
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let drafts = target.join("media");
    tokio::fs::create_dir_all(&drafts).await?;
    let draft = drafts.join(format!(".tmp-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    let copied = pour(storage, &object, &draft).await;
    let kept = match copied {
        Ok(Some((sha256, size))) => {
            keep(target, &draft, &sha256).await.map(|()| Some(Entry { key: object.key.clone(), size, modified: object.modified, sha256 }))
        }
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    let _ = tokio::fs::remove_file(&draft).await;
    kept.with_context(|| format!("the object {}", object.key))
}

/// The object into a file: its hash and length.
async fn pour(storage: &Storage, object: &Object, draft: &Path) -> anyhow::Result<Option<(String, u64)>> {
    let mut file = tokio::fs::File::create(draft).await?;
    let mut hash = Sha256::new();
    let mut size = 0;
    // an empty object has no piece, so that its absence would not show
    if object.size == 0 && !storage.exists(&object.key).await? {
        return Ok(None);
    }
    let mut pieces = storage.stream(&object.key, 0..object.size);
    loop {
        match pieces.try_next().await {
            Ok(Some(piece)) => {
                hash.update(&piece);
                size += piece.len() as u64;
                file.write_all(&piece).await?;
            }
            Ok(None) => break,
            Err(StorageError::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
    }
    ensure!(size == object.size, "it changed while it was read: run the backup again");
    file.flush().await?;
    file.sync_all().await?;
    Ok(Some((hex(&hash.finalize()), size)))
}

async fn keep(target: &Path, draft: &Path, sha256: &str) -> anyhow::Result<()> {
    let place = pooled(target, sha256);
    let folder = place.parent().context("a path in the pool has a folder")?.to_owned();
    tokio::fs::create_dir_all(&folder).await?;
    tokio::fs::rename(draft, place).await?;
    Ok(blocking(move || std::fs::File::open(folder)?.sync_all()).await??)
}

/// Writes the backup's objects into a storage; those that stand there already with the same content stay.
pub(crate) async fn spread(folder: &Path, entries: Vec<Entry>, storage: &Storage, on_progress: OnProgress<'_>) -> anyhow::Result<()> {
    let total = entries.len() as u64;
    let puts =
        futures::stream::iter(entries).map(|entry| async move { put(folder, &entry, storage).await.with_context(|| format!("the object {}", entry.key)) });
    let mut puts = std::pin::pin!(puts.buffer_unordered(4));
    let mut done = 0;
    while puts.try_next().await?.is_some() {
        done += 1;
        on_progress(Progress { phase: Phase::Media, done, total });
    }
    Ok(())
}

async fn put(folder: &Path, entry: &Entry, storage: &Storage) -> anyhow::Result<()> {
    if storage.size(&entry.key).await? == Some(entry.size) && stored_hash(storage, entry).await? == entry.sha256 {
        return Ok(());
    }
    let path = pooled(folder, &entry.sha256);
    let own = path.clone();
    let (sha256, _) = blocking(move || hash_file(&own)).await?.with_context(|| format!("{} can not be read", path.display()))?;
    ensure!(sha256 == entry.sha256, "{} is damaged", path.display());
    Ok(storage.put_file(&entry.key, &path).await?)
}

async fn stored_hash(storage: &Storage, entry: &Entry) -> anyhow::Result<String> {
    let mut hash = Sha256::new();
    let mut pieces = storage.stream(&entry.key, 0..entry.size);
    while let Some(piece) = pieces.try_next().await? {
        hash.update(&piece);
    }
    Ok(hex(&hash.finalize()))
}
