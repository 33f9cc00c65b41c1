//! From SVG to pixels, with the house's fonts.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{IntSize, Pixmap, Transform};
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
    let mut picture = Pixmap::new(width, height).ok_or_else(|| DrawError::Picture("no size".to_owned()))?;
    onto(svg, &mut picture)?;
    Ok(picture)
}

/// Draws `svg` over a picture, scaled to fill it.
pub(crate) fn onto(svg: &str, picture: &mut Pixmap) -> Result<(), DrawError> {
    let tree = tree(svg)?;
    let scale = Transform::from_scale(picture.width() as f32 / tree.size().width(), picture.height() as f32 / tree.size().height());
    resvg::render(&tree, scale, &mut picture.as_mut());
    Ok(())
}

/// A JPEG file as a picture of `width` × `height` pixels: the middle of it, as large as fits.
pub(crate) fn photograph(jpeg: &[u8], width: u32, height: u32) -> Result<Pixmap, DrawError> {
    let wrong = |error: image::ImageError| DrawError::Picture(error.to_string());
    let read = image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).map_err(wrong)?;
    // Opaque, so that straight and premultiplied colours are the same.
    let pixels = read.resize_to_fill(width, height, image::imageops::FilterType::Triangle).to_rgba8().into_raw();
    let size = IntSize::from_wh(width, height).ok_or_else(|| DrawError::Picture("no size".to_owned()))?;
    Pixmap::from_vec(pixels, size).ok_or_else(|| DrawError::Picture("no size".to_owned()))
}

/// An opaque picture as a JPEG file.
pub(crate) fn jpeg(picture: &Pixmap) -> Result<Vec<u8>, DrawError> {
    let pixels: Vec<u8> = picture.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut file = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, 85)
        .encode(&pixels, picture.width(), picture.height(), image::ExtendedColorType::Rgb8)
        .map_err(|error| DrawError::Picture(error.to_string()))?;
    Ok(file)
}

/// As [`pixmap`], as a PNG file.
pub(crate) fn png(svg: &str, width: u32, height: u32) -> Result<Vec<u8>, DrawError> {
    let picture = pixmap(svg, width, height)?;
    picture.encode_png().map_err(|error| DrawError::Picture(error.to_string()))
}
