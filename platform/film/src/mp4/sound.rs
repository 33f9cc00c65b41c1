//! The sample description of AAC sound: `mp4a` with `esds`, as MP4 and as QuickTime write it.

use super::bits::Bits;
use super::boxes::child;
use super::reader::Reader;

/// AAC sound as its AudioSpecificConfig describes it (ISO/IEC 14496-3, 1.6.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aac {
    /// Audio object type: 2 is Low Complexity.
    pub object_type: u8,
    /// Whether spectral band replication is announced (HE-AAC).
    pub sbr: bool,
    /// 1 mono, 2 stereo, up to 7; 0 when a program config element says it.
    pub channels: u8,
    /// Samples per second of the core coder.
    pub rate: u32,
    /// Samples in one access unit: 1024, or 960 as digital radio has it (`frameLengthFlag`).
    pub frame_length: u16,
    /// The AudioSpecificConfig, at most 64 bytes.
    pub config: Vec<u8>,
}

/// Sampling frequencies by index (table 1.18).
const RATES: [u32; 13] = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

impl Aac {
    /// Reads the body of an `mp4a` sample entry; `None` when it is not AAC (MP3 uses the same name) or makes no sense.
    pub(super) fn parse(entry: &[u8]) -> Option<Self> {
        let version = u16::from_be_bytes(*entry.get(8..10)?.first_chunk()?);
        // QuickTime's sound descriptions 1 and 2 are longer and wrap the `esds` in a `wave`.
        let head = match version {
            1 => 28 + 16,
            2 => 28 + 36,
            _ => 28,
        };
        let esds = [head, 28]
            .into_iter()
            .filter_map(|at| entry.get(at..))
            .find_map(|children| child(children, b"esds").or_else(|| child(child(children, b"wave")?, b"esds")))?;
        Self::from_config(decoder_config(esds)?)
    }

    /// Reads an AudioSpecificConfig.
    #[must_use]
    pub fn from_config(config: &[u8]) -> Option<Self> {
        if config.len() > 64 {
            return None;
        }
        let mut bits = Bits::new(config);
        let mut object_type = object(&mut bits)?;
        let rate = frequency(&mut bits)?;
        let channels = bits.number(4)? as u8;
        let mut sbr = matches!(object_type, 5 | 29);
        if sbr {
            frequency(&mut bits)?;
            object_type = object(&mut bits)?;
        }
        let frame_length = if bits.flag()? { 960 } else { 1024 };
        if !sbr && object_type == 2 {
            bits.number(2)?; // dependsOnCoreCoder, extensionFlag of GASpecificConfig
            // Backward compatible signalling: sync word 0x2b7, then object type 5 and the flag.
            if bits.left() >= 17 && bits.number(11)? == 0x2b7 && object(&mut bits)? == 5 {
                sbr = bits.flag().unwrap_or(false);
            }
        }
        Some(Self { object_type, sbr, channels, rate, frame_length, config: config.to_vec() })
    }

    /// The codec as RFC 6381 writes it, such as `mp4a.40.2`.
    #[must_use]
    pub fn rfc6381(&self) -> String {
        format!("mp4a.40.{}", self.object_type)
    }
}

fn object(bits: &mut Bits<'_>) -> Option<u8> {
    match bits.number(5)? {
        31 => Some(32 + bits.number(6)? as u8),
        kind => Some(kind as u8),
    }
}

fn frequency(bits: &mut Bits<'_>) -> Option<u32> {
    let rate = match bits.number(4)? {
        15 => bits.number(24)?,
        index => *RATES.get(index as usize)?,
    };
    Some(rate).filter(|rate| *rate > 0)
}

/// The DecoderSpecificInfo of an `esds`, when its object type is AAC (ISO/IEC 14496-1, 7.2.6).
fn decoder_config(esds: &[u8]) -> Option<&[u8]> {
    let stream = descriptor(esds.get(4..)?, 3)?;
    let mut r = Reader::new(stream, "esds");
    r.take(2).ok()?;
    let flags = r.u8().ok()?;
    if flags & 0x80 != 0 {
        r.take(2).ok()?;
    }
    if flags & 0x40 != 0 {
        let len = usize::from(r.u8().ok()?);
        r.take(len).ok()?;
    }
    if flags & 0x20 != 0 {
        r.take(2).ok()?;
    }
    let decoder = descriptor(r.rest(), 4)?;
    // 0x40 MPEG-4 audio, 0x66…0x68 MPEG-2 AAC Main, LC, SSR.
    matches!(decoder.first()?, 0x40 | 0x66..=0x68).then(|| descriptor(decoder.get(13..)?, 5))?
}

/// The body of the first descriptor with that tag; its length is in up to four 7-bit groups.
fn descriptor(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    let mut r = Reader::new(bytes, "descriptor");
    loop {
        let found = r.u8().ok()?;
        let mut len = 0_usize;
        for group in 0..4 {
            let byte = r.u8().ok()?;
            len = len << 7 | usize::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                break;
            }
            if group == 3 {
                return None;
            }
        }
        let body = r.take(len).ok()?;
        if found == tag {
            return Some(body);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lc_and_finds_sbr() {
        let lc = Aac::from_config(&[0x11, 0x90]).unwrap();
        assert_eq!((lc.object_type, lc.sbr, lc.channels, lc.rate, lc.frame_length), (2, false, 2, 48_000, 1024));
        let plain = Aac::from_config(&[0x12, 0x10, 0x56, 0xe5, 0x00]).unwrap();
        assert_eq!((plain.object_type, plain.sbr, plain.rate), (2, false, 44_100));
        let compatible = Aac::from_config(&[0x13, 0x90, 0x56, 0xe5, 0xa0]).unwrap();
        assert!(compatible.sbr && compatible.rate == 22_050);
        let explicit = Aac::from_config(&[0x2b, 0x92, 0x08, 0x00]).unwrap();
        assert!(explicit.sbr && explicit.object_type == 2);
        assert_eq!(Aac::from_config(&[0x11]), None);
        assert_eq!(Aac::from_config(&[0x11, 0x94]).unwrap().frame_length, 960);
    }

    #[test]
    fn reads_an_esds_with_long_lengths() {
        let mut esds = vec![0; 4];
        esds.extend([3, 0x80, 0x80, 0x80, 0x22, 0, 1, 0, 4, 0x80, 0x80, 0x80, 0x14, 0x40, 0x15, 0, 0, 0]);
        esds.extend([0; 8]);
        esds.extend([5, 0x80, 0x80, 0x80, 2, 0x11, 0x90, 6, 0x80, 0x80, 0x80, 1, 2]);
        assert_eq!(decoder_config(&esds), Some(&[0x11, 0x90][..]));
        esds[17] = 0x6b; // MP3
        assert_eq!(decoder_config(&[&esds[..13], &[0x6b], &esds[14..]].concat()), None);
    }
}
