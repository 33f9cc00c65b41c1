//! An object as a file on this machine, for tools that want a path.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
};

/// A path that holds the object while this value lives: the stored file itself, or a copy that goes with it.
///
/// It is for reading; whoever writes to it may be writing to the storage itself.
#[derive(Debug)]
pub struct LocalFile {
    path: PathBuf,
    copy: bool,
}

impl LocalFile {
    pub(crate) fn stored(path: PathBuf) -> LocalFile {
        LocalFile { path, copy: false }
    }

    /// Takes a file over that is removed when this value goes.
    pub(crate) fn copy(path: PathBuf) -> LocalFile {
        LocalFile { path, copy: true }
    }
}

impl Deref for LocalFile {
    type Target = Path;
    fn deref(&self) -> &Path {
        &self.path
    }
}

impl AsRef<Path> for LocalFile {
    fn as_ref(&self) -> &Path {
        &self.path
    }
}

impl Drop for LocalFile {
    fn drop(&mut self) {
        if self.copy {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
