//! Why a file can't become a talk's film: one variant for each reason that a person would want to tell apart.

use serde::{Deserialize, Serialize};

/// A reason to refuse a file. The sentence for people is looked up by [`Refusal::key`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// None of the film and sound formats we read: a picture, a document, a program, noise.
    #[error("not a film or sound file of a format we read")]
    NotAFilm,
    /// A text that points at other files (HLS, DASH, concat, SDP), not a film itself.
    #[error("a playlist that points at other files")]
    Playlist,
    /// The index or the end is missing: the upload or the recording was cut short.
    #[error("incomplete: the file's index is missing, so the upload or the recording was cut short")]
    Incomplete,
    /// Larger pictures than 8192 px on a side or 8192 × 4320 px in all.
    #[error("the picture is larger than 8192 × 4320")]
    TooLarge,
    /// Longer than twelve hours.
    #[error("longer than 12 hours")]
    TooLong,
    /// More than 32 streams.
    #[error("more than 32 streams")]
    TooManyStreams,
    /// More than 240 pictures a second.
    #[error("more than 240 pictures a second")]
    TooFast,
    /// Neither moving picture nor sound.
    #[error("neither picture nor sound in it")]
    NoPictureOrSound,
    /// Picture or sound in an encoding that we don't read; its name.
    #[error("encoded as {0}, which we don't read")]
    UnknownCodec(String),
    /// It looks like a film but can't be decoded.
    #[error("damaged: it can't be decoded")]
    Damaged,
    /// The film is protected with a key.
    #[error("protected with a key")]
    Encrypted,
}

impl Refusal {
    /// The message key of the sentence for people, in kebab-case.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "film-empty",
            Self::NotAFilm => "film-not-a-film",
            Self::Playlist => "film-playlist",
            Self::Incomplete => "film-incomplete",
            Self::TooLarge => "film-too-large",
            Self::TooLong => "film-too-long",
            Self::TooManyStreams => "film-too-many-streams",
            Self::TooFast => "film-too-fast",
            Self::NoPictureOrSound => "film-no-picture-or-sound",
            Self::UnknownCodec(_) => "film-unknown-codec",
            Self::Damaged => "film-damaged",
            Self::Encrypted => "film-encrypted",
        }
    }

    /// The codec's name, for the one sentence that mentions it.
    #[must_use]
    pub fn codec(&self) -> Option<&str> {
        match self {
            Self::UnknownCodec(name) => Some(name),
            _ => None,
        }
    }
}
