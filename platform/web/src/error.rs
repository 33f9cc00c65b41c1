//! What can go otherwise in a handler; [`crate::Site`] draws it as a page, or as JSON under `/api/`.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use sea_orm::DbErr;
use storage::StorageError;

/// A handler's answer.
pub type PageResult<T> = Result<T, PageError>;

/// Why there is no page. `?` turns any error into [`PageError::Internal`].
#[derive(Debug)]
pub enum PageError {
    /// 404: there is nothing here, or nothing that this viewer may know of.
    NotFound,
    /// 410: it was here and was taken down.
    Gone,
    /// 400: the request makes no sense; the sentence, in the reader's language, says why.
    Bad(String),
    /// 429: too many; come back after these seconds.
    TooMany(u32),
    /// 503: something the site needs does not answer for the moment.
    Unavailable,
    /// 500: a fault of ours. Logged, and shown only as a case number.
    Internal(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for PageError {
    fn from(error: E) -> PageError {
        PageError::Internal(error.into())
    }
}

/// Travels with a response to the place where it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub status: StatusCode,
    /// A sentence for the reader, where the handler had one.
    pub words: Option<String>,
    /// What the log is told.
    pub cause: Option<String>,
}

impl Fault {
    pub(crate) fn of(status: StatusCode) -> Fault {
        Fault { status, words: None, cause: None }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let again = if let PageError::TooMany(seconds) = self { Some(seconds) } else { None };
        let (status, words, cause) = match self {
            PageError::NotFound => (StatusCode::NOT_FOUND, None, None),
            PageError::Gone => (StatusCode::GONE, None, None),
            PageError::Bad(words) => (StatusCode::BAD_REQUEST, Some(words), None),
            PageError::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, None, None),
            PageError::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, None, None),
            PageError::Internal(error) => (status_of(&error), None, Some(format!("{error:#}"))),
        };
        let mut response = Fault { status, words, cause }.into_response();
        if let Some(seconds) = again {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// 503 for a database or a storage that does not answer, 507 for a full disk, else 500.
fn status_of(error: &anyhow::Error) -> StatusCode {
    for cause in error.chain() {
        if let Some(DbErr::Conn(_) | DbErr::ConnectionAcquire(_)) = cause.downcast_ref::<DbErr>() {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        if let Some(io) = cause.downcast_ref::<std::io::Error>()
            && matches!(io.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
        {
            return StatusCode::INSUFFICIENT_STORAGE;
        }
        if let Some(storage @ (StorageError::Unavailable(_) | StorageError::Full | StorageError::ReadOnly)) = cause.downcast_ref::<StorageError>() {
            return StatusCode::from_u16(storage.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        }
    }
    // SQLite says it in words only (SQLITE_FULL, 13).
    let words = format!("{error:#}");
    if words.contains("database or disk is full") {
        StatusCode::INSUFFICIENT_STORAGE
    } else if ["Connection refused", "pool timed out", "terminating connection", "error communicating with database"].iter().any(|sign| words.contains(sign)) {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_become_statuses() {
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        assert_eq!(status_of(&anyhow::Error::from(full).context("saving")), StatusCode::INSUFFICIENT_STORAGE);
        let away = DbErr::Conn(sea_orm::RuntimeErr::Internal("away".into()));
        assert_eq!(status_of(&anyhow::Error::from(away)), StatusCode::SERVICE_UNAVAILABLE);
        let cut = DbErr::Query(sea_orm::RuntimeErr::Internal("error communicating with database: Connection reset by peer".into()));
        assert_eq!(status_of(&anyhow::Error::from(cut)), StatusCode::SERVICE_UNAVAILABLE);
        let slow = StorageError::Unavailable("S3 did not answer in time".into());
        assert_eq!(status_of(&anyhow::Error::from(slow).context("a piece")), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status_of(&anyhow::anyhow!("else")), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
