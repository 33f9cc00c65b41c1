//! A track's samples: where each lies, when it is decoded and shown, and whether playing can begin there.
//! Kept as the file keeps it, in runs and chunks: about 20 bytes a sample, and nothing for PCM's millions.

use super::Mp4Error;

/// How long the samples are, in bytes.
#[derive(Debug, Clone)]
pub(super) enum Sizes {
    Same(u32),
    Each(Box<[u32]>),
}

/// Samples that lie one after another in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk {
    pub offset: u64,
    pub samples: u32,
}

/// `count` samples with the same value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<T> {
    pub count: u32,
    pub value: T,
}

/// The index of a track's samples.
#[derive(Debug, Clone)]
pub struct SampleTable {
    pub(super) count: u32,
    pub(super) sizes: Sizes,
    pub(super) chunks: Box<[Chunk]>,
    pub(super) durations: Box<[Run<u32>]>,
    pub(super) offsets: Box<[Run<i32>]>,
    pub(super) keys: Option<Box<[u32]>>,
}

/// One sample: a coded picture, or a packet of sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Its number in the track, from 0, in decoding order.
    pub index: u32,
    /// Where it begins in the file.
    pub offset: u64,
    /// Bytes.
    pub size: u32,
    /// Decoding time in ticks of the track, from 0.
    pub dts: u64,
    /// Ticks until the next sample's decoding time.
    pub duration: u32,
    /// Composition time less decoding time, in ticks.
    pub cts: i32,
    /// Whether it is a sync sample.
    pub key: bool,
}

impl Sample {
    /// Composition time in ticks of the track, before the edit list.
    #[must_use]
    pub fn pts(&self) -> i64 {
        // Tables are refused above 2⁴⁸ ticks.
        self.dts as i64 + i64::from(self.cts)
    }
}

/// A place among a track's samples; small and copyable, so that it can be kept for each segment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    index: u32,
    dts: u64,
    chunk: u32,
    in_chunk: u32,
    in_chunk_bytes: u64,
    duration_run: u32,
    in_duration_run: u32,
    offset_run: u32,
    in_offset_run: u32,
    key: u32,
}

impl Cursor {
    /// Number of the sample that comes next.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }
}

impl SampleTable {
    /// The table of a track that is not looked at.
    pub(super) fn empty() -> Self {
        Self { count: 0, sizes: Sizes::Same(0), chunks: [].into(), durations: [].into(), offsets: [].into(), keys: None }
    }

    /// Number of samples.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Whether the track has no samples.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether any sample has a composition offset.
    #[must_use]
    pub fn has_composition_offsets(&self) -> bool {
        self.offsets.iter().any(|run| run.value != 0)
    }

    /// Length of all samples together, in ticks of the track.
    #[must_use]
    pub fn ticks(&self) -> u64 {
        self.durations.iter().map(|run| u64::from(run.count) * u64::from(run.value)).sum()
    }

    /// The sample at the cursor, which moves on; `None` behind the last.
    pub fn next(&self, at: &mut Cursor) -> Option<Sample> {
        let chunk = self.chunks.get(at.chunk as usize)?;
        let run = self.durations.get(at.duration_run as usize)?;
        let size = self.size(at.index)?;
        let shift = self.offsets.get(at.offset_run as usize);
        let key = self.keys.as_ref().is_none_or(|keys| keys.get(at.key as usize) == Some(&at.index));
        let sample = Sample {
            index: at.index,
            offset: chunk.offset + at.in_chunk_bytes,
            size,
            dts: at.dts,
            duration: run.value,
            cts: shift.map_or(0, |run| run.value),
            key,
        };
        at.index += 1;
        at.dts += u64::from(run.value);
        at.key += u32::from(key);
        step(&mut at.duration_run, &mut at.in_duration_run, run.count);
        if let Some(shift) = shift {
            step(&mut at.offset_run, &mut at.in_offset_run, shift.count);
        }
        at.in_chunk_bytes += u64::from(size);
        if step(&mut at.chunk, &mut at.in_chunk, chunk.samples) {
            at.in_chunk_bytes = 0;
        }
        Some(sample)
    }

    /// The samples from a cursor on.
    pub fn from(&self, mut at: Cursor) -> impl Iterator<Item = Sample> {
        std::iter::from_fn(move || self.next(&mut at))
    }

    /// All samples.
    pub fn iter(&self) -> impl Iterator<Item = Sample> {
        self.from(Cursor::default())
    }

    fn size(&self, index: u32) -> Option<u32> {
        match &self.sizes {
            Sizes::Same(size) => (index < self.count).then_some(*size),
            Sizes::Each(sizes) => sizes.get(index as usize).copied(),
        }
    }

    /// Makes sure that every sample lies within the file and that they are not more than the file together.
    pub(super) fn check(&self, file_len: u64) -> Result<(), Mp4Error> {
        let (mut first, mut total) = (0_usize, 0_u64);
        for chunk in &self.chunks {
            let bytes = match &self.sizes {
                Sizes::Same(size) => u64::from(chunk.samples) * u64::from(*size),
                Sizes::Each(sizes) => {
                    let sizes = &sizes[first..first + chunk.samples as usize];
                    sizes.iter().map(|size| u64::from(*size)).sum()
                }
            };
            first += chunk.samples as usize;
            let end = chunk.offset.checked_add(bytes).ok_or(Mp4Error::Malformed("chunk offset"))?;
            if end > file_len {
                return Err(Mp4Error::MediaCutOff { needed: end, present: file_len });
            }
            total = total.saturating_add(bytes);
        }
        // Else a small file could promise endless fragments by naming the same bytes over and over.
        if total > file_len { Err(Mp4Error::Malformed("samples overlap")) } else { Ok(()) }
    }
}

/// Moves on within a run of `count`; true when that was its last.
fn step(run: &mut u32, within: &mut u32, count: u32) -> bool {
    *within += 1;
    let last = *within >= count;
    if last {
        *run += 1;
        *within = 0;
    }
    last
}
