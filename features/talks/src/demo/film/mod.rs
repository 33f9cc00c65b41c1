//! From manuscript to film: voice by espeak-ng, pictures drawn by us, both joined by ffmpeg; captions and chapters
//! timed exactly, since we know when each sentence begins.
//!
//! The same talk gives the same bytes. A film of five minutes takes a few seconds (see [`bitstream`]).

mod bitstream;
mod encode;
mod figure;
mod picture;
mod shots;
mod slide;
mod subtitle;
mod tool;
mod voice;
mod wav;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use captions::{Cue, webvtt};

use super::{Kind, Script, Talk};
use voice::{Span, Spoken};

/// The programs that are needed, by name or by path.
#[derive(Debug, Clone)]
pub struct Tools {
    pub ffmpeg: PathBuf,
    pub espeak: PathBuf,
}

impl Default for Tools {
    fn default() -> Self {
        Self { ffmpeg: "ffmpeg".into(), espeak: "espeak-ng".into() }
    }
}

/// The files of a finished film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFilm {
    /// MP4 or WebM.
    pub film: PathBuf,
    /// Danish captions (WebVTT).
    pub captions: PathBuf,
    /// Danish chapter titles (WebVTT).
    pub chapters: PathBuf,
    /// English subtitles (WebVTT), when the manuscript has them.
    pub english: Option<PathBuf>,
}

/// Makes the film of `talk` in the folder `out_dir` (made if missing). `on_progress` gets permille.
///
/// # Errors
/// When espeak-ng or ffmpeg is missing, fails or takes too long, or the folder can't be written.
pub async fn make(tools: &Tools, talk: &Talk, out_dir: &Path, on_progress: impl FnMut(u32) + Send) -> Result<MadeFilm> {
    let script = Script::of(talk)?;
    make_script(tools, talk, &script, out_dir, on_progress).await
}

async fn make_script(tools: &Tools, talk: &Talk, script: &Script, out_dir: &Path, mut on_progress: impl FnMut(u32) + Send) -> Result<MadeFilm> {
    let scratch = out_dir.join(format!(".{}", talk.slug));
    tokio::fs::create_dir_all(&scratch).await.context("the demo's folder can't be made")?;
    let sentences = script.sentences.len();
    let spoken = voice::speak(tools, &talk.voice, script, &scratch, |n| {
        on_progress(permille(n, sentences, 0, 300));
    })
    .await?;
    let sound = scratch.join("voice.wav");
    tokio::fs::write(&sound, spoken.sound.write()).await?;

    let shots = shots::shots(script, &spoken.spans, spoken.length_ms);
    let painter = picture::Painter::new(talk, script, encode::size(talk.film))?;
    let pictures = encode::pictures(tools, talk.film, painter, &shots, &scratch, |n, count| {
        on_progress(permille(n, count, 300, 900));
    })
    .await?;
    on_progress(900);
    let end = if talk.film == Kind::Vp9 { "webm" } else { "mp4" };
    let film = out_dir.join(format!("{}.{end}", talk.slug));
    // A finished film has its name only when it is whole.
    let unfinished = scratch.join(format!("film.{end}"));
    encode::join(tools, talk.film, &pictures, &sound, &unfinished).await?;
    let made = write_tracks(talk, script, &spoken, out_dir, film).await?;
    tokio::fs::rename(&unfinished, &made.film).await?;
    tokio::fs::remove_dir_all(&scratch).await?;
    on_progress(1_000);
    Ok(made)
}

fn permille(n: usize, of: usize, from: u32, to: u32) -> u32 {
    let share = f64::from(to - from) * n as f64 / of.max(1) as f64;
    from + share as u32
}

async fn write_tracks(talk: &Talk, script: &Script, spoken: &Spoken, out_dir: &Path, film: PathBuf) -> Result<MadeFilm> {
    let danish: Vec<&str> = script.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let captions = out_dir.join(format!("{}.da.vtt", talk.slug));
    tokio::fs::write(&captions, webvtt::write(&subtitle::cues(&danish, &spoken.spans))).await?;
    let chapters = out_dir.join(format!("{}.chapters.vtt", talk.slug));
    tokio::fs::write(&chapters, webvtt::write(&chapter_cues(script, spoken))).await?;
    let mut english = None;
    if script.has_english() {
        let path = out_dir.join(format!("{}.en.vtt", talk.slug));
        let texts: Vec<&str> = script.sentences.iter().filter_map(|sentence| sentence.english.as_deref()).collect();
        tokio::fs::write(&path, webvtt::write(&subtitle::cues(&texts, &spoken.spans))).await?;
        english = Some(path);
    }
    Ok(MadeFilm { film, captions, chapters, english })
}

/// One cue for each chapter, without gaps from the film's start to its end.
fn chapter_cues(script: &Script, spoken: &Spoken) -> Vec<Cue> {
    let starts: Vec<u64> =
        script.chapters.iter().map(|(_, first)| spoken.spans.get(*first).map_or(0, |span: &Span| span.start_ms.saturating_sub(200))).collect();
    let mut cues = Vec::new();
    for (n, (title, _)) in script.chapters.iter().enumerate() {
        let start = if n == 0 { 0 } else { starts[n] };
        let end = starts.get(n + 1).copied().unwrap_or(spoken.length_ms);
        cues.push(Cue::new(start, end, title.clone()));
    }
    cues
}

#[cfg(test)]
mod tests;
