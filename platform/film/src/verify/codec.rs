//! What an `init.mp4` holds, in the words of a master playlist: codec by RFC 6381, size, channels.
//!
//! Sources: ISO/IEC 14496-12 (boxes), 14496-15 (avcC, hvcC), 14496-1 (esds), AV1 in ISOBMFF (av1C).

/// The first track of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Track {
    /// RFC 6381.
    pub codecs: String,
    /// Pixels; 0 for sound.
    pub width: u32,
    /// Pixels; 0 for sound.
    pub height: u32,
    /// Channels; 0 for a picture.
    pub channels: u32,
}

/// Reads the first sample entry of an init segment.
#[must_use]
pub fn describe(init: &[u8]) -> Option<Track> {
    let stsd = ["moov", "trak", "mdia", "minf", "stbl", "stsd"].into_iter().try_fold(init, |inside, name| child(inside, name))?;
    let (kind, entry) = boxes(stsd.get(8..)?).next()?;
    let number = |at: usize| entry.get(at..at + 2).map(|bytes| u32::from(u16::from_be_bytes([bytes[0], bytes[1]])));
    match kind {
        b"avc1" | b"avc3" | b"hvc1" | b"hev1" | b"av01" => {
            let codecs = video(std::str::from_utf8(kind).ok()?, entry.get(78..)?)?;
            Some(Track { codecs, width: number(24)?, height: number(26)?, channels: 0 })
        }
        b"mp4a" => aac(child(entry.get(28..)?, "esds")?),
        _ => None,
    }
}

/// How many samples (pictures) the `moof`s of a segment count.
pub(super) fn samples(segment: &[u8]) -> u64 {
    let trafs = boxes(segment).filter(|(kind, _)| *kind == b"moof").flat_map(|(_, moof)| boxes(moof)).filter(|(kind, _)| *kind == b"traf");
    let truns = trafs.flat_map(|(_, traf)| boxes(traf)).filter(|(kind, _)| *kind == b"trun");
    truns.filter_map(|(_, trun)| trun.get(4..8)).map(|count| u64::from(u32::from_be_bytes([count[0], count[1], count[2], count[3]]))).sum()
}

fn video(kind: &str, inside: &[u8]) -> Option<String> {
    if let Some(avcc) = child(inside, "avcC") {
        return Some(format!("{kind}.{:02x}{:02x}{:02x}", avcc.get(1)?, avcc.get(2)?, avcc.get(3)?));
    }
    if let Some(av1c) = child(inside, "av1C") {
        let (profile, level) = (av1c.get(1)? >> 5, av1c.get(1)? & 31);
        let flags = av1c.get(2)?;
        let tier = if flags & 0x80 == 0 { 'M' } else { 'H' };
        let depth = if flags & 0x40 == 0 { 8 } else { 10 };
        return Some(format!("av01.{profile}.{level:02}{tier}.{depth:02}"));
    }
    hevc(kind, child(inside, "hvcC")?)
}

/// ISO/IEC 14496-15, annex E.3.
fn hevc(kind: &str, hvcc: &[u8]) -> Option<String> {
    let space = ["", "A", "B", "C"][usize::from(hvcc.get(1)? >> 6)];
    let tier = if hvcc.get(1)? & 0x20 == 0 { 'L' } else { 'H' };
    let compatible = u32::from_be_bytes(hvcc.get(2..6)?.try_into().ok()?).reverse_bits();
    let mut text = format!("{kind}.{space}{}.{compatible:X}.{tier}{}", hvcc.get(1)? & 31, hvcc.get(12)?);
    let constraints = hvcc.get(6..12)?;
    let used = constraints.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    constraints[..used].iter().for_each(|byte| text += &format!(".{byte:X}"));
    Some(text)
}

/// Object type (2 is AAC-LC) and channels from the decoder's configuration; the sample entry says 2 channels whatever they are.
fn aac(esds: &[u8]) -> Option<Track> {
    // Version and flags, then ES_Descriptor(3) { 3 bytes, DecoderConfigDescriptor(4) { 13 bytes, DecoderSpecificInfo(5) { … } } }.
    let es = descriptor(esds.get(4..)?, 3)?;
    let config = descriptor(es.get(3..)?, 4)?;
    let info = descriptor(config.get(13..)?, 5)?;
    // AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): 5 bits of object type, 4 of sample rate, 4 of channels; 7 means eight.
    let (object_type, channels) = (info.first()? >> 3, u32::from(info.get(1)? >> 3 & 15));
    Some(Track { codecs: format!("mp4a.40.{object_type}"), channels: if channels == 7 { 8 } else { channels }, ..Track::default() })
}

fn descriptor(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    if *bytes.first()? != tag {
        return None;
    }
    // The length is written in up to four bytes of seven bits; the last has its high bit clear.
    let size_bytes = bytes.get(1..5)?.iter().position(|byte| byte & 0x80 == 0)? + 1;
    bytes.get(1 + size_bytes..)
}

fn child<'a>(inside: &'a [u8], name: &str) -> Option<&'a [u8]> {
    boxes(inside).find(|(kind, _)| *kind == name.as_bytes()).map(|(_, body)| body)
}

/// The boxes that stand one after another; ends at the first that is not whole.
fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let size = usize::try_from(u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?)).ok()?;
        let (head, size) = match size {
            1 => (16, usize::try_from(u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?)).ok()?),
            0 => (8, bytes.len()),
            size => (8, size),
        };
        let (kind, body) = (bytes.get(4..8)?, bytes.get(head..size)?);
        bytes = &bytes[size..];
        Some((kind, body))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &str, body: &[u8]) -> Vec<u8> {
        [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], kind.as_bytes(), body].concat()
    }

    fn init(kind: &str, entry: &[u8]) -> Vec<u8> {
        let stsd = boxed("stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &boxed(kind, entry)].concat());
        ["stbl", "minf", "mdia", "trak", "moov"].iter().fold(stsd, |inside, name| boxed(name, &inside))
    }

    fn picture(config: &str, bytes: &[u8]) -> Vec<u8> {
        let mut entry = vec![0; 78];
        entry[24..28].copy_from_slice(&[0x05, 0x00, 0x02, 0xd0]);
        [entry, boxed(config, bytes)].concat()
    }

    #[test]
    fn codecs_in_the_words_of_rfc_6381() {
        let track = describe(&init("avc1", &picture("avcC", &[1, 0x64, 0, 0x1f, 0xff]))).unwrap();
        assert_eq!(track, Track { codecs: "avc1.64001f".into(), width: 1_280, height: 720, channels: 0 });
        let av1 = describe(&init("av01", &picture("av1C", &[0x81, 0x08, 0x0c, 0]))).unwrap();
        assert_eq!(av1.codecs, "av01.0.08M.08");
        let hevc = [1, 1, 0x60, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 93];
        assert_eq!(describe(&init("hvc1", &picture("hvcC", &hevc))).unwrap().codecs, "hvc1.1.6.L93.B0");
        let entry = vec![0; 28];
        let esds = [0, 0, 0, 0, 3, 25, 0, 0, 0, 4, 17, 0x40, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 0x11, 0x90, 0, 0, 0];
        let sound = describe(&init("mp4a", &[entry, boxed("esds", &esds)].concat())).unwrap();
        assert_eq!((sound.codecs.as_str(), sound.channels), ("mp4a.40.2", 2));
    }

    #[test]
    fn noise_describes_nothing() {
        for bytes in [&b""[..], b"moov", &[0xff; 64], &[0, 0, 0, 1, b'm', b'o', b'o', b'v', 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]] {
            assert_eq!(describe(bytes), None);
            assert_eq!(samples(bytes), 0);
        }
    }
}
