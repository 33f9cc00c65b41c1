//! What is damaged, interrupted or in the way is found and told.

use std::path::{Path, PathBuf};

use backup::{Manifest, backup, restore, verify};
use bytes::Bytes;
use db::test::TestDb;
use storage::Storage;

use crate::kit::{NOW, everything, fill, folder, quiet};

struct Made {
    site: TestDb,
    storage: Storage,
    target: tempfile::TempDir,
    media: tempfile::TempDir,
    manifest: Manifest,
}

async fn made() -> Made {
    let (media, target) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (site, storage) = (db::test::sqlite().await, folder(media.path()));
    fill(&site.db, &storage).await;
    let manifest = backup(&site.db, &storage, target.path(), NOW, &quiet).await.unwrap();
    Made { site, storage, target, media, manifest }
}

impl Made {
    fn file(&self, table: &str) -> PathBuf {
        let found = self.manifest.tables.iter().find(|file| file.name == table).unwrap();
        self.target.path().join(&found.file)
    }

    fn pooled(&self) -> PathBuf {
        let shelf = std::fs::read_dir(self.target.path().join("media")).unwrap().flatten().map(|shelf| shelf.path());
        let contents = shelf.flat_map(|shelf| std::fs::read_dir(shelf).unwrap().flatten().map(|entry| entry.path()));
        contents.max_by_key(|path| path.metadata().unwrap().len()).unwrap()
    }
}

/// Turns one bit in the middle of a file.
fn spoil(path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

async fn restored(made: &Made) -> (TestDb, tempfile::TempDir, anyhow::Result<Manifest>) {
    let (db, media) = (db::test::sqlite().await, tempfile::tempdir().unwrap());
    let result = restore(made.target.path(), &db.db, &folder(media.path()), &quiet).await;
    (db, media, result)
}

#[tokio::test]
async fn every_kind_of_damage_is_found_and_restored_from_by_nobody() {
    for damage in ["table", "media list", "content", "content missing", "content short", "table missing"] {
        let made = made().await;
        let list = made.target.path().join(&made.manifest.media.file);
        match damage {
            "table" => spoil(&made.file("talks")),
            "table missing" => std::fs::remove_file(made.file("films")).unwrap(),
            "media list" => spoil(&list),
            "content" => spoil(&made.pooled()),
            "content missing" => std::fs::remove_file(made.pooled()).unwrap(),
            _ => std::fs::File::options().write(true).open(made.pooled()).unwrap().set_len(5).unwrap(),
        }
        let verdict = verify(made.target.path(), &quiet).await.unwrap();
        assert!((1..=2).contains(&verdict.damage.len()), "{damage}: {:?}", verdict.damage);
        let (db, _media, result) = restored(&made).await;
        let error = format!("{:#}", result.unwrap_err());
        assert!(error.contains("damaged") || error.contains("can not be read"), "{damage}: {error}");
        assert!(everything(&db.db, &folder(made.media.path())).await.len() <= 4, "{damage}: no row is there");
    }
}

#[tokio::test]
async fn a_database_with_rows_is_left_alone() {
    let made = made().await;
    let (db, _media, result) = restored(&made).await;
    result.unwrap();
    let before = everything(&db.db, &made.storage).await;
    let media = tempfile::tempdir().unwrap();
    let error = restore(made.target.path(), &db.db, &folder(media.path()), &quiet).await.unwrap_err().to_string();
    assert_eq!(error, "the database is not empty (table topics): restore into a new one");
    assert_eq!(everything(&db.db, &made.storage).await, before);
    assert_eq!(folder(media.path()).list("").await.unwrap(), []);
}

#[tokio::test]
async fn a_database_in_which_a_program_was_once_started_takes_the_backups_secret() {
    let made = made().await;
    let (db, media) = (db::test::postgres().await, tempfile::tempdir().unwrap());
    db.db.secret(&schema::Ids::system()).await.unwrap();
    restore(made.target.path(), &db.db, &folder(media.path()), &quiet).await.unwrap();
    let of = async |db: &db::Db| db.secret(&schema::Ids::system()).await.unwrap();
    assert!(of(&db.db).await == of(&made.site.db).await);
}

#[tokio::test]
async fn an_interrupted_restore_can_be_run_again() {
    let made = made().await;
    let (db, media) = (db::test::sqlite().await, tempfile::tempdir().unwrap());
    let storage = folder(media.path());
    // a directory stands where an object shall be: the restore breaks off after some objects
    std::fs::create_dir_all(media.path().join("films/a/original.mp4")).unwrap();
    restore(made.target.path(), &db.db, &storage, &quiet).await.unwrap_err();
    std::fs::remove_dir(media.path().join("films/a/original.mp4")).unwrap();
    // and one that came from elsewhere has the right length only
    storage.put_bytes("films/b/same.mp4", Bytes::from(vec![8; 300_000])).await.unwrap();
    restore(made.target.path(), &db.db, &storage, &quiet).await.unwrap();
    assert_eq!(everything(&db.db, &storage).await, everything(&made.site.db, &made.storage).await);
}

#[tokio::test]
async fn an_interrupted_backup_leaves_the_earlier_one_whole() {
    let made = made().await;
    let lock = made.target.path().join(".lock");
    let held = std::fs::File::create(&lock).unwrap();
    held.lock().unwrap();
    let error = backup(&made.site.db, &made.storage, made.target.path(), NOW, &quiet).await.unwrap_err().to_string();
    assert!(error.starts_with("another backup or restore is working"), "{error}");
    drop(held);
    // the media folder's disk answers no more: the tables are written, the manifest is not
    let object = made.media.path().join("films/a/original.mp4");
    std::fs::write(&object, "shorter").unwrap();
    let broken = async {
        let listing = std::sync::atomic::AtomicBool::new(false);
        let tell = |progress: backup::Progress| {
            if progress.phase == backup::Phase::Tables && progress.done > 3 && !listing.swap(true, std::sync::atomic::Ordering::SeqCst) {
                std::fs::remove_dir_all(made.target.path().join("media")).unwrap();
                std::fs::write(made.target.path().join("media"), "a file where the pool should be").unwrap();
            }
        };
        backup(&made.site.db, &made.storage, made.target.path(), schema::Time(NOW.0 + 5), &tell).await
    };
    broken.await.unwrap_err();
    assert_eq!(Manifest::read(made.target.path()).unwrap(), made.manifest);
    assert!(made.file("talks").exists(), "the earlier lists stay until there are new ones");
}

#[tokio::test]
async fn what_is_no_backup_or_of_another_program_is_told() {
    let made = made().await;
    let empty = tempfile::tempdir().unwrap();
    let error = verify(empty.path(), &quiet).await.unwrap_err();
    assert!(error.to_string().contains("is no finished backup"), "{error}");
    let path = made.target.path().join("manifest.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace(&made.manifest.schema, "m9999_later")).unwrap();
    let error = restored(&made).await.2.unwrap_err().to_string();
    assert!(error.contains("m9999_later"), "{error}");
    std::fs::write(&path, text.replace("\"format\": 1", "\"format\": 2")).unwrap();
    assert!(restored(&made).await.2.unwrap_err().to_string().contains("format 2"));
}
