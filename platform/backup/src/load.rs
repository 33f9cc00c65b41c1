//! Restoring a backup into an empty database and a storage, of the same kinds or of others.

use std::{
    io::{BufRead, BufReader},
    path::Path,
};

use anyhow::{Context, bail, ensure};
use db::Db;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, Statement, Value,
    sea_query::{Alias, Query, SimpleExpr},
};
use storage::Storage;

use crate::{
    Manifest, OnProgress, Phase, Progress, TableFile, lock,
    manifest::{blocking, hash_file, schema_now},
    media,
    table::{Table, tables},
};

/// Restores the backup in `folder`: the objects first, then all rows in one transaction. Interrupted it can be run
/// again: the database is still empty then, and objects that stand already are only compared.
///
/// # Errors
/// In words for the operator: the database is not empty, the backup is damaged or of another version, a disk is full.
pub async fn restore(folder: &Path, db: &Db, storage: &Storage, on_progress: OnProgress<'_>) -> anyhow::Result<Manifest> {
    let manifest = Manifest::read(folder)?;
    let _lock = lock(folder)?;
    let here = schema_now();
    ensure!(
        manifest.schema == here,
        "the backup was made with the tables of {}, this program has those of {here}: restore it with the program that made it, then migrate",
        manifest.schema
    );
    db.migrate().await?;
    if let Some(table) = occupied(db).await? {
        bail!("the database is not empty (table {table}): restore into a new one");
    }
    for file in manifest.tables.iter().map(|table| (&table.file, &table.sha256)).chain([(&manifest.media.file, &manifest.media.sha256)]) {
        let path = folder.join(file.0);
        let (sha256, _) = blocking(move || hash_file(&path)).await?.with_context(|| format!("{} can not be read", file.0))?;
        ensure!(sha256 == *file.1, "{} is damaged", file.0);
    }
    media::spread(folder, media::entries(folder, &manifest)?, storage, on_progress).await?;
    load_tables(folder, &manifest, db, on_progress).await?;
    Ok(manifest)
}

/// A table of the database that holds something, if any: a site's rows are not mixed with another's. The table `settings` is not asked: a program that was once started has
/// made its secret there, and the backup's takes its place.
///
/// # Errors
/// When the database does not answer, or has no tables yet.
pub async fn occupied(db: &Db) -> anyhow::Result<Option<String>> {
    for table in tables().iter().filter(|table| table.table != "settings") {
        let sql = format!("SELECT 1 FROM \"{}\" LIMIT 1", table.table);
        let connection = db.read();
        if connection.query_one_raw(Statement::from_string(connection.get_database_backend(), sql)).await?.is_some() {
            return Ok(Some(table.table.clone()));
        }
    }
    Ok(None)
}

async fn load_tables(folder: &Path, manifest: &Manifest, db: &Db, on_progress: OnProgress<'_>) -> anyhow::Result<()> {
    let tables = tables();
    let tx = db.begin().await?;
    tx.execute_raw(Statement::from_string(tx.get_database_backend(), "DELETE FROM settings")).await?;
    for (done, file) in manifest.tables.iter().enumerate() {
        on_progress(Progress { phase: Phase::Tables, done: done as u64, total: manifest.tables.len() as u64 });
        let table = tables.iter().find(|table| table.table == file.name).with_context(|| format!("there is no table {}", file.name))?;
        load_table(&tx, table, file, folder).await.with_context(|| format!("the table {}", file.name))?;
    }
    Ok(tx.commit().await?)
}

async fn load_table(tx: &DatabaseTransaction, table: &Table, file: &TableFile, folder: &Path) -> anyhow::Result<()> {
    // SQLite takes 32,766 values in a statement
    let most = (30_000 / table.columns.len()).min(500);
    let mut lines = BufReader::new(std::fs::File::open(folder.join(&file.file))?).lines();
    table.expect(&lines.next().context("it is empty")??)?;
    let mut batch = Vec::new();
    let mut rows = 0;
    for line in lines {
        batch.push(table.values(&line?).with_context(|| format!("row {}", rows + 1))?);
        rows += 1;
        if batch.len() == most {
            insert(tx, table, std::mem::take(&mut batch)).await?;
        }
    }
    insert(tx, table, batch).await?;
    ensure!(rows == file.rows, "{rows} rows instead of {}", file.rows);
    count_on(tx, table).await
}

async fn insert(tx: &DatabaseTransaction, table: &Table, rows: Vec<Vec<Value>>) -> anyhow::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut insert = Query::insert();
    insert.into_table(Alias::new(&table.table)).columns(table.columns.iter().map(|column| Alias::new(&column.name)));
    for row in rows {
        insert.values(row.into_iter().map(SimpleExpr::from))?;
    }
    tx.execute(&insert).await?;
    Ok(())
}

/// Lets PostgreSQL count on after the highest number; SQLite does so of itself.
async fn count_on(tx: &DatabaseTransaction, table: &Table) -> anyhow::Result<()> {
    if tx.get_database_backend() == sea_orm::DbBackend::Postgres && table.key == ["seq"] {
        let name = &table.table;
        let sql = format!("SELECT setval(pg_get_serial_sequence('{name}', 'seq'), MAX(seq)) FROM \"{name}\" HAVING MAX(seq) IS NOT NULL");
        tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await?;
    }
    Ok(())
}
