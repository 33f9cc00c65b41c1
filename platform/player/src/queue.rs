//! Between requests and the database: a bounded queue and one writer, so that a beacon never waits for the disk.

use std::time::Duration;

use db::Db;
use schema::play;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::sync::CancellationToken;

use crate::store;

/// Beacons that may wait; about 200 bytes each.
pub const CAPACITY: usize = 20_000;
/// A batch is written when it has this many, or when its first has waited [`WAIT`].
const BATCH: usize = 5_000;
const WAIT: Duration = Duration::from_millis(250);
/// A database that is gone is asked again with growing pauses, about two minutes in all; meanwhile the queue fills and
/// players are told to come back.
const TRIES: u32 = 8;

/// Where requests leave their plays.
#[derive(Clone)]
pub struct Queue(mpsc::Sender<play::Model>);

/// Takes them to the database.
pub struct Writer {
    incoming: mpsc::Receiver<play::Model>,
    db: Db,
}

/// A queue of `capacity` and its writer.
#[must_use]
pub fn queue(db: Db, capacity: usize) -> (Queue, Writer) {
    let (sender, incoming) = mpsc::channel(capacity);
    (Queue(sender), Writer { incoming, db })
}

impl Queue {
    /// False when the queue is full.
    #[must_use]
    pub fn push(&self, play: play::Model) -> bool {
        self.0.try_send(play).is_ok()
    }
}

impl Writer {
    /// Writes batches until told to stop; what has been accepted by then is still written.
    pub async fn run(mut self, stop: CancellationToken) {
        loop {
            let first = tokio::select! {
                play = self.incoming.recv() => play,
                () = stop.cancelled() => {
                    self.incoming.close();
                    self.incoming.recv().await
                }
            };
            let Some(first) = first else { return };
            let batch = self.fill(first, &stop).await;
            self.write(batch).await;
        }
    }

    async fn fill(&mut self, first: play::Model, stop: &CancellationToken) -> Vec<play::Model> {
        let until = if stop.is_cancelled() { Instant::now() } else { Instant::now() + WAIT };
        let mut batch = vec![first];
        while batch.len() < BATCH {
            match timeout_at(until, self.incoming.recv()).await {
                Ok(Some(play)) => batch.push(play),
                Ok(None) | Err(_) => break,
            }
        }
        batch
    }

    async fn write(&self, batch: Vec<play::Model>) {
        let count = batch.len() as u64;
        for attempt in 0..TRIES {
            match store::write(&self.db, batch.clone()).await {
                Ok(()) => {
                    metrics::counter!("plays_beacons_written_total").increment(count);
                    return;
                }
                Err(error) => {
                    tracing::warn!(%error, count, attempt, "beacons could not be written");
                    sleep(Duration::from_millis(500) * 2u32.pow(attempt)).await;
                }
            }
        }
        // Players send cumulative beacons: those still watching mend the loss with their next one.
        metrics::counter!("plays_beacons_lost_total").increment(count);
        tracing::error!(count, "beacons given up");
    }
}
