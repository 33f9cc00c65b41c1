//! Raw video cut into its groups of pictures, and put together again in another order.
//!
//! A still picture of two seconds is encoded once and repeated as often as it is seen: a film of five minutes costs
//! no more than its twenty different pictures. Each group begins with a key frame and refers to nothing outside itself.

use anyhow::{Result, ensure};

/// A stream's groups: `head` stands once at the start, each group is complete in itself.
#[derive(Debug)]
pub(super) struct Groups {
    head: Vec<u8>,
    groups: Vec<Vec<Vec<u8>>>,
    container: Container,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    AnnexB,
    Ivf,
}

impl Groups {
    /// H.264 as start codes and NAL units (ISO/IEC 14496-10, annex B): parameter sets once, a group from each IDR.
    pub fn h264(stream: &[u8]) -> Result<Self> {
        let mut head = Vec::new();
        let mut groups: Vec<Vec<Vec<u8>>> = Vec::new();
        for unit in units(stream) {
            let kind = unit.first().map_or(0, |byte| byte & 0x1f);
            let whole = || [&[0, 0, 0, 1], unit].concat();
            match kind {
                // Parameter sets are the same in every group.
                7 | 8 if groups.is_empty() => head.extend(whole()),
                5 => groups.push(vec![whole()]),
                1 => match groups.last_mut() {
                    Some(group) => group.push(whole()),
                    None => anyhow::bail!("a picture before the first key frame"),
                },
                _ => {}
            }
        }
        ensure!(!head.is_empty() && !groups.is_empty(), "no H.264 stream");
        Ok(Self { head, groups, container: Container::AnnexB })
    }

    /// VP9 in IVF (a 32-byte header, then each frame with a 12-byte header of size and time), a group each
    /// `frames` frames.
    pub fn ivf(stream: &[u8], frames: usize) -> Result<Self> {
        ensure!(stream.len() >= 32 && &stream[..4] == b"DKIF", "no IVF file");
        let mut all = Vec::new();
        let mut at = 32;
        while let Some(head) = stream.get(at..at + 12) {
            let size = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
            let Some(frame) = stream.get(at + 12..at + 12 + size) else { break };
            all.push(frame.to_vec());
            at += 12 + size;
        }
        ensure!(!all.is_empty() && all.len() % frames == 0, "{} frames", all.len());
        let groups = all.chunks(frames).map(<[Vec<u8>]>::to_vec).collect();
        Ok(Self { head: stream[..32].to_vec(), groups, container: Container::Ivf })
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// A stream of these groups by number.
    pub fn join(&self, order: impl Iterator<Item = usize>) -> Vec<u8> {
        let mut stream = self.head.clone();
        let frames = order.filter_map(|n| self.groups.get(n)).flatten();
        for (number, frame) in (0_u64..).zip(frames) {
            if self.container == Container::Ivf {
                stream.extend(u32::try_from(frame.len()).unwrap_or(u32::MAX).to_le_bytes());
                stream.extend(number.to_le_bytes());
            }
            stream.extend(frame);
        }
        stream
    }
}

/// The NAL units between start codes, without trailing zeros.
fn units(stream: &[u8]) -> Vec<&[u8]> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at + 3 <= stream.len() {
        if stream[at..at + 3] == [0, 0, 1] {
            starts.push(at + 3);
            at += 3;
        } else {
            at += 1;
        }
    }
    let ends = starts.iter().skip(1).map(|start| start - 3).chain([stream.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| {
            let unit = &stream[start..end];
            let kept = unit.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
            &unit[..kept]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Groups;

    #[test]
    fn groups_are_repeated_and_headers_are_not() {
        let stream =
            [&[0, 0, 0, 1, 0x67, 9][..], &[0, 0, 0, 1, 0x68, 8], &[0, 0, 1, 0x65, 1], &[0, 0, 1, 0x41, 2], &[0, 0, 0, 1, 0x67, 9], &[0, 0, 1, 0x65, 3]]
                .concat();
        let groups = Groups::h264(&stream).expect("a stream");
        assert_eq!(groups.len(), 2);
        let joined = groups.join([1, 0, 1].into_iter());
        let wanted = [
            &[0, 0, 0, 1, 0x67, 9][..],
            &[0, 0, 0, 1, 0x68, 8],
            &[0, 0, 0, 1, 0x65, 3],
            &[0, 0, 0, 1, 0x65, 1],
            &[0, 0, 0, 1, 0x41, 2],
            &[0, 0, 0, 1, 0x65, 3],
        ]
        .concat();
        assert_eq!(joined, wanted);
        assert!(Groups::h264(&[0, 0, 1, 0x41]).is_err());
    }

    #[test]
    fn ivf_frames_are_numbered_anew() {
        let mut stream = b"DKIF".to_vec();
        stream.resize(32, 7);
        for frame in [[1_u8], [2]] {
            stream.extend(1_u32.to_le_bytes());
            stream.extend(0_u64.to_le_bytes());
            stream.extend(frame);
        }
        let groups = Groups::ivf(&stream, 1).expect("a stream");
        let joined = groups.join([1, 1].into_iter());
        assert_eq!(joined.len(), 32 + 2 * 13);
        assert_eq!((joined[44], joined[57]), (2, 2));
        assert_eq!(joined[49], 1);
        assert!(Groups::ivf(&stream, 3).is_err());
    }
}
