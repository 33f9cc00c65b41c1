//! Jobs as others see them, and what others may do to them.

use std::{collections::VecDeque, time::Duration};

use schema::{Clock, JobId, Time, job};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};

/// Where a job stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// For its time and a free worker.
    Waiting,
    /// A worker has it.
    Running,
    /// It succeeded.
    Done,
    /// Its last try ended with an error.
    Failed,
    /// Somebody stopped it.
    Cancelled,
}

impl State {
    /// As the table `jobs` has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Running => "running",
            State::Done => "done",
            State::Failed => "failed",
            State::Cancelled => "cancelled",
        }
    }

    fn parse(text: &str) -> State {
        [State::Waiting, State::Running, State::Done, State::Cancelled].into_iter().find(|state| state.as_str() == text).unwrap_or(State::Failed)
    }

    /// Whether there is something left to do.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, State::Waiting | State::Running)
    }
}

/// A job as others see it, without its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobView {
    /// Which one.
    pub id: JobId,
    /// Which kind, such as `film.inspect`.
    pub name: String,
    /// What it works for.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// 0 to 1000.
    pub permille: u32,
    /// As the job last estimated it.
    pub remaining: Option<Duration>,
    /// The last lines that it logged.
    pub log_tail: String,
    /// What the last failed run said.
    pub error: Option<String>,
    /// Runs that ended with an error.
    pub tries: i32,
    /// Not before this.
    pub run_at: Time,
    /// It was asked to stop.
    pub cancel_requested: bool,
    /// When it was put into the queue.
    pub created_at: Time,
    /// When its last run began.
    pub started_at: Option<Time>,
    /// When it ended for good.
    pub finished_at: Option<Time>,
}

impl From<job::Model> for JobView {
    fn from(row: job::Model) -> JobView {
        JobView {
            id: row.id,
            state: State::parse(&row.state),
            permille: u32::try_from(row.permille).unwrap_or(0),
            remaining: row.remaining_s.and_then(|s| u64::try_from(s).ok()).map(Duration::from_secs),
            name: row.name,
            subject: row.subject,
            log_tail: row.log_tail,
            error: row.error,
            tries: row.tries,
            run_at: row.run_at,
            cancel_requested: row.cancel_requested,
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
        }
    }
}

/// All jobs of a subject, oldest first.
pub async fn of_subject(db: &impl ConnectionTrait, subject: &str) -> Result<Vec<JobView>, DbErr> {
    let rows = job::Entity::find().filter(job::COLUMN.subject.eq(subject)).order_by_asc(job::Column::Id).all(db).await?;
    Ok(rows.into_iter().map(JobView::from).collect())
}

/// One job.
pub async fn by_id(db: &impl ConnectionTrait, id: JobId) -> Result<Option<JobView>, DbErr> {
    Ok(job::Entity::find_by_id(id).one(db).await?.map(JobView::from))
}

/// Stops a job: a waiting one at once, a running one as soon as its worker has heard (≤ 2 s). False: it had ended.
pub async fn cancel(tx: &impl ConnectionTrait, id: JobId, clock: &Clock) -> Result<bool, DbErr> {
    let of = |state: State| job::Entity::update_many().filter(job::COLUMN.id.eq(id)).filter(job::COLUMN.state.eq(state.as_str()));
    let row = job::Entity::find_by_id(id).one(tx).await?;
    let dedupe = row.and_then(|row| ended_key(row.dedupe, id));
    let waiting = of(State::Waiting)
        .col_expr(job::Column::State, Expr::value(State::Cancelled.as_str()))
        .col_expr(job::Column::FinishedAt, Expr::value(clock.now().0))
        .col_expr(job::Column::Dedupe, Expr::value(dedupe));
    if waiting.exec(tx).await?.rows_affected == 1 {
        return Ok(true);
    }
    let running = of(State::Running).col_expr(job::Column::CancelRequested, Expr::value(true));
    Ok(running.exec(tx).await?.rows_affected == 1)
}

/// Lets a failed or cancelled job run again from its first try. False: it is in another state, or another job for its
/// key waits or runs.
pub async fn retry(tx: &impl ConnectionTrait, id: JobId, clock: &Clock) -> Result<bool, DbErr> {
    let Some(row) = job::Entity::find_by_id(id).one(tx).await? else { return Ok(false) };
    if !matches!(State::parse(&row.state), State::Failed | State::Cancelled) {
        return Ok(false);
    }
    let dedupe = row.dedupe.as_deref().map(|key| key.trim_end_matches(&format!("#{id}")).to_owned());
    if let Some(key) = &dedupe
        && job::Entity::find().filter(job::COLUMN.dedupe.eq(key.clone())).one(tx).await?.is_some()
    {
        return Ok(false);
    }
    let mut row = row.into_active_model();
    row.state = Set(State::Waiting.as_str().into());
    row.run_at = Set(clock.now());
    row.tries = Set(0);
    row.crashes = Set(0);
    row.permille = Set(0);
    row.remaining_s = Set(None);
    row.error = Set(None);
    row.cancel_requested = Set(false);
    row.finished_at = Set(None);
    row.dedupe = Set(dedupe);
    job::Entity::update(row).exec(tx).await?;
    Ok(true)
}

/// The key of a job that has ended: no longer in the way of another.
pub(crate) fn ended_key(dedupe: Option<String>, id: JobId) -> Option<String> {
    dedupe.map(|key| if key.ends_with(&format!("#{id}")) { key } else { format!("{key}#{id}") })
}

/// Without the character NUL, which tools may print and PostgreSQL refuses.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "?")
}

/// The last lines of a log: 40 at most, 8 kB at most.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    lines: VecDeque<String>,
    bytes: usize,
}

impl Tail {
    pub fn push(&mut self, line: &str) {
        let line = storable(&line[..line.floor_char_boundary(2_000)]);
        self.bytes += line.len() + 1;
        self.lines.push_back(line);
        while self.lines.len() > 40 || self.bytes > 8_000 {
            self.bytes -= self.lines.pop_front().map_or(0, |line| line.len() + 1);
        }
    }

    pub fn text(&self) -> String {
        self.lines.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_keeps_its_last_lines() {
        let mut tail = Tail::default();
        for n in 0..100 {
            tail.push(&format!("line {n}"));
        }
        assert_eq!(tail.text().lines().count(), 40);
        assert!(tail.text().ends_with("line 99"));
        tail.push("a\0b");
        assert!(tail.text().ends_with("a?b"));
        for _ in 0..10 {
            tail.push(&"æ".repeat(5_000));
        }
        assert!(tail.text().len() <= 8_000);
        assert!(tail.text().len() >= 4_000);
    }

    #[test]
    fn an_ended_job_is_not_in_the_way() {
        let id = JobId(5);
        assert_eq!(ended_key(Some("a:b".into()), id), Some(format!("a:b#{id}")));
        assert_eq!(ended_key(ended_key(Some("a:b".into()), id), id), Some(format!("a:b#{id}")));
        assert_eq!(ended_key(None, id), None);
    }
}
