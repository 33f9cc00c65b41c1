//! The film's own index, read by our own parser: whether the original can be played as it is, and how it is cut.

use std::fs::File;
use std::path::Path;

use ::film::jit::{AudioSource, Description, JustInTime};
use ::film::mp4::{Handler, Movie, read_moov};
use ::film::plan::SourceRole;
use bytes::Bytes;

use crate::store::SourceSound;

/// An original that plays just in time, as found in its index.
pub(crate) struct Index {
    /// The `moov` box, as it is kept beside the original.
    pub moov: Bytes,
    /// The cutter.
    pub cutter: JustInTime,
    /// What a master playlist says.
    pub described: Description,
    /// Longest time between two keyframes in µs.
    pub keyframe_gap_us: u64,
}

impl Index {
    /// Reads the index of a file on this machine; `None` when the file must be encoded before it plays.
    pub fn read(file: &Path) -> Option<Index> {
        let found = File::open(file).map_err(::film::mp4::Mp4Error::from).and_then(|file| read_moov(&file)).ok()?;
        Index::parse(found.bytes.into(), found.file_len)
    }

    /// Reads a `moov` that was kept, of an original of `file_len` bytes.
    pub fn parse(moov: Bytes, file_len: u64) -> Option<Index> {
        let movie = Movie::parse(&moov, file_len).ok()?;
        let keyframe_gap_us = keyframe_gap_us(&movie);
        let cutter = JustInTime::new(&movie).ok()?;
        let described = cutter.description();
        Some(Index { moov, cutter, described, keyframe_gap_us })
    }

    /// What the original can be in the ladder. Its sound counts as well: where that must be encoded first, a quick
    /// first pass is needed all the same.
    pub fn role(&self, file_len: u64) -> SourceRole {
        let bits = u128::from(file_len) * 8_000_000 / u128::from(self.described.duration_us.max(1));
        SourceRole { just_in_time: true, bits_per_second: u64::try_from(bits).unwrap_or(u64::MAX), keyframe_gap_us: self.keyframe_gap_us }
    }

    /// Whether it plays with its own sound (or is silent), so that nothing has to be made first.
    pub fn whole(&self) -> bool {
        self.cutter.audio() != AudioSource::NeedsEncoding
    }

    /// What the master playlist says of the copied sound.
    pub fn sound(&self) -> Option<SourceSound> {
        let (codecs, bits) = (self.described.audio_codec.clone()?, self.described.audio?);
        Some(SourceSound { codecs, peak_bits: bits.peak, average_bits: bits.average })
    }
}

fn keyframe_gap_us(movie: &Movie) -> u64 {
    let Some(track) = movie.tracks.iter().find(|track| track.handler == Handler::Video) else { return 0 };
    let (mut last, mut longest) = (0, 0);
    for sample in track.samples.iter().filter(|sample| sample.key) {
        longest = longest.max(sample.dts.saturating_sub(last));
        last = sample.dts;
    }
    longest = longest.max(track.samples.ticks().saturating_sub(last));
    u64::try_from(u128::from(longest) * 1_000_000 / u128::from(track.timescale.max(1))).unwrap_or(u64::MAX)
}
