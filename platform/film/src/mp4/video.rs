//! The sample description of H.264 video: `avc1`/`avc3` with `avcC`, `pasp`, `colr`.

use bytes::Bytes;

use super::boxes::{FourCc, child};
use super::colour::Colour;
use super::reader::Reader;
use super::{Mp4Error, Sps};

/// H.264 video as the file describes it.
#[derive(Debug, Clone)]
pub struct H264 {
    /// `avc1`, or `avc3` when parameter sets may also stand among the pictures.
    pub code: FourCc,
    /// Width of the sample entry in pixels.
    pub width: u16,
    /// Height of the sample entry in pixels.
    pub height: u16,
    /// The `avcC` record, unchanged; at least 7 bytes.
    pub config: Bytes,
    /// All sequence parameter sets of the record; never empty.
    pub sps: Vec<Sps>,
    /// Shape of a pixel (horizontal, vertical spacing), when declared.
    pub pixel_aspect: Option<(u32, u32)>,
    /// Colours, when declared.
    pub colour: Option<Colour>,
}

impl H264 {
    /// Reads the body of an `avc1`/`avc3` sample entry.
    pub(super) fn parse(code: [u8; 4], entry: &[u8]) -> Result<Self, Mp4Error> {
        let mut r = Reader::new(entry, "avc1");
        r.take(24)?;
        let (width, height) = (r.u16()?, r.u16()?);
        r.take(50)?;
        let config = child(r.rest(), b"avcC").ok_or(Mp4Error::Malformed("avcC"))?;
        let pixel_aspect = child(r.rest(), b"pasp").and_then(|body| {
            let mut r = Reader::new(body, "pasp");
            Some((r.u32().ok()?, r.u32().ok()?)).filter(|(h, v)| *h > 0 && *v > 0)
        });
        Ok(Self {
            code: FourCc(code),
            width,
            height,
            sps: parameter_sets(config)?,
            config: Bytes::copy_from_slice(config),
            pixel_aspect,
            colour: child(r.rest(), b"colr").and_then(Colour::parse),
        })
    }

    /// The codec as RFC 6381 writes it, such as `avc1.64001f`.
    #[must_use]
    pub fn rfc6381(&self) -> String {
        format!("{}.{:02x}{:02x}{:02x}", self.code, self.config[1], self.config[2], self.config[3])
    }
}

/// The sequence parameter sets of an `avcC` record (ISO/IEC 14496-15, 5.3.3.1.2).
fn parameter_sets(config: &[u8]) -> Result<Vec<Sps>, Mp4Error> {
    let mut r = Reader::new(config, "avcC");
    if r.u8()? != 1 {
        return Err(r.error());
    }
    r.take(4)?;
    let count = r.u8()? & 0x1f;
    let mut sets = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        let len = usize::from(r.u16()?);
        sets.push(Sps::parse(r.take(len)?).ok_or(Mp4Error::Malformed("SPS"))?);
    }
    let pictures = r.u8()?;
    if sets.is_empty() || pictures == 0 {
        return Err(Mp4Error::Malformed("avcC without parameter sets"));
    }
    for _ in 0..pictures {
        let len = usize::from(r.u16()?);
        r.take(len)?;
    }
    Ok(sets)
}
