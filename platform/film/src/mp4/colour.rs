//! How the samples' numbers are to be read as colours (`colr`).

use super::reader::Reader;

/// Coding-independent code points (ISO/IEC 23091-2) of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Colour primaries, 1 = BT.709.
    pub primaries: u16,
    /// Transfer characteristics, 16 = PQ, 18 = HLG.
    pub transfer: u16,
    /// Matrix coefficients.
    pub matrix: u16,
    /// Whether the full range of code values is used.
    pub full_range: bool,
}

impl Colour {
    /// Reads `nclx` or QuickTime's `nclc`; an ICC profile gives `None`.
    pub(super) fn parse(colr: &[u8]) -> Option<Self> {
        let mut r = Reader::new(colr, "colr");
        let kind = r.fourcc().ok()?;
        if !matches!(&kind, b"nclx" | b"nclc") {
            return None;
        }
        let (primaries, transfer, matrix) = (r.u16().ok()?, r.u16().ok()?, r.u16().ok()?);
        let full_range = &kind == b"nclx" && r.u8().is_ok_and(|byte| byte & 0x80 != 0);
        Some(Self { primaries, transfer, matrix, full_range })
    }
}
