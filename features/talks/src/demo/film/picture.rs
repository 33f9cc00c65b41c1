//! The pictures of a film: a backdrop for each view, and the speaker drawn on it in each pose.

use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};

use super::{figure, slide};
use crate::demo::{Script, Talk, View};
use crate::poster::{Curtain, Face, Object, Stage};
use crate::share_picture::render;

/// Everything needed to draw a talk's pictures; all lengths on a stage 1600 × 900.
pub(super) struct Painter {
    object: &'static Object,
    curtain: &'static Curtain,
    face: &'static Face,
    slides: Vec<String>,
    size: (u32, u32),
    /// Backdrops drawn so far.
    drawn: Vec<(View, Pixmap)>,
}

impl Painter {
    /// For a film of `size` pixels.
    pub fn new(talk: &Talk, script: &Script, size: (u32, u32)) -> Result<Self> {
        Ok(Self {
            object: Object::named(&talk.object).context("unknown object")?,
            curtain: Curtain::named(&talk.curtain).context("unknown curtain")?,
            face: Face::named(&talk.speaker.portrait).context("unknown portrait")?,
            slides: script.slides.iter().map(slide::shapes).collect(),
            size,
            drawn: Vec::new(),
        })
    }

    /// One picture as RGBA bytes, four for each pixel, line by line.
    pub fn paint(&mut self, view: View, pose: usize, breath: bool) -> Result<Vec<u8>> {
        let mut picture = self.backdrop(view)?;
        let (foot, scale) = match view {
            View::Stage => ((1120.0, 772.0), 0.86),
            View::Close => ((1010.0, 1290.0), 1.74),
            View::Slide(_) => ((1350.0, 816.0), 0.84),
            View::End => return Ok(picture.take()),
        };
        let figure = figure::shapes(self.face, pose, breath, foot, scale);
        let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900">{figure}</svg>"#);
        let tree = render::tree(&svg)?;
        resvg::render(&tree, self.zoom(), &mut picture.as_mut());
        // Nothing is transparent, so premultiplied colours are plain ones.
        Ok(picture.take())
    }

    fn zoom(&self) -> Transform {
        Transform::from_scale(self.size.0 as f32 / 1600.0, self.size.1 as f32 / 900.0)
    }

    fn backdrop(&mut self, view: View) -> Result<Pixmap> {
        if let Some((_, picture)) = self.drawn.iter().find(|(known, _)| *known == view) {
            return Ok(picture.clone());
        }
        let picture = render::pixmap(&self.scenery(view), self.size.0, self.size.1)?;
        self.drawn.push((view, picture.clone()));
        Ok(picture)
    }

    /// What stands behind the speaker.
    fn scenery(&self, view: View) -> String {
        let mut svg = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900">"#);
        let lit = self.object.is_lit();
        let foot = |x: i32, y: i32| (x, if lit { y } else { y - 60 });
        let mut stage = Stage { width: 1600, height: 900, floor: 654, foot: foot(500, 732), beam: 660, pool: (400.0, 72.0), scale: 0.96, folds: 23 };
        let mut speaker = Stage { foot: (1120, 756), beam: 1000, pool: (230.0, 44.0), ..stage };
        match view {
            View::Stage => {}
            View::Close => {
                stage.foot = foot(350, 720);
                stage.scale = 0.7;
                stage.pool = (290.0, 54.0);
                stage.beam = 480;
                speaker.foot = (1010, 1000);
                speaker.pool = (620.0, 120.0);
            }
            View::Slide(_) => {
                speaker.foot = (1350, 802);
                speaker.beam = 1440;
                speaker.pool = (210.0, 42.0);
            }
            View::End => {
                stage.backdrop(&mut svg, self.curtain);
                svg.push_str(&slide::closing());
                svg.push_str("</svg>");
                return svg;
            }
        }
        stage.backdrop(&mut svg, self.curtain);
        speaker.light(&mut svg);
        if let View::Slide(n) = view {
            svg.push_str(self.slides.get(n).map_or("", String::as_str));
        } else {
            if lit {
                stage.light(&mut svg);
            }
            stage.place(&mut svg, self.object);
        }
        svg.push_str("</svg>");
        svg
    }
}
