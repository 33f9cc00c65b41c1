//! The worker's statements on the table `jobs`. `$1` is a placeholder on both databases.

use std::time::Duration;

use db::Db;
use schema::{JobId, Time, job};
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, EntityTrait, PaginatorTrait, QueryFilter, Statement, Value,
    sea_query::{Expr, ExprTrait as _},
};

use crate::{State, control::Report, view::ended_key};

/// A claim holds so long without being renewed.
pub(crate) const LEASE: Duration = Duration::from_secs(30);
const KEPT: Duration = Duration::from_secs(7 * 86_400);
const KEPT_FAILED: Duration = Duration::from_secs(90 * 86_400);

/// What a worker looks for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub lane: i32,
    /// The jobs that the worker can run.
    pub names: Vec<&'static str>,
    /// Only this subject's, when given.
    pub subject: Option<String>,
    /// Jobs that run here at this moment: a clock that jumps ends their leases, but not them.
    pub running: Vec<JobId>,
}

impl Wanted {
    /// The condition of a claim, its first placeholder being `$1`. What was made, begun or leased in the future shows that
    /// the clock has been set back; it does not wait until the clock has come there again.
    fn condition(&self, now: Time) -> (String, Vec<Value>) {
        let mut values: Vec<Value> = vec![now.0.into(), self.lane.into(), (now + LEASE).0.into(), (now + LEASE * 2).0.into()];
        let mut sql = "((state = 'waiting' AND (run_at <= $1 OR created_at > $3 OR started_at > $3)) \
                       OR (state = 'running' AND (lease_until < $1 OR lease_until > $4))) AND lane = $2"
            .to_owned();
        if let Some(subject) = &self.subject {
            values.push(subject.clone().into());
            sql += " AND subject = $5";
        }
        if !self.running.is_empty() {
            let ids: Vec<String> = self.running.iter().map(|id| id.0.to_string()).collect();
            sql += &format!(" AND id NOT IN ({})", ids.join(", "));
        }
        let names: Vec<String> = (1..=self.names.len()).map(|n| format!("${}", values.len() + n)).collect();
        values.extend(self.names.iter().map(|name| Value::from(*name)));
        (format!("{sql} AND name IN ({})", names.join(", ")), values)
    }
}

/// Whether a claim may find something: a reader answers, so that idling costs no write.
pub(crate) async fn any(db: &Db, wanted: &Wanted, now: Time) -> Result<bool, DbErr> {
    if wanted.names.is_empty() {
        return Ok(false);
    }
    let (condition, values) = wanted.condition(now);
    let sql = format!("SELECT id FROM jobs WHERE {condition} LIMIT 1");
    let connection = db.read();
    let found = connection.query_one_raw(Statement::from_sql_and_values(connection.get_database_backend(), sql, values)).await?;
    Ok(found.is_some())
}

/// Takes the first job there is for us: by priority, then by its time.
pub(crate) async fn claim(db: &Db, wanted: &Wanted, owner: &str, now: Time) -> Result<Option<job::Model>, DbErr> {
    if !any(db, wanted, now).await? {
        return Ok(None);
    }
    let tx = db.begin().await?;
    let backend = tx.get_database_backend();
    // the one place where the dialects part: SQLite has one writer, which is this transaction
    let lock = if backend == DbBackend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let (condition, mut values) = wanted.condition(now);
    let at = values.len();
    values.extend([Value::from((now + LEASE).0), owner.into()]);
    let sql = format!(
        "UPDATE jobs SET crashes = crashes + CASE WHEN state = 'running' THEN 1 ELSE 0 END, state = 'running', lease_until = ${}, \
         lease_owner = ${}, fence = fence + 1, started_at = $1, permille = 0, remaining_s = NULL \
         WHERE id = (SELECT id FROM jobs WHERE {condition} ORDER BY priority DESC, run_at, id LIMIT 1{lock}) RETURNING *",
        at + 1,
        at + 2
    );
    let row = job::Entity::find().from_raw_sql(Statement::from_sql_and_values(backend, sql, values)).one(&tx).await?;
    tx.commit().await?;
    Ok(row)
}

/// Renews the lease; false when the job is not ours any more.
pub(crate) async fn renew(tx: &impl ConnectionTrait, id: JobId, fence: i64, now: Time) -> Result<bool, DbErr> {
    let sql = "UPDATE jobs SET lease_until = $1 WHERE id = $2 AND fence = $3 AND state = 'running'";
    let values: [Value; 3] = [(now + LEASE).0.into(), id.0.into(), fence.into()];
    let done = tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Writes the report and renews the lease; answers whether the job shall stop, none when it is not ours any more.
pub(crate) async fn heartbeat(db: &Db, id: JobId, fence: i64, report: Report, now: Time) -> Result<Option<bool>, DbErr> {
    let sql = "UPDATE jobs SET lease_until = $1, permille = $2, remaining_s = $3, log_tail = $4 \
               WHERE id = $5 AND fence = $6 AND state = 'running' RETURNING cancel_requested";
    let values: [Value; 6] = [(now + LEASE).0.into(), report.permille.into(), report.remaining_s.into(), report.log_tail.into(), id.0.into(), fence.into()];
    let tx = db.begin().await?;
    let row = tx.query_one_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await?;
    tx.commit().await?;
    row.map(|row| row.try_get("", "cancel_requested")).transpose()
}

/// Whether a running job shall stop; none when it is not ours any more.
pub(crate) async fn cancel_requested(db: &Db, id: JobId, fence: i64) -> Result<Option<bool>, DbErr> {
    let row = job::Entity::find_by_id(id).one(db.read()).await?;
    Ok(row.filter(|row| row.fence == fence && row.state == State::Running.as_str()).map(|row| row.cancel_requested))
}

/// What became of a run.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub state: State,
    /// When it waits: not before this.
    pub run_at: Time,
    pub tries: i32,
    pub error: Option<String>,
    pub report: Report,
}

/// Writes what became of a run, if the job is still ours; answers the row.
pub(crate) async fn finish(db: &Db, row: &job::Model, outcome: Outcome, now: Time) -> Result<Option<job::Model>, DbErr> {
    let ended = !outcome.state.is_open();
    let dedupe = if ended { ended_key(row.dedupe.clone(), row.id) } else { row.dedupe.clone() };
    let sql = "UPDATE jobs SET state = $1, run_at = $2, tries = $3, error = $4, permille = $5, remaining_s = $6, log_tail = $7, \
               finished_at = $8, dedupe = $9, lease_until = NULL, lease_owner = NULL WHERE id = $10 AND fence = $11 AND state = 'running' RETURNING *";
    let values: [Value; 11] = [
        outcome.state.as_str().into(),
        outcome.run_at.0.into(),
        outcome.tries.into(),
        outcome.error.into(),
        outcome.report.permille.into(),
        outcome.report.remaining_s.into(),
        outcome.report.log_tail.into(),
        ended.then_some(now.0).into(),
        dedupe.into(),
        row.id.0.into(),
        row.fence.into(),
    ];
    let tx = db.begin().await?;
    let row = job::Entity::find().from_raw_sql(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).one(&tx).await?;
    tx.commit().await?;
    Ok(row)
}

/// Open jobs of a subject (none: of all), and when the first of them may run.
pub(crate) async fn open(db: &Db, subject: Option<&str>) -> Result<Vec<job::Model>, DbErr> {
    let open = job::Entity::find().filter(job::COLUMN.state.is_in([State::Waiting.as_str(), State::Running.as_str()]));
    match subject {
        Some(subject) => open.filter(job::COLUMN.subject.eq(subject)).all(db.read()).await,
        None => open.all(db.read()).await,
    }
}

/// How many jobs of a lane are in a state.
pub(crate) async fn count(db: &Db, lane: i32, state: State) -> Result<u64, DbErr> {
    job::Entity::find().filter(job::COLUMN.lane.eq(lane)).filter(job::COLUMN.state.eq(state.as_str())).count(db.read()).await
}

/// Removes what ended long ago: done and cancelled jobs after 7 days, failed ones after 90.
pub(crate) async fn sweep(db: &Db, now: Time) -> Result<u64, DbErr> {
    db.write(async |tx| {
        let old = |states: &[State], kept: Duration| {
            let states = states.iter().map(|state| state.as_str());
            job::Entity::delete_many().filter(job::COLUMN.state.is_in(states)).filter(Expr::col(job::Column::FinishedAt).lt(now - kept))
        };
        let done = old(&[State::Done, State::Cancelled], KEPT).exec(tx).await?;
        let failed = old(&[State::Failed], KEPT_FAILED).exec(tx).await?;
        Ok(done.rows_affected + failed.rows_affected)
    })
    .await
}
