//! News about jobs in this process, and the bell that wakes its worker.

use std::{sync::Arc, time::Duration};

use db::Db;
use futures::Stream;
use tokio::sync::{Notify, broadcast};

use crate::{JobView, of_subject};

/// How often rows are asked for news of workers in other processes.
const POLL: Duration = Duration::from_millis(1500);

/// News about jobs in this process; cheap to clone, one per process.
#[derive(Clone, Debug)]
pub struct Progress {
    news: broadcast::Sender<JobView>,
    bell: Arc<Notify>,
}

impl Default for Progress {
    fn default() -> Progress {
        Progress { news: broadcast::Sender::new(256), bell: Arc::default() }
    }
}

impl Progress {
    /// Every change of every job that runs in this process, twice a second at most for each.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<JobView> {
        self.news.subscribe()
    }

    /// The jobs of a subject now, and again whenever they have changed: at once when they run in this process, within
    /// two seconds when elsewhere. Never ends by itself; errors of the database are waited out.
    pub fn watch(&self, db: Db, subject: String) -> impl Stream<Item = Vec<JobView>> + Send + use<> {
        let state = (self.subscribe(), db, subject, None);
        futures::stream::unfold(state, |(mut news, db, subject, mut last)| async move {
            loop {
                if let Ok(jobs) = of_subject(db.read(), &subject).await
                    && last.as_ref() != Some(&jobs)
                {
                    last = Some(jobs.clone());
                    return Some((jobs, (news, db, subject, last)));
                }
                // whatever it was that ended the wait, the rows are asked
                let _ = tokio::time::timeout(POLL, ours(&mut news, &subject)).await;
            }
        })
    }

    /// Lets the worker of this process look for jobs now: after the commit of a transaction that put one in.
    pub fn wake(&self) {
        self.bell.notify_one();
    }

    pub(crate) async fn woken(&self) {
        self.bell.notified().await;
    }

    pub(crate) fn tell(&self, job: JobView) {
        // nobody listening is no error
        let _ = self.news.send(job);
    }
}

async fn ours(news: &mut broadcast::Receiver<JobView>, subject: &str) {
    loop {
        match news.recv().await {
            Ok(job) if job.subject != subject => {}
            Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            _ => return,
        }
    }
}
