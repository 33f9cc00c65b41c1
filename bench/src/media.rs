//! The benchmarks' films: a lit speaker and changing slides, drawn by ffmpeg, with a voice; made once and kept in target/.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::measure::output;

/// Where films and scratch files lie.
pub fn folder() -> Result<PathBuf> {
    let folder = PathBuf::from("target/bench-media");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Something with the movement and detail of a speaker before slides: noise in the picture, a moving figure, a slide every eight seconds.
fn picture(seconds: u32) -> String {
    format!(
        "testsrc2=size=1920x1080:rate=25:duration={seconds},split[a][b];[a]crop=960:1080:0:0,noise=alls=6:allf=t[left];\
         [b]crop=960:1080:960:0,fps=1/8,fps=25[right];[left][right]hstack,format=yuv420p"
    )
}

fn voice(folder: &Path) -> Result<PathBuf> {
    let wav = folder.join("voice.wav");
    if !wav.exists() {
        let text = "Der stod en stol ved vinduet på rød stue. Elias ville kun sidde dér. En tirsdag satte jeg mig ved siden af ham. ".repeat(20);
        output(Command::new("espeak-ng").args(["-v", "da", "-w"]).arg(&wav).arg(text))?;
    }
    Ok(wav)
}

/// A film of so many seconds in 1080p25: `h264` (as from a camera, 2 s keyframes), `hevc` or `vp9`.
pub fn film(codec: &str, seconds: u32) -> Result<PathBuf> {
    let folder = folder()?;
    let file = folder.join(format!("{codec}-{seconds}.{}", if codec == "vp9" { "webm" } else { "mp4" }));
    if file.exists() {
        return Ok(file);
    }
    let part = file.with_extension(if codec == "vp9" { "part.webm" } else { "part.mp4" });
    let video: &[&str] = match codec {
        "h264" => &["-c:v", "libx264", "-preset", "veryfast", "-b:v", "6M", "-maxrate", "7M", "-bufsize", "8M", "-g", "50"],
        "hevc" => &["-c:v", "libx265", "-preset", "ultrafast", "-b:v", "5M", "-x265-params", "log-level=error", "-tag:v", "hvc1"],
        _ => &["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1", "-b:v", "4M"],
    };
    let audio = if codec == "vp9" { ["-c:a", "libopus", "-b:a", "96k"] } else { ["-c:a", "aac", "-b:a", "160k"] };
    // one minute is drawn and encoded, then repeated without encoding: what is measured is reading it
    let minute = folder.join(format!("{codec}-unit.{}", if codec == "vp9" { "webm" } else { "mp4" }));
    let unit = seconds.min(60);
    let mut draw = Command::new("ffmpeg");
    draw.args(["-v", "error", "-y", "-f", "lavfi", "-i", &picture(unit), "-stream_loop", "-1", "-i"]).arg(voice(&folder)?);
    draw.args(["-map", "0:v", "-map", "1:a", "-t", &unit.to_string()]).args(video).args(audio).args(["-ac", "2", "-ar", "48000"]).arg(&minute);
    output(&mut draw)?;
    let mut repeat = Command::new("ffmpeg");
    repeat.args(["-v", "error", "-y", "-stream_loop", "-1", "-i"]).arg(&minute).args(["-c", "copy", "-t", &seconds.to_string()]);
    output(repeat.args(if codec == "vp9" { &[][..] } else { &["-movflags", "+faststart"] }).arg(&part))?;
    fs::remove_file(minute)?;
    fs::rename(part, &file)?;
    Ok(file)
}
