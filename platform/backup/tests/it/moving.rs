//! There and back: SQLite and a folder, PostgreSQL and S3.

use backup::{Phase, backup, restore, verify};
use bytes::Bytes;
use s3_server::S3Server;
use schema::Time;
use storage::Storage;

use crate::kit::{NOW, everything, fill, folder, next_change, quiet, running_job};

#[tokio::test]
async fn a_site_moves_to_postgresql_and_s3_and_back_without_losing_a_bit() {
    let (media, dirs, bucket) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (sqlite, postgres, back) = (db::test::sqlite().await, db::test::postgres().await, db::test::sqlite().await);
    let server = S3Server::start(bucket.path()).await.unwrap();
    let (here, there) = (folder(media.path()), Storage::open(&server.url(), 0).unwrap());
    fill(&sqlite.db, &here).await;
    running_job(&sqlite.db).await;
    let before = everything(&sqlite.db, &here).await;
    assert!(before.len() > 1_200);

    let first = dirs.path().join("first");
    let made = backup(&sqlite.db, &here, &first, NOW, &quiet).await.unwrap();
    assert_eq!((made.media.objects, made.media.bytes, made.made_at), (4, 600_007, NOW));
    assert_eq!(made.tables.iter().map(|table| table.rows).sum::<u64>() as usize + 4, before.len());
    assert_eq!(verify(&first, &quiet).await.unwrap().damage, [""; 0]);
    restore(&first, &postgres.db, &there, &quiet).await.unwrap();
    assert_eq!(everything(&postgres.db, &there).await, before);

    let second = dirs.path().join("second");
    backup(&postgres.db, &there, &second, NOW, &quiet).await.unwrap();
    assert_eq!(verify(&second, &quiet).await.unwrap().damage, [""; 0]);
    let home = folder(&dirs.path().join("media"));
    restore(&second, &back.db, &home, &quiet).await.unwrap();
    assert_eq!(everything(&back.db, &home).await, before);
    for db in [&postgres.db, &back.db] {
        assert_eq!(next_change(db).await, 1_201, "numbers go on");
    }
}

#[tokio::test]
async fn the_next_backup_copies_only_what_is_new_and_keeps_what_is_shared_once() {
    let (media, target) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (site, storage) = (db::test::sqlite().await, folder(media.path()));
    fill(&site.db, &storage).await;
    backup(&site.db, &storage, target.path(), NOW, &quiet).await.unwrap();
    let pool = || files(&target.path().join("media"));
    assert_eq!(pool().len(), 3, "four objects, two of them alike");
    // a content that is not read again may be spoilt at its source without the backup noticing: proof that it is not read
    let stamps: Vec<_> = pool().iter().map(|path| path.metadata().unwrap().modified().unwrap()).collect();
    storage.put_bytes("new", Bytes::from_static(b"new")).await.unwrap();
    storage.put_bytes("films/a/720/index.m3u8", Bytes::from_static(b"#EXTM3X")).await.unwrap();
    storage.delete("empty").await.unwrap();
    let made = backup(&site.db, &storage, target.path(), Time(NOW.0 + 1), &quiet).await.unwrap();
    assert_eq!((made.media.objects, pool().len()), (4, 5));
    let still = pool().iter().filter(|path| stamps.contains(&path.metadata().unwrap().modified().unwrap())).count();
    assert_eq!(still, 3, "what was in the pool was not written again");
    assert_eq!(verify(target.path(), &quiet).await.unwrap().damage, [""; 0]);
    assert_eq!(backup::prune(target.path()).await.unwrap(), 2, "the old playlist and the empty object");
    assert_eq!(verify(target.path(), &quiet).await.unwrap().damage, [""; 0]);
    let lists = std::fs::read_dir(target.path()).unwrap().flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with("tables-"));
    assert_eq!(lists.count(), 1);
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let shelves = std::fs::read_dir(folder).unwrap().flatten();
    shelves.flat_map(|shelf| std::fs::read_dir(shelf.path()).unwrap().flatten().map(|entry| entry.path())).collect()
}

#[tokio::test]
async fn a_backup_sees_one_moment_while_the_site_goes_on() {
    db::test::each(async |db| {
        let (media, target) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let storage = folder(media.path());
        fill(&db, &storage).await;
        let writing = db.clone();
        let stop = std::sync::atomic::AtomicBool::new(false);
        let write = async {
            // a pair is written in one transaction: a backup with half of it would be torn
            let mut pairs = 0;
            while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                let pair = async |tx: &sea_orm::DatabaseTransaction| {
                    schema::change::record(tx, "pair", "made", NOW).await?;
                    schema::audit::record(tx, "operator", "pair", "pair", "{}", NOW).await
                };
                writing.write(pair).await.unwrap();
                pairs += 1;
                tokio::task::yield_now().await;
            }
            pairs
        };
        let make = async {
            let made = backup(&db, &storage, target.path(), NOW, &quiet).await;
            stop.store(true, std::sync::atomic::Ordering::SeqCst);
            made.unwrap()
        };
        let (pairs, made) = tokio::join!(write, make);
        let rows = |name: &str| made.tables.iter().find(|table| table.name == name).unwrap().rows;
        assert_eq!(rows("changes") - 1_200, rows("audit") - 1, "{pairs} pairs were written meanwhile");
        assert!(pairs > 0);
    })
    .await;
}

#[tokio::test]
async fn progress_is_told() {
    let (media, target) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (site, storage) = (db::test::sqlite().await, folder(media.path()));
    fill(&site.db, &storage).await;
    let told = std::sync::Mutex::new(Vec::new());
    backup(&site.db, &storage, target.path(), NOW, &|progress| told.lock().unwrap().push(progress)).await.unwrap();
    let told = told.into_inner().unwrap();
    assert_eq!(told.iter().filter(|progress| progress.phase == Phase::Media).map(|progress| progress.done).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(told.iter().any(|progress| progress.phase == Phase::Tables && progress.total == 15));
}
