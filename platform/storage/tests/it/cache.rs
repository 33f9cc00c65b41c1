//! Memory: bounded, never older than the last write of this process, one read for many readers.

use crate::{bytes, each};

#[tokio::test]
async fn small_objects_are_kept_and_large_ones_are_not() {
    each(64 << 20, async |storage| {
        storage.put_bytes("small", bytes(2 << 20)).await.unwrap();
        storage.put_bytes("large", bytes((2 << 20) + 1)).await.unwrap();
        assert_eq!(storage.cached("small"), None, "nobody has asked for it");
        storage.get("small").await.unwrap();
        storage.get("large").await.unwrap();
        assert_eq!(storage.cached("small"), Some(bytes(2 << 20)));
        assert_eq!(storage.cached("large"), None);
        assert_eq!(storage.get_range("small", 5..9).await.unwrap(), bytes(9).slice(5..));
        assert_eq!(storage.get_range("small", (2 << 20) - 1..u64::MAX).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_write_or_a_deletion_is_seen_at_once() {
    each(64 << 20, async |storage| {
        for n in 1..30 {
            let (writing, reading) = (storage.put_bytes("k", bytes(n)), storage.get("k"));
            let (written, _) = tokio::join!(writing, reading);
            written.unwrap();
            assert_eq!(storage.get("k").await.unwrap(), Some(bytes(n)));
            assert_eq!(storage.cached("k"), Some(bytes(n)));
        }
        storage.delete("k").await.unwrap();
        assert_eq!((storage.cached("k"), storage.get("k").await.unwrap(), storage.size("k").await.unwrap()), (None, None, None));
    })
    .await;
}

#[tokio::test]
async fn memory_is_bounded_in_bytes() {
    each(1 << 20, async |storage| {
        for n in 0..40 {
            storage.put_bytes(&format!("k{n}"), bytes(100_000)).await.unwrap();
        }
        // moka evicts after the fact, in batches
        for _ in 0..50 {
            for n in 0..40 {
                storage.get(&format!("k{n}")).await.unwrap();
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        storage.get("k0").await.unwrap();
        let kept = (0..40).filter(|n| storage.cached(&format!("k{n}")).is_some()).count();
        assert!((1..=12).contains(&kept), "{kept} of 40 objects of 100 kB are in 1 MiB");
    })
    .await;
}
