//! Brings the tables to this version's shape, after a copy of the database.

use std::process::ExitCode;

use anyhow::Context as _;
use db::Db;
use schema::Clock;

use crate::Text;
use crate::data_folder::DataFolder;
use crate::settings::Settings;

/// `socialtalks migrate`.
///
/// # Errors
/// When the folder is in use, or a step fails; the tables are then as before it.
pub async fn run(data: &std::path::Path, settings: &Settings, text: Text) -> anyhow::Result<ExitCode> {
    let data = DataFolder::open(data)?;
    let _lock = data.lock("migrate", false).map_err(|error| crate::serve::held(text, error))?;
    let db = crate::open::database(&data, settings).await?;
    let done = bring_up(&db, &data).await?;
    println!("{}", if done == 0 { text.migrated_already().to_owned() } else { text.migrated(done) });
    db.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Applies what is pending; answers how many steps that was. A SQLite database that holds something is copied first.
///
/// # Errors
/// When the copy cannot be written, or a step fails.
pub async fn bring_up(db: &Db, data: &DataFolder) -> anyhow::Result<usize> {
    let (pending, applied) = db.migrations().await.context("the list of migrations")?;
    if pending == 0 {
        return Ok(0);
    }
    if applied > 0 && db.kind() == db::Kind::Sqlite {
        let folder = data.snapshots();
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let name = format!("before-{}-steps-{}.db", applied + pending, Clock::system().now().rfc3339().replace(':', "."));
        let file = folder.join(name);
        db::snapshot(db, &file).await.with_context(|| file.display().to_string())?;
        tracing::info!(file = %file.display(), "the database was copied before its tables change");
    }
    db.migrate().await.context("the database's tables could not be brought up to date")?;
    tracing::info!(steps = pending, "the database's tables are up to date");
    Ok(pending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_empty_database_is_made_and_a_full_one_left_alone() {
        let temporary = tempfile::tempdir().unwrap();
        let data = DataFolder::open(temporary.path()).unwrap();
        let db = crate::open::database(&data, &Settings::default()).await.unwrap();
        assert!(bring_up(&db, &data).await.unwrap() > 0);
        assert_eq!(bring_up(&db, &data).await.unwrap(), 0);
        assert!(!data.snapshots().exists(), "nothing to lose, nothing copied");
    }
}
