//! Which films every browser plays as they are, and why the others must be encoded first.

use std::sync::Arc;

use crate::mp4::{Codec, FourCc, H264, Handler, IDENTITY, Movie, Sps, Track};

/// Why a film cannot be played from its original. The texts are for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotEligible {
    /// The samples stand in movie fragments.
    #[error("already fragmented")]
    Fragmented,
    /// No video track.
    #[error("no video track")]
    NoVideo,
    /// More than one video track: which one is the film?
    #[error("{0} video tracks")]
    SeveralVideoTracks(usize),
    /// Another codec than H.264.
    #[error("video codec {0}")]
    VideoCodec(FourCc),
    /// The codec changes within the track.
    #[error("several sample descriptions")]
    SeveralDescriptions,
    /// The media lies in another file.
    #[error("media in another file")]
    ExternalMedia,
    /// A profile that browsers do not promise.
    #[error("H.264 profile {0}")]
    Profile(u8),
    /// A level above 5.1, or more pixels than 5.1 allows.
    #[error("H.264 level {level}, {width}x{height}")]
    Level {
        /// Ten times the level.
        level: u8,
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// Not 8 bits, or not 4:2:0.
    #[error("not 8-bit 4:2:0")]
    Samples,
    /// Fields instead of frames.
    #[error("interlaced")]
    Interlaced,
    /// Turned, mirrored or scaled by a matrix.
    #[error("rotated or mirrored")]
    Rotated,
    /// Pixels of an impossible shape.
    #[error("pixel aspect {0}:{1}")]
    PixelAspect(u32, u32),
    /// An edit list that is more than a delay and a beginning.
    #[error("edit list is not simple")]
    EditList,
    /// The edit begins between keyframes, so pictures would show that were cut away.
    #[error("edit begins inside a group of pictures")]
    EditInsideGop,
    /// The film does not begin with a keyframe, or has none.
    #[error("no keyframe at the start")]
    NoKeyframe,
    /// Keyframes too far apart to cut and to seek.
    #[error("{0} ms without a keyframe")]
    KeyframeGap(u64),
    /// No duration, or decoding and showing times that contradict each other.
    #[error("timestamps make no sense")]
    Timestamps,
    /// Pictures that are shown before a keyframe but decoded after it lean on the group before. Chromium, seeking there
    /// in fragments, gives up with a decoding error.
    #[error("open groups of pictures")]
    OpenGop,
    /// The pictures begin long after the sound.
    #[error("video starts {0} ms late")]
    VideoStartsLate(u64),
    /// More samples than any talk has.
    #[error("{0} samples")]
    TooManySamples(u32),
    /// A segment that would be too large to hold in memory, in bytes.
    #[error("segment of {0} bytes")]
    SegmentTooLarge(u64),
}

/// Samples of a track that are handled (12 hours at 60 pictures a second are 2.6 million).
pub(super) const MAX_SAMPLES: u32 = 4_000_000;

/// Macroblocks of a frame and their longest side at level 5.1 (H.264, table A-1: √(8 · MaxFS)).
const MAX_MACROBLOCKS: u32 = 36_864;
const MAX_SIDE: u32 = 543 * 16;

/// The one video track, if it can be played as it is.
pub(super) fn video(movie: &Movie) -> Result<&Arc<Track>, NotEligible> {
    if movie.fragmented {
        return Err(NotEligible::Fragmented);
    }
    let tracks: Vec<_> = movie.tracks.iter().filter(|track| track.handler == Handler::Video && !is_still(track)).collect();
    let track = match tracks[..] {
        [] => return Err(NotEligible::NoVideo),
        [track] => track,
        _ => return Err(NotEligible::SeveralVideoTracks(tracks.len())),
    };
    let Codec::H264(codec) = &track.codec else { return Err(NotEligible::VideoCodec(track.codec.code())) };
    if track.descriptions != 1 {
        return Err(NotEligible::SeveralDescriptions);
    }
    if !track.self_contained {
        return Err(NotEligible::ExternalMedia);
    }
    if !upright(&movie.matrix) || !upright(&track.matrix) {
        return Err(NotEligible::Rotated);
    }
    codec.sps.iter().try_for_each(picture)?;
    pixels(codec)?;
    match track.samples.len() {
        0 => Err(NotEligible::NoVideo),
        n if n > MAX_SAMPLES => Err(NotEligible::TooManySamples(n)),
        _ => Ok(track),
    }
}

/// Covers and chapter pictures are video tracks too.
fn is_still(track: &Track) -> bool {
    matches!(&track.codec.code().0, b"jpeg" | b"png " | b"mjpa" | b"mjpb")
}

/// A mere translation is harmless: there is nothing else on the canvas.
fn upright(matrix: &[i32; 9]) -> bool {
    let still = |cell: usize| matrix[cell] == IDENTITY[cell];
    (0..6).chain([8]).all(still)
}

fn picture(sps: &Sps) -> Result<(), NotEligible> {
    if !matches!(sps.profile_idc, 66 | 77 | 100) {
        return Err(NotEligible::Profile(sps.profile_idc));
    }
    if (sps.chroma_format_idc, sps.bit_depth_luma, sps.bit_depth_chroma) != (1, 8, 8) {
        return Err(NotEligible::Samples);
    }
    if !sps.progressive {
        return Err(NotEligible::Interlaced);
    }
    let blocks = u64::from(sps.width.div_ceil(16)) * u64::from(sps.height.div_ceil(16));
    let fits = blocks <= MAX_MACROBLOCKS.into() && sps.width.max(sps.height) <= MAX_SIDE;
    if sps.level_idc > 51 || !fits || blocks == 0 {
        return Err(NotEligible::Level { level: sps.level_idc, width: sps.width, height: sps.height });
    }
    Ok(())
}

fn pixels(codec: &H264) -> Result<(), NotEligible> {
    let Some((h, v)) = codec.pixel_aspect else { return Ok(()) };
    let (long, short) = (u64::from(h.max(v)), u64::from(h.min(v)));
    if long > 4 * short { Err(NotEligible::PixelAspect(h, v)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPS: Sps =
        Sps { profile_idc: 100, level_idc: 51, chroma_format_idc: 1, bit_depth_luma: 8, bit_depth_chroma: 8, width: 4096, height: 2304, progressive: true };

    #[test]
    fn judges_pictures() {
        assert_eq!(picture(&SPS), Ok(()));
        assert_eq!(picture(&Sps { profile_idc: 110, ..SPS }), Err(NotEligible::Profile(110)));
        assert_eq!(picture(&Sps { bit_depth_chroma: 10, ..SPS }), Err(NotEligible::Samples));
        assert_eq!(picture(&Sps { progressive: false, ..SPS }), Err(NotEligible::Interlaced));
        for wrong in [Sps { level_idc: 52, ..SPS }, Sps { height: 2320, ..SPS }, Sps { width: 16_000, height: 16, ..SPS }] {
            assert!(matches!(picture(&wrong), Err(NotEligible::Level { .. })), "{wrong:?}");
        }
    }

    #[test]
    fn judges_matrices() {
        let mut matrix = IDENTITY;
        matrix[6] = 640 << 16;
        assert!(upright(&matrix));
        matrix[0] = -0x1_0000;
        assert!(!upright(&matrix));
    }
}
