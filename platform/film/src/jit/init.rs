//! The init segment: `ftyp` and a `moov` without samples, written anew, so that nothing of the source's metadata
//! (places, names, comments) gets through.

use bytes::Bytes;

use super::rendition::Rendition;
use super::write::{boxed, full, halves, words};
use crate::mp4::{Aac, Codec, H264, Handler, IDENTITY, Track};

/// Writes the init segment of a rendition. Its one track has the number 1.
pub(super) fn write(rendition: &Rendition) -> Bytes {
    let track = &rendition.track;
    let mut out = Vec::with_capacity(1024);
    boxed(&mut out, b"ftyp", |out| out.extend(b"iso6\0\0\0\0iso6isommp41"));
    boxed(&mut out, b"moov", |out| {
        full(out, b"mvhd", 0, 0, |out| {
            words(out, &[0, 0, track.timescale, 0, 0x1_0000, 0x0100_0000, 0, 0]);
            matrix(out);
            words(out, &[0, 0, 0, 0, 0, 0, 2]);
        });
        boxed(out, b"trak", |out| {
            header(out, track);
            if rendition.hidden > 0 {
                boxed(out, b"edts", |out| {
                    full(out, b"elst", 0, 0, |out| words(out, &[1, 0, rendition.hidden as u32, 0x1_0000]));
                });
            }
            boxed(out, b"mdia", |out| media(out, track));
        });
        boxed(out, b"mvex", |out| full(out, b"trex", 0, 0, |out| words(out, &[1, 1, 0, 0, 0])));
    });
    out.into()
}

fn matrix(out: &mut Vec<u8>) {
    words(out, &IDENTITY.map(|cell| cell as u32));
}

fn header(out: &mut Vec<u8>, track: &Track) {
    full(out, b"tkhd", 0, 3, |out| {
        words(out, &[0, 0, 1, 0, 0, 0, 0, 0]);
        halves(out, &[if track.handler == Handler::Sound { 0x0100 } else { 0 }, 0]);
        matrix(out);
        words(out, &shown_size(track));
    });
}

/// Width and height as 16.16 fixed point.
fn shown_size(track: &Track) -> [u32; 2] {
    match &track.codec {
        Codec::H264(codec) if track.width == 0 || track.height == 0 => [codec.width, codec.height].map(|side| u32::from(side) << 16),
        Codec::H264(_) => [track.width, track.height],
        _ => [0, 0],
    }
}

fn media(out: &mut Vec<u8>, track: &Track) {
    full(out, b"mdhd", 0, 0, |out| {
        words(out, &[0, 0, track.timescale, 0]);
        let language = track.language.iter().fold(0, |packed, letter| packed << 5 | u16::from(letter - 0x60));
        halves(out, &[language, 0]);
    });
    let sound = track.handler == Handler::Sound;
    full(out, b"hdlr", 0, 0, |out| {
        words(out, &[0]);
        out.extend(if sound { b"soun" } else { b"vide" });
        out.extend([0; 13]);
    });
    boxed(out, b"minf", |out| {
        if sound {
            full(out, b"smhd", 0, 0, |out| words(out, &[0]));
        } else {
            full(out, b"vmhd", 0, 1, |out| words(out, &[0, 0]));
        }
        boxed(out, b"dinf", |out| {
            full(out, b"dref", 0, 0, |out| {
                words(out, &[1]);
                full(out, b"url ", 0, 1, |_| {});
            });
        });
        boxed(out, b"stbl", |out| {
            full(out, b"stsd", 0, 0, |out| {
                words(out, &[1]);
                match &track.codec {
                    Codec::H264(codec) => picture(out, codec),
                    Codec::Aac(codec) => sound_entry(out, codec),
                    Codec::Other(_) => {}
                }
            });
            for empty in [b"stts", b"stsc", b"stco"] {
                full(out, empty, 0, 0, |out| words(out, &[0]));
            }
            full(out, b"stsz", 0, 0, |out| words(out, &[0, 0]));
        });
    });
}

fn picture(out: &mut Vec<u8>, codec: &H264) {
    boxed(out, &codec.code.0, |out| {
        halves(out, &[0, 0, 0, 1]);
        words(out, &[0; 4]);
        halves(out, &[codec.width, codec.height]);
        words(out, &[0x48_0000, 0x48_0000, 0]);
        halves(out, &[1]);
        out.extend([0; 32]);
        halves(out, &[0x18, 0xffff]);
        boxed(out, b"avcC", |out| out.extend_from_slice(&codec.config));
        if let Some((h, v)) = codec.pixel_aspect {
            boxed(out, b"pasp", |out| words(out, &[h, v]));
        }
        if let Some(colour) = codec.colour {
            boxed(out, b"colr", |out| {
                out.extend(b"nclx");
                halves(out, &[colour.primaries, colour.transfer, colour.matrix]);
                out.push(u8::from(colour.full_range) << 7);
            });
        }
    });
}

fn sound_entry(out: &mut Vec<u8>, codec: &Aac) {
    boxed(out, b"mp4a", |out| {
        halves(out, &[0, 0, 0, 1]);
        words(out, &[0, 0]);
        halves(out, &[codec.channels.into(), 16, 0, 0]);
        // 16.16 has no room for 88.2 and 96 kHz: 0 then, and the decoder's own configuration tells.
        words(out, &[u16::try_from(codec.rate).map_or(0, |rate| u32::from(rate) << 16)]);
        full(out, b"esds", 0, 0, |out| {
            // ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo, SLConfigDescriptor; lengths below 128.
            let config = codec.config.len() as u8;
            out.extend([3, 3 + 2 + 13 + 2 + config + 3, 0, 1, 0]);
            out.extend([4, 13 + 2 + config, 0x40, 0x15, 0, 0, 0]);
            words(out, &[0, 0]);
            out.extend([5, config]);
            out.extend(&codec.config);
            out.extend([6, 1, 2]);
        });
    });
}
