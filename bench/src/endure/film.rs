//! Small films to be encoded under harm: one that plays from its source at once, one that needs both passes.

use std::{path::PathBuf, process::Command};

use anyhow::{Result, ensure};

use super::world::World;

/// Seconds that a film lasts.
pub const SECONDS: u32 = 20;

/// Which film.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// H.264 and AAC in MP4: cut just in time, one pass.
    Mp4,
    /// VP9 and Opus in WebM: two passes.
    WebM,
}

/// The film, made once, with captions beside it.
pub fn film(world: &World, kind: Kind) -> Result<PathBuf> {
    let (name, coding): (_, &[&str]) = match kind {
        Kind::Mp4 => ("film.mp4", &["-c:v", "libx264", "-preset", "veryfast", "-g", "50", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"]),
        Kind::WebM => ("film.webm", &["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "1M", "-c:a", "libopus"]),
    };
    let file = world.folder.join("films").join(name);
    if file.exists() {
        return Ok(file);
    }
    let part = world.folder.join("films").join(format!("part-{}-{name}", std::process::id()));
    let mut make = Command::new("ffmpeg");
    make.args(["-v", "error", "-y", "-f", "lavfi", "-i", &format!("testsrc2=s=640x360:r=25:d={SECONDS}"), "-f", "lavfi", "-i"]);
    make.arg(format!("sine=f=330:d={SECONDS}:r=48000")).args(coding).arg("-shortest").arg(&part);
    ensure!(make.status()?.success(), "ffmpeg made no film");
    std::fs::write(file.with_extension("vtt"), "WEBVTT\n\n00:00.200 --> 00:03.000\nDer stod en stol ved vinduet.\n")?;
    std::fs::rename(part, &file)?;
    Ok(file)
}
