//! The filter graph of a pass: once upright, at a constant rate and in the right colours, then down the ladder, each size from the
//! one above it.

use super::colour;
use crate::plan::{PassKind, PassSpec, Rung};
use crate::probe::{Ratio, Video};

/// How a picture is scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Speed before beauty.
    pub fast: bool,
}

/// From the decoder (which turns the picture upright by its matrix) to square pixels of BT.709 at the wanted size; at a constant
/// rate from 0 if one is given.
pub(crate) fn upright(video: &Video, shape: Shape, rate: Option<Ratio>) -> String {
    let mut chain = Vec::new();
    if video.interlaced {
        chain.push("bwdif=mode=send_frame:deint=interlaced".to_owned());
    }
    if let Some(rate) = rate {
        // From the film's beginning, so that a picture that begins late stands still until then and stays in step with the sound.
        chain.push(format!("fps=fps={}/{}:start_time=0", rate.num, rate.den));
    }
    let flags = if shape.fast { "fast_bilinear" } else { "bicubic" };
    let Shape { width, height, .. } = shape;
    match colour::tone_map(video) {
        Some(map) => {
            // Small first: the mapping works in 32-bit floats.
            chain.push(format!("scale={width}:{height}:flags={flags},format=yuv420p10le"));
            chain.push(map);
        }
        None => chain.push(format!("scale={width}:{height}:flags={flags}{}", colour::scale_options(video))),
    }
    chain.push("format=yuv420p,setsar=1,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709".to_owned());
    chain.join(",")
}

/// The graph of a pass with rungs: labels `[r0]`, `[r1]` … and `[board]`.
pub(super) fn graph(spec: &PassSpec, video: &Video) -> String {
    let fast = spec.kind == PassKind::First;
    let Some(top) = spec.rungs.first() else { return String::new() };
    let top_rate = Ratio { den: spec.rate.den, num: spec.rate.num };
    let shape = Shape { width: top.width, height: top.height, fast };
    let mut graph = format!("[0:{}]{}{}", video.index, upright(video, shape, Some(top_rate)), every(top.step));
    for (n, rung) in spec.rungs.iter().enumerate() {
        let next = spec.rungs.get(n + 1);
        let more = match (next, spec.storyboard) {
            (Some(next), _) => Some(cascade(rung, next)),
            (None, Some(tiles)) => Some(format!(
                "framestep={},scale={}:{}:flags=bicubic:in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc,format=yuvj420p[board]",
                tiles.step, tiles.width, tiles.height
            )),
            (None, None) => None,
        };
        match more {
            Some(more) => graph += &format!(",split[r{n}][d{n}];[d{n}]{more}"),
            None => graph += &format!("[r{n}]"),
        }
    }
    graph
}

fn cascade(from: &Rung, to: &Rung) -> String {
    let step = (to.step / from.step).max(1);
    let thin = if step > 1 { format!("framestep={step},") } else { String::new() };
    format!("{thin}scale={}:{}:flags=bicubic", to.width, to.height)
}

fn every(step: u32) -> String {
    if step > 1 { format!(",framestep={step}") } else { String::new() }
}

/// The chain of the sound: in step from 0 (a late begin becomes silence, gaps over 30 ms are filled), 48 kHz, one or two channels,
/// and a plain gain.
pub(crate) fn sound(channels: u32, gain_db: f64) -> String {
    let layout = if channels == 1 { "mono" } else { "stereo" };
    let gain = if gain_db == 0.0 { String::new() } else { format!(",volume={gain_db:.2}dB") };
    format!("aresample=48000:async=1:min_hard_comp=0.030:first_pts=0,aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts={layout}{gain}")
}
