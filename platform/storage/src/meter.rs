//! Figures about the storage for the operator.

use std::{future::Future, time::Instant};

use crate::{Result, StorageError};

/// Counts a call and times it: `storage_requests_total{op,result}`, `storage_request_seconds{op}`.
pub(crate) async fn timed<T>(op: &'static str, call: impl Future<Output = Result<T>>) -> Result<T> {
    let begun = Instant::now();
    let answer = call.await;
    metrics::histogram!("storage_request_seconds", "op" => op).record(begun.elapsed().as_secs_f64());
    let result = match &answer {
        Ok(_) => "ok",
        Err(StorageError::NotFound) => "not_found",
        Err(StorageError::Full) => "full",
        Err(StorageError::ReadOnly) => "read_only",
        Err(StorageError::Unavailable(_)) => "unavailable",
        Err(StorageError::Key(_) | StorageError::Address(_)) => "refused",
    };
    metrics::counter!("storage_requests_total", "op" => op, "result" => result).increment(1);
    if let Err(StorageError::Full | StorageError::ReadOnly | StorageError::Unavailable(_)) = &answer {
        tracing::warn!(op, error = %answer.as_ref().err().map(ToString::to_string).unwrap_or_default(), "storage");
    }
    answer
}
