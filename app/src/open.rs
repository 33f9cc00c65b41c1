//! Opens database and storage and puts the shared parts together.

use anyhow::Context as _;
use db::Db;
use film::{SandboxMode, Tools};
use schema::{Clock, Ids};
use storage::{Keys, Storage};
use web::App;

use crate::data_folder::DataFolder;
use crate::settings::{Settings, env, without_password};

/// The database's address in force.
pub fn database_url(data: &DataFolder, settings: &Settings) -> String {
    if settings.database_url.is_empty() { data.database_url() } else { settings.database_url.clone() }
}

/// Whether the database is a file of this machine.
pub fn is_sqlite(settings: &Settings) -> bool {
    settings.database_url.is_empty() || settings.database_url.starts_with("sqlite:")
}

/// Connects to the database.
///
/// # Errors
/// With its address, without password.
pub async fn database(data: &DataFolder, settings: &Settings) -> anyhow::Result<Db> {
    let url = database_url(data, settings);
    Db::connect(&url).await.with_context(|| without_password(&url))
}

/// Opens the storage.
///
/// # Errors
/// With its address, without password.
pub fn storage(data: &DataFolder, settings: &Settings) -> anyhow::Result<Storage> {
    let url = if settings.storage_url.is_empty() { data.storage_url() } else { settings.storage_url.clone() };
    let keys = env("AWS_ACCESS_KEY_ID").zip(env("AWS_SECRET_ACCESS_KEY")).map(|(id, secret)| Keys { id, secret });
    Storage::open_with(&url, keys, settings.media_cache_mib * 1024 * 1024).with_context(|| without_password(&url))
}

/// The shared parts on a migrated database.
///
/// # Errors
/// When the storage or the site's secret cannot be had.
pub async fn app(db: Db, data: &DataFolder, settings: &Settings) -> anyhow::Result<App> {
    let storage = storage(data, settings)?;
    let ids = Ids::system();
    let secret = db.secret(&ids).await.context("the site's secret")?;
    Ok(App::new(db, storage, Clock::system(), ids, settings.web()?, secret))
}

/// The media tools of this machine. Without them the site still shows what has been made; films wait.
pub async fn tools(settings: &Settings) -> Option<Tools> {
    let program = std::env::current_exe().unwrap_or_else(|_| "socialtalks".into());
    let sandbox = if settings.allow_unsandboxed { SandboxMode::Relaxed(program) } else { SandboxMode::Program(program) };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if settings.media_threads == 0 { cores } else { settings.media_threads };
    match Tools::find(sandbox, threads).await {
        Ok(tools) => Some(tools),
        Err(error) => {
            tracing::warn!(%error, "no films can be taken in; `socialtalks doctor` says more");
            None
        }
    }
}
