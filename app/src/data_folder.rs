//! The data folder: what lies where in it, and the lock that keeps a second program out.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// The folder with database, media, snapshots and scratch files.
#[derive(Clone, Debug)]
pub struct DataFolder(PathBuf);

/// Held as long as the program uses the folder.
#[derive(Debug)]
pub struct Lock(File);

/// Why the lock was not had.
#[derive(Debug)]
pub enum LockError {
    /// Somebody holds it: what they wrote of themselves, such as `serve, process 4711`.
    Held(String),
    /// The folder cannot be used at all.
    Io(anyhow::Error),
}

impl DataFolder {
    /// Name of the SQLite database's file.
    pub const DATABASE: &str = "social-talks.db";

    /// Opens the folder, making it when missing; readable by its owner only, for it holds all that is not yet public.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(path: &Path) -> anyhow::Result<DataFolder> {
        use std::os::unix::fs::DirBuilderExt as _;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path).with_context(|| path.display().to_string())?;
        let path = path.canonicalize().with_context(|| path.display().to_string())?;
        Ok(DataFolder(path))
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The SQLite database's address.
    pub fn database_url(&self) -> String {
        format!("sqlite://{}", self.0.join(DataFolder::DATABASE).display())
    }

    /// The media's address.
    pub fn storage_url(&self) -> String {
        format!("file://{}", self.0.join("media").display())
    }

    /// Copies of the database from before its tables changed.
    pub fn snapshots(&self) -> PathBuf {
        self.0.join("snapshots")
    }

    /// Where background work keeps its half-made files.
    pub fn scratch(&self) -> PathBuf {
        self.0.join("scratch")
    }

    /// Takes the lock for `role`. Shared: others that also take it so may run at the same time (several roles on one
    /// machine with PostgreSQL). The lock goes with the process, however it ends.
    ///
    /// # Errors
    /// See [`LockError`].
    pub fn lock(&self, role: &str, shared: bool) -> Result<Lock, LockError> {
        let path = self.0.join("lock");
        let io = |error: std::io::Error| LockError::Io(anyhow::Error::from(error).context(path.display().to_string()));
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(io)?;
        match if shared { file.try_lock_shared() } else { file.try_lock() } {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut held = String::new();
                let _ = file.read_to_string(&mut held);
                return Err(LockError::Held(held.trim().to_owned()));
            }
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
        if !shared {
            let said = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "{role}, process {}", std::process::id()));
            said.map_err(io)?;
        }
        Ok(Lock(file))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_holds_it() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(&temporary.path().join("data")).unwrap();
        let held = folder.lock("serve", false).unwrap();
        match folder.lock("worker", false).unwrap_err() {
            LockError::Held(who) => assert_eq!(who, format!("serve, process {}", std::process::id())),
            LockError::Io(error) => panic!("{error}"),
        }
        drop(held);
        let shared = folder.lock("web", true).unwrap();
        let _other = folder.lock("worker", true).unwrap();
        assert!(matches!(folder.lock("migrate", false), Err(LockError::Held(_))));
        drop(shared);
    }
}
