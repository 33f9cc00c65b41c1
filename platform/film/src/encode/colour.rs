//! Colour: everything ends as 8-bit 4:2:0 BT.709 in television range, and says so.

use crate::probe::{Light, Video};

/// Tags of every rung.
pub(super) const TAGS: [&str; 8] = ["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"];

/// The `scale` filter's own words for how the source is coded, to be added to the first scaling; empty when it is BT.709 already.
pub(super) fn scale_options(video: &Video) -> String {
    let mut options = String::new();
    let matrix = matrix(video);
    if matrix != "bt709" && matrix != "gbr" {
        options += &format!(":in_color_matrix={matrix}");
    }
    if matrix != "bt709" {
        options += ":out_color_matrix=bt709";
    }
    if is_full_range(video) {
        options += ":in_range=pc:out_range=tv";
    }
    options
}

/// `tonemap` from HDR to standard range, for a picture that has its final size.
///
/// PQ and HLG are taken to linear light at 100 cd/m², mapped by Hable's curve and coded anew; the usual chain of zimg and ffmpeg.
pub(super) fn tone_map(video: &Video) -> Option<String> {
    let transfer = match video.light {
        Light::Standard => return None,
        Light::Pq => "smpte2084",
        Light::Hlg => "arib-std-b67",
    };
    let range = if is_full_range(video) { "pc" } else { "tv" };
    // Headers often leave the matrix out; HDR is BT.2020 by its standards (ITU-R BT.2100).
    Some(format!(
        "zscale=tin={transfer}:min=bt2020nc:pin=bt2020:rin={range}:t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:p=bt709:r=tv"
    ))
}

fn is_full_range(video: &Video) -> bool {
    video.colour.range == "pc" || video.pixel_format.starts_with("yuvj")
}

/// The matrix in swscale's words; films that don't say are BT.601 in standard definition and BT.709 above, as players assume.
fn matrix(video: &Video) -> &'static str {
    match video.colour.matrix.as_str() {
        "bt709" => "bt709",
        "gbr" => "gbr",
        "bt470bg" | "smpte170m" => "bt601",
        "fcc" => "fcc",
        "smpte240m" => "smpte240m",
        "bt2020nc" | "bt2020c" => "bt2020",
        _ if ["gbr", "rgb", "bgr"].iter().any(|rgb| video.pixel_format.contains(rgb)) => "gbr",
        _ if video.width.min(video.height) <= 576 && video.width.max(video.height) <= 1_024 => "bt601",
        _ => "bt709",
    }
}
