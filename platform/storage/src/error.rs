//! What can go wrong with media, in kinds that a page can answer by.

use std::io::{Error, ErrorKind};

/// Why media could not be read or written. The texts are for the log, not for visitors, and hold no secrets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// Nothing stands under the key.
    #[error("the object does not exist")]
    NotFound,
    /// The disk or the quota is full.
    #[error("the storage is full")]
    Full,
    /// The storage does not let us write.
    #[error("the storage can not be written to")]
    ReadOnly,
    /// The storage did not answer, or not in time; another try may succeed.
    #[error("the storage is not available: {0}")]
    Unavailable(String),
    /// Not a key: see [`Storage`](crate::Storage) for what a key is.
    #[error("not a storage key: {0:?}")]
    Key(String),
    /// The storage's address can not be used.
    #[error("the storage's address: {0}")]
    Address(String),
}

impl StorageError {
    /// The HTTP status that tells a visitor the same.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            StorageError::NotFound => 404,
            StorageError::Full => 507,
            StorageError::ReadOnly | StorageError::Unavailable(_) => 503,
            StorageError::Key(_) => 400,
            StorageError::Address(_) => 500,
        }
    }

    /// An error while reading a file.
    pub(crate) fn reading(error: Error) -> StorageError {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory => StorageError::NotFound,
            _ => StorageError::Unavailable(error.to_string()),
        }
    }

    /// An error while writing a file.
    pub(crate) fn writing(error: Error) -> StorageError {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StorageError::Full,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => StorageError::ReadOnly,
            _ => StorageError::Unavailable(error.to_string()),
        }
    }
}

impl From<StorageError> for Error {
    fn from(error: StorageError) -> Error {
        let kind = match error {
            StorageError::NotFound => ErrorKind::NotFound,
            StorageError::Full => ErrorKind::StorageFull,
            StorageError::ReadOnly => ErrorKind::ReadOnlyFilesystem,
            StorageError::Unavailable(_) => ErrorKind::TimedOut,
            StorageError::Key(_) | StorageError::Address(_) => ErrorKind::InvalidInput,
        };
        Error::new(kind, error)
    }
}
