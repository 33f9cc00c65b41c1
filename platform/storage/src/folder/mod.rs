//! Media in a folder of this machine (or a mounted one): each object is a file under its key.

mod read;
mod write;

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use futures::{StreamExt, stream::BoxStream};
use tokio::sync::Semaphore;

use crate::{LocalFile, Object, Result, StorageError, store};

/// Reads and writes under way at most: a hanging mount holds these threads and no more.
const UNDER_WAY: usize = 64;
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);
const PIECE: u64 = 256 << 10;

pub(crate) struct Folder {
    root: Arc<Path>,
    turns: Turns,
}

#[derive(Clone)]
struct Turns(Arc<Semaphore>);

impl Turns {
    /// Runs blocking work when it is its turn. The work keeps its turn even if nobody waits for it any more.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let turn = tokio::time::timeout(PATIENCE, self.0.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(StorageError::Unavailable("the disk does not keep up".into())) };
        let work = move || {
            let done = work();
            drop(turn);
            done
        };
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(StorageError::Unavailable(error.to_string())))
    }
}

impl Folder {
    pub fn open(root: PathBuf) -> Result<Folder> {
        std::fs::create_dir_all(&root).map_err(StorageError::writing)?;
        Ok(Folder { root: root.into(), turns: Turns(Arc::new(Semaphore::new(UNDER_WAY))) })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    fn path(&self, key: &str) -> PathBuf {
        self.root.join(key)
    }

    pub async fn get(&self, key: &str) -> Result<Option<Bytes>> {
        let path = self.path(key);
        self.turns.run(move || read::whole(&path)).await
    }

    pub async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes> {
        let path = self.path(key);
        self.turns.run(move || read::part(&read::open(&path)?, range)).await
    }

    pub fn stream(&self, key: &str, range: Range<u64>) -> BoxStream<'static, Result<Bytes>> {
        let (path, turns) = (self.path(key), self.turns.clone());
        let opened = async move {
            match turns.run(move || read::open(&path)).await {
                Ok(file) => {
                    let file = Arc::new(file);
                    let read = move |piece| {
                        let (file, turns) = (file.clone(), turns.clone());
                        async move { turns.run(move || read::part(&file, piece)).await }
                    };
                    store::until_end(futures::stream::iter(store::pieces(range, PIECE, PIECE)).map(read).buffered(2))
                }
                Err(error) => futures::stream::iter([Err(error)]).boxed(),
            }
        };
        futures::stream::once(opened).flatten().boxed()
    }

    pub async fn size(&self, key: &str) -> Result<Option<u64>> {
        let path = self.path(key);
        self.turns.run(move || read::size(&path)).await
    }

    pub async fn local(&self, key: &str) -> Result<LocalFile> {
        self.size(key).await?.ok_or(StorageError::NotFound)?;
        Ok(LocalFile::stored(self.path(key)))
    }

    pub async fn put_bytes(&self, key: &str, bytes: Bytes) -> Result<()> {
        let path = self.path(key);
        self.turns.run(move || write::bytes(&path, &bytes)).await
    }

    pub async fn put_file(&self, key: &str, file: &Path) -> Result<()> {
        let (path, file) = (self.path(key), file.to_owned());
        self.turns.run(move || write::file(&path, &file, write::Way::Copy)).await
    }

    /// As `put_file`, but the file may become the stored one where both lie on one disk.
    pub async fn publish(&self, key: &str, file: &Path) -> Result<()> {
        let (path, file) = (self.path(key), file.to_owned());
        self.turns.run(move || write::file(&path, &file, write::Way::Link)).await
    }

    pub async fn delete(&self, key: &str) -> Result<()> {
        let (path, root) = (self.path(key), self.root.clone());
        self.turns.run(move || write::delete(&path, &root)).await
    }

    pub fn objects(&self, prefix: String) -> BoxStream<'static, Result<Object>> {
        let (send, receive) = tokio::sync::mpsc::channel(256);
        let (root, turns) = (self.root.clone(), self.turns.clone());
        let walk = async move {
            let walked = turns.run(move || read::walk(&root, &prefix, |object| send.blocking_send(Ok(object)).is_ok())).await;
            walked.err().map(Err)
        };
        let listed = futures::stream::unfold(receive, |mut receive| async move { receive.recv().await.map(|object| (object, receive)) });
        // the walk is driven beside the list and may add one error at its end
        futures::stream::select(listed, futures::stream::once(walk).filter_map(std::future::ready)).boxed()
    }

    pub async fn ping(&self) -> Result<()> {
        let root = self.root.clone();
        let ping = self.turns.run(move || std::fs::read_dir(&root).map(drop).map_err(StorageError::reading));
        match tokio::time::timeout(PATIENCE, ping).await {
            Ok(Err(StorageError::NotFound)) => Err(StorageError::Unavailable("the media folder is gone".into())),
            Ok(answer) => answer,
            Err(_) => Err(StorageError::Unavailable("the disk does not answer".into())),
        }
    }

    pub async fn sweep(&self, older: Duration) -> Result<u64> {
        let root = self.root.clone();
        self.turns.run(move || write::sweep(&root, older)).await
    }
}
