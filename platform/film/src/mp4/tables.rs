//! Reads the boxes of a sample table (`stbl`) into compact runs. No count is believed before its bytes are seen.

use super::Mp4Error;
use super::boxes::child;
use super::reader::Reader;
use super::samples::{Chunk, Run, SampleTable, Sizes};

/// Ticks a track may last: far beyond any film, and safe to calculate with.
const MAX_TICKS: u64 = 1 << 48;

/// Reads a track's `stbl`.
pub(super) fn sample_table(stbl: &[u8]) -> Result<SampleTable, Mp4Error> {
    let (sizes, count) = sizes(stbl)?;
    let chunks = chunks(stbl, count)?;
    Ok(SampleTable { count, sizes, chunks, durations: durations(stbl, count)?, offsets: composition(stbl)?, keys: keys(stbl, count)? })
}

fn sizes(stbl: &[u8]) -> Result<(Sizes, u32), Mp4Error> {
    if let Some(body) = child(stbl, b"stsz") {
        let mut r = Reader::new(body, "stsz");
        r.full()?;
        let same = r.u32()?;
        if same > 0 {
            return Ok((Sizes::Same(same), r.u32()?));
        }
        let each: Box<[u32]> = r.rows::<4>()?.iter().map(|row| u32::from_be_bytes(*row)).collect();
        let count = each.len() as u32;
        return Ok((Sizes::Each(each), count));
    }
    let body = child(stbl, b"stz2").ok_or(Mp4Error::Malformed("stsz"))?;
    let mut r = Reader::new(body, "stz2");
    r.full()?;
    let width = r.u32()? & 0xff;
    let count = r.u32()?;
    let n = count as usize;
    let each: Box<[u32]> = match width {
        4 => r.take(n.div_ceil(2))?.iter().flat_map(|b| [u32::from(b >> 4), u32::from(b & 15)]).take(n).collect(),
        8 => r.take(n)?.iter().map(|b| u32::from(*b)).collect(),
        16 => r.take(n * 2)?.as_chunks().0.iter().map(|row| u32::from(u16::from_be_bytes(*row))).collect(),
        _ => return Err(r.error()),
    };
    Ok((Sizes::Each(each), count))
}

/// Joins `stco`/`co64` with `stsc`: each chunk's place and how many samples it holds, together exactly `count`.
fn chunks(stbl: &[u8], count: u32) -> Result<Box<[Chunk]>, Mp4Error> {
    let mut chunks = places(stbl)?;
    let body = child(stbl, b"stsc").ok_or(Mp4Error::Malformed("stsc"))?;
    let mut r = Reader::new(body, "stsc");
    r.full()?;
    let rows = r.rows::<12>()?;
    let first = |row: &[u8; 12]| u32::from_be_bytes([row[0], row[1], row[2], row[3]]) as usize;
    let mut left = count;
    for (i, row) in rows.iter().enumerate() {
        let from = first(row);
        let to = rows.get(i + 1).map_or(chunks.len() + 1, first).min(chunks.len() + 1);
        if from == 0 || (i == 0 && from != 1) || rows.get(i + 1).is_some_and(|next| first(next) <= from) {
            return Err(r.error());
        }
        let per_chunk = u32::from_be_bytes([row[4], row[5], row[6], row[7]]);
        for chunk in chunks.get_mut(from - 1..to - 1).into_iter().flatten() {
            chunk.samples = per_chunk.min(left);
            left -= chunk.samples;
        }
    }
    if left > 0 {
        return Err(Mp4Error::Malformed("stsc holds fewer samples than stsz"));
    }
    // An empty chunk would only be in the way of those who walk the samples.
    chunks.retain(|chunk| chunk.samples > 0);
    Ok(chunks.into())
}

fn places(stbl: &[u8]) -> Result<Vec<Chunk>, Mp4Error> {
    if let Some(body) = child(stbl, b"co64") {
        let mut r = Reader::new(body, "co64");
        r.full()?;
        return Ok(r.rows::<8>()?.iter().map(|row| Chunk { offset: u64::from_be_bytes(*row), samples: 0 }).collect());
    }
    let body = child(stbl, b"stco").ok_or(Mp4Error::Malformed("stco"))?;
    let mut r = Reader::new(body, "stco");
    r.full()?;
    Ok(r.rows::<4>()?.iter().map(|row| Chunk { offset: u32::from_be_bytes(*row).into(), samples: 0 }).collect())
}

/// Count and value of a run in `stts` or `ctts`.
fn pair(row: &[u8; 8]) -> (u32, u32) {
    let [a, b, c, d, e, f, g, h] = *row;
    (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]))
}

/// `stts`. Where it tells fewer samples than there are, the last duration goes on, as all players have it.
fn durations(stbl: &[u8], count: u32) -> Result<Box<[Run<u32>]>, Mp4Error> {
    let body = child(stbl, b"stts").ok_or(Mp4Error::Malformed("stts"))?;
    let mut r = Reader::new(body, "stts");
    r.full()?;
    let rows = r.rows::<8>()?;
    let mut runs = Vec::with_capacity(rows.len());
    let (mut left, mut ticks) = (count, 0_u64);
    for (samples, value) in rows.iter().map(pair) {
        let samples = samples.min(left);
        left -= samples;
        // At most 2⁶³ for one run, so the sum is looked at run by run.
        ticks = ticks.saturating_add(u64::from(samples) * u64::from(value));
        if value > i32::MAX as u32 || ticks > MAX_TICKS {
            return Err(r.error());
        }
        if samples > 0 {
            runs.push(Run { count: samples, value });
        }
    }
    match runs.last_mut() {
        Some(last) => {
            last.count += left;
            if ticks + u64::from(left) * u64::from(last.value) > MAX_TICKS {
                return Err(r.error());
            }
        }
        None if count > 0 => return Err(r.error()),
        None => {}
    }
    Ok(runs.into())
}

/// `ctts`. Version 0 is unsigned by the book, but QuickTime and others write negative offsets in it too.
fn composition(stbl: &[u8]) -> Result<Box<[Run<i32>]>, Mp4Error> {
    let Some(body) = child(stbl, b"ctts") else { return Ok(Box::default()) };
    let mut r = Reader::new(body, "ctts");
    r.full()?;
    let rows = r.rows::<8>()?;
    Ok(rows.iter().map(pair).filter(|(n, _)| *n > 0).map(|(count, value)| Run { count, value: value as i32 }).collect())
}

/// `stss`, counted from 0; `None` when the box is missing and every sample is a sync sample.
fn keys(stbl: &[u8], count: u32) -> Result<Option<Box<[u32]>>, Mp4Error> {
    let Some(body) = child(stbl, b"stss") else { return Ok(None) };
    let mut r = Reader::new(body, "stss");
    r.full()?;
    let rows = r.rows::<4>()?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in rows {
        let number = u32::from_be_bytes(*row);
        if number == 0 || number > count || keys.last().is_some_and(|last| number - 1 <= *last) {
            return Err(r.error());
        }
        keys.push(number - 1);
    }
    Ok(Some(keys.into()))
}
