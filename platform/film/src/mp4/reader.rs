//! Big-endian fields from a slice; an early end is an error that names the box.

use super::Mp4Error;

/// Reads fields from the front of a box.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    name: &'static str,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8], name: &'static str) -> Self {
        Self { rest: bytes, name }
    }

    pub fn error(&self) -> Mp4Error {
        Mp4Error::Malformed(self.name)
    }

    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub fn take(&mut self, len: usize) -> Result<&'a [u8], Mp4Error> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(Mp4Error::Malformed(self.name))?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Mp4Error> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(Mp4Error::Malformed(self.name))?;
        self.rest = rest;
        Ok(*taken)
    }

    pub fn u8(&mut self) -> Result<u8, Mp4Error> {
        Ok(self.array::<1>()?[0])
    }

    pub fn u16(&mut self) -> Result<u16, Mp4Error> {
        self.array().map(u16::from_be_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, Mp4Error> {
        self.array().map(u32::from_be_bytes)
    }

    pub fn i32(&mut self) -> Result<i32, Mp4Error> {
        self.array().map(i32::from_be_bytes)
    }

    pub fn u64(&mut self) -> Result<u64, Mp4Error> {
        self.array().map(u64::from_be_bytes)
    }

    pub fn fourcc(&mut self) -> Result<[u8; 4], Mp4Error> {
        self.array()
    }

    /// A field that is 64 bits wide in version 1 and 32 bits in version 0.
    pub fn wide(&mut self, version: u8) -> Result<u64, Mp4Error> {
        if version == 1 { self.u64() } else { self.u32().map(u64::from) }
    }

    /// Version and flags of a full box.
    pub fn full(&mut self) -> Result<(u8, u32), Mp4Error> {
        let word = self.u32()?;
        Ok(((word >> 24) as u8, word & 0x00ff_ffff))
    }

    /// A count followed by that many rows of `N` bytes; the rows must be there.
    pub fn rows<const N: usize>(&mut self) -> Result<&'a [[u8; N]], Mp4Error> {
        let count = self.u32()? as usize;
        let bytes = self.take(count.checked_mul(N).ok_or(self.error())?)?;
        Ok(bytes.as_chunks::<N>().0)
    }
}
