//! What both kinds of storage owe.

use bytes::Bytes;
use futures::TryStreamExt;
use storage::{Object, Published, Storage, StorageError};

use crate::{bytes, each};

async fn streamed(storage: &Storage, key: &str, range: std::ops::Range<u64>) -> Result<Vec<Bytes>, StorageError> {
    storage.stream(key, range).try_collect().await
}

#[tokio::test]
async fn what_is_put_is_there_whole_and_in_parts() {
    each(0, async |storage| {
        let body = bytes(3_000_000);
        storage.put_bytes("films/a/one.mp4", body.clone()).await.unwrap();
        assert_eq!(storage.get("films/a/one.mp4").await.unwrap(), Some(body.clone()));
        assert_eq!(storage.size("films/a/one.mp4").await.unwrap(), Some(3_000_000));
        assert!(storage.exists("films/a/one.mp4").await.unwrap());
        for range in [0..1, 0..3_000_000, 10..20, 2_999_999..3_000_000, 2_999_999..9_000_000, 3_000_000..3_000_001, 4_000_000..5_000_000, 7..7] {
            let end = range.end.min(3_000_000) as usize;
            let expected = body.slice((range.start as usize).min(end)..end);
            assert_eq!(storage.get_range("films/a/one.mp4", range.clone()).await.unwrap(), expected, "{range:?}");
            assert_eq!(streamed(&storage, "films/a/one.mp4", range.clone()).await.unwrap().concat(), expected, "{range:?}");
        }
        let pieces = streamed(&storage, "films/a/one.mp4", 0..u64::MAX).await.unwrap();
        assert!(pieces.len() > 2 && pieces[..pieces.len() - 1].iter().all(|piece| piece.len() >= 256 << 10));
        storage.put_bytes("films/a/one.mp4", Bytes::from_static(b"again")).await.unwrap();
        assert_eq!(storage.get("films/a/one.mp4").await.unwrap().unwrap(), "again");
        storage.put_bytes("empty", Bytes::new()).await.unwrap();
        assert_eq!(storage.get("empty").await.unwrap(), Some(Bytes::new()));
        assert_eq!(streamed(&storage, "empty", 0..10).await.unwrap().concat(), b"");
        storage.ping().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_said_to_be_missing() {
    each(1 << 20, async |storage| {
        storage.put_bytes("a/b", bytes(10)).await.unwrap();
        for key in ["a", "a/c", "a/b/c", "x/y/z"] {
            // the S3 server of the tests keeps objects in folders and stumbles over them; S3 itself has none
            if ["a", "a/b/c"].contains(&key) && !storage.is_folder() {
                continue;
            }
            assert_eq!(storage.get(key).await, Ok(None), "{key}");
            assert_eq!(storage.size(key).await, Ok(None), "{key}");
            assert_eq!(storage.get_range(key, 0..5).await, Err(StorageError::NotFound), "{key}");
            assert_eq!(streamed(&storage, key, 0..5).await, Err(StorageError::NotFound), "{key}");
            assert_eq!(storage.local(key, &std::env::temp_dir()).await.err(), Some(StorageError::NotFound), "{key}");
            assert_eq!(storage.delete(key).await, Ok(()), "{key}");
        }
        assert_eq!(storage.get("a/b").await.unwrap(), Some(bytes(10)));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_key_is_refused_everywhere() {
    each(0, async |storage| {
        let scratch = tempfile::tempdir().unwrap();
        std::fs::write(scratch.path().join("f"), "x").unwrap();
        for key in ["../escaped", "/etc/passwd", "a/../../b", ".hidden", "a//b", "a\0b", ""] {
            let refused = Err(StorageError::Key(key.to_owned()));
            assert_eq!(storage.put_bytes(key, bytes(1)).await, refused);
            assert_eq!(storage.put_file(key, &scratch.path().join("f")).await, refused);
            assert_eq!(storage.get(key).await.map(drop), refused);
            assert_eq!(storage.get_range(key, 0..1).await.map(drop), refused);
            assert_eq!(streamed(&storage, key, 0..1).await.map(drop), refused);
            assert_eq!(storage.delete(key).await, refused);
            assert_eq!(storage.delete_prefix(key).await.map(drop), refused);
        }
        assert_eq!(storage.list("").await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn files_go_in_and_come_out() {
    each(0, async |storage| {
        let scratch = tempfile::tempdir().unwrap();
        let (small, large) = (scratch.path().join("small"), scratch.path().join("large"));
        std::fs::write(&small, bytes(1000)).unwrap();
        // above 16 MiB S3 takes it in parts
        std::fs::write(&large, bytes((17 << 20) + 5)).unwrap();
        storage.put_file("in/small", &small).await.unwrap();
        storage.put_file("in/large", &large).await.unwrap();
        assert_eq!(storage.size("in/large").await.unwrap(), Some((17 << 20) + 5));
        let copies = tempfile::tempdir().unwrap();
        for (key, original) in [("in/small", &small), ("in/large", &large)] {
            let local = storage.local(key, copies.path()).await.unwrap();
            assert!(std::fs::read(&local).unwrap() == std::fs::read(original).unwrap(), "{key}");
            let path = local.to_path_buf();
            drop(local);
            assert_eq!(path.exists(), storage.is_folder(), "a copy goes, a stored file stays");
        }
        assert_eq!(std::fs::read_dir(copies.path()).unwrap().count(), 0);
        let missing = storage.put_file("in/none", &scratch.path().join("none")).await;
        assert_eq!(missing, Err(StorageError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn lists_and_deletion_keep_to_the_folder() {
    each(1 << 20, async |storage| {
        for key in ["films/a/1", "films/a/x/2", "films/ab/3", "films/b", "other"] {
            storage.put_bytes(key, bytes(key.len())).await.unwrap();
            storage.get(key).await.unwrap();
        }
        let names = async |prefix: &str| storage.list(prefix).await.unwrap().into_iter().map(|object| object.key).collect::<Vec<_>>();
        let first = storage.list("films/a").await.unwrap().remove(0);
        assert_eq!(first, Object { key: "films/a/1".into(), size: 9, modified: first.modified });
        assert!(first.modified > 1_700_000_000_000_000);
        assert_eq!(names("films/a").await, ["films/a/1", "films/a/x/2"]);
        assert_eq!(names("films/a/").await, ["films/a/1", "films/a/x/2"]);
        assert_eq!(names("nowhere").await, [""; 0]);
        assert_eq!(names("").await.len(), 5);
        assert_eq!(storage.delete_prefix("films/a").await.unwrap(), 2);
        assert_eq!(storage.get("films/a/1").await.unwrap(), None, "memory has forgotten it too");
        assert_eq!(names("").await, ["films/ab/3", "films/b", "other"]);
        assert!(storage.delete_prefix("").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_folder_is_published_with_its_playlist_last() {
    each(0, async |storage| {
        let scratch = tempfile::tempdir().unwrap();
        std::fs::create_dir(scratch.path().join("720")).unwrap();
        for n in 0..20 {
            std::fs::write(scratch.path().join(format!("720/{n:05}.m4s")), bytes(100 + n)).unwrap();
        }
        std::fs::write(scratch.path().join("720/index.m3u8"), "#EXTM3U").unwrap();
        let watching = async {
            loop {
                if storage.exists("films/k/720/index.m3u8").await.unwrap() {
                    return storage.list("films/k/720").await.unwrap().len();
                }
                tokio::task::yield_now().await;
            }
        };
        let (published, seen) = tokio::join!(storage.publish_dir("films/k", scratch.path()), watching);
        assert_eq!(published.unwrap(), Published { files: 21, bytes: 20 * 100 + 190 + 7 });
        assert_eq!(seen, 21);
        assert_eq!(storage.get("films/k/720/00007.m4s").await.unwrap(), Some(bytes(107)));
        storage.publish_dir("films/k", scratch.path()).await.expect("again is no harm");
    })
    .await;
}

#[tokio::test]
async fn many_at_once_get_along() {
    each(0, async |storage| {
        let all = futures::future::join_all((0..200).map(|n| {
            let storage = storage.clone();
            async move {
                let key = format!("many/{}/{n}", n % 7);
                storage.put_bytes(&key, bytes(n)).await?;
                let read = storage.get(&key).await?;
                storage.delete(&key).await?;
                Ok::<_, StorageError>(read == Some(bytes(n)))
            }
        }));
        // deletions take emptied folders away under the writers' hands
        assert!(all.await.into_iter().all(|answer| answer == Ok(true)));
        assert_eq!(storage.list("").await.unwrap(), []);
    })
    .await;
}
