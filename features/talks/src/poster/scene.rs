//! The stage: a curtain, a floor, a beam of light and what stands in it.

use std::fmt::Write as _;

use super::{Curtain, Object};

/// Where things stand in a picture; all lengths in the picture's own units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stage {
    pub width: i32,
    pub height: i32,
    /// Where the curtain meets the floor.
    pub floor: i32,
    /// The point on which the object stands.
    pub foot: (i32, i32),
    /// Where the light hangs, above the picture.
    pub beam: i32,
    /// The pool of light: half its width and half its height.
    pub pool: (f32, f32),
    /// How large the object is; 1 is a poster.
    pub scale: f32,
    /// Which folds the curtain has.
    pub folds: u32,
}

impl Stage {
    /// The whole picture as an SVG document without text. `None` as object leaves the light empty.
    pub fn draw(&self, curtain: &Curtain, object: Option<&Object>) -> String {
        let mut svg = String::with_capacity(6_000);
        let (w, h) = (self.width, self.height);
        let _ = write!(svg, r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" preserveAspectRatio="xMidYMid slice">"#);
        self.backdrop(&mut svg, curtain);
        if object.is_none_or(|object| object.spot) {
            self.light(&mut svg);
        }
        if let Some(object) = object {
            self.place(&mut svg, object);
        }
        svg.push_str("</svg>");
        svg
    }

    /// Curtain with folds, and floor.
    pub fn backdrop(&self, svg: &mut String, curtain: &Curtain) {
        let (w, h, floor) = (self.width, self.height, self.floor);
        let _ = write!(svg, r#"<rect width="{w}" height="{h}" fill="{}"/><g opacity=".5">"#, curtain.cloth);
        let mut x = 0;
        let mut state = self.folds.wrapping_mul(2_654_435_761) | 1;
        while x < w {
            // A linear congruential generator (Numerical Recipes): the same folds for the same number.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let fold = 16 + (state >> 24) % 29;
            let _ = write!(svg, r#"<rect x="{x}" width="{fold}" height="{floor}" fill="{}"/>"#, curtain.fold);
            x += i32::try_from(76 + (state >> 12) % 66).unwrap_or(100);
        }
        let _ = write!(svg, r#"</g><rect y="{floor}" width="{w}" height="{}" fill="{}"/>"#, h - floor, curtain.floor);
    }

    /// The beam and its pool on the floor.
    pub fn light(&self, svg: &mut String) {
        let (cx, cy) = (self.foot.0 as f32, self.pool_y());
        let (rx, ry) = self.pool;
        let b = self.beam as f32;
        let _ = write!(svg, r##"<polygon points="{},-20 {},-20 {},{cy} {},{cy}" fill="#FFC247" opacity=".17"/>"##, b - 26.0, b + 26.0, cx + rx, cx - rx);
        let _ = write!(
            svg,
            r##"<polygon points="{},-20 {},-20 {:.0},{cy} {:.0},{cy}" fill="#FFE3A6" opacity=".17"/>"##,
            b - 14.0,
            b + 14.0,
            cx + rx * 0.7,
            cx - rx * 0.7
        );
        let _ = write!(
            svg,
            r##"<ellipse cx="{cx}" cy="{cy}" rx="{rx}" ry="{ry}" fill="#E9A93A"/><ellipse cx="{cx}" cy="{cy}" rx="{:.0}" ry="{:.0}" fill="#FFC247"/>"##,
            rx * 0.82,
            ry * 0.8
        );
    }

    /// The object on its foot, its shadow kept within the light.
    pub fn place(&self, svg: &mut String, object: &Object) {
        let (x, y) = self.foot;
        let s = self.scale;
        let _ = write!(
            svg,
            r#"<clipPath id="pool"><ellipse cy="{:.1}" rx="{:.1}" ry="{:.1}"/></clipPath><g transform="translate({x},{y}) scale({s})">{}</g>"#,
            16.0 / s,
            self.pool.0 / s,
            self.pool.1 / s,
            object.shapes()
        );
    }

    fn pool_y(&self) -> f32 {
        self.foot.1 as f32 + 16.0
    }
}

/// A poster, 16:9.
pub(super) fn poster(object: &Object) -> Stage {
    let folds = object.id.bytes().fold(7, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    Stage {
        width: 1600,
        height: 900,
        floor: 654,
        foot: (object.x, if object.spot { 700 } else { 654 }),
        beam: object.beam,
        pool: (430.0, 74.0),
        scale: 1.0,
        folds,
    }
}

/// The wide picture of the front page: the object to the right, words to the left.
pub(super) fn hero(object: &Object) -> Stage {
    Stage { floor: 648, foot: (1120, if object.spot { 760 } else { 648 }), beam: 1330, pool: (520.0, 92.0), scale: 1.12, ..poster(object) }
}
