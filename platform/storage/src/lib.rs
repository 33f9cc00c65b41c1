//! Media: a folder on this machine or an S3-compatible object storage, chosen by address, behind one [`Storage`].
//!
//! A key is a relative path such as `films/3f…/720/00001.m4s`; what stands under a key appears whole or not at all.
//! Small objects are kept in memory ([`Storage::cached`] answers without waiting), large ones are read in pieces.
//! Every way to the network has time-outs, repeats and an upper number of requests under way.

mod address;
mod error;
mod flight;
mod folder;
mod key;
mod local;
mod meter;
mod publish;
mod range;
mod s3;
mod store;

pub use address::Keys;
pub use error::StorageError;
pub use local::LocalFile;
pub use publish::Published;
pub use range::{RangeAnswer, parse_range};
pub use store::{Object, Storage};

/// What all calls answer.
pub type Result<T> = std::result::Result<T, StorageError>;
