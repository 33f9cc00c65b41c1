//! From SVG to pixels, with the house's fonts.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// The drawing could not be made into a picture.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The drawing is no readable SVG.
    #[error("the drawing can't be read: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// The picture has no size, or the PNG could not be written.
    #[error("the picture can't be made: {0}")]
    Picture(String),
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for file in [
        include_bytes!("fonts/SocialTalksDisplay-Regular.ttf").as_slice(),
        include_bytes!("fonts/SocialTalksDisplay-Bold.ttf").as_slice(),
        include_bytes!("fonts/SocialTalksText-Regular.ttf").as_slice(),
        include_bytes!("fonts/SocialTalksText-Bold.ttf").as_slice(),
        include_bytes!("fonts/SocialTalksText-Italic.ttf").as_slice(),
    ] {
        fonts.load_font_data(file.to_vec());
    }
    fonts.set_serif_family("Social Talks Display");
    fonts.set_sans_serif_family("Social Talks Text");
    Arc::new(fonts)
});

/// Reads a drawing; its text is set with the house's fonts only.
pub(crate) fn tree(svg: &str) -> Result<Tree, DrawError> {
    let options = Options { fontdb: Arc::clone(&FONTS), font_family: "Social Talks Text".to_owned(), ..Options::default() };
    Ok(Tree::from_str(svg, &options)?)
}

/// Draws `svg` scaled to fill `width` × `height` pixels.
pub(crate) fn pixmap(svg: &str, width: u32, height: u32) -> Result<Pixmap, DrawError> {
    let tree = tree(svg)?;
    let mut picture = Pixmap::new(width, height).ok_or_else(|| DrawError::Picture("no size".to_owned()))?;
    let scale = Transform::from_scale(width as f32 / tree.size().width(), height as f32 / tree.size().height());
    resvg::render(&tree, scale, &mut picture.as_mut());
    Ok(picture)
}

/// As [`pixmap`], as a PNG file.
pub(crate) fn png(svg: &str, width: u32, height: u32) -> Result<Vec<u8>, DrawError> {
    let picture = pixmap(svg, width, height)?;
    picture.encode_png().map_err(|error| DrawError::Picture(error.to_string()))
}
