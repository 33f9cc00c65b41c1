//! Writing to S3: in one request up to 16 MiB, above that in parts of which two are under way.

use std::{fs::File, os::unix::fs::FileExt, path::Path, sync::Arc, time::Duration};

use bytes::Bytes;
use object_store::{ObjectStoreExt, PutPayload, WriteMultipart};

use super::{S3, retry::translate};
use crate::{Result, StorageError};

/// Up to here an object is one request.
const SINGLE: u64 = 16 << 20;
const PART: u64 = 8 << 20;
/// S3 allows 10,000 parts.
const MOST_PARTS: u64 = 9_000;
/// Uploads wait long for their turn: they are jobs, and nobody looks on.
const PATIENCE: Duration = Duration::from_secs(300);

impl S3 {
    pub async fn put_bytes(&self, key: &str, bytes: Bytes) -> Result<()> {
        let _turn = self.0.writing.turn(PATIENCE).await?;
        self.0.writes.put(&self.0.path(key), PutPayload::from_bytes(bytes)).await.map(drop).map_err(not_missing)
    }

    pub async fn put_file(&self, key: &str, path: &Path) -> Result<()> {
        let file = Arc::new(File::open(path).map_err(StorageError::reading)?);
        let size = file.metadata().map_err(StorageError::reading)?.len();
        if size <= SINGLE {
            let bytes = read(&file, 0, size).await?;
            return self.put_bytes(key, bytes).await;
        }
        let _turn = self.0.writing.turn(PATIENCE).await?;
        let part = PART.max(size / MOST_PARTS);
        let upload = self.0.writes.put_multipart(&self.0.path(key)).await.map_err(not_missing)?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, usize::try_from(part).unwrap_or(usize::MAX));
        for start in (0..size).step_by(usize::try_from(part).unwrap_or(usize::MAX)) {
            let sent = match read(&file, start, part.min(size - start)).await {
                Ok(bytes) => writer.wait_for_capacity(2).await.map(|()| writer.put(bytes)).map_err(not_missing),
                Err(error) => Err(error),
            };
            if let Err(error) = sent {
                // what was sent costs money until it is taken back
                let _ = writer.abort().await;
                return Err(error);
            }
        }
        writer.finish().await.map(drop).map_err(not_missing)
    }
}

/// For a write, "not found" means the bucket.
fn not_missing(error: object_store::Error) -> StorageError {
    match translate(error) {
        StorageError::NotFound => StorageError::Unavailable("the bucket does not exist".into()),
        other => other,
    }
}

async fn read(file: &Arc<File>, start: u64, len: u64) -> Result<Bytes> {
    let file = file.clone();
    let read = move || {
        let mut buffer = vec![0; usize::try_from(len).unwrap_or(usize::MAX)];
        file.read_exact_at(&mut buffer, start).map(|()| Bytes::from(buffer)).map_err(StorageError::reading)
    };
    tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| Err(StorageError::Unavailable(error.to_string())))
}
