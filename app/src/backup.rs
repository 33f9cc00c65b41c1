//! `backup` and `restore`: everything into a folder beside a running server, and back into an empty database and a storage,
//! of the same kinds or of others.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use ::backup::{Manifest, Phase, Progress};
use anyhow::Context as _;
use schema::Clock;

use crate::Text;
use crate::cli::Backup;
use crate::data_folder::DataFolder;
use crate::settings::Settings;
use crate::{migrate, open, serve};

/// `socialtalks backup DIR`. Exit code 1 when what was verified is damaged.
///
/// # Errors
/// In words. An earlier backup in the folder then stays as it was.
pub async fn run(data: &Path, settings: &Settings, text: Text, asked: Backup) -> anyhow::Result<ExitCode> {
    let folder = &asked.folder;
    if !asked.verify_only {
        let made = make(data, settings, text, folder).await?;
        let rows = made.tables.iter().map(|table| table.rows).sum::<u64>();
        println!("{}", text.backup_made(folder.display(), rows, made.media.objects, megabytes(&made)));
    }
    if !asked.verify && !asked.verify_only {
        return Ok(ExitCode::SUCCESS);
    }
    let verdict = ::backup::verify(folder, &telling(text)).await;
    hush();
    let verdict = verdict.with_context(|| text.backup_unreadable().to_owned())?;
    if verdict.damage.is_empty() {
        println!("{}", text.backup_whole(verdict.manifest.made_at.rfc3339()));
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{}", text.backup_damaged(verdict.damage.len()));
    for what in &verdict.damage {
        eprintln!("  {what}");
    }
    Ok(ExitCode::FAILURE)
}

async fn make(data: &Path, settings: &Settings, text: Text, folder: &Path) -> anyhow::Result<Manifest> {
    let own = settings.database_url.is_empty();
    anyhow::ensure!(!own || data.join(DataFolder::DATABASE).exists(), "{}", text.backup_nothing(data.display()));
    let data = DataFolder::open(data)?;
    let target = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    anyhow::ensure!(!target.starts_with(data.path()), "{}", text.backup_within(data.path().display()));
    let db = open::database(&data, settings).await?;
    let (pending, _) = db.migrations().await?;
    anyhow::ensure!(pending == 0, "{}", text.backup_older());
    let storage = open::storage(&data, settings)?;
    let made = ::backup::backup(&db, &storage, folder, Clock::system().now(), &telling(text)).await;
    hush();
    db.close().await?;
    made.with_context(|| text.backup_failed().to_owned())
}

/// `socialtalks restore DIR`.
///
/// # Errors
/// In words; the database is then as empty as before.
pub async fn restore(data: &Path, settings: &Settings, text: Text, folder: &Path) -> anyhow::Result<ExitCode> {
    let data = DataFolder::open(data)?;
    let _lock = data.lock("restore", false).map_err(|error| serve::held(text, error))?;
    let db = open::database(&data, settings).await?;
    migrate::bring_up(&db, &data).await?;
    if let Some(table) = ::backup::occupied(&db).await? {
        anyhow::bail!("{}", text.restore_occupied(table));
    }
    let storage = open::storage(&data, settings)?;
    let restored = ::backup::restore(folder, &db, &storage, &telling(text)).await;
    hush();
    db.close().await?;
    let restored = restored.with_context(|| text.restore_failed().to_owned())?;
    let rows = restored.tables.iter().map(|table| table.rows).sum::<u64>();
    println!("{}", text.restored(restored.made_at.rfc3339(), rows, restored.media.objects, megabytes(&restored)));
    Ok(ExitCode::SUCCESS)
}

fn megabytes(manifest: &Manifest) -> u64 {
    manifest.media.bytes.div_ceil(1_000_000)
}

/// Tells a terminal how far it is; elsewhere nothing, so that a nightly run writes one line.
fn telling(text: Text) -> impl Fn(Progress) + Send + Sync {
    let told = std::io::stderr().is_terminal();
    move |Progress { phase, done, total }| {
        if !told {
            return;
        }
        let words = match (phase, total) {
            (Phase::Tables, _) => text.backup_tables(done, total),
            (Phase::Media, 0) => text.backup_media(done),
            (Phase::Media, _) => text.backup_media_of(done, total),
        };
        let mut err = std::io::stderr().lock();
        let _ = write!(err, "\r\x1b[K{words}");
        let _ = err.flush();
    }
}

/// Wipes the line of progress.
fn hush() {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
}
