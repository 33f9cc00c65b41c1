//! A media playlist as we write them (RFC 8216): one init, segments in order, no addresses outside the folder.

use super::bits;

/// A segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// File name within the playlist's folder.
    pub name: String,
    /// Length in µs.
    pub us: u64,
}

/// A media playlist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Playlist {
    /// Target duration in seconds.
    pub target: u64,
    /// File name of the init.
    pub init: String,
    /// Segments in order; at least one.
    pub segments: Vec<Segment>,
    /// `#EXT-X-ENDLIST` is there.
    pub ended: bool,
}

impl Playlist {
    /// Reads a playlist.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        if lines.next() != Some("#EXTM3U") {
            return Err("not a playlist".into());
        }
        let (mut list, mut length) = (Self::default(), None);
        for line in lines.filter(|line| !line.is_empty()) {
            if let Some(seconds) = line.strip_prefix("#EXTINF:") {
                let seconds: f64 = seconds.split(',').next().unwrap_or_default().parse().map_err(|_| format!("no length in {line}"))?;
                length = Some((seconds * 1e6).round() as u64);
            } else if let Some(seconds) = line.strip_prefix("#EXT-X-TARGETDURATION:") {
                list.target = seconds.parse().map_err(|_| format!("no length in {line}"))?;
            } else if let Some(map) = line.strip_prefix("#EXT-X-MAP:URI=\"") {
                list.init = name(map.split('"').next().unwrap_or_default())?;
            } else if line == "#EXT-X-ENDLIST" {
                list.ended = true;
            } else if !line.starts_with('#') {
                let us = length.take().ok_or_else(|| format!("{line} has no length"))?;
                list.segments.push(Segment { name: name(line)?, us });
            }
        }
        if list.init.is_empty() || list.segments.is_empty() {
            return Err("the playlist names no init or no segment".into());
        }
        Ok(list)
    }

    /// Length in µs.
    #[must_use]
    pub fn duration_us(&self) -> u64 {
        self.segments.iter().map(|segment| segment.us).sum()
    }

    /// The highest bit rate of any run of segments that is 0.5 to 1.5 target durations long (RFC 8216, 4.1); of the whole when it
    /// is shorter than that.
    #[must_use]
    pub fn peak_bits(&self, sizes: &[u64]) -> u64 {
        let (least, most) = (self.target * 500_000, self.target * 1_500_000);
        let mut peak = 0;
        for from in 0..self.segments.len() {
            let (mut us, mut bytes) = (0, 0);
            for (segment, size) in self.segments[from..].iter().zip(&sizes[from..]) {
                us += segment.us;
                bytes += size;
                if us > most {
                    break;
                }
                if us >= least {
                    peak = peak.max(bits(bytes, us));
                }
            }
        }
        if peak == 0 { bits(sizes.iter().sum(), self.duration_us()) } else { peak }
    }
}

/// A plain file name.
fn name(text: &str) -> Result<String, String> {
    let plain = !text.is_empty() && !text.starts_with('.') && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if plain { Ok(text.to_owned()) } else { Err(format!("{text:?} is not a file of this folder")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n#EXT-X-MAP:URI=\"init.mp4\"\n#EXTINF:4.000000,\n00000.m4s\n#EXTINF:1.500000,\n00001.m4s\n#EXT-X-ENDLIST\n";

    #[test]
    fn a_good_playlist() {
        let list = Playlist::parse(GOOD).unwrap();
        assert_eq!((list.duration_us(), list.segments.len(), list.ended, list.init.as_str()), (5_500_000, 2, true, "init.mp4"));
        // Alone, the last segment is too short to count; with the one before it is 3 MB in 5.5 s.
        assert_eq!(list.peak_bits(&[1_000_000, 2_000_000]), 4_363_637);
        assert_eq!(list.peak_bits(&[3_000_000, 10]), 6_000_000);
    }

    #[test]
    fn names_that_leave_the_folder_are_refused() {
        for bad in ["../x", "/etc/passwd", "http://h/x", ".hidden", "a b"] {
            assert!(Playlist::parse(&GOOD.replace("00001.m4s", bad)).is_err(), "{bad}");
        }
        assert!(Playlist::parse("").is_err() && Playlist::parse("#EXTM3U\n#EXT-X-ENDLIST\n").is_err());
        assert!(!Playlist::parse(&GOOD.replace("#EXT-X-ENDLIST\n", "")).unwrap().ended);
    }
}
