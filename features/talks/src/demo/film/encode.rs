//! From pictures to a film, by ffmpeg: each different shot is encoded once, then repeated and joined with the voice.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tokio::sync::mpsc;

use super::bitstream::Groups;
use super::picture::Painter;
use super::shots::{Shot, distinct};
use super::{Tools, tool};
use crate::demo::Kind;

/// Pictures a second, and in a group of two seconds.
const RATE: usize = 25;
const GROUP: usize = 50;
const LIMIT: Duration = Duration::from_secs(300);

/// Width and height in pixels.
pub(super) fn size(kind: Kind) -> (u32, u32) {
    match kind {
        Kind::H264Small | Kind::Vp9 => (1280, 720),
        Kind::H264Large => (1920, 1080),
    }
}

/// Encodes the shots and writes the picture's stream; its path.
pub(super) async fn pictures(
    tools: &Tools,
    kind: Kind,
    mut painter: Painter,
    shots: &[Shot],
    scratch: &Path,
    mut told: impl FnMut(usize, usize),
) -> Result<PathBuf> {
    let once = distinct(shots);
    let count = once.len() * 2;
    let raw = scratch.join(if kind == Kind::Vp9 { "shots.ivf" } else { "shots.h264" });
    let (paint, painted) = mpsc::channel(2);
    let wanted = once.clone();
    // Drawing is work for a processor, so it is kept off the threads that answer requests.
    let painting = tokio::task::spawn_blocking(move || {
        for n in 0..count {
            let shot = wanted[n / 2];
            if paint.blocking_send(painter.paint(shot.view, shot.pose, n % 2 == 1)).is_err() {
                break;
            }
        }
    });
    tool::feed(&tools.ffmpeg, &encoder(kind, &raw), LIMIT, painted, |n| told(n, count)).await?;
    painting.await.context("the pictures could not be drawn")?;
    let stream = tokio::fs::read(&raw).await.context("no pictures")?;
    let groups = match kind {
        Kind::Vp9 => Groups::ivf(&stream, GROUP)?,
        _ => Groups::h264(&stream)?,
    };
    ensure!(groups.len() == once.len(), "{} groups for {} shots", groups.len(), once.len());
    let order = shots.iter().filter_map(|shot| once.binary_search(shot).ok());
    let whole = scratch.join(if kind == Kind::Vp9 { "film.ivf" } else { "film.h264" });
    tokio::fs::write(&whole, groups.join(order)).await?;
    Ok(whole)
}

/// Pictures come as one RGBA picture a second; each stands for 25 frames.
fn encoder(kind: Kind, out: &Path) -> Vec<String> {
    let (width, height) = size(kind);
    let mut args = words("-nostdin -v error -y -f rawvideo -pix_fmt rgba -framerate 1");
    args.extend(["-s".to_owned(), format!("{width}x{height}")]);
    args.extend(words("-i - -vf"));
    args.push(format!("scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,fps={RATE}:round=near"));
    args.extend(words("-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv -threads 2"));
    args.extend(words(match kind {
        Kind::Vp9 => "-c:v libvpx-vp9 -deadline realtime -cpu-used 7 -row-mt 1 -lag-in-frames 0 -auto-alt-ref 0 -b:v 0 -crf 33",
        _ => "-c:v libx264 -preset veryfast -tune stillimage -crf 20 -bf 0 -sc_threshold 0",
    }));
    args.extend(["-g".to_owned(), GROUP.to_string(), "-keyint_min".to_owned(), GROUP.to_string()]);
    args.extend(words(if kind == Kind::Vp9 { "-f ivf" } else { "-f h264" }));
    args.push(out.display().to_string());
    args
}

/// Joins pictures and voice to the file `out`.
pub(super) async fn join(tools: &Tools, kind: Kind, pictures: &Path, voice: &Path, out: &Path) -> Result<()> {
    let mut args = words("-nostdin -v error -y");
    if kind != Kind::Vp9 {
        args.extend(["-framerate".to_owned(), RATE.to_string(), "-f".to_owned(), "h264".to_owned()]);
    }
    args.extend(["-i".to_owned(), pictures.display().to_string()]);
    args.extend(["-i".to_owned(), voice.display().to_string()]);
    args.extend(words("-map 0:v -map 1:a -c:v copy -ar 48000 -map_metadata -1 -fflags +bitexact -flags:a +bitexact"));
    args.extend(words(match kind {
        Kind::Vp9 => "-c:a libopus -b:a 64k -f webm",
        _ => "-c:a aac -aac_coder fast -b:a 96k -movflags +faststart -f mp4",
    }));
    args.push(out.display().to_string());
    tool::run(&tools.ffmpeg, &args, LIMIT).await
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
