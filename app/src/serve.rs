//! `serve`, `web` and `worker`: the program until it is told to stop.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};
use jobs::{Progress, Worker};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use web::{App, Feature, ServerOptions, Site};

use crate::Text;
use crate::data_folder::{DataFolder, Lock, LockError};
use crate::settings::Settings;
use crate::{measure, migrate, open, wiring};

/// How long requests, jobs and writers may take to end.
const GRACE: Duration = Duration::from_secs(10);

/// Which part of the program runs here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything.
    All,
    /// Pages and API.
    Web,
    /// Background work.
    Worker,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Role::All => "serve",
            Role::Web => "web",
            Role::Worker => "worker",
        }
    }
}

/// A program ready to run.
pub struct Ready {
    /// The shared parts.
    pub app: App,
    /// What the features brought.
    pub features: Vec<Feature>,
    worker: Option<Worker>,
    listener: Option<TcpListener>,
    _lock: Lock,
}

/// Runs a role until SIGTERM or SIGINT.
///
/// # Errors
/// When it cannot start.
pub async fn run(data: &Path, settings: &Settings, text: Text, role: Role) -> anyhow::Result<ExitCode> {
    let ready = prepare(data, settings, text, role).await?;
    start(ready, |address| println!("{}", text.serving(address))).await
}

/// Takes the lock, opens everything, migrates, and asks the features what they bring.
///
/// # Errors
/// In words.
pub async fn prepare(data: &Path, settings: &Settings, text: Text, role: Role) -> anyhow::Result<Ready> {
    if role != Role::All && open::is_sqlite(settings) {
        bail!("{}", text.one_process(role.name()));
    }
    let data = DataFolder::open(data)?;
    // On PostgreSQL several roles may share a machine; a SQLite file has one program.
    let lock = data.lock(role.name(), !open::is_sqlite(settings)).map_err(|error| held(text, error))?;
    measure::start(&settings.metrics_listen)?;
    let mut settings = settings.clone();
    let mut listener = None;
    if role != Role::Worker {
        // Bound before anything else: who comes while the rest opens waits a moment instead of being turned away.
        let bound = TcpListener::bind(&settings.listen).await.with_context(|| settings.listen.clone())?;
        settings.listen = bound.local_addr()?.to_string();
        listener = Some(bound);
    }
    let (db, tools) = tokio::join!(open::database(&data, &settings), open::tools(&settings));
    let db = db?;
    migrate::bring_up(&db, &data).await?;
    let app = open::app(db, &data, &settings).await?;
    app.changes.refresh().await?;
    let news = Progress::default();
    let mut features = wiring::features(&app, wiring::media(tools, news.clone(), &settings));
    let handlers = features.iter_mut().flat_map(|feature| std::mem::take(&mut feature.jobs)).collect();
    let worker = (role != Role::Web).then(|| wiring::worker(&app, handlers, &data, news));
    Ok(Ready { app, features, worker, listener, _lock: lock })
}

/// Runs what was prepared; `open` is told the address once readers can come.
///
/// # Errors
/// When the listener fails for good.
pub async fn start(ready: Ready, open: impl FnOnce(&str)) -> anyhow::Result<ExitCode> {
    let Ready { app, features, worker, listener, _lock } = ready;
    stop_on_signal(&app.stopping)?;
    app.background.spawn(app.changes.clone().follow(app.stopping.clone()));
    if let Some(worker) = worker {
        let stopping = app.stopping.clone();
        app.background.spawn(async move { worker.run(stopping).await });
    }
    if let Some(listener) = listener {
        if !app.assets.are_built() {
            tracing::warn!("style sheets and scripts are not built into this program (cargo xtask assets); pages come without them");
        }
        tracing::info!(listen = %listener.local_addr()?, url = app.config.public_url, "open");
        let site = Site::new(&app, features);
        open(&app.config.public_url);
        web::serve(listener, site, ServerOptions { grace: GRACE }).await?;
    } else {
        tracing::info!("at work");
        app.stopping.cancelled().await;
    }
    app.background.close();
    if tokio::time::timeout(GRACE, app.background.wait()).await.is_err() {
        tracing::warn!("some work had not ended in time; it is taken up again at the next start");
    }
    if let Err(error) = app.db.clone().close().await {
        tracing::warn!(%error, "the database did not close well");
    }
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// The first signal asks everything to end, the second one does not wait.
pub fn stop_on_signal(stopping: &CancellationToken) -> anyhow::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stopping = stopping.clone();
    tokio_util::task::TaskTracker::new().spawn(async move {
        for first in [true, false] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if first {
                tracing::info!("asked to stop; what is under way is finished");
                stopping.cancel();
            } else {
                std::process::exit(130);
            }
        }
    });
    Ok(())
}

/// The refusal to use a folder that somebody uses.
pub fn held(text: Text, error: LockError) -> anyhow::Error {
    match error {
        LockError::Held(who) => anyhow::anyhow!("{}", text.folder_in_use(if who.is_empty() { "socialtalks" } else { &who })),
        LockError::Io(error) => error,
    }
}
