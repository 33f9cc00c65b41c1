//! Films cut just in time: the parsed index in memory, fragments made of slices of the original.

use std::ops::Range;
use std::sync::Arc;

use ::film::jit::{Fragment, JustInTime};
use bytes::{Bytes, BytesMut};
use web::{App, PageError, PageResult};

use super::door::{Door, Doors};
use super::target::Part;
use crate::film::Index;

/// A fragment whose slices lie farther apart than this is read slice by slice.
const SPARE: u64 = 8 * 1024 * 1024;
/// Larger fragments are not kept in memory.
const KEPT: usize = 8 * 1024 * 1024;

/// A film's cutter with its playlists.
pub(crate) struct Cutter {
    cutter: JustInTime,
    video: Bytes,
    audio: Option<Bytes>,
    weight: usize,
}

impl Cutter {
    fn new(index: Index) -> Cutter {
        let (video, audio) = (index.cutter.video_playlist(), index.cutter.audio_playlist());
        let weight = index.moov.len() * 2 + video.len() + audio.as_ref().map_or(0, String::len);
        Cutter { cutter: index.cutter, video: video.into(), audio: audio.map(Bytes::from), weight }
    }

    /// Bytes in memory, roughly.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// What needs no reading: playlists and init segments.
    fn at_once(&self, part: Part) -> Option<Bytes> {
        match part {
            Part::VideoPlaylist => Some(self.video.clone()),
            Part::AudioPlaylist => self.audio.clone(),
            Part::VideoInit => Some(self.cutter.video_init()),
            Part::AudioInit => self.cutter.audio_init(),
            Part::Video(_) | Part::Audio(_) => None,
        }
    }

    fn fragment(&self, part: Part) -> Option<Fragment> {
        match part {
            Part::Video(n) => self.cutter.video_fragment(n),
            Part::Audio(n) => self.cutter.audio_fragment(n),
            _ => None,
        }
    }
}

impl Doors {
    /// A part that lies in memory.
    pub(super) fn cut_at_once(&self, door: &Door, part: Part) -> Option<Bytes> {
        match part {
            Part::Video(_) | Part::Audio(_) => self.pieces.get(&name(door, part)),
            _ => self.cutters.get(&door.film.media_key)?.at_once(part),
        }
    }

    /// A part, read where it has to be.
    pub(super) async fn cut(&self, app: &App, door: &Door, part: Part) -> PageResult<Bytes> {
        if let Some(bytes) = self.cut_at_once(door, part) {
            return Ok(bytes);
        }
        let cutter = self.cutter(app, door).await?;
        if let Some(bytes) = cutter.at_once(part) {
            return Ok(bytes);
        }
        let fragment = cutter.fragment(part).ok_or(PageError::NotFound)?;
        let bytes = assembled(app, &door.film.original_key, &fragment).await?;
        if bytes.len() <= KEPT {
            self.pieces.insert(name(door, part), bytes.clone());
        }
        Ok(bytes)
    }

    async fn cutter(&self, app: &App, door: &Door) -> PageResult<Arc<Cutter>> {
        let key = &door.film.media_key;
        if let Some(cutter) = self.cutters.get(key) {
            return Ok(cutter);
        }
        let moov = app.storage.get(&format!("films/{key}/moov.bin")).await?.ok_or(PageError::NotFound)?;
        let len = door.film.original_bytes;
        // An hour of film is some milliseconds of work.
        let parsed = tokio::task::spawn_blocking(move || Index::parse(moov, len).map(Cutter::new)).await?;
        let cutter = Arc::new(parsed.ok_or(PageError::NotFound)?);
        self.cutters.insert(key.clone(), cutter.clone());
        Ok(cutter)
    }
}

fn name(door: &Door, part: Part) -> String {
    let key = &door.film.media_key;
    match part {
        Part::Video(n) => format!("{key}v{n}"),
        Part::Audio(n) => format!("{key}a{n}"),
        _ => key.clone(),
    }
}

/// Head and slices in one piece: one read of what lies between the first and the last, or one for each when they are far apart.
async fn assembled(app: &App, original: &str, fragment: &Fragment) -> PageResult<Bytes> {
    let cover = fragment.covering_range();
    let mut whole = BytesMut::with_capacity(usize::try_from(fragment.len).unwrap_or(0));
    if cover.end - cover.start <= fragment.len + SPARE {
        let covered = read(app, original, cover).await?;
        for part in fragment.parts(&covered).ok_or(PageError::NotFound)? {
            whole.extend_from_slice(&part);
        }
    } else {
        whole.extend_from_slice(&fragment.head);
        for slice in &fragment.slices {
            whole.extend_from_slice(&read(app, original, slice.clone()).await?);
        }
    }
    Ok(whole.freeze())
}

async fn read(app: &App, key: &str, range: Range<u64>) -> PageResult<Bytes> {
    let wanted = range.end - range.start;
    let bytes = app.storage.get_range(key, range).await?;
    if bytes.len() as u64 == wanted { Ok(bytes) } else { Err(anyhow::anyhow!("{key} is shorter than its index says").into()) }
}
