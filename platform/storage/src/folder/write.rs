//! Writing files whole: beside their place first, onto the disk, then renamed. Blocking.

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Seek, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use crate::{Result, StorageError};

/// How a file comes into the folder.
#[derive(Copy, Clone)]
pub enum Way {
    /// Its bytes are copied.
    Copy,
    /// It gets a second name, where both lie on one disk; else it is copied.
    Link,
}

pub fn bytes(path: &Path, bytes: &[u8]) -> Result<()> {
    put(path, |draft| {
        let mut file = OpenOptions::new().write(true).create_new(true).open(draft)?;
        file.write_all(bytes)?;
        file.sync_all()
    })
}

pub fn file(path: &Path, from: &Path, way: Way) -> Result<()> {
    // an error about the source is not one about the storage
    let mut source = File::open(from).map_err(StorageError::reading)?;
    put(path, |draft| {
        if matches!(way, Way::Link) && std::fs::hard_link(from, draft).is_ok() {
            return source.sync_all();
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(draft)?;
        source.rewind()?;
        std::io::copy(&mut source, &mut file)?;
        file.sync_all()
    })
}

fn put(path: &Path, mut write: impl FnMut(&Path) -> std::io::Result<()>) -> Result<()> {
    let folder = path.parent().ok_or_else(|| StorageError::Key(String::new()))?;
    let mut tries = 0;
    loop {
        match attempt(path, folder, &mut write) {
            // a deletion beside us may remove the folder as empty while we write into it; an old draft may bear our name
            Err(error) if tries < 8 && matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) => tries += 1,
            done => return done.map_err(StorageError::writing),
        }
    }
}

fn attempt(path: &Path, folder: &Path, write: &mut impl FnMut(&Path) -> std::io::Result<()>) -> std::io::Result<()> {
    make(folder)?;
    let draft = draft(folder);
    let done = write(&draft).and_then(|()| std::fs::rename(&draft, path)).and_then(|()| sync(folder));
    // after a rename nothing is left, unless both were names of one file; a draft that stood before is another's
    if !done.as_ref().is_err_and(|error| error.kind() == ErrorKind::AlreadyExists) {
        let _ = std::fs::remove_file(&draft);
    }
    done
}

/// A name that no key can have.
fn draft(folder: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    folder.join(format!(".tmp-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)))
}

/// Makes a folder and those above it, each written into its parent on disk.
fn make(folder: &Path) -> std::io::Result<()> {
    match std::fs::create_dir(folder) {
        Ok(()) => folder.parent().map_or(Ok(()), sync),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make(folder.parent().ok_or(error)?)?;
            make(folder)
        }
        Err(error) => Err(error),
    }
}

fn sync(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Removes a file, and the folders above it that are then empty.
pub fn delete(path: &Path, root: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory) => return Ok(()),
        Err(error) => return Err(StorageError::writing(error)),
    }
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root) {
        if std::fs::remove_dir(empty).is_err() {
            return sync(empty).or_else(gone).map_err(StorageError::writing);
        }
        folder = empty.parent();
    }
    sync(root).map_err(StorageError::writing)
}

fn gone(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// Removes drafts that nobody has written to for `older`.
pub fn sweep(root: &Path, older: Duration) -> Result<u64> {
    let mut swept = 0;
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let Ok(meta) = entry.metadata() else { continue };
            let old = meta.modified().ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age >= older);
            if meta.is_dir() {
                folders.push(entry.path());
            } else if old && entry.file_name().to_string_lossy().starts_with(".tmp-") && std::fs::remove_file(entry.path()).is_ok() {
                swept += 1;
            }
        }
    }
    Ok(swept)
}
