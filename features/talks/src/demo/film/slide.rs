//! Slides: words on a light screen before the curtain. Drawn on a stage 1600 × 900.

use std::fmt::Write as _;

use crate::demo::manuscript::Slide;
use crate::share_picture;
use crate::share_picture::lettering::{self, Face};

const INK: &str = "#21101B";
/// The screen, and the margin in it.
const LEFT: f32 = 180.0;
const TOP: f32 = 90.0;
const WIDTH: f32 = 860.0;
const HEIGHT: f32 = 580.0;

/// The screen with its words, as SVG shapes.
pub(super) fn shapes(slide: &Slide) -> String {
    let mut svg = String::from(
        r##"<polygon points="770,-20 830,-20 1110,670 110,670" fill="#FFF1CF" opacity=".10"/><rect x="100" y="60" width="1020" height="620" fill="#F8F5EE"/><rect x="100" y="668" width="1020" height="12" fill="#DDD4C7"/>"##,
    );
    match slide {
        Slide::Heading(words) => heading(&mut svg, words),
        Slide::Quote(words) => quote(&mut svg, words),
        Slide::List(points) => list(&mut svg, points),
        Slide::Bars(title, rows) => bars(&mut svg, title, rows),
    }
    svg
}

/// The card at the film's end: the house's mark and what is said about the content.
pub(super) fn closing() -> String {
    let mut svg = String::from(r##"<rect width="1600" height="900" fill="#120810" opacity=".45"/>"##);
    share_picture::mark(&mut svg, (180.0, 250.0), 3.4);
    lettering::line(&mut svg, Face::Display, 92.0, (330.0, 356.0), "#F6EEE2", "Social Talks");
    let mut y = 510.0;
    for words in include_str!("../closing.txt").lines() {
        lettering::line(&mut svg, Face::Text, 42.0, (184.0, y), "#E3D6DB", words);
        y += 60.0;
    }
    svg
}

/// Lines from `y` (the first baseline) downwards; returns the last baseline.
fn block(svg: &mut String, face: Face, size: f32, x: f32, y: f32, lines: &[String]) -> f32 {
    let mut at = y;
    for line in lines {
        lettering::line(svg, face, size, (x, at), INK, line);
        at += size * 1.18;
    }
    at - size * 1.18
}

/// The yellow ellipse of light that marks where attention is.
fn spot(svg: &mut String, x: f32, y: f32, r: f32) {
    let _ = write!(svg, r##"<ellipse cx="{x:.0}" cy="{y:.0}" rx="{r}" ry="{:.0}" fill="#FFC247"/>"##, r * 0.42);
}

fn heading(svg: &mut String, words: &str) {
    let set = lettering::fit(Face::Display, &[104.0, 92.0, 80.0, 68.0], WIDTH, 4, words);
    let height = set.size * 1.18 * set.lines.len() as f32;
    let first = TOP - 30.0 + (HEIGHT - height) / 2.0 + set.size * 0.8;
    let last = block(svg, Face::Display, set.size, LEFT, first, &set.lines);
    spot(svg, LEFT + 74.0, last + 96.0, 70.0);
}

fn quote(svg: &mut String, words: &str) {
    let set = lettering::fit(Face::Display, &[70.0, 62.0, 56.0], WIDTH, 5, words);
    let height = set.size * 1.18 * set.lines.len() as f32;
    let first = TOP + 36.0 + (HEIGHT - height) / 2.0 + set.size * 0.8;
    spot(svg, LEFT + 50.0, first - set.size - 34.0, 46.0);
    block(svg, Face::Display, set.size, LEFT, first, &set.lines);
}

fn list(svg: &mut String, points: &[String]) {
    let row = HEIGHT / points.len().max(1) as f32;
    for (n, point) in points.iter().enumerate() {
        let set = lettering::fit(Face::Bold, &[48.0, 42.0], WIDTH - 80.0, 2, point);
        let middle = TOP + row * (n as f32 + 0.5);
        let first = middle + set.size * 0.34 - set.size * 0.59 * (set.lines.len() - 1) as f32;
        spot(svg, LEFT + 24.0, middle, 24.0);
        block(svg, Face::Bold, set.size, LEFT + 80.0, first, &set.lines);
    }
}

fn bars(svg: &mut String, title: &str, rows: &[(String, u32)]) {
    let set = lettering::fit(Face::Display, &[50.0, 44.0, 38.0], WIDTH, 2, title);
    let last = block(svg, Face::Display, set.size, LEFT, TOP + 56.0, &set.lines);
    let most = rows.iter().map(|(_, value)| *value).max().unwrap_or(1).max(1);
    let top = last + 30.0;
    let row = (TOP + HEIGHT - top) / rows.len().max(1) as f32;
    for (n, (label, value)) in rows.iter().enumerate() {
        let y = top + row * n as f32;
        lettering::line(svg, Face::Text, 34.0, (LEFT, y + 34.0), INK, label);
        let wide = (WIDTH - 90.0) * *value as f32 / most as f32;
        let tall = (row - 58.0).clamp(16.0, 60.0);
        let _ = write!(svg, r##"<rect x="{LEFT}" y="{:.0}" width="{:.0}" height="{tall:.0}" fill="#5C1E48"/>"##, y + 46.0, wide.max(4.0));
        let number = (LEFT + wide.max(4.0) + 16.0, y + 46.0 + tall / 2.0 + 12.0);
        lettering::line(svg, Face::Bold, 36.0, number, INK, &value.to_string());
    }
}
