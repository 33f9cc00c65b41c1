//! A look at the file's own first bytes and boxes, to say *why* ffprobe can't read it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::refusal::Refusal;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Empty,
    /// A text that lists other files.
    Playlist,
    /// An ISO base media file; whether its index is there, and whether its last box is whole.
    Mp4 {
        index: bool,
        whole: bool,
    },
    /// Begins as Matroska, AVI, Ogg or another container that we read.
    Container,
    Other,
}

/// Reads the first kilobytes of `file`.
pub(super) fn look(file: &Path) -> io::Result<Head> {
    let mut file = File::open(file)?;
    let length = file.metadata()?.len();
    let mut head = Vec::new();
    file.by_ref().take(4_096).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(Head::Empty);
    }
    if is_playlist(&head) {
        return Ok(Head::Playlist);
    }
    if head.len() >= 12 && matches!(&head[4..8], b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"styp") {
        return boxes(&mut file, length);
    }
    let starts: [&[u8]; 9] =
        [b"\x1a\x45\xdf\xa3", b"OggS", b"RIFF", b"FLV\x01", b"\x30\x26\xb2\x75", b"fLaC", b"FORM", b"\x06\x0e\x2b\x34", b"\x00\x00\x01\xba"];
    Ok(if starts.iter().any(|start| head.starts_with(start)) { Head::Container } else { Head::Other })
}

/// HLS, DASH, Smooth Streaming, ffconcat, SDP, PLS, ASX, XSPF, cue sheets and bare lists of addresses.
fn is_playlist(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)).to_ascii_lowercase();
    let text = text.trim_start();
    let xml = text.starts_with('<') && ["<mpd", "<smoothstreamingmedia", "<asx", "<playlist", "<smil"].iter().any(|root| text.contains(root));
    let starts =
        ["#extm3u", "ffconcat version", "[playlist]", "v=0\r\n", "v=0\no=", "[reference]", "http://", "https://", "rtsp://", "rtmp://", "concat:", "file:"];
    xml || starts.iter().any(|start| text.starts_with(start))
}

/// Walks the top-level boxes (ISO/IEC 14496-12, 4.2).
fn boxes(file: &mut File, length: u64) -> io::Result<Head> {
    let (mut at, mut index) = (0_u64, false);
    // A film has a handful; a fragmented one some thousand. More is noise.
    for _ in 0..100_000 {
        if at + 8 > length {
            return Ok(Head::Mp4 { index, whole: at == length });
        }
        file.seek(SeekFrom::Start(at))?;
        let mut head = [0; 16];
        let read = usize::try_from((length - at).min(16)).unwrap_or(16);
        file.read_exact(&mut head[..read])?;
        let short = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        let size = match short {
            0 => length - at,
            1 => u64::from_be_bytes([head[8], head[9], head[10], head[11], head[12], head[13], head[14], head[15]]),
            size => size,
        };
        if size < 8 {
            break;
        }
        let next = at.saturating_add(size);
        index |= &head[4..8] == b"moov" && next <= length;
        if next > length {
            return Ok(Head::Mp4 { index, whole: false });
        }
        at = next;
    }
    Ok(Head::Mp4 { index, whole: false })
}

impl Head {
    /// The reason when ffprobe can't read the file.
    pub(super) fn refusal(self) -> Refusal {
        match self {
            Self::Empty => Refusal::Empty,
            Self::Playlist => Refusal::Playlist,
            Self::Mp4 { index: false, .. } | Self::Mp4 { whole: false, .. } => Refusal::Incomplete,
            Self::Mp4 { .. } | Self::Container => Refusal::Damaged,
            Self::Other => Refusal::NotAFilm,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_at(bytes: &[u8]) -> Head {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        look(file.path()).unwrap()
    }

    #[test]
    fn texts_that_point_elsewhere_are_playlists() {
        for text in [
            "#EXTM3U\n",
            "\u{feff}#EXTM3U",
            "\n<?xml version=\"1.0\"?>\n<MPD xmlns=\"x\">",
            "ffconcat version 1.0\n",
            "v=0\r\no=- 0 0 IN IP4 1.2.3.4",
            "http://127.0.0.1/x.mp4",
        ] {
            assert_eq!(look_at(text.as_bytes()), Head::Playlist, "{text}");
        }
        assert_eq!(look_at(b"Dear all, v=0 is a text"), Head::Other);
        assert_eq!(look_at(b""), Head::Empty);
    }

    #[test]
    fn a_film_without_its_index_is_incomplete() {
        let ftyp = b"\0\0\0\x10ftypisom\0\0\0\0";
        assert_eq!(look_at(&[ftyp, &b"\0\0\x10\0mdat1234"[..]].concat()), Head::Mp4 { index: false, whole: false });
        assert_eq!(look_at(&[ftyp, &b"\0\0\0\x08moov\0\0\0\x0cmdat1234"[..]].concat()), Head::Mp4 { index: true, whole: true });
        assert_eq!(look_at(&[ftyp, &b"\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xff"[..]].concat()), Head::Mp4 { index: false, whole: false });
        assert_eq!(look_at(ftyp).refusal(), Refusal::Incomplete);
    }
}
