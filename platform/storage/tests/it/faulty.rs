//! S3 that is slow, fails or hangs: reads try again and succeed, or say within their time that it is not available.

use std::time::{Duration, Instant};

use faults::{Faults, Proxy};
use futures::TryStreamExt;
use s3_server::S3Server;
use storage::{Storage, StorageError};

use crate::bytes;

struct Faulty {
    storage: Storage,
    proxy: Proxy,
    _server: S3Server,
    _folder: tempfile::TempDir,
}

/// S3 behind a proxy that does nothing wrong yet, with one second for each try.
async fn faulty() -> Faulty {
    let folder = tempfile::tempdir().unwrap();
    let server = S3Server::start(folder.path()).await.unwrap();
    let proxy = Proxy::start(([127, 0, 0, 1], 0).into(), server.addr().to_string()).await.unwrap();
    let storage = Storage::open(&format!("{}&timeout=1", s3_server::url_at(proxy.addr())), 0).unwrap();
    for (key, len) in [("small", 1_000), ("large", 3 << 20)] {
        storage.put_bytes(key, bytes(len)).await.unwrap();
    }
    Faulty { storage, proxy, _server: server, _folder: folder }
}

async fn whole(storage: &Storage, key: &str) -> Result<Vec<u8>, StorageError> {
    let pieces: Vec<_> = storage.stream(key, 0..u64::MAX).try_collect().await?;
    Ok(pieces.concat())
}

fn unavailable<T: std::fmt::Debug>(answer: Result<T, StorageError>) {
    match answer {
        Err(StorageError::Unavailable(why)) => assert!(!why.contains(s3_server::KEYS.1), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn slow_s3_is_waited_for() {
    let f = faulty().await;
    // a piece of 1 MiB takes longer than the second that silence may last
    f.proxy.set(Faults { latency: Duration::from_millis(50), rate: 2 << 20, ..Faults::default() });
    assert_eq!(f.storage.get("small").await.unwrap(), Some(bytes(1_000)));
    assert!(whole(&f.storage, "large").await.unwrap() == bytes(3 << 20));
}

#[tokio::test]
async fn every_other_request_refused_is_tried_again() {
    let f = faulty().await;
    f.proxy.set(Faults { refuse_every: 2, ..Faults::default() });
    for _ in 0..5 {
        assert_eq!(f.storage.get("small").await.unwrap(), Some(bytes(1_000)));
        assert_eq!(f.storage.size("small").await.unwrap(), Some(1_000));
    }
    assert!(whole(&f.storage, "large").await.unwrap() == bytes(3 << 20));
    f.storage.put_bytes("new", bytes(50_000)).await.unwrap();
    assert_eq!(f.storage.list("").await.unwrap().len(), 3);
}

#[tokio::test]
async fn connections_that_break_off_within_an_answer_are_made_good() {
    let f = faulty().await;
    f.proxy.set(Faults { reset_after: (1 << 20) + 300_000, ..Faults::default() });
    assert!(whole(&f.storage, "large").await.unwrap() == bytes(3 << 20));
    unavailable(f.storage.get("large").await);
}

#[tokio::test]
async fn s3_that_refuses_or_resets_everything_is_unavailable_soon_and_back_when_it_is() {
    let f = faulty().await;
    for faults in [Faults { refuse_every: 1, ..Faults::default() }, Faults { reset: true, ..Faults::default() }] {
        f.proxy.set(faults);
        let begun = Instant::now();
        unavailable(f.storage.get("small").await);
        unavailable(f.storage.get("never-there").await);
        unavailable(f.storage.ping().await);
        unavailable(whole(&f.storage, "large").await);
        assert!(begun.elapsed() < Duration::from_secs(8), "{faults}: {:?}", begun.elapsed());
    }
    f.proxy.set(Faults::default());
    assert_eq!(f.storage.get("small").await.unwrap(), Some(bytes(1_000)));
}

#[tokio::test]
async fn s3_that_hangs_holds_nobody_up_for_long() {
    let f = faulty().await;
    f.proxy.set(Faults { swallow: true, ..Faults::default() });
    let begun = Instant::now();
    let crowd = (0..400).map(|n| {
        let storage = f.storage.clone();
        async move { storage.get(&format!("one-of-many/{n}")).await }
    });
    for answer in futures::future::join_all(crowd).await {
        unavailable(answer);
    }
    // three seconds for a turn, three tries of a second, half a second between
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
    f.proxy.set(Faults::default());
    assert_eq!(f.storage.get("small").await.unwrap(), Some(bytes(1_000)));
}

#[tokio::test]
async fn wrong_keys_are_told_without_telling_them() {
    let f = faulty().await;
    let url = s3_server::url_at(f.proxy.addr()).replace(s3_server::KEYS.1, "wrong-secret");
    let storage = Storage::open(&url, 0).unwrap();
    assert!(!format!("{storage:?}").contains("wrong-secret"));
    let error = storage.get("small").await.unwrap_err();
    assert!(matches!(&error, StorageError::Unavailable(why) if !why.contains("wrong-secret")), "{error}");
}
