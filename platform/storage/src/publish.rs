//! A finished folder of many files (a rung of the ladder) into the storage, what names the others last.

use std::path::{Path, PathBuf};

use futures::{StreamExt, TryStreamExt};

use crate::{Result, Storage, StorageError, key, meter::timed, store::Place};

/// What [`Storage::publish_dir`] wrote.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// How many objects.
    pub files: u64,
    /// How many bytes.
    pub bytes: u64,
}

impl Storage {
    /// Writes all files below `folder` under `prefix`, playlists (`.m3u8`) last: whoever finds the playlist finds
    /// what it names. The files must not be changed afterwards (in folder mode they may become the stored ones).
    pub async fn publish_dir(&self, prefix: &str, folder: &Path) -> Result<Published> {
        key::check(prefix)?;
        let (playlists, others): (Vec<_>, Vec<_>) =
            files(folder).await?.into_iter().partition(|(name, ..)| Path::new(name).extension().is_some_and(|extension| extension == "m3u8"));
        let mut published = Published::default();
        for batch in [others, playlists] {
            published.files += batch.len() as u64;
            published.bytes += batch.iter().map(|(_, _, bytes)| bytes).sum::<u64>();
            futures::stream::iter(batch)
                .map(|(name, path, _)| async move { self.publish(&format!("{prefix}/{name}"), &path).await })
                .buffer_unordered(4)
                .try_collect::<()>()
                .await?;
        }
        Ok(published)
    }

    async fn publish(&self, key: &str, file: &Path) -> Result<()> {
        key::check(key)?;
        let written = timed("publish", async {
            match self.place() {
                Place::Folder(folder) => folder.publish(key, file).await,
                Place::S3(s3) => s3.put_file(key, file).await,
            }
        });
        self.changing(key, written).await
    }
}

/// All files below a folder: name with `/`, path, length.
async fn files(folder: &Path) -> Result<Vec<(String, PathBuf, u64)>> {
    let root = folder.to_owned();
    let walk = move || {
        let mut files = Vec::new();
        let mut folders = vec![(String::new(), root)];
        while let Some((name, path)) = folders.pop() {
            for entry in std::fs::read_dir(&path)? {
                let entry = entry?;
                let meta = entry.metadata()?;
                let part = entry.file_name().to_string_lossy().into_owned();
                let name = if name.is_empty() { part } else { format!("{name}/{part}") };
                match meta.is_dir() {
                    true => folders.push((name, entry.path())),
                    false => files.push((name, entry.path(), meta.len())),
                }
            }
        }
        files.sort();
        Ok::<_, std::io::Error>(files)
    };
    let done = tokio::task::spawn_blocking(walk).await.map_err(|error| StorageError::Unavailable(error.to_string()))?;
    done.map_err(StorageError::reading)
}
