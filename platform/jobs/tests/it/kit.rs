//! A job that does what its test says, and workers for it.

use std::{
    collections::HashMap,
    future::Future,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use db::Db;
use futures::future::BoxFuture;
use jobs::{Control, Handler, Job, JobView, Lane, Options, Progress, State, Worker, WorkerConfig};
use schema::{Clock, Ids, JobId, Time};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

type Deed = Arc<dyn Fn(Control) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// What happened, and what jobs shall do.
#[derive(Clone, Default)]
pub struct Stage {
    deeds: Arc<Mutex<HashMap<String, Deed>>>,
    pub begun: Arc<Mutex<Vec<String>>>,
    pub failures: Arc<Mutex<Vec<String>>>,
    pub beside: Arc<AtomicU32>,
    pub most_beside: Arc<AtomicU32>,
}

impl Stage {
    /// Lets jobs of this name in the field `what` do something; others succeed at once.
    pub fn on<F: Future<Output = anyhow::Result<()>> + Send + 'static>(&self, what: &str, deed: impl Fn(Control) -> F + Send + Sync + 'static) {
        self.deeds.lock().unwrap().insert(what.into(), Arc::new(move |control| Box::pin(deed(control))));
    }

    pub fn begun(&self) -> Vec<String> {
        self.begun.lock().unwrap().clone()
    }

    async fn play(&self, what: &str, control: &Control) -> anyhow::Result<()> {
        self.begun.lock().unwrap().push(what.to_owned());
        let beside = self.beside.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_beside.fetch_max(beside, Ordering::SeqCst);
        let deed = self.deeds.lock().unwrap().get(what).cloned();
        let done = match deed {
            Some(deed) => deed(control.clone()).await,
            None => Ok(()),
        };
        self.beside.fetch_sub(1, Ordering::SeqCst);
        done
    }
}

macro_rules! jobs {
    ($($name:ident $text:literal $lane:ident),*) => {$(
        #[derive(Serialize, Deserialize)]
        pub struct $name { pub what: String }

        #[async_trait]
        impl Job for $name {
            type Context = Stage;
            const NAME: &'static str = $text;
            const LANE: Lane = Lane::$lane;
            async fn run(&self, stage: &Stage, control: &Control) -> anyhow::Result<()> {
                stage.play(&self.what, control).await
            }
            async fn failed(&self, stage: &Stage, error: &str) -> anyhow::Result<()> {
                stage.failures.lock().unwrap().push(format!("{}: {error}", self.what));
                Ok(())
            }
        }
    )*};
}

jobs!(Quick "test.quick" Quick, Media "test.media" Media, Idle "test.idle" Idle);

pub struct Kit {
    pub db: Db,
    pub clock: Clock,
    pub ids: Ids,
    pub stage: Stage,
    pub scratch: tempfile::TempDir,
}

impl Kit {
    /// With a clock that stands still.
    pub fn new(db: Db) -> Kit {
        let scratch = tempfile::tempdir().unwrap();
        Kit { db, clock: Clock::fixed(Time(1_790_000_000_000_000)), ids: Ids::system(), stage: Stage::default(), scratch }
    }

    pub async fn put(&self, job: &impl Job, options: Options) -> JobId {
        self.db.write(async |tx| jobs::enqueue(tx, job, options, &self.clock, &self.ids).await).await.unwrap()
    }

    pub async fn quick(&self, what: &str) -> JobId {
        self.put(&Quick { what: what.into() }, Options::of("subject")).await
    }

    pub fn handlers(&self) -> Vec<Handler> {
        vec![jobs::handler::<Quick>(self.stage.clone()), jobs::handler::<Media>(self.stage.clone()), jobs::handler::<Idle>(self.stage.clone())]
    }

    pub fn worker(&self, name: &str) -> Worker {
        let config = WorkerConfig {
            name: name.into(),
            poll: Duration::from_millis(20),
            scratch: self.scratch.path().join(name),
            progress: Progress::default(),
            grace: Duration::from_millis(300),
            ..WorkerConfig::default()
        };
        Worker::new(self.db.clone(), self.clock.clone(), self.ids.clone(), self.handlers(), config)
    }

    /// Begins to work; cancelled by the token, killed by aborting the task.
    #[expect(clippy::disallowed_methods, reason = "a test is its own program")]
    pub fn start(&self, name: &str) -> Running {
        let (worker, token) = (self.worker(name), CancellationToken::new());
        let (own, stop) = (worker.clone(), token.clone());
        Running { worker, token, task: tokio::spawn(async move { own.run(stop).await }) }
    }

    pub async fn view(&self, id: JobId) -> JobView {
        jobs::by_id(self.db.read(), id).await.unwrap().expect("the job's row")
    }

    /// Waits until the job is in a state; ten seconds at most.
    pub async fn reaches(&self, id: JobId, state: State) -> JobView {
        self.until(id, |view| view.state == state).await
    }

    pub async fn until(&self, id: JobId, holds: impl Fn(&JobView) -> bool) -> JobView {
        for _ in 0..500 {
            let view = self.view(id).await;
            if holds(&view) {
                return view;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it does not come to that: {:?}", self.view(id).await)
    }

    pub async fn drain(&self) -> Vec<JobView> {
        self.worker("drain").drain("subject", &CancellationToken::new()).await.unwrap()
    }
}

pub struct Running {
    pub worker: Worker,
    pub token: CancellationToken,
    pub task: tokio::task::JoinHandle<()>,
}

impl Running {
    /// As SIGKILL does it: nothing is cleaned up.
    pub async fn kill(self) {
        self.task.abort();
        let _ = self.task.await;
    }

    pub async fn stop(self) {
        self.token.cancel();
        self.task.await.unwrap();
    }
}

/// Does not end by itself.
pub async fn for_ever(_: Control) -> anyhow::Result<()> {
    std::future::pending().await
}

/// Ends with an error when it should stop.
pub async fn until_stopped(control: Control) -> anyhow::Result<()> {
    control.cancelled().cancelled().await;
    anyhow::bail!("stopped")
}
