//! Reading files at a place, and walking the folder. Blocking.

use std::{
    fs::{File, Metadata},
    io::ErrorKind,
    ops::Range,
    os::unix::fs::{FileExt, MetadataExt},
    path::Path,
};

use bytes::Bytes;

use crate::{Object, Result, StorageError};

pub fn open(path: &Path) -> Result<File> {
    let file = File::open(path).map_err(StorageError::reading)?;
    let meta = file.metadata().map_err(StorageError::reading)?;
    if meta.is_file() { Ok(file) } else { Err(StorageError::NotFound) }
}

pub fn whole(path: &Path) -> Result<Option<Bytes>> {
    match open(path) {
        Ok(file) => part(&file, 0..u64::MAX).map(Some),
        Err(StorageError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The bytes `range`, as far as the file goes.
pub fn part(file: &File, range: Range<u64>) -> Result<Bytes> {
    let len = file.metadata().map_err(StorageError::reading)?.len();
    let wanted = range.end.min(len).saturating_sub(range.start);
    let mut buffer = vec![0; usize::try_from(wanted).map_err(|_| StorageError::Unavailable("too large for memory".into()))?];
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read_at(&mut buffer[filled..], range.start + filled as u64) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(StorageError::reading(error)),
        }
    }
    buffer.truncate(filled);
    Ok(buffer.into())
}

pub fn size(path: &Path) -> Result<Option<u64>> {
    match std::fs::metadata(path).map_err(StorageError::reading) {
        Ok(meta) => Ok(Some(meta).filter(Metadata::is_file).map(|meta| meta.len())),
        Err(StorageError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Tells every file below `prefix` until `tell` answers that nobody listens.
pub fn walk(root: &Path, prefix: &str, tell: impl Fn(Object) -> bool) -> Result<()> {
    let mut folders = vec![prefix.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(root.join(&folder)).map_err(StorageError::reading) {
            Ok(entries) => entries,
            // removed meanwhile, or never there
            Err(StorageError::NotFound) => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry.map_err(StorageError::reading)?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if name.starts_with('.') {
                continue;
            }
            let key = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let Ok(meta) = entry.metadata() else { continue };
            if meta.is_dir() {
                folders.push(key);
            } else if meta.is_file() && !tell(Object { key, size: meta.len(), modified: meta.mtime().saturating_mul(1_000_000) + meta.mtime_nsec() / 1_000 }) {
                return Ok(());
            }
        }
    }
    Ok(())
}
