//! The loop that claims jobs and lets them run.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use db::Db;
use schema::{Clock, Ids, JobId, Time};
use sea_orm::DbErr;
use tokio::{sync::Semaphore, task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

use crate::{
    Handler, JobView, Lane, Progress, State, of_subject, scratch,
    store::{self, Wanted},
    supervise::Run,
};

const SWEEP: Duration = Duration::from_secs(3600);
const COUNT: Duration = Duration::from_secs(10);

/// How a worker works.
#[derive(Clone, Debug)]
pub struct WorkerConfig {
    /// Begins the name under which it holds leases, such as the machine's.
    pub name: String,
    /// Jobs of [`Lane::Media`] beside each other.
    pub media_slots: usize,
    /// Jobs of [`Lane::Quick`] beside each other.
    pub quick_slots: usize,
    /// How often it looks for jobs that nobody woke it for.
    pub poll: Duration,
    /// The root of the jobs' private folders, on this machine.
    pub scratch: PathBuf,
    /// Where news go, and the bell; share it with those who listen.
    pub progress: Progress,
    /// How long a job may take to stop when it should.
    pub grace: Duration,
}

impl Default for WorkerConfig {
    fn default() -> WorkerConfig {
        WorkerConfig {
            name: "worker".into(),
            media_slots: 1,
            quick_slots: 2,
            poll: Duration::from_secs(1),
            scratch: std::env::temp_dir().join("socialtalks-jobs"),
            progress: Progress::default(),
            grace: Duration::from_secs(10),
        }
    }
}

/// A worker; cheap to clone.
#[derive(Clone)]
pub struct Worker(Arc<Inner>);

pub(crate) struct Inner {
    pub db: Db,
    pub clock: Clock,
    pub config: WorkerConfig,
    owner: String,
    handlers: HashMap<&'static str, Handler>,
    slots: [(Lane, Arc<Semaphore>, usize); 3],
    /// Jobs that run here.
    running: Mutex<HashSet<JobId>>,
    /// When it last swept, and when it last counted.
    chores: Mutex<(Option<Time>, Option<Time>)>,
}

impl Inner {
    fn running(&self) -> MutexGuard<'_, HashSet<JobId>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worker {
    /// A worker for the given kinds of jobs. It does nothing before [`Worker::run`] or [`Worker::drain`].
    ///
    /// # Panics
    /// When two kinds bear one name.
    #[must_use]
    pub fn new(db: Db, clock: Clock, ids: Ids, handlers: Vec<Handler>, config: WorkerConfig) -> Worker {
        let many = handlers.len();
        let handlers: HashMap<_, _> = handlers.into_iter().map(|handler| (handler.name, handler)).collect();
        assert_eq!(handlers.len(), many, "two kinds of jobs bear one name");
        let slots = Lane::ALL.map(|lane| {
            let many = match lane {
                Lane::Quick => config.quick_slots,
                Lane::Media => config.media_slots,
                Lane::Idle => config.media_slots.min(1),
            };
            (lane, Arc::new(Semaphore::new(many)), many)
        });
        let owner = format!("{}-{}", config.name, &ids.token32()[..8]);
        Worker(Arc::new(Inner { db, clock, config, owner, handlers, slots, running: Mutex::default(), chores: Mutex::default() }))
    }

    /// Lets it look for jobs now.
    pub fn wake(&self) {
        self.0.config.progress.wake();
    }

    /// Where its news go.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.0.config.progress.clone()
    }

    /// Works until `token` is cancelled; then running jobs are asked to stop, and their leases given back. Dropped
    /// instead, its jobs are taken up by others when their leases have passed.
    pub async fn run(&self, token: CancellationToken) {
        let mut tasks = JoinSet::new();
        while !token.is_cancelled() {
            if let Err(error) = self.fill(&mut tasks, None, &token).await {
                tracing::warn!(%error, "looking for jobs");
            }
            if let Err(error) = self.chores().await {
                tracing::warn!(%error, "sweeping jobs");
            }
            tokio::select! {
                () = token.cancelled() => {}
                () = self.0.config.progress.woken() => {}
                () = sleep(self.0.config.poll) => {}
                Some(_) = tasks.join_next() => {}
            }
            while tasks.try_join_next().is_some() {}
        }
        while tasks.join_next().await.is_some() {}
    }

    /// Works on the jobs of one subject until none waits or runs (elsewhere, either), or `token` is cancelled; answers
    /// them all. A fixed clock is moved on when all that is left waits for its time.
    pub async fn drain(&self, subject: &str, token: &CancellationToken) -> Result<Vec<JobView>, DbErr> {
        self.work_off(Some(subject), token).await?;
        of_subject(self.0.db.read(), subject).await
    }

    /// As [`Worker::drain`], for the jobs of all subjects.
    pub async fn drain_all(&self, token: &CancellationToken) -> Result<(), DbErr> {
        self.work_off(None, token).await
    }

    async fn work_off(&self, subject: Option<&str>, token: &CancellationToken) -> Result<(), DbErr> {
        let mut tasks = JoinSet::new();
        while !token.is_cancelled() {
            self.fill(&mut tasks, subject, token).await?;
            while tasks.try_join_next().is_some() {}
            let open = store::open(&self.0.db, subject).await?;
            if open.is_empty() && tasks.is_empty() {
                break;
            }
            let now = self.0.clock.now();
            if tasks.is_empty() && open.iter().all(|row| row.state == State::Waiting.as_str() && row.run_at > now) {
                let next = open.iter().map(|row| row.run_at).min().unwrap_or(now);
                self.0.clock.advance(next.since(now));
            }
            tokio::select! {
                () = token.cancelled() => {}
                () = sleep(Duration::from_millis(50)) => {}
                Some(_) = tasks.join_next() => {}
            }
        }
        while tasks.join_next().await.is_some() {}
        Ok(())
    }

    /// Begins as many jobs as there are slots for.
    async fn fill(&self, tasks: &mut JoinSet<()>, subject: Option<&str>, token: &CancellationToken) -> Result<(), DbErr> {
        for (lane, slots, _) in &self.0.slots {
            while let Ok(slot) = slots.clone().try_acquire_owned() {
                if token.is_cancelled() || (*lane == Lane::Idle && self.busy(subject).await?) {
                    break;
                }
                let now = self.0.clock.now();
                let Some(row) = store::claim(&self.0.db, &self.wanted(*lane, subject), &self.0.owner, now).await? else { break };
                let handler = self.0.handlers[row.name.as_str()].clone();
                let (inner, id) = (self.0.clone(), row.id);
                inner.running().insert(id);
                let run = Run { worker: self.0.clone(), row, handler, shutdown: token.clone() };
                tasks.spawn(async move {
                    run.supervise().await;
                    inner.running().remove(&id);
                    drop(slot);
                });
            }
        }
        Ok(())
    }

    fn wanted(&self, lane: Lane, subject: Option<&str>) -> Wanted {
        let mut names: Vec<_> = self.0.handlers.values().filter(|handler| handler.lane == lane).map(|handler| handler.name).collect();
        names.sort_unstable();
        Wanted { lane: lane.number(), names, subject: subject.map(str::to_owned), running: self.0.running().iter().copied().collect() }
    }

    /// Whether anything but idle jobs runs here or could.
    async fn busy(&self, subject: Option<&str>) -> Result<bool, DbErr> {
        for (lane, slots, many) in &self.0.slots {
            if *lane == Lane::Idle {
                continue;
            }
            if slots.available_permits() < *many || store::any(&self.0.db, &self.wanted(*lane, subject), self.0.clock.now()).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Counts every ten seconds, sweeps every hour.
    async fn chores(&self) -> Result<(), DbErr> {
        let inner = &self.0;
        let now = inner.clock.now();
        let due = |last: &mut Option<Time>, every: Duration| {
            let due = last.is_none_or(|last| now.since(last) >= every);
            if due {
                *last = Some(now);
            }
            due
        };
        let (sweep, count) = {
            let mut chores = inner.chores.lock().unwrap_or_else(PoisonError::into_inner);
            (due(&mut chores.0, SWEEP), due(&mut chores.1, COUNT))
        };
        if count {
            for lane in Lane::ALL {
                for state in [State::Waiting, State::Running, State::Failed] {
                    let many = store::count(&inner.db, lane.number(), state).await?;
                    metrics::gauge!("jobs", "lane" => lane.name(), "state" => state.as_str()).set(many as f64);
                }
            }
        }
        if sweep {
            let names = scratch::names(&inner.config.scratch);
            let open = store::open(&inner.db, None).await?;
            scratch::sweep(&inner.config.scratch, names, &open);
            store::sweep(&inner.db, now).await?;
        }
        Ok(())
    }
}
