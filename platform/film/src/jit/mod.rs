//! Just-in-time HLS: an eligible MP4 or MOV is played at once, by an index made of its own `moov`.
//!
//! Nothing is copied or encoded. Playlists and init segments are written from the index; a fragment is a fresh `moof`
//! before slices of the original file. The timeline is the film's own, with its edit lists carried out and its
//! beginning at 0: the first picture or sound that the source shows stands at 0 and all else keeps its distance.
//! The init segments have
//! an edit list of their own where AAC's priming packets stand before 0, or where B-frames delay the first picture.

mod audio;
mod cut;
mod describe;
mod eligible;
mod fragment;
mod init;
mod playlist;
mod rendition;
mod timeline;
mod write;

use std::borrow::Borrow;

use bytes::Bytes;

use crate::mp4::{Handler, Movie};
pub use describe::{Bandwidth, Description};
pub use eligible::NotEligible;
pub use fragment::Fragment;
use rendition::Rendition;
use timeline::Origin;

/// Where the sound comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AudioSource {
    /// The source's own packets, by [`JustInTime::audio_playlist`].
    Copy,
    /// The film has sound that not every browser plays as it is: use an encoded rendition beside the video.
    NeedsEncoding,
    /// The film is silent.
    None,
}

/// A film that can be played from its original.
#[derive(Debug, Clone)]
pub struct JustInTime {
    video: Rendition,
    audio: Option<Rendition>,
    source: AudioSource,
}

impl JustInTime {
    /// Plans the segments of a film.
    ///
    /// # Errors
    /// The first reason why it must be encoded before browsers can play it.
    pub fn new(movie: impl Borrow<Movie>) -> Result<Self, NotEligible> {
        let movie = movie.borrow();
        let track = eligible::video(movie)?;
        let scan = cut::scan(track, movie.timescale)?;
        let sound = movie.tracks.iter().find(|track| track.handler == Handler::Sound && !track.samples.is_empty());
        let plan = sound.map(|track| audio::scan(track, movie.timescale));
        let first_sound = plan.as_ref().and_then(|plan| plan.as_ref().ok()).map(audio::AudioScan::start);
        let origin = Origin::earliest(scan.start(), first_sound);
        let video = cut::segments(track, &scan, origin)?;
        let audio = match (sound, plan) {
            (Some(track), Some(Ok(plan))) => audio::segments(track, &plan, origin, &video),
            _ => None,
        };
        let source = match (&audio, sound) {
            (Some(_), _) => AudioSource::Copy,
            (None, Some(_)) => AudioSource::NeedsEncoding,
            (None, None) => AudioSource::None,
        };
        Ok(Self { video, audio, source })
    }

    /// Where the sound comes from.
    #[must_use]
    pub fn audio(&self) -> AudioSource {
        self.source
    }

    /// The media playlist of the pictures, with relative addresses.
    #[must_use]
    pub fn video_playlist(&self) -> String {
        playlist::write(&self.video, "video")
    }

    /// The media playlist of the sound, unless it must be encoded or there is none.
    #[must_use]
    pub fn audio_playlist(&self) -> Option<String> {
        Some(playlist::write(self.audio.as_ref()?, "audio"))
    }

    /// `video-init.mp4`.
    #[must_use]
    pub fn video_init(&self) -> Bytes {
        init::write(&self.video)
    }

    /// `audio-init.mp4`, unless the sound must be encoded or there is none.
    #[must_use]
    pub fn audio_init(&self) -> Option<Bytes> {
        Some(init::write(self.audio.as_ref()?))
    }

    /// `video-{n}.m4s`; `None` behind the last.
    #[must_use]
    pub fn video_fragment(&self, n: usize) -> Option<Fragment> {
        Fragment::new(&self.video, n)
    }

    /// `audio-{n}.m4s`; `None` behind the last.
    #[must_use]
    pub fn audio_fragment(&self, n: usize) -> Option<Fragment> {
        Fragment::new(self.audio.as_ref()?, n)
    }

    /// How many fragments of pictures there are.
    #[must_use]
    pub fn video_fragments(&self) -> usize {
        self.video.segments.len()
    }

    /// How many fragments of sound there are; 0 without [`AudioSource::Copy`].
    #[must_use]
    pub fn audio_fragments(&self) -> usize {
        self.audio.as_ref().map_or(0, |audio| audio.segments.len())
    }

    /// What a master playlist says about the film.
    #[must_use]
    pub fn description(&self) -> Description {
        Description::of(&self.video, self.audio.as_ref())
    }
}
