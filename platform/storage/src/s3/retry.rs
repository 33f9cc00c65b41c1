//! Trying again, with an end: turns, time-outs, back-off, and which errors are worth another try.

use std::{future::Future, sync::Arc, time::Duration};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep, timeout},
};

use crate::{Result, StorageError};

/// How long a call waits for its turn: when S3 hangs, what comes later is told so instead of queueing up.
const PATIENCE: Duration = Duration::from_secs(3);
const TRIES: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// So many calls may be under way.
pub(super) struct Turns(Arc<Semaphore>);

impl Turns {
    pub fn new(many: usize) -> Turns {
        Turns(Arc::new(Semaphore::new(many)))
    }

    pub async fn turn(&self, patience: Duration) -> Result<OwnedSemaphorePermit> {
        match timeout(patience, self.0.clone().acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(StorageError::Unavailable("too many requests to S3 are under way".into())),
        }
    }

    /// Calls up to three times, each at most `limit` long, with pauses of 100 and 400 ms; after 3.5 × `silence` no new
    /// try begins.
    pub async fn again<T, F>(&self, silence: Duration, limit: Duration, call: impl Fn() -> F) -> Result<T>
    where
        F: Future<Output = object_store::Result<T>>,
    {
        let _turn = self.turn(PATIENCE).await?;
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        for left in (0..TRIES).rev() {
            let error = match timeout(limit, call()).await {
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(error)) => error_of(error),
                Err(_) => (StorageError::Unavailable("S3 did not answer in time".into()), true),
            };
            match error {
                (error, true) if left > 0 && begun.elapsed() < silence.mul_f32(3.5) => tracing::debug!(%error, left, "trying again"),
                (error, _) => return Err(error),
            }
            sleep(pause).await;
            pause *= 4;
        }
        unreachable!("the last try answers")
    }
}

/// Silence as an error of S3's.
pub(super) fn silent() -> object_store::Error {
    object_store::Error::Generic { store: "S3", source: "S3 did not answer in time".into() }
}

/// What S3's error is to us.
pub(super) fn translate(error: object_store::Error) -> StorageError {
    error_of(error).0
}

/// Whether S3 said that a range begins past the object's end.
pub(super) fn past_end(why: &str) -> bool {
    why.contains("416 Range Not Satisfiable") || why.contains("InvalidRange")
}

/// The error, and whether another try may help.
fn error_of(error: object_store::Error) -> (StorageError, bool) {
    use object_store::Error;
    match error {
        Error::NotFound { .. } => (StorageError::NotFound, false),
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => (StorageError::Unavailable("S3 refuses the keys".into()), false),
        other => {
            // the sources tell more than the error itself, but no request headers
            let mut why = other.to_string();
            let mut source = std::error::Error::source(&other);
            while let Some(deeper) = source {
                let text = deeper.to_string();
                if !why.contains(&text) {
                    why = format!("{why}: {text}");
                }
                source = deeper.source();
            }
            why.truncate(why.floor_char_boundary(600));
            let full = ["507 Insufficient Storage", "XMinioStorageFull", "QuotaExceeded", "InsufficientStorage"].iter().any(|sign| why.contains(sign));
            if full {
                (StorageError::Full, false)
            } else {
                let again = !past_end(&why);
                (StorageError::Unavailable(why), again)
            }
        }
    }
}
