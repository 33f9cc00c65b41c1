//! What only a folder can do: hold others' files, be read-only, be full, be left half-written by a kill.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use storage::{Storage, StorageError};

use crate::bytes;

fn open(folder: &Path) -> Storage {
    Storage::open(&format!("file://{}", folder.display()), 0).unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() { files.extend(self::files(&entry.path())) } else { files.push(entry.path()) }
    }
    files
}

#[tokio::test]
async fn an_interrupted_write_leaves_nothing_that_is_read_and_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    storage.put_bytes("films/a", bytes(10)).await.unwrap();
    let draft = folder.path().join("films/.tmp-1-1");
    std::fs::write(&draft, "half").unwrap();
    assert_eq!(storage.list("").await.unwrap().len(), 1);
    assert_eq!(storage.sweep().await.unwrap(), 0, "it may be under way");
    let yesterday = std::fs::FileTimes::new().set_modified(std::time::SystemTime::UNIX_EPOCH);
    std::fs::File::options().write(true).open(&draft).unwrap().set_times(yesterday).unwrap();
    assert_eq!(storage.sweep().await.unwrap(), 1);
    assert_eq!(files(folder.path()), [folder.path().join("films/a")]);
}

#[tokio::test]
async fn emptied_folders_go_and_the_root_stays() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(&folder.path().join("media"));
    storage.put_bytes("a/b/c/d", bytes(1)).await.unwrap();
    storage.delete("a/b/c/d").await.unwrap();
    assert!(folder.path().join("media").is_dir() && !folder.path().join("media/a").exists());
}

#[tokio::test]
async fn a_full_disk_is_told_from_other_errors_and_nothing_half_remains() {
    let Some(full) = small_disk() else { return no_small_disk() };
    let storage = open(&full.0);
    storage.put_bytes("fits", bytes(100_000)).await.unwrap();
    assert_eq!(storage.put_bytes("large", bytes(2 << 20)).await, Err(StorageError::Full));
    assert_eq!(StorageError::Full.status(), 507);
    assert_eq!(storage.get("fits").await.unwrap(), Some(bytes(100_000)), "reading goes on");
    assert_eq!(files(&full.0), [full.0.join("fits")]);
    storage.put_bytes("fits-too", bytes(100_000)).await.expect("there is room again");
}

/// A file system of 1 MiB, unmounted at the end.
struct SmallDisk(PathBuf);

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).status();
        let _ = std::fs::remove_dir(&self.0);
    }
}

fn small_disk() -> Option<SmallDisk> {
    let folder = tempfile::tempdir().unwrap().keep();
    let mount = std::process::Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&folder).output().ok()?;
    mount.status.success().then_some(SmallDisk(folder))
}

/// Without the right to mount, a file-size limit's cousin: `/dev/full` proves the translation at least.
fn no_small_disk() {
    let error = std::io::Write::write_all(&mut std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap(), b"x").unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
}

#[tokio::test]
async fn a_folder_that_may_not_be_written_is_read_only() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    storage.put_bytes("a/b", bytes(5)).await.unwrap();
    std::fs::set_permissions(folder.path().join("a"), std::fs::Permissions::from_mode(0o555)).unwrap();
    // root is not stopped by permissions
    let root = std::fs::write(folder.path().join("a/probe"), "").is_ok();
    let written = storage.put_bytes("a/c", bytes(5)).await;
    assert_eq!(written, if root { Ok(()) } else { Err(StorageError::ReadOnly) });
    std::fs::set_permissions(folder.path().join("a"), std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(storage.get("a/b").await.unwrap(), Some(bytes(5)));
}

#[tokio::test]
async fn a_folder_that_vanishes_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(&folder.path().join("media"));
    storage.ping().await.unwrap();
    std::fs::remove_dir(folder.path().join("media")).unwrap();
    assert!(matches!(storage.ping().await, Err(StorageError::Unavailable(_))));
}

#[tokio::test]
async fn a_published_file_that_is_removed_from_its_folder_stays_stored() {
    let (folder, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let storage = open(folder.path());
    std::fs::write(scratch.path().join("a.m4s"), bytes(9)).unwrap();
    storage.publish_dir("k", scratch.path()).await.unwrap();
    drop(scratch);
    assert_eq!(storage.get("k/a.m4s").await.unwrap(), Some(bytes(9)));
    assert_eq!(files(folder.path()).len(), 1, "no second name is left");
}
