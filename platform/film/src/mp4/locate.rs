//! Finds the `moov` among a file's top-level boxes, reading nothing but headers on the way.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;

use super::Mp4Error;

/// The largest `moov` that is read, in bytes (an hour of film has about 3 MB).
pub const MAX_MOOV: u64 = 256 * 1024 * 1024;

/// Boxes that are stepped over before giving up: a `moov` behind more than these is no honest file's.
const MAX_BOXES: u32 = 65_536;

/// What an MP4 or MOV may begin with.
const FIRST: [&[u8; 4]; 14] = [b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"PICT", b"uuid", b"styp", b"sidx", b"moof", b"meta", b"udta"];

/// A file's `moov`, as [`super::Movie::parse`] takes it.
#[derive(Debug, Clone)]
pub struct MovieBox {
    /// The whole box with its header.
    pub bytes: Vec<u8>,
    /// Where it begins in the file.
    pub offset: u64,
    /// The file's length in bytes.
    pub file_len: u64,
}

/// Finds the `moov` step by step without reading itself: for callers that fetch ranges over the network.
/// Give [`Finder::feed`] the bytes of [`Finder::wants`] until it answers with the box's range.
#[derive(Debug)]
pub struct Finder {
    file_len: u64,
    at: u64,
    boxes: u32,
}

impl Finder {
    /// A finder for a file of `file_len` bytes.
    #[must_use]
    pub fn new(file_len: u64) -> Self {
        Self { file_len, at: 0, boxes: 0 }
    }

    /// The bytes to feed next: at most 16, fewer at the end of the file.
    #[must_use]
    pub fn wants(&self) -> Range<u64> {
        self.at..self.at.saturating_add(16).min(self.file_len)
    }

    /// Takes the bytes of [`Finder::wants`]; answers the range of the `moov` when this was its header.
    ///
    /// # Errors
    /// When the file is none of the family, ends without a `moov`, or has a cut or oversized one.
    pub fn feed(&mut self, header: &[u8]) -> Result<Option<Range<u64>>, Mp4Error> {
        let Some((short, after)) = header.split_first_chunk::<4>() else { return Err(self.end()) };
        let Some((kind, after)) = after.split_first_chunk::<4>() else { return Err(self.end()) };
        if self.boxes == 0 && !FIRST.contains(&kind) {
            return Err(Mp4Error::NotMp4);
        }
        self.boxes += 1;
        if self.boxes > MAX_BOXES {
            return Err(Mp4Error::TooManyBoxes);
        }
        let present = self.file_len - self.at;
        let (size, head) = match (u32::from_be_bytes(*short), after.first_chunk::<8>()) {
            (0, _) => (present, 8),
            (1, Some(long)) => (u64::from_be_bytes(*long), 16),
            (1, None) => return Err(self.end()),
            (size, _) => (u64::from(size), 8),
        };
        if kind == b"moov" {
            return self.accept(size, head, present).map(Some);
        }
        // Rubbish, or media that claims more than the file holds: in either case nothing can follow.
        if size < head || size >= present {
            return Err(self.end());
        }
        self.at += size;
        Ok(None)
    }

    fn accept(&self, size: u64, head: u64, present: u64) -> Result<Range<u64>, Mp4Error> {
        if size < head {
            return Err(Mp4Error::Malformed("moov"));
        }
        if size > present {
            return Err(Mp4Error::MovieBoxCutOff { expected: size, present });
        }
        if size > MAX_MOOV {
            return Err(Mp4Error::MovieBoxTooLarge(size));
        }
        Ok(self.at..self.at + size)
    }

    fn end(&self) -> Mp4Error {
        if self.boxes == 0 { Mp4Error::NotMp4 } else { Mp4Error::NoMovieBox }
    }
}

/// Finds and reads the `moov` of a file of `file_len` bytes through `read_at(offset, buffer)`, which fills the buffer.
///
/// # Errors
/// See [`Mp4Error`]; what `read_at` says comes back as [`Mp4Error::Io`].
pub fn find_moov(file_len: u64, mut read_at: impl FnMut(u64, &mut [u8]) -> io::Result<()>) -> Result<MovieBox, Mp4Error> {
    let mut finder = Finder::new(file_len);
    let range = loop {
        let wants = finder.wants();
        let mut header = [0; 16];
        let header = &mut header[..(wants.end - wants.start) as usize];
        read_at(wants.start, header)?;
        if let Some(range) = finder.feed(header)? {
            break range;
        }
    };
    let mut bytes = vec![0; (range.end - range.start) as usize];
    read_at(range.start, &mut bytes)?;
    Ok(MovieBox { bytes, offset: range.start, file_len })
}

/// Finds and reads the `moov` of an open file.
///
/// # Errors
/// See [`Mp4Error`].
pub fn read_moov(file: &File) -> Result<MovieBox, Mp4Error> {
    find_moov(file.metadata()?.len(), |at, buffer| file.read_exact_at(buffer, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(file: &[u8]) -> Result<MovieBox, Mp4Error> {
        find_moov(file.len() as u64, |at, buffer| {
            let at = at as usize;
            buffer.copy_from_slice(file.get(at..at + buffer.len()).ok_or(io::ErrorKind::UnexpectedEof)?);
            Ok(())
        })
    }

    fn boxed(size: u32, kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&size.to_be_bytes()[..], kind, body].concat()
    }

    #[test]
    fn finds_it_wherever_it_lies() {
        let ftyp = boxed(12, b"ftyp", b"isom");
        let long_mdat = [&boxed(1, b"mdat", &20_u64.to_be_bytes())[..], &[1; 4]].concat();
        let front = [&ftyp[..], &boxed(10, b"moov", b"ab"), &boxed(4_000_000_000, b"mdat", b"x")].concat();
        let found = find(&front).unwrap();
        assert_eq!((found.offset, &found.bytes[8..]), (12, &b"ab"[..]));
        let end = [&ftyp[..], &boxed(8, b"wide", b""), &long_mdat, &boxed(9, b"moov", b"c"), b"rubbish"].concat();
        assert_eq!(find(&end).unwrap().offset, 40);
        let open = [&ftyp[..], &boxed(0, b"moov", b"to the end")].concat();
        assert_eq!(find(&open).unwrap().bytes.len(), 18);
        assert_eq!(find(&[&boxed(1, b"moov", &17_u64.to_be_bytes())[..], b"z"].concat()).unwrap().bytes.len(), 17);
    }

    #[test]
    fn says_what_is_missing() {
        let ftyp = boxed(12, b"ftyp", b"isom");
        for tail in [vec![], boxed(0, b"mdat", b"xx"), boxed(99, b"mdat", b"xx"), vec![0, 0, 0, 3, 1, 2, 3, 4], vec![0; 9], boxed(1, b"mdat", b"")] {
            let error = find(&[&ftyp[..], &tail].concat()).unwrap_err();
            assert!(matches!(error, Mp4Error::NoMovieBox) && error.incomplete(), "{tail:?}: {error}");
        }
        let cut = find(&[&ftyp[..], &boxed(99, b"moov", b"xx")].concat()).unwrap_err();
        assert!(matches!(cut, Mp4Error::MovieBoxCutOff { expected: 99, present: 10 }), "{cut}");
        for alien in [&b""[..], b"#EXTM3U\n#EXT-X", b"\x1aE\xdf\xa3....", b"short"] {
            assert!(matches!(find(alien), Err(Mp4Error::NotMp4)));
        }
        let many = boxed(8, b"free", b"").repeat(70_000);
        assert!(matches!(find(&many), Err(Mp4Error::TooManyBoxes)));
    }

    #[test]
    fn refuses_a_giant_without_reading_it() {
        let mut finder = Finder::new(u64::MAX);
        let header = boxed(1, b"moov", &(MAX_MOOV + 1).to_be_bytes());
        assert!(matches!(finder.feed(&header), Err(Mp4Error::MovieBoxTooLarge(_))));
    }
}
