//! Uncompressed sound: 16-bit mono WAV.

use anyhow::{Context, Result, ensure};

/// Mono sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sound {
    /// Samples a second.
    pub rate: u32,
    pub samples: Vec<i16>,
}

impl Sound {
    /// Reads a 16-bit mono PCM file. A data length beyond the file's end (a stream's) means: to the end.
    pub fn read(file: &[u8]) -> Result<Self> {
        ensure!(file.len() >= 12 && &file[..4] == b"RIFF" && &file[8..12] == b"WAVE", "no WAV file");
        let mut rate = None;
        let mut at = 12;
        while let Some(head) = file.get(at..at + 8) {
            let len = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
            let body = &file[at + 8..(at + 8).saturating_add(len).min(file.len())];
            match &head[..4] {
                b"fmt " => {
                    ensure!(body.len() >= 16, "a short header");
                    let field = |n: usize| u16::from_le_bytes([body[n], body[n + 1]]);
                    ensure!(field(0) == 1 && field(2) == 1 && field(14) == 16, "not 16-bit mono");
                    rate = Some(u32::from_le_bytes([body[4], body[5], body[6], body[7]]));
                }
                b"data" => {
                    let samples = body.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
                    return Ok(Self { rate: rate.context("no header")?, samples });
                }
                _ => {}
            }
            at = at.saturating_add(8).saturating_add(len).saturating_add(len % 2);
        }
        anyhow::bail!("a WAV file without sound")
    }

    /// As a file.
    pub fn write(&self) -> Vec<u8> {
        let bytes = u32::try_from(self.samples.len() * 2).unwrap_or(u32::MAX);
        let mut file = Vec::with_capacity(44 + self.samples.len() * 2);
        file.extend(b"RIFF");
        file.extend(bytes.saturating_add(36).to_le_bytes());
        file.extend(b"WAVEfmt ");
        file.extend(16_u32.to_le_bytes());
        file.extend([1, 0, 1, 0]);
        file.extend(self.rate.to_le_bytes());
        file.extend((self.rate * 2).to_le_bytes());
        file.extend([2, 0, 16, 0]);
        file.extend(b"data");
        file.extend(bytes.to_le_bytes());
        for sample in &self.samples {
            file.extend(sample.to_le_bytes());
        }
        file
    }

    /// Without the silence at both ends.
    pub fn trimmed(self) -> Self {
        let heard = |sample: &i16| sample.unsigned_abs() > 90;
        let first = self.samples.iter().position(heard).unwrap_or(0);
        let last = self.samples.iter().rposition(heard).map_or(0, |at| at + 1);
        // A consonant begins before it is loud.
        let margin = self.rate as usize / 25;
        let range = first.saturating_sub(margin)..(last + margin).min(self.samples.len()).max(first);
        Self { rate: self.rate, samples: self.samples[range].to_vec() }
    }

    /// Milliseconds.
    pub fn ms(&self) -> u64 {
        self.samples.len() as u64 * 1000 / u64::from(self.rate)
    }

    /// Puts `piece` at `at_ms`, with silence before it when needed.
    pub fn place(&mut self, at_ms: u64, piece: &[i16]) {
        self.lengthen(at_ms);
        self.samples.extend(piece);
    }

    /// Silence up to `ms`.
    pub fn lengthen(&mut self, ms: u64) {
        let samples = usize::try_from(ms * u64::from(self.rate) / 1000).unwrap_or(usize::MAX);
        if samples > self.samples.len() {
            self.samples.resize(samples, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sound;

    #[test]
    fn what_is_written_is_read_again() {
        let sound = Sound { rate: 22_050, samples: vec![0, -5, i16::MAX, 7] };
        assert_eq!(Sound::read(&sound.write()).expect("a file"), sound);
        for bad in [&b""[..], b"RIFF0000WAVE", b"RIFF0000WAVEdata\x04\0\0\0\0\0\0\0", b"RIFF0000WAVEfmt \xff\xff\xff\xff"] {
            assert!(Sound::read(bad).is_err());
        }
    }

    #[test]
    fn silence_is_cut_off_and_put_between() {
        let mut samples = vec![0; 1_000];
        samples.extend([5_000; 100]);
        samples.extend(vec![0; 1_000]);
        let short = Sound { rate: 1_000, samples }.trimmed();
        assert_eq!(short.samples.len(), 40 + 100 + 40);
        let mut whole = Sound { rate: 1_000, samples: Vec::new() };
        whole.place(500, &short.samples);
        assert_eq!(whole.ms(), 680);
    }
}
