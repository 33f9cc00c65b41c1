//! Folders for the work of one run each, below one root: `job-{id}-{fence}`.

use std::path::{Path, PathBuf};

use schema::{JobId, job};

const BEGIN: &str = "job-";

/// An empty folder for a run; what earlier runs of the job left is removed (their leases are lost).
pub(crate) fn make(root: &Path, id: JobId, fence: i64) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(root)?;
    for entry in std::fs::read_dir(root)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(&format!("{BEGIN}{id}-")) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    let folder = root.join(format!("{BEGIN}{id}-{fence}"));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The folders there are. Asked before the rows: a folder is made after its row says that the run goes on.
pub(crate) fn names(root: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(|name| name.starts_with(BEGIN)).collect()
}

/// Removes those folders whose runs do not go on.
pub(crate) fn sweep(root: &Path, names: Vec<String>, open: &[job::Model]) {
    let going: Vec<String> = open.iter().map(|row| format!("{BEGIN}{}-{}", row.id, row.fence)).collect();
    for name in names.into_iter().filter(|name| !going.contains(name)) {
        let _ = std::fs::remove_dir_all(root.join(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_begins_with_an_empty_folder_of_its_own() {
        let root = tempfile::tempdir().unwrap();
        let first = make(root.path(), JobId(1), 1).unwrap();
        std::fs::write(first.join("half"), "x").unwrap();
        let other = make(root.path(), JobId(2), 1).unwrap();
        let second = make(root.path(), JobId(1), 2).unwrap();
        assert!(!first.exists() && other.exists());
        assert_eq!(std::fs::read_dir(&second).unwrap().count(), 0);
        sweep(root.path(), names(root.path()), &[]);
        assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 0);
    }
}
