//! What a running job holds in its hand: progress, log, the wish to stop, and the guard of its results.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use schema::{Clock, JobId};
use sea_orm::{ConnectionTrait, DbErr};
use tokio_util::sync::CancellationToken;

use crate::{store, view::Tail};

/// Why a transaction of a job must not commit.
#[derive(Debug, thiserror::Error)]
pub enum GuardError {
    /// Another worker may have the job, or it is not running any more.
    #[error("the lease is lost")]
    LeaseLost,
    /// The database did not answer.
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Why a running job should stop.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Somebody asked for it.
    Requested,
    /// The worker stops; the job is given back.
    Shutdown,
    /// The lease could not be renewed.
    Lost,
}

/// A running job's hold on its row; cheap to clone. Progress and log are kept in memory and written by the worker.
#[derive(Clone)]
pub struct Control(Arc<Inner>);

struct Inner {
    id: JobId,
    fence: i64,
    clock: Clock,
    cancelled: CancellationToken,
    why: OnceLock<Stop>,
    scratch: PathBuf,
    said: Mutex<Said>,
}

#[derive(Default)]
struct Said {
    permille: u32,
    remaining: Option<Duration>,
    log: Tail,
    changed: bool,
}

/// What the worker writes into the row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub permille: i32,
    pub remaining_s: Option<i64>,
    pub log_tail: String,
}

impl Control {
    pub(crate) fn new(id: JobId, fence: i64, clock: Clock, scratch: PathBuf) -> Control {
        let (cancelled, why) = (CancellationToken::new(), OnceLock::new());
        Control(Arc::new(Inner { id, fence, clock, cancelled, why, scratch, said: Mutex::default() }))
    }

    /// Which job runs.
    #[must_use]
    pub fn id(&self) -> JobId {
        self.0.id
    }

    /// Tells how far it is (0 to 1000) and how long it will take. As often as one likes: it costs no writing.
    pub fn progress(&self, permille: u32, remaining: Option<Duration>) {
        let mut said = self.said();
        said.changed |= said.permille != permille.min(1000) || said.remaining != remaining;
        said.permille = permille.min(1000);
        said.remaining = remaining;
    }

    /// Adds a line to the log, of which the last 40 are kept (8 kB at most).
    pub fn log(&self, line: impl AsRef<str>) {
        tracing::debug!(job = %self.0.id, "{}", line.as_ref());
        let mut said = self.said();
        said.changed = true;
        said.log.push(line.as_ref());
    }

    /// Cancelled when the job should stop: it was asked to, its lease is lost, or the worker stops.
    #[must_use]
    pub fn cancelled(&self) -> CancellationToken {
        self.0.cancelled.clone()
    }

    /// Lets the caller's transaction commit only while this job is still ours, and renews the lease. The row stays
    /// locked until the transaction ends, so guard last and commit at once.
    ///
    /// # Errors
    /// [`GuardError::LeaseLost`]: roll back and return.
    pub async fn guard(&self, tx: &impl ConnectionTrait) -> Result<(), GuardError> {
        if store::renew(tx, self.0.id, self.0.fence, self.0.clock.now()).await? {
            Ok(())
        } else {
            self.stop(Stop::Lost);
            Err(GuardError::LeaseLost)
        }
    }

    /// An empty folder of this run's own, removed after it.
    #[must_use]
    pub fn scratch(&self) -> PathBuf {
        self.0.scratch.clone()
    }

    pub(crate) fn fence(&self) -> i64 {
        self.0.fence
    }

    /// Asks the job to stop; the first reason counts.
    pub(crate) fn stop(&self, why: Stop) {
        let _ = self.0.why.set(why);
        self.0.cancelled.cancel();
    }

    pub(crate) fn stopped(&self) -> Option<Stop> {
        self.0.why.get().copied()
    }

    /// What to write, and whether it is new since the last time.
    pub(crate) fn report(&self) -> (Report, bool) {
        let mut said = self.said();
        let changed = std::mem::take(&mut said.changed);
        let remaining_s = said.remaining.map(|left| i64::try_from(left.as_secs()).unwrap_or(i64::MAX));
        (Report { permille: said.permille.cast_signed(), remaining_s, log_tail: said.log.text() }, changed)
    }

    /// Takes the last report back: it could not be written.
    pub(crate) fn unreported(&self) {
        self.said().changed = true;
    }

    fn said(&self) -> std::sync::MutexGuard<'_, Said> {
        self.0.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
