//! Bits from the front of a slice, most significant first.

/// Reads bits; `None` at the end of the data.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub fn left(&self) -> usize {
        self.bytes.len() * 8 - self.at
    }

    pub fn flag(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    /// An unsigned number of `width` ≤ 32 bits.
    pub fn number(&mut self, width: u32) -> Option<u32> {
        let mut value = 0;
        for _ in 0..width {
            value = value << 1 | u32::from(self.flag()?);
        }
        Some(value)
    }

    /// Unsigned Exp-Golomb code, ue(v) of H.264, 9.1.
    pub fn golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
            if zeros > 31 {
                return None;
            }
        }
        Some((1 << zeros) - 1 + self.number(zeros)?)
    }

    /// Signed Exp-Golomb code, se(v) of H.264, 9.1.1.
    pub fn signed_golomb(&mut self) -> Option<i32> {
        let code = i64::from(self.golomb()?);
        let value = if code % 2 == 1 { (code + 1) / 2 } else { -(code / 2) };
        i32::try_from(value).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn golomb_codes() {
        // 1 010 011 00100 00101 → 0 1 2 3 4
        let bytes = [0b1010_0110, 0b0100_0010, 0b1000_0000];
        let mut bits = Bits::new(&bytes);
        assert_eq!([0; 5].map(|_| bits.golomb().unwrap()), [0, 1, 2, 3, 4]);
        let mut bits = Bits::new(&bytes);
        assert_eq!([0; 5].map(|_| bits.signed_golomb().unwrap()), [0, 1, -1, 2, -2]);
        assert_eq!(Bits::new(&[0; 9]).golomb(), None);
        assert_eq!(Bits::new(&[0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff]).golomb(), Some(u32::MAX - 1));
    }
}
