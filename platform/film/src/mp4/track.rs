//! One track: clock, place on the screen, edit list, codec, samples.

use super::boxes::{FourCc, boxes, child};
use super::movie::{Matrix, matrix};
use super::reader::Reader;
use super::samples::SampleTable;
use super::{Codec, Mp4Error, tables};

/// What a track carries (`hdlr`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handler {
    /// Pictures.
    Video,
    /// Sound.
    Sound,
    /// Subtitles, time codes, chapters, metadata, …
    Other(FourCc),
}

/// A line of the edit list (`elst`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// Length in ticks of the movie; 0 means to the end.
    pub duration: u64,
    /// Where it begins in ticks of the track; −1 is an empty edit, a pause.
    pub media_time: i64,
    /// Speed as 16.16 fixed point; 0x10000 is normal.
    pub rate: u32,
}

/// A track of the movie.
#[derive(Debug, Clone)]
pub struct Track {
    /// The number the file gives it.
    pub id: u32,
    /// Whether the file wants it played (`tkhd` flag 1).
    pub enabled: bool,
    /// Pictures, sound or something else.
    pub handler: Handler,
    /// Ticks per second, above 0.
    pub timescale: u32,
    /// ISO 639-2 code such as `dan`; `und` when unknown.
    pub language: [u8; 3],
    /// Rotation, mirroring, scaling.
    pub matrix: Matrix,
    /// Shown width as 16.16 fixed point pixels.
    pub width: u32,
    /// Shown height as 16.16 fixed point pixels.
    pub height: u32,
    /// The edit list, empty when there is none.
    pub edits: Vec<Edit>,
    /// The codec of the first sample description.
    pub codec: Codec,
    /// How many sample descriptions there are.
    pub descriptions: u32,
    /// Whether the media lies in this very file (`dref`).
    pub self_contained: bool,
    /// Where the samples are; empty for tracks that are neither pictures nor sound.
    pub samples: SampleTable,
}

impl Track {
    /// Reads a `trak`.
    pub(super) fn parse(trak: &[u8], file_len: u64) -> Result<Self, Mp4Error> {
        let mdia = child(trak, b"mdia").ok_or(Mp4Error::Malformed("mdia"))?;
        let header = Header::parse(child(trak, b"tkhd").ok_or(Mp4Error::Malformed("tkhd"))?)?;
        let (timescale, language) = clock(child(mdia, b"mdhd").ok_or(Mp4Error::Malformed("mdhd"))?)?;
        let mut track = Self {
            id: header.id,
            enabled: header.enabled,
            handler: handler(child(mdia, b"hdlr").ok_or(Mp4Error::Malformed("hdlr"))?)?,
            timescale,
            language,
            matrix: header.matrix,
            width: header.width,
            height: header.height,
            edits: child(trak, b"edts").and_then(|edts| child(edts, b"elst")).map_or(Ok(Vec::new()), edits)?,
            codec: Codec::Other(FourCc(*b"none")),
            descriptions: 0,
            self_contained: true,
            samples: SampleTable::empty(),
        };
        if matches!(track.handler, Handler::Other(_)) {
            return Ok(track);
        }
        if timescale == 0 {
            return Err(Mp4Error::Malformed("mdhd without timescale"));
        }
        let minf = child(mdia, b"minf").ok_or(Mp4Error::Malformed("minf"))?;
        let stbl = child(minf, b"stbl").ok_or(Mp4Error::Malformed("stbl"))?;
        (track.codec, track.descriptions) = Codec::parse(child(stbl, b"stsd").ok_or(Mp4Error::Malformed("stsd"))?)?;
        track.self_contained = self_contained(minf);
        track.samples = tables::sample_table(stbl)?;
        if track.self_contained {
            track.samples.check(file_len)?;
        }
        Ok(track)
    }
}

struct Header {
    id: u32,
    enabled: bool,
    matrix: Matrix,
    width: u32,
    height: u32,
}

impl Header {
    fn parse(tkhd: &[u8]) -> Result<Self, Mp4Error> {
        let mut r = Reader::new(tkhd, "tkhd");
        let (version, flags) = r.full()?;
        r.wide(version)?; // creation
        r.wide(version)?; // modification
        let id = r.u32()?;
        r.u32()?;
        r.wide(version)?; // duration
        r.take(16)?; // reserved, layer, alternate group, volume
        Ok(Self { id, enabled: flags & 1 != 0, matrix: matrix(&mut r)?, width: r.u32()?, height: r.u32()? })
    }
}

/// Ticks per second and language.
fn clock(mdhd: &[u8]) -> Result<(u32, [u8; 3]), Mp4Error> {
    let mut r = Reader::new(mdhd, "mdhd");
    let (version, _) = r.full()?;
    r.wide(version)?;
    r.wide(version)?;
    let timescale = r.u32()?;
    r.wide(version)?;
    let packed = r.u16()?;
    let letters = [packed >> 10 & 31, packed >> 5 & 31, packed & 31].map(|five| five as u8 + 0x60);
    // QuickTime writes Macintosh language numbers below 0x400.
    let known = packed >= 0x400 && letters.iter().all(u8::is_ascii_lowercase);
    Ok((timescale, if known { letters } else { *b"und" }))
}

fn handler(hdlr: &[u8]) -> Result<Handler, Mp4Error> {
    let mut r = Reader::new(hdlr, "hdlr");
    r.take(8)?;
    Ok(match &r.fourcc()? {
        b"vide" => Handler::Video,
        b"soun" => Handler::Sound,
        other => Handler::Other(FourCc(*other)),
    })
}

fn edits(elst: &[u8]) -> Result<Vec<Edit>, Mp4Error> {
    let mut r = Reader::new(elst, "elst");
    let (version, _) = r.full()?;
    if version == 1 {
        return r.rows::<20>()?.iter().map(|row| edit(row, 1)).collect();
    }
    r.rows::<12>()?.iter().map(|row| edit(row, 0)).collect()
}

fn edit(row: &[u8], version: u8) -> Result<Edit, Mp4Error> {
    let mut r = Reader::new(row, "elst");
    let duration = r.wide(version)?;
    let media_time = if version == 1 { r.u64()? as i64 } else { r.i32()?.into() };
    Ok(Edit { duration, media_time, rate: r.u32()? })
}

/// Whether all data references say "this file". A missing `dref` says so too.
fn self_contained(minf: &[u8]) -> bool {
    let Some(dref) = child(minf, b"dinf").and_then(|dinf| child(dinf, b"dref")) else { return true };
    let entries = dref.get(8..).unwrap_or_default();
    boxes(entries).all(|entry| entry.body.first_chunk::<4>().is_some_and(|word| word[3] & 1 == 1))
}
