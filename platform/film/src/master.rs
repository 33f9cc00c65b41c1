//! The master playlist, ours to the last attribute (RFC 8216; ffmpeg leaves out several and overstates others).

use std::fmt::Write as _;

/// The audio group that all variants use.
const GROUP: &str = "aud";

/// A picture variant.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Where its media playlist is, relative to the master.
    pub uri: String,
    /// Its own codec by RFC 6381.
    pub codecs: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Pictures a second.
    pub frame_rate: f64,
    /// Peak bits a second of the picture.
    pub peak_bits: u64,
    /// Average bits a second of the picture.
    pub average_bits: u64,
    /// The sound it is played with, if not the first.
    pub sound: usize,
}

/// A sound rendition.
#[derive(Clone, Debug, PartialEq)]
pub struct SoundRendition {
    /// Where its media playlist is, relative to the master.
    pub uri: String,
    /// What people see when they choose, such as »Dansk«.
    pub name: String,
    /// BCP 47.
    pub language: String,
    /// Its codec by RFC 6381.
    pub codecs: String,
    /// Channels.
    pub channels: u32,
    /// Peak bits a second.
    pub peak_bits: u64,
    /// Average bits a second.
    pub average_bits: u64,
}

/// All that a master playlist lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Master {
    /// Sound renditions; each is an audio group of its own (`aud`, `aud2` …), because a just-in-time source brings its own.
    pub sounds: Vec<SoundRendition>,
    /// Picture variants; written best first within H.264, AV1 after.
    pub variants: Vec<Variant>,
}

/// Writes the playlist. Without picture variants the first sound is the only variant.
#[must_use]
pub fn write(master: &Master) -> String {
    let mut text = String::from("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    if !master.variants.is_empty() {
        for (n, sound) in master.sounds.iter().enumerate() {
            let _ = write!(text, "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"{}\",NAME=\"{}\",LANGUAGE=\"{}\"", group(n), quoted(&sound.name), quoted(&sound.language));
            let _ = writeln!(text, ",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"{}\",URI=\"{}\"", sound.channels, quoted(&sound.uri));
        }
    }
    for variant in &master.variants {
        let sound = master.sounds.get(variant.sound);
        let codecs = sound.map_or_else(|| variant.codecs.clone(), |sound| format!("{},{}", variant.codecs, sound.codecs));
        let (peak, average) = sound.map_or((0, 0), |sound| (sound.peak_bits, sound.average_bits));
        let _ = write!(text, "#EXT-X-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={}", variant.peak_bits + peak, variant.average_bits + average);
        let _ = write!(text, ",CODECS=\"{}\",RESOLUTION={}x{},FRAME-RATE={:.3}", quoted(&codecs), variant.width, variant.height, variant.frame_rate);
        if sound.is_some() {
            let _ = write!(text, ",AUDIO=\"{}\"", group(variant.sound));
        }
        let _ = writeln!(text, ",CLOSED-CAPTIONS=NONE\n{}", quoted(&variant.uri));
    }
    if let (true, Some(sound)) = (master.variants.is_empty(), master.sounds.first()) {
        let _ = writeln!(
            text,
            "#EXT-X-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={},CODECS=\"{}\",CLOSED-CAPTIONS=NONE\n{}",
            sound.peak_bits,
            sound.average_bits,
            quoted(&sound.codecs),
            quoted(&sound.uri)
        );
    }
    text
}

fn group(n: usize) -> String {
    if n == 0 { GROUP.to_owned() } else { format!("{GROUP}{}", n + 1) }
}

/// An attribute's text can't hold quotation marks or line ends (RFC 8216, 4.2).
fn quoted(text: &str) -> String {
    text.chars().filter(|c| *c != '"' && !c.is_control()).collect()
}

#[cfg(test)]
mod tests;
