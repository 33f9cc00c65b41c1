//! Table `jobs`, owned by `platform/jobs`.

use sea_orm::entity::prelude::*;

use crate::{JobId, Time};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    /// Which job, such as `film.inspect`.
    pub name: String,
    /// The job's arguments as JSON.
    pub payload: String,
    /// What it works for, such as `film/01hx…`.
    pub subject: String,
    /// 0 quick, 1 media, 2 idle.
    pub lane: i32,
    /// Higher first.
    pub priority: i32,
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// Not before this.
    pub run_at: Time,
    pub lease_until: Option<Time>,
    pub lease_owner: Option<String>,
    /// Raised at each claim: a worker that lost its lease can not commit.
    pub fence: i64,
    /// Runs that ended with an error.
    pub tries: i32,
    /// Runs whose worker vanished.
    pub crashes: i32,
    /// 0 to 1000.
    pub permille: i32,
    pub remaining_s: Option<i64>,
    /// The last lines that the job logged.
    pub log_tail: String,
    pub error: Option<String>,
    pub cancel_requested: bool,
    /// `{name}:{key}`, unique, so that at most one job waits or runs for it; a job that has ended adds `#{id}`.
    pub dedupe: Option<String>,
    pub created_at: Time,
    pub started_at: Option<Time>,
    pub finished_at: Option<Time>,
}

impl ActiveModelBehavior for ActiveModel {}
