//! Whole files without decoding: `audio.m4a` for listening and `film.mp4` for download and for players without HLS.
//!
//! The segments of a rendition are a fragmented MP4 cut in pieces; put behind their `init.mp4` they are one again, and ffmpeg
//! copies its packets into a plain MP4 whose index stands first.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use tokio_util::sync::CancellationToken;

use crate::encode::{EncodeError, NOTHING_ELSE, Work, file_argument, preamble};
use crate::tool::{OnProgress, ToolError, Tools};
use crate::verify::Playlist;

/// Makes `scratch/film.mp4` of a rung's and the sound's folder (either may be missing) and gives its path.
///
/// # Errors
/// [`EncodeError::Tool`]; [`ToolError::Io`] when a playlist or a segment is missing.
pub async fn film(
    tools: &Tools,
    rung: Option<&Path>,
    sound: Option<&Path>,
    scratch: &Path,
    on_progress: OnProgress<'_>,
    cancel: &CancellationToken,
) -> Result<PathBuf, EncodeError> {
    let (mut inputs, mut maps, mut longest) = (Vec::new(), Vec::new(), 0);
    for (folder, name) in [(rung, "joined-video.mp4"), (sound, "joined-audio.mp4")] {
        let Some(folder) = folder else { continue };
        let joined = scratch.join(name);
        longest = join(folder, &joined).await?.max(longest);
        maps.extend(["-map".into(), OsString::from(inputs.len().to_string())]);
        inputs.push(joined);
    }
    let work = Work { tools, input: scratch, out_dir: scratch, cancel };
    let result = copy(&work, &inputs, maps, longest, "film.mp4", on_progress).await;
    for joined in &inputs {
        let _ = tokio::fs::remove_file(joined).await;
    }
    result?;
    Ok(scratch.join("film.mp4"))
}

/// Makes `audio.m4a` beside the folder `audio`.
pub(crate) async fn audio(work: &Work<'_>, duration_us: u64) -> Result<(), EncodeError> {
    let joined = work.out_dir.join("joined-audio.mp4");
    join(&work.out_dir.join("audio"), &joined).await?;
    let work = Work { input: work.out_dir, ..*work };
    let result = copy(&work, std::slice::from_ref(&joined), vec!["-map".into(), "0".into()], duration_us, "audio.m4a", &|_| ()).await;
    tokio::fs::remove_file(&joined).await?;
    result
}

async fn copy(work: &Work<'_>, inputs: &[PathBuf], maps: Vec<OsString>, duration_us: u64, name: &str, on_progress: OnProgress<'_>) -> Result<(), EncodeError> {
    let mut args = preamble();
    for input in inputs {
        args.extend(["-i".into(), file_argument(input)]);
    }
    args.extend(maps);
    args.extend(NOTHING_ELSE.split(' ').chain(["-c", "copy", "-movflags", "+faststart", "-f", "mp4", name]).map(OsString::from));
    work.ffmpeg(args, duration_us, on_progress).await?;
    Ok(())
}

/// Puts a rendition's init and segments into one file; gives its length in µs.
pub(crate) async fn join(folder: &Path, to: &Path) -> Result<u64, ToolError> {
    let (folder, to) = (folder.to_path_buf(), to.to_path_buf());
    let work = move || -> io::Result<u64> {
        let list = Playlist::parse(&std::fs::read_to_string(folder.join("index.m3u8"))?).map_err(io::Error::other)?;
        let names = std::iter::once(list.init.as_str()).chain(list.segments.iter().map(|segment| segment.name.as_str()));
        join_files(&folder, names, &to)?;
        Ok(list.duration_us())
    };
    Ok(tokio::task::spawn_blocking(work).await.map_err(io::Error::other)??)
}

/// Puts files of a folder into one.
pub(crate) fn join_files<'a>(folder: &Path, names: impl Iterator<Item = &'a str>, to: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(to)?);
    for name in names {
        io::copy(&mut File::open(folder.join(name))?, &mut out)?;
    }
    out.into_inner()?.sync_data()
}
