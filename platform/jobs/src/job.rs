//! What a job is, and how the worker holds jobs of all kinds.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Serialize, de::DeserializeOwned};

use crate::Control;

/// Which jobs run beside each other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Seconds.
    Quick,
    /// Minutes of all processors.
    Media,
    /// What nobody waits for: runs when nothing else does.
    Idle,
}

impl Lane {
    pub(crate) const ALL: [Lane; 3] = [Lane::Quick, Lane::Media, Lane::Idle];

    /// As the table `jobs` has it.
    pub(crate) fn number(self) -> i32 {
        self as i32
    }

    /// As metrics have it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Lane::Quick => "quick",
            Lane::Media => "media",
            Lane::Idle => "idle",
        }
    }
}

/// Work that follows from something, done later and until it has succeeded. Its fields are stored as JSON: ids, not
/// secrets.
#[async_trait]
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What the work needs beside its fields, such as the database.
    type Context: Clone + Send + Sync + 'static;
    /// Its name for ever, such as `film.inspect`.
    const NAME: &'static str;
    /// Where it runs.
    const LANE: Lane;
    /// So many runs may end with an error.
    const TRIES: i32 = 3;

    /// Does the work. An error means another try (after 10 seconds, then 2, 4, 8 … minutes) unless it is [`Permanent`].
    /// When [`Control::cancelled`] is cancelled it should end soon; what it answers then does not count as a try.
    async fn run(&self, cx: &Self::Context, control: &Control) -> anyhow::Result<()>;

    /// After the last try, before the row says so; may be called again if the worker vanishes in between.
    async fn failed(&self, _cx: &Self::Context, _error: &str) -> anyhow::Result<()> {
        Ok(())
    }
}

/// An error that another try would not mend: `return Err(Permanent(error).into())`.
#[derive(Debug)]
pub struct Permanent(pub anyhow::Error);

impl std::fmt::Display for Permanent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // with the alternate form the whole chain, as anyhow does
        if f.alternate() { write!(f, "{:#}", self.0) } else { write!(f, "{}", self.0) }
    }
}

impl std::error::Error for Permanent {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// One kind of job, ready to be run by a worker.
#[derive(Clone)]
pub struct Handler {
    pub(crate) name: &'static str,
    pub(crate) lane: Lane,
    pub(crate) tries: i32,
    pub(crate) run: Arc<dyn Run>,
}

impl Handler {
    /// The job's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl std::fmt::Debug for Handler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handler({})", self.name)
    }
}

/// Binds a kind of job to what it needs.
pub fn handler<J: Job>(cx: J::Context) -> Handler {
    Handler { name: J::NAME, lane: J::LANE, tries: J::TRIES, run: Arc::new(Bound::<J>(cx)) }
}

#[async_trait]
pub(crate) trait Run: Send + Sync {
    async fn run(&self, payload: &str, control: &Control) -> anyhow::Result<()>;
    async fn failed(&self, payload: &str, error: &str) -> anyhow::Result<()>;
}

struct Bound<J: Job>(J::Context);

fn read<J: Job>(payload: &str) -> anyhow::Result<J> {
    // serde's message may repeat a value, but those are ids
    serde_json::from_str(payload).map_err(|error| Permanent(anyhow::anyhow!("the job's fields can not be read: {error}")).into())
}

#[async_trait]
impl<J: Job> Run for Bound<J> {
    async fn run(&self, payload: &str, control: &Control) -> anyhow::Result<()> {
        read::<J>(payload)?.run(&self.0, control).await
    }

    async fn failed(&self, payload: &str, error: &str) -> anyhow::Result<()> {
        read::<J>(payload)?.failed(&self.0, error).await
    }
}
