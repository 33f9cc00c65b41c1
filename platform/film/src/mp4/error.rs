//! What can be wrong with a file's index.

use std::io;

/// Why no index could be read. The texts are for logs; what people read is chosen by kind, see [`Mp4Error::incomplete`].
#[derive(Debug, thiserror::Error)]
pub enum Mp4Error {
    /// The storage did not give the bytes.
    #[error("reading failed: {0}")]
    Io(#[from] io::Error),
    /// The file does not begin with a box of the MP4/MOV family.
    #[error("not an MP4 or MOV file")]
    NotMp4,
    /// The boxes end without a `moov`: the recording or the upload was broken off.
    #[error("incomplete: the file has no moov")]
    NoMovieBox,
    /// The `moov` is there, but its end is not.
    #[error("incomplete: moov says {expected} bytes, the file has {present}")]
    MovieBoxCutOff {
        /// Bytes the box claims.
        expected: u64,
        /// Bytes from its start to the end of the file.
        present: u64,
    },
    /// The index points at media behind the end of the file.
    #[error("incomplete: media up to byte {needed}, the file has {present}")]
    MediaCutOff {
        /// First byte that the file would at least have to reach.
        needed: u64,
        /// The file's length in bytes.
        present: u64,
    },
    /// The `moov` is larger than [`super::MAX_MOOV`].
    #[error("moov of {0} bytes is too large")]
    MovieBoxTooLarge(u64),
    /// More boxes or tracks than any honest file has.
    #[error("too many boxes or tracks")]
    TooManyBoxes,
    /// QuickTime's compressed movie resource (`cmov`), which nothing has written for 20 years.
    #[error("compressed moov")]
    Compressed,
    /// A box is missing, too short or contradicts another one; names the box.
    #[error("malformed: {0}")]
    Malformed(&'static str),
}

impl Mp4Error {
    /// Whether the file is only a part of what it should be, so that sending it once more could help.
    #[must_use]
    pub fn incomplete(&self) -> bool {
        matches!(self, Self::NoMovieBox | Self::MovieBoxCutOff { .. } | Self::MediaCutOff { .. })
    }
}
