//! Making a backup beside a running site.

use std::path::Path;

use anyhow::{Context, bail};
use db::{Db, Kind};
use futures::TryStreamExt;
use schema::Time;
use sea_orm::{AccessMode, ConnectionTrait, DatabaseTransaction, IsolationLevel, Statement, StreamTrait, TransactionTrait};
use storage::Storage;

use crate::{
    Manifest, OnProgress, Phase, Progress, TableFile, lock,
    manifest::Lines,
    media,
    table::{Table, tables},
};

/// Makes a backup into `target` (made when missing), beside a running site. All rows are as of one moment; objects are
/// those that stood there after it. What the folder holds of an earlier backup's objects is not copied again.
///
/// # Errors
/// In words for the operator. An earlier backup in the folder then stays as it was.
pub async fn backup(db: &Db, storage: &Storage, target: &Path, now: Time, on_progress: OnProgress<'_>) -> anyhow::Result<Manifest> {
    std::fs::create_dir_all(target).with_context(|| format!("{} can not be made", target.display()))?;
    let _lock = lock(target)?;
    let earlier = Manifest::read(target).ok();
    let folder = format!("tables-{}", now.0);
    std::fs::create_dir(target.join(&folder)).with_context(|| format!("{folder} can not be made"))?;
    private(target)?;
    let tables = dump_tables(db, target, &folder, on_progress).await?;
    let media = media::collect(storage, target, &format!("{folder}/media.jsonl"), earlier.as_ref(), on_progress).await?;
    let manifest = Manifest::new(now, tables, media);
    manifest.write(target)?;
    sweep(target, &folder)?;
    Ok(manifest)
}

/// A backup holds the site's secret.
fn private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

async fn dump_tables(db: &Db, target: &Path, folder: &str, on_progress: OnProgress<'_>) -> anyhow::Result<Vec<TableFile>> {
    let (pending, _) = db.migrations().await?;
    anyhow::ensure!(pending == 0, "the database is older than this program: migrate it first");
    let tx = snapshot(db).await?;
    let tables = tables();
    nothing_forgotten(&tx, db.kind(), &tables).await?;
    let mut files = Vec::new();
    for (done, table) in tables.iter().enumerate() {
        on_progress(Progress { phase: Phase::Tables, done: done as u64, total: tables.len() as u64 });
        let file = format!("{folder}/{}.jsonl", table.table);
        let lines = dump_table(&tx, table, &target.join(&file)).await.with_context(|| format!("the table {}", table.table))?;
        let rows = lines.count - 1;
        files.push(TableFile { name: table.table.clone(), file, rows, sha256: lines.finish()? });
    }
    Ok(files)
}

/// A transaction that sees one moment: SQLite's readers do of themselves (WAL), PostgreSQL's when asked to.
async fn snapshot(db: &Db) -> anyhow::Result<DatabaseTransaction> {
    Ok(match db.kind() {
        Kind::Sqlite => db.read().begin().await?,
        Kind::Postgres => db.read().begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?,
    })
}

async fn dump_table(tx: &DatabaseTransaction, table: &Table, path: &Path) -> anyhow::Result<Lines> {
    let mut lines = Lines::create(path)?;
    lines.push(table)?;
    let columns: Vec<String> = table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let sql = format!("SELECT {} FROM \"{}\" ORDER BY {}", columns.join(", "), table.table, table.key.join(", "));
    let mut rows = tx.stream_raw(Statement::from_string(ConnectionTrait::get_database_backend(tx), sql)).await?;
    while let Some(row) = rows.try_next().await? {
        let line = table.columns.iter().map(|column| column.read(&row)).collect::<anyhow::Result<Vec<_>>>()?;
        lines.push(&line)?;
    }
    Ok(lines)
}

/// Refuses a database with a table that would be left out.
async fn nothing_forgotten(tx: &DatabaseTransaction, kind: Kind, known: &[Table]) -> anyhow::Result<()> {
    let sql = match kind {
        Kind::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        Kind::Postgres => "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()",
    };
    for row in tx.query_all_raw(Statement::from_string(ConnectionTrait::get_database_backend(tx), sql)).await? {
        let name: String = row.try_get("", "name")?;
        if name != "seaql_migrations" && !known.iter().any(|table| table.table == name) {
            bail!("the database has a table {name} that this program does not know; it would be missing in the backup");
        }
    }
    Ok(())
}

/// Removes the lists of earlier and of interrupted backups.
fn sweep(target: &Path, keep: &str) -> std::io::Result<()> {
    for entry in std::fs::read_dir(target)? {
        let entry = entry?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with("tables-") && name != *keep {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
