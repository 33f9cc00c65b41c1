//! Putting a job into the queue, in the caller's transaction: it exists if and only if what it follows from does.

use schema::{Clock, Ids, JobId, Time, job};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};

use crate::{Job, State};

/// How a job stands in the queue.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What it works for, such as `film/01hx…`.
    pub subject: String,
    /// Higher first; 0 is usual.
    pub priority: i32,
    /// Not before this; none: at once.
    pub run_at: Option<Time>,
    /// At most one job of this name waits or runs for this key.
    pub dedupe: Option<String>,
}

impl Options {
    /// A usual job for `subject`.
    pub fn of(subject: impl Into<String>) -> Options {
        Options { subject: subject.into(), ..Options::default() }
    }

    /// Lets at most one job of the name wait or run for `key`.
    #[must_use]
    pub fn dedupe(mut self, key: impl Into<String>) -> Options {
        self.dedupe = Some(key.into());
        self
    }
}

/// Puts `job` into the queue; with a key for which one waits or runs already, answers that one's id instead.
///
/// A worker in this process looks within a second; [`crate::Progress::wake`] after the commit makes it look at once.
pub async fn enqueue<J: Job>(tx: &impl ConnectionTrait, job: &J, options: Options, clock: &Clock, ids: &Ids) -> Result<JobId, DbErr> {
    let now = clock.now();
    let dedupe = options.dedupe.as_ref().map(|key| format!("{}:{key}", J::NAME));
    let payload = serde_json::to_string(job).map_err(|error| DbErr::Custom(format!("{}: {error}", J::NAME)))?;
    // the one that stood in the way may end between our two statements
    for _ in 0..5 {
        let id: JobId = ids.next(now);
        let row = job::ActiveModel {
            id: Set(id),
            name: Set(J::NAME.into()),
            payload: Set(payload.clone()),
            subject: Set(options.subject.clone()),
            lane: Set(J::LANE.number()),
            priority: Set(options.priority),
            state: Set(State::Waiting.as_str().into()),
            run_at: Set(options.run_at.unwrap_or(now)),
            lease_until: Set(None),
            lease_owner: Set(None),
            fence: Set(0),
            tries: Set(0),
            crashes: Set(0),
            permille: Set(0),
            remaining_s: Set(None),
            log_tail: Set(String::new()),
            error: Set(None),
            cancel_requested: Set(false),
            dedupe: Set(dedupe.clone()),
            created_at: Set(now),
            started_at: Set(None),
            finished_at: Set(None),
        };
        let keep_first = OnConflict::column(job::Column::Dedupe).do_nothing().to_owned();
        if job::Entity::insert(row).on_conflict(keep_first).exec_without_returning(tx).await? == 1 {
            return Ok(id);
        }
        let standing = job::Entity::find().filter(job::COLUMN.dedupe.eq(dedupe.clone())).select_only().column(job::Column::Id);
        if let Some(id) = standing.into_tuple().one(tx).await? {
            return Ok(id);
        }
    }
    Err(DbErr::RecordNotInserted)
}
