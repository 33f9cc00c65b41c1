//! The sample description (`stsd`): which codec, and what it needs.

use super::boxes::{FourCc, boxes};
use super::reader::Reader;
use super::{Aac, H264, Mp4Error};

/// A track's codec. Only what can be played without encoding is read closely.
#[derive(Debug, Clone)]
pub enum Codec {
    /// H.264 video.
    H264(Box<H264>),
    /// AAC sound of any object type.
    Aac(Aac),
    /// Anything else by the name of its sample entry: `hvc1`, `av01`, `sowt`, …
    Other(FourCc),
}

impl Codec {
    /// Reads an `stsd`; answers the first entry's codec and the number of entries.
    pub(super) fn parse(stsd: &[u8]) -> Result<(Self, u32), Mp4Error> {
        let mut r = Reader::new(stsd, "stsd");
        r.full()?;
        let count = r.u32()?;
        let entry = boxes(r.rest()).next().ok_or(r.error())?;
        let codec = match &entry.kind {
            b"avc1" | b"avc3" => Self::H264(Box::new(H264::parse(entry.kind, entry.body)?)),
            b"mp4a" => Aac::parse(entry.body).map_or(Self::Other(FourCc(entry.kind)), Self::Aac),
            _ => Self::Other(FourCc(entry.kind)),
        };
        Ok((codec, count))
    }

    /// The sample entry's name.
    #[must_use]
    pub fn code(&self) -> FourCc {
        match self {
            Self::H264(video) => video.code,
            Self::Aac(_) => FourCc(*b"mp4a"),
            Self::Other(code) => *code,
        }
    }
}
