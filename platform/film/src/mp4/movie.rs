//! The movie as a whole.

use std::sync::Arc;

use super::boxes::{boxes, child};
use super::reader::Reader;
use super::{Mp4Error, Track};

/// A transformation matrix as `mvhd` and `tkhd` write it: a b u, c d v, x y w; u, v, w as 2.30, the rest as 16.16.
pub type Matrix = [i32; 9];

/// The matrix that changes nothing.
pub const IDENTITY: Matrix = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// More tracks than this have no honest reason.
const MAX_TRACKS: usize = 128;

/// A file's index.
#[derive(Debug, Clone)]
pub struct Movie {
    /// Ticks per second of the edit lists' durations.
    pub timescale: u32,
    /// Rotation, mirroring, scaling of everything.
    pub matrix: Matrix,
    /// Whether (more) samples stand in movie fragments (`mvex`).
    pub fragmented: bool,
    /// The tracks in the file's order.
    pub tracks: Vec<Arc<Track>>,
    /// The file's length in bytes.
    pub file_len: u64,
}

impl Movie {
    /// Reads a `moov` box (with its header, see [`super::MovieBox::bytes`]) of a file of `file_len` bytes.
    ///
    /// # Errors
    /// When the index is damaged, or points behind the end of the file ([`Mp4Error::incomplete`]).
    pub fn parse(moov: &[u8], file_len: u64) -> Result<Self, Mp4Error> {
        let moov = boxes(moov).next().filter(|b| &b.kind == b"moov").ok_or(Mp4Error::Malformed("moov"))?.body;
        if child(moov, b"cmov").is_some() {
            return Err(Mp4Error::Compressed);
        }
        let mut r = Reader::new(child(moov, b"mvhd").ok_or(Mp4Error::Malformed("mvhd"))?, "mvhd");
        let (version, _) = r.full()?;
        r.wide(version)?; // creation
        r.wide(version)?; // modification
        let timescale = r.u32()?;
        r.wide(version)?; // duration
        r.take(16)?; // rate, volume, reserved
        let matrix = matrix(&mut r)?;
        let traks: Vec<_> = boxes(moov).filter(|b| &b.kind == b"trak").take(MAX_TRACKS + 1).collect();
        if traks.len() > MAX_TRACKS {
            return Err(Mp4Error::TooManyBoxes);
        }
        let tracks = traks.iter().map(|trak| Track::parse(trak.body, file_len).map(Arc::new)).collect::<Result<_, _>>()?;
        Ok(Self { timescale, matrix, fragmented: child(moov, b"mvex").is_some(), tracks, file_len })
    }
}

pub(super) fn matrix(r: &mut Reader<'_>) -> Result<Matrix, Mp4Error> {
    let mut matrix = IDENTITY;
    for cell in &mut matrix {
        *cell = r.i32()?;
    }
    Ok(matrix)
}
