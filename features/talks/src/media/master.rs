//! The master playlist of what plays now.

use ::film::master::{Master, SoundRendition, Variant, write};
use bytes::Bytes;
use i18n::Lang;

use super::door::Door;
use crate::Text;
use crate::pages::capital;
use crate::store::{Film, FilmState, Rendition, RenditionState};

/// Channels of sound that is copied: players choose nothing by it, and nearly all has two.
const COPIED_CHANNELS: u32 = 2;

impl Door {
    /// The master playlist.
    pub fn master(&self) -> Bytes {
        self.master.get_or_init(|| write(&master(&self.film, &self.language)).into()).clone()
    }
}

fn master(film: &Film, language: &str) -> Master {
    let plays = |rendition: &&Rendition| rendition.state == RenditionState::Playable;
    let sound = sound(film, language);
    let variants = film.renditions.iter().filter(plays).filter(|r| r.height > 0 && (!r.original || source_counts(film)));
    Master { sounds: sound.into_iter().collect(), variants: variants.map(variant).collect() }
}

/// The original stays in the playlist as the top rung, or as long as the ladder is not finished.
fn source_counts(film: &Film) -> bool {
    let ladder = film.renditions.iter().any(|r| !r.original && r.height > 0 && r.state == RenditionState::Playable);
    film.source_rung || film.state != FilmState::Ready || !ladder
}

/// One sound for all variants: the ladder's, at its even loudness, as soon as there is one; till then the original's own.
fn sound(film: &Film, language: &str) -> Option<SoundRendition> {
    let name = capital(&Text::of(Lang::Da).language_name(primary(language)));
    let of = |uri: &str, codecs: &str, channels, peak_bits, average_bits| SoundRendition {
        uri: uri.into(),
        name: name.clone(),
        language: language.to_owned(),
        codecs: codecs.to_owned(),
        channels,
        peak_bits,
        average_bits,
    };
    if let Some(made) = film.renditions.iter().find(|r| r.name == "audio" && r.state == RenditionState::Playable) {
        return Some(of("audio/index.m3u8", &made.codecs, film.extras.channels.max(1), made.bandwidth, made.average_bandwidth));
    }
    let copied = film.extras.source_sound.as_ref()?;
    Some(of("source/audio.m3u8", &copied.codecs, COPIED_CHANNELS, copied.peak_bits, copied.average_bits))
}

fn variant(rendition: &Rendition) -> Variant {
    Variant {
        uri: if rendition.original { "source/video.m3u8".into() } else { format!("{}/index.m3u8", rendition.name) },
        codecs: rendition.codecs.clone(),
        width: rendition.width,
        height: rendition.height,
        frame_rate: rendition.frame_rate,
        peak_bits: rendition.bandwidth,
        average_bits: rendition.average_bandwidth,
        sound: 0,
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}
