//! [`Storage`]: what the rest of the house sees.

use std::{
    fmt,
    hash::BuildHasher,
    ops::Range,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures::{FutureExt, Stream, StreamExt, TryStreamExt, stream::BoxStream};
use moka::sync::Cache;

use crate::{Keys, LocalFile, Result, StorageError, address::Address, flight::Flights, folder::Folder, key, meter::timed, s3::S3};

/// Larger objects are not kept in memory.
const LARGEST_CACHED: usize = 2 << 20;
/// How long this node may answer from memory what another node has since changed or removed.
const KEPT: Duration = Duration::from_secs(600);

/// Where media lie; cheap to clone. Keys are ASCII paths (`A-Z a-z 0-9 - _ . /`), no segment begins with a dot.
#[derive(Clone)]
pub struct Storage(Arc<Inner>);

struct Inner {
    place: Place,
    cache: Cache<String, Bytes>,
    flights: Flights,
    /// Raised at each write of a key that hashes here, so that a read which was overtaken by a write is not kept.
    writes: [AtomicU64; 64],
    hasher: std::hash::RandomState,
    hits: metrics::Counter,
    misses: metrics::Counter,
}

pub(crate) enum Place {
    Folder(Folder),
    S3(S3),
}

/// An object in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its key.
    pub key: String,
    /// Its length in bytes.
    pub size: u64,
    /// When it was last written, by the storage's own clock: microseconds since 1970-01-01T00:00:00Z.
    pub modified: i64,
}

impl Storage {
    /// Opens `file:///folder` (made when missing) or `s3://bucket/prefix?endpoint=…&region=…`, with at most
    /// `cache_bytes` of memory for small objects. S3 is not asked yet: see [`Storage::ping`].
    /// Install the metrics recorder first, or hits and misses go uncounted.
    ///
    /// # Errors
    /// [`StorageError::Address`] in words without secrets; what making the folder answers.
    pub fn open(url: &str, cache_bytes: u64) -> Result<Storage> {
        Storage::open_with(url, None, cache_bytes)
    }

    /// As [`Storage::open`], with the keys to S3 given apart from the address.
    pub fn open_with(url: &str, keys: Option<Keys>, cache_bytes: u64) -> Result<Storage> {
        let place = match Address::parse(url, keys)? {
            Address::Folder(root) => Place::Folder(Folder::open(root)?),
            Address::S3(address) => Place::S3(S3::open(address)?),
        };
        let weigh = |key: &String, bytes: &Bytes| u32::try_from(key.len() + bytes.len() + 64).unwrap_or(u32::MAX);
        Ok(Storage(Arc::new(Inner {
            place,
            cache: Cache::builder().max_capacity(cache_bytes).weigher(weigh).time_to_live(KEPT).build(),
            flights: Flights::default(),
            writes: std::array::from_fn(|_| AtomicU64::new(0)),
            hasher: std::hash::RandomState::new(),
            hits: metrics::counter!("storage_cache_hits_total"),
            misses: metrics::counter!("storage_cache_misses_total"),
        })))
    }

    pub(crate) fn place(&self) -> &Place {
        &self.0.place
    }

    /// What is in memory, without waiting for anything.
    #[must_use]
    pub fn cached(&self, key: &str) -> Option<Bytes> {
        let found = self.0.cache.get(key);
        if found.is_some() {
            self.0.hits.increment(1);
        }
        found
    }

    /// The whole object, from memory when it is there; objects up to 2 MiB are then kept in memory. Those who ask at
    /// the same time share one read. Not for large objects: see [`Storage::stream`].
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>> {
        if let Some(bytes) = self.cached(key) {
            return Ok(Some(bytes));
        }
        key::check(key)?;
        self.0.misses.increment(1);
        let read = || {
            let (inner, key) = (self.0.clone(), key.to_owned());
            async move { inner.read(&key).await }.boxed()
        };
        timed("get", self.0.flights.join(key, read)).await
    }

    /// The bytes `range` of the object, as far as it goes: empty past its end. Not kept in memory.
    pub async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes> {
        key::check(key)?;
        if range.is_empty() {
            return Ok(Bytes::new());
        }
        if let Some(bytes) = self.cached(key) {
            let end = usize::try_from(range.end).unwrap_or(usize::MAX).min(bytes.len());
            let start = usize::try_from(range.start).unwrap_or(usize::MAX).min(end);
            return Ok(bytes.slice(start..end));
        }
        timed("get_range", async {
            match &self.0.place {
                Place::Folder(folder) => folder.get_range(key, range).await,
                Place::S3(s3) => s3.get_range(key, range).await,
            }
        })
        .await
    }

    /// The bytes `range` of the object piece by piece, each of 256 KiB or more (but the last), two at most in memory.
    /// A reader that pauses holds no connection to S3. The stream ends early when the object does.
    pub fn stream(&self, key: &str, range: Range<u64>) -> BoxStream<'static, Result<Bytes>> {
        if let Err(error) = key::check(key) {
            return futures::stream::iter([Err(error)]).boxed();
        }
        match &self.0.place {
            Place::Folder(folder) => folder.stream(key, range),
            Place::S3(s3) => s3.stream(key, range),
        }
    }

    /// The object's length in bytes; none when it does not exist.
    pub async fn size(&self, key: &str) -> Result<Option<u64>> {
        if let Some(bytes) = self.cached(key) {
            return Ok(Some(bytes.len() as u64));
        }
        key::check(key)?;
        timed("size", async {
            match &self.0.place {
                Place::Folder(folder) => folder.size(key).await,
                Place::S3(s3) => s3.size(key).await,
            }
        })
        .await
    }

    /// Whether the object exists.
    pub async fn exists(&self, key: &str) -> Result<bool> {
        Ok(self.size(key).await?.is_some())
    }

    /// Writes an object; it appears whole or not at all, and is on disk when this answers.
    pub async fn put_bytes(&self, key: &str, bytes: Bytes) -> Result<()> {
        key::check(key)?;
        let written = timed("put", async {
            match &self.0.place {
                Place::Folder(folder) => folder.put_bytes(key, bytes).await,
                Place::S3(s3) => s3.put_bytes(key, bytes).await,
            }
        });
        self.changing(key, written).await
    }

    /// Writes an object from a file, as [`Storage::put_bytes`]; the file stays.
    pub async fn put_file(&self, key: &str, file: &Path) -> Result<()> {
        key::check(key)?;
        let written = timed("put_file", async {
            match &self.0.place {
                Place::Folder(folder) => folder.put_file(key, file).await,
                Place::S3(s3) => s3.put_file(key, file).await,
            }
        });
        self.changing(key, written).await
    }

    /// Removes an object; it is no error when there is none.
    pub async fn delete(&self, key: &str) -> Result<()> {
        key::check(key)?;
        let deleted = timed("delete", async {
            match &self.0.place {
                Place::Folder(folder) => folder.delete(key).await,
                Place::S3(s3) => s3.delete(key).await,
            }
        });
        self.changing(key, deleted).await
    }

    /// Removes everything below the folder `prefix`; answers how many objects that were.
    ///
    /// # Errors
    /// [`StorageError::Key`] for an empty prefix: nobody means the whole storage.
    pub async fn delete_prefix(&self, prefix: &str) -> Result<u64> {
        if prefix.is_empty() {
            return Err(StorageError::Key(String::new()));
        }
        self.objects(prefix)
            .map_ok(|object| async move { self.delete(&object.key).await.map(|()| 1) })
            .try_buffer_unordered(8)
            .try_fold(0, |sum, one| async move { Ok(sum + one) })
            .await
    }

    /// All objects below the folder `prefix` (empty: all there are).
    pub async fn list(&self, prefix: &str) -> Result<Vec<Object>> {
        let mut list: Vec<Object> = timed("list", self.objects(prefix).try_collect()).await?;
        list.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(list)
    }

    /// As [`Storage::list`], one by one and in no certain order.
    pub fn objects(&self, prefix: &str) -> BoxStream<'static, Result<Object>> {
        let prefix = match key::check_prefix(prefix) {
            Ok(prefix) => prefix.to_owned(),
            Err(error) => return futures::stream::iter([Err(error)]).boxed(),
        };
        let listed: BoxStream<'static, Result<Object>> = match &self.0.place {
            Place::Folder(folder) => folder.objects(prefix),
            Place::S3(s3) => s3.objects(prefix),
        };
        // what others put beside our objects is not ours
        listed.try_filter(|object| std::future::ready(key::check(&object.key).is_ok())).boxed()
    }

    /// The object as a file: in a folder the stored file itself, on S3 a copy in `scratch` that goes with the answer.
    ///
    /// # Errors
    /// [`StorageError::NotFound`]; [`StorageError::Full`] when `scratch` can not hold it.
    pub async fn local(&self, key: &str, scratch: &Path) -> Result<LocalFile> {
        key::check(key)?;
        timed("local", async {
            match &self.0.place {
                Place::Folder(folder) => folder.local(key).await,
                Place::S3(s3) => s3.download(key, scratch).await,
            }
        })
        .await
    }

    /// Answers when the storage does.
    pub async fn ping(&self) -> Result<()> {
        timed("ping", async {
            match &self.0.place {
                Place::Folder(folder) => folder.ping().await,
                Place::S3(s3) => s3.ping().await,
            }
        })
        .await
    }

    /// Whether the storage is a folder on this machine.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        matches!(self.0.place, Place::Folder(_))
    }

    /// Removes what interrupted writes left in a folder, when it is older than a day; answers how many files. On S3
    /// the bucket's life-cycle rule for unfinished multipart uploads does the same.
    pub async fn sweep(&self) -> Result<u64> {
        match &self.0.place {
            Place::Folder(folder) => folder.sweep(Duration::from_secs(86_400)).await,
            Place::S3(_) => Ok(0),
        }
    }

    /// Runs a write of `key` and forgets what memory holds of it, whether the write succeeded or not.
    pub(crate) async fn changing(&self, key: &str, write: impl Future<Output = Result<()>>) -> Result<()> {
        let done = write.await;
        self.0.slot(key).fetch_add(1, Ordering::SeqCst);
        self.0.flights.forget(key);
        self.0.cache.invalidate(key);
        done
    }
}

impl Inner {
    fn slot(&self, key: &str) -> &AtomicU64 {
        &self.writes[(self.hasher.hash_one(key) % 64) as usize]
    }

    async fn read(&self, key: &str) -> Result<Option<Bytes>> {
        let before = self.slot(key).load(Ordering::SeqCst);
        let read = match &self.place {
            Place::Folder(folder) => folder.get(key).await?,
            Place::S3(s3) => s3.get(key).await?,
        };
        if let Some(bytes) = read.as_ref().filter(|bytes| bytes.len() <= LARGEST_CACHED) {
            self.cache.insert(key.to_owned(), bytes.clone());
            // a write that ended meanwhile has forgotten the key before we kept the old bytes
            if self.slot(key).load(Ordering::SeqCst) != before {
                self.cache.invalidate(key);
            }
        }
        Ok(read)
    }
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.place {
            Place::Folder(folder) => write!(f, "Storage({})", folder.root().display()),
            Place::S3(s3) => write!(f, "Storage({s3})"),
        }
    }
}

/// Cuts `range` into pieces: a small one first, so that the answer begins early.
pub(crate) fn pieces(range: Range<u64>, first: u64, then: u64) -> impl Iterator<Item = Range<u64>> + Send + 'static {
    let mut at = range.start;
    let mut step = first;
    std::iter::from_fn(move || {
        let piece = at..at.saturating_add(step).min(range.end);
        (at, step) = (piece.end, then);
        (!piece.is_empty()).then_some(piece)
    })
}

/// Ends a stream of pieces at the first that is empty: there the object ends.
pub(crate) fn until_end(pieces: impl Stream<Item = Result<Bytes>> + Send + 'static) -> BoxStream<'static, Result<Bytes>> {
    pieces.take_while(|piece| std::future::ready(!piece.as_ref().is_ok_and(Bytes::is_empty))).boxed()
}
