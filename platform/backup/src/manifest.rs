//! What a backup says about itself.

use std::{
    fs::File,
    io::{BufWriter, Read, Write},
    path::Path,
};

use anyhow::Context;
use schema::{Time, migrations::Migrator};
use sea_orm_migration::MigratorTrait;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const FORMAT: u32 = 1;
const NAME: &str = "manifest.json";

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// 1.
    pub format: u32,
    /// When it was begun: what was written later may be missing.
    pub made_at: Time,
    /// The last migration of the database.
    pub schema: String,
    /// In the order in which they can be restored.
    pub tables: Vec<TableFile>,
    /// The objects.
    pub media: MediaList,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFile {
    /// Its name.
    pub name: String,
    /// Its file, relative to the backup.
    pub file: String,
    /// How many rows.
    pub rows: u64,
    /// Of the file, hexadecimal.
    pub sha256: String,
}

/// The list of the objects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaList {
    /// The list's file, relative to the backup.
    pub file: String,
    /// How many objects.
    pub objects: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// Of the list, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    pub(crate) fn new(made_at: Time, tables: Vec<TableFile>, media: MediaList) -> Manifest {
        Manifest { format: FORMAT, made_at, schema: schema_now(), tables, media }
    }

    /// Reads a backup's manifest.
    ///
    /// # Errors
    /// When there is none (a backup that was interrupted has none), or it is of a later program.
    pub fn read(folder: &Path) -> anyhow::Result<Manifest> {
        let path = folder.join(NAME);
        let text = std::fs::read_to_string(&path).with_context(|| format!("{} is no finished backup: {NAME} can not be read", folder.display()))?;
        let manifest: Manifest = serde_json::from_str(&text).with_context(|| format!("{} is damaged", path.display()))?;
        anyhow::ensure!(manifest.format == FORMAT, "the backup has format {}, this program reads format {FORMAT}", manifest.format);
        Ok(manifest)
    }

    /// Replaces the manifest in one step.
    pub(crate) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let draft = folder.join("manifest.tmp");
        let mut file = File::create(&draft)?;
        file.write_all(&serde_json::to_vec_pretty(self)?)?;
        file.sync_all()?;
        std::fs::rename(draft, folder.join(NAME))?;
        Ok(File::open(folder)?.sync_all()?)
    }
}

/// The last migration that this program knows.
pub(crate) fn schema_now() -> String {
    Migrator::migrations().last().map(|step| step.name().to_owned()).unwrap_or_default()
}

/// A file of lines whose hash is known when it has been written.
pub(crate) struct Lines {
    file: BufWriter<File>,
    hash: Sha256,
    pub count: u64,
}

impl Lines {
    pub fn create(path: &Path) -> anyhow::Result<Lines> {
        let file = File::create(path).with_context(|| format!("{} can not be written", path.display()))?;
        Ok(Lines { file: BufWriter::with_capacity(256 << 10, file), hash: Sha256::new(), count: 0 })
    }

    pub fn push(&mut self, line: &impl Serialize) -> anyhow::Result<()> {
        let mut line = serde_json::to_vec(line)?;
        line.push(b'\n');
        self.hash.update(&line);
        self.count += 1;
        Ok(self.file.write_all(&line)?)
    }

    /// Its SHA-256, when it is on disk.
    pub fn finish(self) -> anyhow::Result<String> {
        self.file.into_inner()?.sync_all()?;
        Ok(hex(&self.hash.finalize()))
    }
}

/// A file's SHA-256 and length. Blocking.
pub(crate) fn hash_file(path: &Path) -> std::io::Result<(String, u64)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut len = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((hex(&hash.finalize()), len)),
            n => {
                hash.update(&buffer[..n]);
                len += n as u64;
            }
        }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Blocking work beside the others.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> anyhow::Result<T> {
    Ok(tokio::task::spawn_blocking(work).await?)
}
