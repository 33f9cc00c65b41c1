//! Media in an S3-compatible object storage.

mod retry;
mod upload;

use std::{
    fmt,
    ops::Range,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    BackoffConfig, ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt, RetryConfig, aws::AmazonS3, aws::AmazonS3Builder, path::Path as S3Path,
};
use tokio::{io::AsyncWriteExt, time::timeout};

use crate::{LocalFile, Object, Result, StorageError, address::S3Address, store};
use retry::{Turns, translate};

/// The first piece of a stream is small, so that it begins early.
const FIRST_PIECE: u64 = 256 << 10;
const PIECE: u64 = 1 << 20;
/// An answer that keeps coming may take so many times as long as silence may.
const SLOW: u32 = 4;

pub(crate) struct S3(Arc<Inner>);

struct Inner {
    /// One try per call with a short time-out: reads repeat here, see [`retry`].
    reads: AmazonS3,
    /// Repeats by itself, with the time that a slow uplink needs.
    writes: AmazonS3,
    reading: Turns,
    writing: Turns,
    timeout: Duration,
    prefix: String,
    shown: String,
}

impl S3 {
    pub fn open(address: S3Address) -> Result<S3> {
        // the whole program has one; who was first does not matter
        let _ = rustls::crypto::ring::default_provider().install_default();
        let once = RetryConfig { max_retries: 0, ..RetryConfig::default() };
        let backoff = BackoffConfig { init_backoff: Duration::from_millis(200), max_backoff: Duration::from_secs(10), base: 2. };
        let again = RetryConfig { backoff, max_retries: 6, retry_timeout: Duration::from_secs(240) };
        Ok(S3(Arc::new(Inner {
            reads: client(&address, address.timeout * SLOW, once)?,
            writes: client(&address, Duration::from_secs(180), again)?,
            reading: Turns::new(128),
            writing: Turns::new(16),
            timeout: address.timeout,
            shown: format!("s3://{}/{}", address.bucket, address.prefix),
            prefix: address.prefix,
        })))
    }

    pub async fn get(&self, key: &str) -> Result<Option<Bytes>> {
        none_if_missing(self.0.read(key, None).await)
    }

    pub async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes> {
        self.0.read(key, Some(range)).await
    }

    pub fn stream(&self, key: &str, range: Range<u64>) -> BoxStream<'static, Result<Bytes>> {
        let (inner, key) = (self.0.clone(), key.to_owned());
        let read = move |piece| {
            let (inner, key) = (inner.clone(), key.clone());
            async move { inner.read(&key, Some(piece)).await }
        };
        store::until_end(futures::stream::iter(store::pieces(range, FIRST_PIECE, PIECE)).map(read).buffered(2))
    }

    pub async fn size(&self, key: &str) -> Result<Option<u64>> {
        let path = self.0.path(key);
        let head = self.0.reading.again(self.0.timeout, self.0.timeout, || self.0.reads.head(&path)).await;
        none_if_missing(head.map(|meta| meta.size))
    }

    pub async fn delete(&self, key: &str) -> Result<()> {
        let path = self.0.path(key);
        let deleted = self.0.reading.again(self.0.timeout, self.0.timeout, || self.0.reads.delete(&path)).await;
        none_if_missing(deleted).map(|_| ())
    }

    pub fn objects(&self, prefix: String) -> BoxStream<'static, Result<Object>> {
        let inner = self.0.clone();
        let below = match (inner.prefix.as_str(), prefix.as_str()) {
            ("", "") => None,
            _ => Some(inner.path(&prefix)),
        };
        // a page of names is one request of the client that repeats by itself
        let listed = self.0.writes.list(below.as_ref()).map_err(translate);
        let own = move |meta: object_store::ObjectMeta| {
            let name = meta.location.as_ref();
            let key = if inner.prefix.is_empty() { name } else { name.strip_prefix(&inner.prefix)?.strip_prefix('/')? };
            Some(Object { key: key.to_owned(), size: meta.size, modified: meta.last_modified.timestamp_micros() })
        };
        listed.try_filter_map(move |meta| std::future::ready(Ok(own(meta)))).boxed()
    }

    pub async fn download(&self, key: &str, scratch: &Path) -> Result<LocalFile> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = key.rsplit('/').next().unwrap_or(key);
        let path = scratch.join(format!("s3-{}-{}-{name}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        let size = self.size(key).await?.ok_or(StorageError::NotFound)?;
        let mut file = tokio::fs::File::create_new(&path).await.map_err(StorageError::writing)?;
        let copy = LocalFile::copy(path);
        let mut stream = self.stream(key, 0..size);
        let mut written = 0;
        while let Some(piece) = stream.try_next().await? {
            file.write_all(&piece).await.map_err(StorageError::writing)?;
            written += piece.len() as u64;
        }
        file.flush().await.map_err(StorageError::writing)?;
        if written == size { Ok(copy) } else { Err(StorageError::Unavailable("the object changed while it was read".into())) }
    }

    pub async fn ping(&self) -> Result<()> {
        // listing, because a head that finds nothing looks alike for a missing object and a missing bucket
        let inner = &self.0;
        let path = inner.path("ping");
        inner.reading.again(inner.timeout, inner.timeout, || async { inner.reads.list_with_delimiter(Some(&path)).await }).await.map(drop)
    }
}

impl Inner {
    fn path(&self, key: &str) -> S3Path {
        match (self.prefix.as_str(), key) {
            ("", key) => S3Path::from(key),
            (prefix, "") => S3Path::from(prefix),
            (prefix, key) => S3Path::from(format!("{prefix}/{key}")),
        }
    }

    /// The object or a part of it, as far as it goes; a part past the end is empty.
    async fn read(&self, key: &str, range: Option<Range<u64>>) -> Result<Bytes> {
        let path = self.path(key);
        let asked = range.clone().map(GetRange::Bounded);
        // slow is not silent: each piece of the answer may take the time that the answer's beginning may
        let read = || async {
            let options = GetOptions { range: asked.clone(), ..GetOptions::default() };
            let answer = timeout(self.timeout, self.reads.get_opts(&path, options)).await.map_err(|_| retry::silent())??;
            let mut body = BytesMut::with_capacity(usize::try_from(answer.range.end - answer.range.start).unwrap_or(0));
            let mut pieces = answer.into_stream();
            while let Some(piece) = timeout(self.timeout, pieces.try_next()).await.map_err(|_| retry::silent())?? {
                body.extend_from_slice(&piece);
            }
            Ok(body.freeze())
        };
        match self.reading.again(self.timeout, self.timeout * SLOW, read).await {
            // S3 says so in words only
            Err(StorageError::Unavailable(why)) if range.is_some() && retry::past_end(&why) => Ok(Bytes::new()),
            answer => answer,
        }
    }
}

fn client(address: &S3Address, timeout: Duration, retry: RetryConfig) -> Result<AmazonS3> {
    let options = ClientOptions::new().with_timeout(timeout).with_connect_timeout(timeout.min(Duration::from_secs(3)));
    let mut builder = AmazonS3Builder::new().with_bucket_name(&address.bucket).with_region(&address.region).with_retry(retry);
    // one request for each deletion: not every S3 knows the other way
    builder = builder.with_disable_bulk_delete(true);
    if let Some(endpoint) = &address.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some(keys) = &address.keys {
        builder = builder.with_access_key_id(&keys.id).with_secret_access_key(&keys.secret);
    }
    let plain = address.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://"));
    let options = options.with_allow_http(plain);
    builder.with_client_options(options).build().map_err(|error| StorageError::Address(error.to_string()))
}

fn none_if_missing<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(StorageError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

impl fmt::Display for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.shown)
    }
}
