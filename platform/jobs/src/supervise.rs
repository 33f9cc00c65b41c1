//! One run of a job from claim to end: renewing the lease, passing on news, stopping, and what becomes of it.

use std::{sync::Arc, time::Duration};

use schema::{Time, job};
use sea_orm::DbErr;
use tokio::{
    task::JoinSet,
    time::{Instant, interval, sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::{
    Control, GuardError, Handler, Permanent, State,
    control::Stop,
    scratch,
    store::{self, LEASE, Outcome},
    view::storable,
    worker::Inner,
};

/// News are written and told so often at most.
const TICK: Duration = Duration::from_millis(500);
/// A job without news asks so often whether it shall stop.
const LOOK: Duration = Duration::from_millis(1500);
const HEARTBEAT: Duration = Duration::from_secs(10);
/// A statement that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(10);
/// A job whose worker vanished so often is itself the reason.
const MOST_CRASHES: i32 = 30;
const LONGEST_ERROR: usize = 2_000;

pub(crate) struct Run {
    pub worker: Arc<Inner>,
    pub row: job::Model,
    pub handler: Handler,
    pub shutdown: CancellationToken,
}

impl Run {
    pub async fn supervise(mut self) {
        let span = tracing::info_span!("job", name = self.row.name, id = %self.row.id, subject = self.row.subject);
        let begun = Instant::now();
        let name = self.handler.name;
        let result = async {
            self.worker.config.progress.tell(self.row.clone().into());
            let result = self.go().instrument(tracing::Span::current()).await;
            metrics::histogram!("jobs_run_seconds", "name" => name).record(begun.elapsed().as_secs_f64());
            result
        };
        let result = result.instrument(span).await;
        metrics::counter!("jobs_runs_total", "name" => name, "result" => result).increment(1);
    }

    /// Runs the job and writes what became of it; answers that in a word.
    async fn go(&mut self) -> &'static str {
        let folder = match scratch::make(&self.worker.config.scratch, self.row.id, self.row.fence) {
            Ok(folder) => folder,
            Err(error) => {
                let control = Control::new(self.row.id, self.row.fence, self.worker.clock.clone(), self.worker.config.scratch.clone());
                return self.settle(&control, Err(anyhow::anyhow!("no folder to work in: {error}"))).await;
            }
        };
        let control = Control::new(self.row.id, self.row.fence, self.worker.clock.clone(), folder.clone());
        let result = if self.row.cancel_requested {
            control.stop(Stop::Requested);
            Err(anyhow::anyhow!("cancelled"))
        } else if self.row.crashes > MOST_CRASHES {
            Err(Permanent(anyhow::anyhow!("its worker vanished {} times", self.row.crashes)).into())
        } else {
            self.drive(&control).await
        };
        let word = self.settle(&control, result).await;
        let _ = tokio::task::spawn_blocking(move || std::fs::remove_dir_all(folder)).await;
        word
    }

    /// Lets the job run beside its supervision, so that neither waits for the other.
    async fn drive(&self, control: &Control) -> anyhow::Result<()> {
        let mut task = JoinSet::new();
        let (run, payload, own) = (self.handler.run.clone(), self.row.payload.clone(), control.clone());
        task.spawn(async move { run.run(&payload, &own).await }.in_current_span());
        let mut beat = Beat { last: Instant::now(), looked: Instant::now(), held: self.worker.clock.now() };
        let mut tick = interval(TICK);
        let mut deadline = None;
        loop {
            tokio::select! {
                done = task.join_next() => return match done {
                    Some(Ok(result)) => result,
                    Some(Err(error)) if error.is_panic() => Err(anyhow::anyhow!("panicked: {}", panic_text(error.into_panic()))),
                    _ => Err(anyhow::anyhow!("it did not stop in time")),
                },
                () = self.shutdown.cancelled(), if control.stopped().is_none() => control.stop(Stop::Shutdown),
                _ = tick.tick() => {
                    if control.stopped() != Some(Stop::Lost) {
                        self.beat(control, &mut beat).await;
                    }
                    if control.stopped().is_some() && *deadline.get_or_insert_with(|| Instant::now() + self.worker.config.grace) <= Instant::now() {
                        task.abort_all();
                    }
                }
            }
        }
    }

    /// Writes news and renews the lease when it is time for either; else asks whether to stop when it is time for that.
    async fn beat(&self, control: &Control, beat: &mut Beat) {
        let now = self.worker.clock.now();
        let (report, changed) = control.report();
        let asked = if changed || beat.last.elapsed() >= HEARTBEAT {
            let (db, id, fence) = (&self.worker.db, self.row.id, control.fence());
            let asked = patiently(store::heartbeat(db, id, fence, report.clone(), now)).await;
            if asked.is_ok() {
                (beat.last, beat.held) = (Instant::now(), now);
                let news = job::Model { permille: report.permille, remaining_s: report.remaining_s, log_tail: report.log_tail, ..self.row.clone() };
                self.worker.config.progress.tell(news.into());
            } else if changed {
                control.unreported();
            }
            asked
        } else if beat.looked.elapsed() >= LOOK {
            beat.looked = Instant::now();
            patiently(store::cancel_requested(&self.worker.db, self.row.id, control.fence())).await
        } else {
            return;
        };
        match asked {
            Ok(Some(true)) => control.stop(Stop::Requested),
            Ok(Some(false)) => {}
            Ok(None) => control.stop(Stop::Lost),
            Err(error) => {
                tracing::warn!(%error, "the job's row does not answer");
                if now.since(beat.held) > LEASE {
                    control.stop(Stop::Lost);
                }
            }
        }
    }

    /// Decides and writes what becomes of the run.
    async fn settle(&self, control: &Control, result: anyhow::Result<()>) -> &'static str {
        let now = self.worker.clock.now();
        let report = control.report().0;
        let outcome = |state, run_at: Time, tries, error: Option<String>| Outcome { state, run_at, tries, error, report: report.clone() };
        let (run_at, tries) = (self.row.run_at, self.row.tries);
        let lost = |error: &anyhow::Error| matches!(error.downcast_ref::<GuardError>(), Some(GuardError::LeaseLost));
        let mut outcome = match (result, control.stopped()) {
            (_, Some(Stop::Lost)) => return "lost",
            (Err(error), _) if lost(&error) => return "lost",
            (Ok(()), _) => outcome(State::Done, run_at, tries, None),
            (Err(_), Some(Stop::Requested)) => outcome(State::Cancelled, run_at, tries, None),
            (Err(_), Some(Stop::Shutdown)) => outcome(State::Waiting, now, tries, self.row.error.clone()),
            (Err(error), None) => {
                let permanent = error.chain().any(|cause| cause.is::<Permanent>());
                let mut text = storable(&format!("{error:#}"));
                text.truncate(text.floor_char_boundary(LONGEST_ERROR));
                tracing::warn!(error = text, tries = tries + 1, "the job failed");
                let state = if permanent || tries + 1 >= self.handler.tries { State::Failed } else { State::Waiting };
                outcome(state, now + pause(tries + 1), tries + 1, Some(text))
            }
        };
        if outcome.state == State::Done {
            (outcome.report.permille, outcome.report.remaining_s) = (1000, None);
        }
        if outcome.state == State::Failed {
            self.tell_failed(outcome.error.clone().unwrap_or_default()).await;
        }
        self.write(outcome).await
    }

    async fn write(&self, outcome: Outcome) -> &'static str {
        for left in (0..3).rev() {
            let now = self.worker.clock.now();
            match patiently(store::finish(&self.worker.db, &self.row, outcome.clone(), now)).await {
                Ok(Some(row)) => {
                    self.worker.config.progress.tell(row.into());
                    return outcome.state.as_str();
                }
                Ok(None) => return "lost",
                Err(error) => tracing::warn!(%error, left, "the job's end could not be written"),
            }
            sleep(Duration::from_secs(1)).await;
        }
        // the lease passes and the job runs again
        "lost"
    }

    async fn tell_failed(&self, error: String) {
        let (run, payload) = (self.handler.run.clone(), self.row.payload.clone());
        let mut task = JoinSet::new();
        task.spawn(async move { run.failed(&payload, &error).await });
        match timeout(LEASE - PATIENCE, task.join_next()).await {
            Ok(Some(Ok(Ok(())))) => {}
            other => tracing::error!(?other, "telling of the job's failure failed"),
        }
    }
}

struct Beat {
    /// When the lease was last renewed.
    last: Instant,
    /// When it last asked whether to stop.
    looked: Instant,
    /// The same as `last` on the house's clock.
    held: Time,
}

async fn patiently<T>(statement: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    timeout(PATIENCE, statement).await.unwrap_or_else(|_| Err(DbErr::Custom("the database did not answer in time".into())))
}

/// How long after run number `tries` has failed the next one begins.
fn pause(tries: i32) -> Duration {
    match tries {
        ..=1 => Duration::from_secs(10),
        more => Duration::from_secs(60 << (more - 1).min(10)),
    }
}

fn panic_text(panic: Box<dyn std::any::Any + Send>) -> String {
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => other.downcast::<&str>().map_or_else(|_| "without words".into(), |text| (*text).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_retry_comes_soon_and_later_ones_later() {
        let pauses: Vec<u64> = (1..6).map(|tries| pause(tries).as_secs()).collect();
        assert_eq!(pauses, [10, 120, 240, 480, 960]);
        assert_eq!(pause(99), pause(12));
    }
}
