//! The picture that goes with a shared link: 1200 × 630, the talk's poster with its title and speaker. A drawing becomes a
//! PNG; a frame of the film a JPEG, which is a third of the size and so is not passed over by services that have a limit.
//!
//! Pure: the same words give the same bytes. Fonts are in the program (`fonts/`).

pub(crate) mod lettering;
pub(crate) mod render;

use std::fmt::Write as _;

use crate::poster::{Curtain, Object, Stage};
use lettering::Face;

/// Width in pixels.
pub const WIDTH: u32 = 1200;
/// Height in pixels.
pub const HEIGHT: u32 = 630;

/// Where the words begin, and how wide they may run before they meet the light.
const LEFT: f32 = 64.0;
const MEASURE: f32 = 590.0;
const MOST_LINES: usize = 4;

/// A PNG for this talk. `speaker_line` is e.g. »Mette Østergaard Lind, pædagog«.
///
/// # Errors
/// When the picture can't be drawn or encoded; the words of a talk cannot cause that.
pub fn png(title: &str, speaker_line: &str, object: &Object, curtain: &Curtain) -> Result<Vec<u8>, render::DrawError> {
    render::png(&svg(title, speaker_line, object, curtain), WIDTH, HEIGHT)
}

/// Where the share picture of the talk with this address lies; `frame`: it shows a frame of the film.
#[must_use]
pub fn address(slug: &str, frame: bool) -> String {
    format!("/talks/{slug}/share.{}", if frame { "jpg" } else { "png" })
}

/// As [`png`], as a JPEG.
///
/// # Errors
/// As [`png`].
pub fn jpeg(title: &str, speaker_line: &str, object: &Object, curtain: &Curtain) -> Result<Vec<u8>, render::DrawError> {
    render::jpeg(&render::pixmap(&svg(title, speaker_line, object, curtain), WIDTH, HEIGHT)?)
}

/// A JPEG for this talk over a frame of its film (`frame`: a JPEG file), which lies in the dark behind the words.
///
/// # Errors
/// When the frame can't be read, or the picture can't be made.
pub fn over_frame(title: &str, speaker_line: &str, frame: &[u8]) -> Result<Vec<u8>, render::DrawError> {
    let mut svg = format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">"#,
            r##"<linearGradient id="dark"><stop stop-color="#1A0A14" stop-opacity=".94"/><stop offset=".55" stop-color="#1A0A14" stop-opacity=".8"/>"##,
            r##"<stop offset="1" stop-color="#1A0A14" stop-opacity=".05"/></linearGradient><rect width="{w}" height="{h}" fill="url(#dark)"/>"##,
        ),
        w = WIDTH,
        h = HEIGHT
    );
    lettered(&mut svg, title, speaker_line);
    let mut picture = render::photograph(frame, WIDTH, HEIGHT)?;
    render::onto(&svg, &mut picture)?;
    render::jpeg(&picture)
}

fn svg(title: &str, speaker_line: &str, object: &Object, curtain: &Curtain) -> String {
    let stage = Stage {
        width: 1200,
        height: 630,
        floor: 478,
        foot: (912, if object.is_lit() { 522 } else { 478 }),
        beam: 1030,
        pool: (270.0, 48.0),
        scale: 0.74,
        folds: 11,
    };
    let mut svg = stage.draw(curtain, Some(object));
    svg.truncate(svg.len() - "</svg>".len());
    lettered(&mut svg, title, speaker_line);
    svg
}

/// The house's name, the talk's words, and the end of the drawing.
fn lettered(svg: &mut String, title: &str, speaker_line: &str) {
    mark(svg, (64.0, 50.0), 1.15);
    lettering::line(svg, Face::Display, 30.0, (118.0, 86.0), "#F6EEE2", "Social Talks");
    words(svg, title, speaker_line);
    svg.push_str("</svg>");
}

/// The house's mark, its top left corner at `at`; 34 × 38 at scale 1.
pub(crate) fn mark(svg: &mut String, at: (f32, f32), scale: f32) {
    let _ = write!(
        svg,
        r##"<g transform="translate({},{}) scale({scale})"><path d="M13 1h8l11 28.5H2z" fill="#FFC247" opacity=".5"/><ellipse cx="17" cy="30" rx="16.5" ry="7" fill="#FFC247"/><path d="M10.6 31.4c0-7.4 1.8-12 6.4-12s6.4 4.6 6.4 12c-3.8 1.3-9 1.3-12.8 0z" fill="#F6EEE2"/><circle cx="17" cy="14.2" r="3.7" fill="#F6EEE2"/></g>"##,
        at.0, at.1
    );
}

/// Title and speaker, together in the middle of the height that the mark leaves.
fn words(svg: &mut String, title: &str, speaker_line: &str) {
    let set = lettering::fit(Face::Display, &[72.0, 64.0, 56.0, 50.0, 44.0], MEASURE, MOST_LINES, title);
    let speaker = lettering::wrap(Face::Text, 28.0, MEASURE, 2, speaker_line);
    let leading = set.size * 1.12;
    let height = leading * set.lines.len() as f32 + 18.0 + 38.0 * speaker.len() as f32;
    let mut y = 350.0 - height / 2.0 + set.size * 0.8;
    for words in &set.lines {
        lettering::line(svg, Face::Display, set.size, (LEFT, y), "#F6EEE2", words);
        y += leading;
    }
    y += 18.0 + 30.0 - set.size * 0.8;
    for words in &speaker {
        lettering::line(svg, Face::Text, 28.0, (LEFT, y), "#E3D6DB", words);
        y += 38.0;
    }
}

/// Text for an SVG document.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() => safe.push(' '),
            c => {
                let _ = write!(safe, "{c}");
            }
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::poster::{CURTAINS, OBJECTS};

    #[test]
    fn it_is_a_small_png_of_the_right_size_and_always_the_same() {
        let draw = || png("Drengen, der ikke ville sidde i rundkreds", "Mette Lind, pædagog", &OBJECTS[0], &CURTAINS[0]);
        let first = draw().expect("a picture");
        assert!(first.len() < 300_000, "{} bytes", first.len());
        let picture = image::load_from_memory(&first).expect("a PNG").to_rgb8();
        assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
        let light = picture.pixels().filter(|pixel| pixel.0 == [0xF6, 0xEE, 0xE2]).count();
        assert!(light > 4_000, "the title is not there: {light} light pixels");
        assert_eq!(first, draw().expect("a picture"));
    }

    #[test]
    fn a_frame_lies_dark_behind_the_words_and_bright_beside_them() {
        let mut frame = Vec::new();
        let white = image::RgbImage::from_pixel(720, 1280, image::Rgb([250, 250, 250]));
        white.write_to(&mut std::io::Cursor::new(&mut frame), image::ImageFormat::Jpeg).expect("a JPEG");
        let made = over_frame("Drengen, der ikke ville sidde i rundkreds", "Mette Lind, pædagog", &frame).expect("a picture");
        let picture = image::load_from_memory_with_format(&made, image::ImageFormat::Jpeg).expect("a JPEG").to_luma8();
        assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
        assert!(picture.get_pixel(20, 600).0[0] < 60 && picture.get_pixel(1190, 300).0[0] > 200);
        let light = picture.enumerate_pixels().filter(|(x, _, pixel)| *x < 660 && pixel.0[0] > 200).count();
        assert!(light > 4_000, "the title is not there: {light} light pixels");
        assert!(over_frame("a", "b", b"no picture").is_err() && over_frame("a", "b", &frame[..200]).is_err());
        let drawn = jpeg("a", "b", &OBJECTS[0], &CURTAINS[0]).expect("a picture");
        assert_eq!(image::load_from_memory(&drawn).expect("a JPEG").to_luma8().dimensions(), (WIDTH, HEIGHT));
    }

    #[test]
    fn an_endless_title_ends_in_an_ellipsis() {
        let title = "Barnets trivselsundersøgelsesmetodeudviklingsarbejdsgruppe og ".repeat(12);
        let svg = svg(&title, "<&\u{0}>", &OBJECTS[1], &CURTAINS[1]);
        assert_eq!(svg.matches(r#"font-size="44""#).count(), MOST_LINES);
        assert!(svg.contains('…'));
        render::png(&svg, WIDTH, HEIGHT).expect("hostile words do no harm");
    }
}
