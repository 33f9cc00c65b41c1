//! Candidates for a talk's picture: three frames of the film, upright, in the right colours, at most 1280 px on the long side.

use std::ffi::OsString;
use std::path::Path;

use tokio_util::sync::CancellationToken;

use crate::encode::{EncodeError, NOTHING_ELSE, Shape, Work, file_argument, preamble, upright};
use crate::probe::{Probe, Video};
use crate::tool::{ToolError, Tools};

/// Where in the film the candidates stand, in parts of a hundred: after the title, in the talk, towards its end.
const PLACES: [u64; 3] = [8, 35, 70];
/// Longest side in pixels.
const LONGEST: f64 = 1_280.0;

/// Writes `frame-1.jpg` … `frame-3.jpg` into `out_dir`; gives the names of those that could be made (fewer of a damaged film).
///
/// Small, upright and mapped first: the choice is made among 8-bit pictures, and a 4K one would cost ten times as much. JPEG is always
/// BT.601 in full range. Of the second after each place the most typical picture is taken, so a black or blurred one is rare.
///
/// # Errors
/// [`EncodeError::Tool`]; a film without picture or of which nothing can be decoded gives an empty list.
pub async fn candidates(tools: &Tools, probe: &Probe, input: &Path, out_dir: &Path, cancel: &CancellationToken) -> Result<Vec<String>, EncodeError> {
    let Some(video) = &probe.video else { return Ok(Vec::new()) };
    let work = Work { tools, input, out_dir, cancel };
    match work.ffmpeg(arguments(video, probe.duration_us, input), 60_000_000, &|_| ()).await {
        Ok(_) | Err(ToolError::Failed { .. }) => {}
        Err(other) => return Err(other.into()),
    }
    let whole = |name: &String| std::fs::read(out_dir.join(name)).is_ok_and(|bytes| bytes.starts_with(b"\xff\xd8") && bytes.ends_with(b"\xff\xd9"));
    Ok((1..=PLACES.len()).map(|n| format!("frame-{n}.jpg")).filter(whole).collect())
}

fn arguments(video: &Video, duration_us: u64, input: &Path) -> Vec<OsString> {
    let mut args = preamble();
    if video.orientation.broken {
        args.push("-noautorotate".into());
    }
    for place in PLACES {
        let seconds = (duration_us / 100 * place) as f64 / 1e6;
        args.extend(["-ss".into(), format!("{seconds:.3}").into(), "-i".into(), file_argument(input)]);
    }
    let picture = upright(video, shape(video), None);
    for (n, name) in (1..=PLACES.len()).enumerate() {
        args.extend(["-map".into(), format!("{n}:{}", video.index).into()]);
        args.extend([
            "-vf".into(),
            format!("framestep=2,{picture},scale=in_color_matrix=bt709,format=rgb24,thumbnail=n=12,scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p")
                .into(),
        ]);
        args.extend(NOTHING_ELSE.split(' ').map(OsString::from));
        args.extend(["-frames:v", "1", "-q:v", "3", "-f", "image2", "-update", "1"].map(OsString::from));
        args.push(format!("frame-{name}.jpg").into());
    }
    args
}

fn shape(video: &Video) -> Shape {
    let (width, height) = video.upright();
    let scale = (LONGEST / width.max(height)).min(1.0);
    let even = |side: f64| ((side * scale / 2.0).round() as u32 * 2).max(2);
    Shape { width: even(width), height: even(height), fast: false }
}
