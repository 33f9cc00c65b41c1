//! Disks that can be harmed: a small one in memory, and an ext4 image whose kernel turns it read-only after an error.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::world::{has, output};

/// A mounted disk; unmounted when dropped.
pub struct Disk {
    /// Where it is mounted.
    pub folder: PathBuf,
    /// The loop device behind an image.
    device: Option<String>,
}

impl Disk {
    /// A disk of so many MiB in memory; else why there is none.
    pub fn small(folder: &Path, mib: u32) -> Result<Disk, String> {
        let size = format!("size={mib}m");
        output("mount", &["-t", "tmpfs", "-o", &size, "tmpfs", &folder.to_string_lossy()]).map_err(|error| format!("{error:#}"))?;
        Ok(Disk { folder: folder.to_owned(), device: None })
    }

    /// An ext4 file system in a file; else why there is none.
    pub fn image(folder: &Path, mib: u32) -> Result<Disk, String> {
        if !has("mkfs.ext4") || !has("losetup") {
            return Err("mkfs.ext4 and losetup are not installed".into());
        }
        let image = folder.with_extension("img");
        let make = || -> Result<Disk> {
            let _ = fs::remove_file(&image);
            fs::File::create(&image)?.set_len(u64::from(mib) << 20)?;
            output("mkfs.ext4", &["-q", "-F", &image.to_string_lossy()])?;
            let device = output("losetup", &["--find", "--show", &image.to_string_lossy()])?;
            let mut disk = Disk { folder: folder.to_owned(), device: Some(device.clone()) };
            if let Err(error) = output("mount", &["-o", "errors=remount-ro", &device, &folder.to_string_lossy()]) {
                disk.release();
                return Err(error);
            }
            Ok(disk)
        };
        make().map_err(|error| format!("{error:#}"))
    }

    /// What ext4 does when the disk fails: an error is noted, and the file system turns read-only under open files.
    pub fn fail(&self) -> Result<()> {
        let device = self.device.as_deref().context("an image")?.trim_start_matches("/dev/");
        fs::write(format!("/sys/fs/ext4/{device}/trigger_fs_error"), "1").context("the kernel's way to fail an ext4 file system")
    }

    /// Repairs and mounts it again, writable.
    pub fn mend(&self) -> Result<()> {
        let device = self.device.as_deref().context("an image")?;
        output("umount", &[&self.folder.to_string_lossy()])?;
        // 1: errors were corrected
        let status = Command::new("fsck.ext4").args(["-y", "-f", device]).output()?.status;
        anyhow::ensure!(matches!(status.code(), Some(0 | 1)), "fsck.ext4 ended with {status}");
        output("mount", &[device, &self.folder.to_string_lossy()]).map(|_| ())
    }

    fn release(&mut self) {
        if let Some(device) = self.device.take() {
            let _ = output("losetup", &["--detach", &device]);
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if output("umount", &[&self.folder.to_string_lossy()]).is_err() {
            let _ = output("umount", &["--lazy", &self.folder.to_string_lossy()]);
        }
        self.release();
    }
}
