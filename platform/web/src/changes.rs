//! The change log's watermark in this process: how far it is, and who wants to be woken when it moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use db::Db;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use crate::store;

/// How often the log is looked at when nobody says that it moved. Another node's change is seen within this time.
const EVERY: Duration = Duration::from_millis(1500);

/// Follows the table `changes`. Cheap to clone.
#[derive(Clone)]
pub struct Changes(Arc<Inner>);

struct Inner {
    db: Db,
    seq: AtomicI64,
    away: AtomicBool,
    poked: Notify,
    news: watch::Sender<i64>,
}

impl Changes {
    /// A watermark at zero; [`Changes::follow`] or [`Changes::refresh`] moves it.
    #[must_use]
    pub fn new(db: Db) -> Changes {
        Changes(Arc::new(Inner { db, seq: AtomicI64::new(0), away: AtomicBool::new(false), poked: Notify::new(), news: watch::channel(0).0 }))
    }

    /// The highest line seen. What was made while it stood here is valid as long as it stands here.
    #[must_use]
    pub fn seq(&self) -> i64 {
        self.0.seq.load(Ordering::Acquire)
    }

    /// Whether the last look failed: what is served from memory may then be older than the database.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.0.away.load(Ordering::Relaxed)
    }

    /// Woken with the new watermark each time it moves.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<i64> {
        self.0.news.subscribe()
    }

    /// To be called after a commit that wrote to the log: looks at it at once, in the background.
    pub fn poke(&self) {
        self.0.poked.notify_one();
    }

    /// Looks at the log now. After a commit and this, no older page is served by this process.
    ///
    /// # Errors
    /// When the database does not answer; the watermark then stays.
    pub async fn refresh(&self) -> anyhow::Result<i64> {
        let seq = store::latest_change(&self.0.db).await.inspect_err(|_| self.0.away.store(true, Ordering::Relaxed))?;
        self.0.away.store(false, Ordering::Relaxed);
        // A restored backup can go backwards; any move counts.
        if self.0.seq.swap(seq, Ordering::AcqRel) != seq {
            self.0.news.send_replace(seq);
        }
        Ok(seq)
    }

    /// Follows the log until `stop`. While the database is away the watermark stays and pages already made go on.
    pub async fn follow(self, stop: CancellationToken) {
        let mut away = false;
        loop {
            match self.refresh().await {
                Ok(_) if away => {
                    tracing::info!("the change log can be read again");
                    away = false;
                }
                Ok(_) => {}
                Err(error) if !away => {
                    tracing::warn!(%error, "the change log cannot be read; finished pages go on being served");
                    away = true;
                }
                Err(_) => {}
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.0.poked.notified() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }
}
