//! Reads the index (`moov`) of an MP4 or MOV file: tracks, codecs, edit lists and sample tables.
//!
//! Everything here treats the file as hostile: each read is bounded, each count is checked against the bytes that
//! are really there before anything is allocated, and no table is expanded per sample. Source of the formats:
//! ISO/IEC 14496-12 (boxes), -14 (`esds`), -15 (`avcC`), -3 (AudioSpecificConfig), ITU-T H.264 (SPS), and Apple's
//! QuickTime File Format for what MOV does otherwise.

mod bits;
mod boxes;
mod colour;
mod entry;
mod error;
mod locate;
mod movie;
mod reader;
mod samples;
mod sound;
mod sps;
mod tables;
mod track;
mod video;

pub use boxes::FourCc;
pub use colour::Colour;
pub use entry::Codec;
pub use error::Mp4Error;
pub use locate::{Finder, MAX_MOOV, MovieBox, find_moov, read_moov};
pub use movie::{IDENTITY, Matrix, Movie};
pub use samples::{Cursor, Sample, SampleTable};
pub use sound::Aac;
pub use sps::Sps;
pub use track::{Edit, Handler, Track};
pub use video::H264;
