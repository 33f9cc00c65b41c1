//! A talk's words as files: captions, chapters, transcript.

use std::sync::Arc;

use axum::extract::{Path, State};
use schema::Viewer as Who;
use web::{PageError, PageResult, Plain, Viewer};

use crate::Talks;
use crate::store::{self, Kind, Track};

const VTT: &str = "text/vtt; charset=utf-8";

/// `/talks/{slug}/captions/{lang}.vtt`
pub(super) async fn captions(State(talks): State<Talks>, Viewer(viewer): Viewer, Path((slug, file)): Path<(String, String)>) -> PageResult<Plain> {
    track(&talks, &viewer, &slug, &file, |kind| kind != Kind::Chapters).await
}

/// `/talks/{slug}/chapters/{lang}.vtt`
pub(super) async fn chapters(State(talks): State<Talks>, Viewer(viewer): Viewer, Path((slug, file)): Path<(String, String)>) -> PageResult<Plain> {
    track(&talks, &viewer, &slug, &file, |kind| kind == Kind::Chapters).await
}

async fn track(talks: &Talks, viewer: &Who, slug: &str, file: &str, wanted: impl Fn(Kind) -> bool) -> PageResult<Plain> {
    let language = file.strip_suffix(".vtt").ok_or(PageError::NotFound)?;
    let (_, tracks) = tracks(talks, viewer, slug).await?;
    let found = tracks.into_iter().find(|track| track.language == language && wanted(track.kind)).ok_or(PageError::NotFound)?;
    Ok(Plain::new(VTT, found.vtt.clone()))
}

/// `/talks/{slug}/transcript.txt`: in the spoken language.
pub(super) async fn transcript(State(talks): State<Talks>, Viewer(viewer): Viewer, Path(slug): Path<String>) -> PageResult<Plain> {
    let (language, tracks) = tracks(&talks, &viewer, &slug).await?;
    let spoken = tracks.iter().filter(|track| track.kind != Kind::Chapters).min_by_key(|track| track.language != language);
    let spoken = spoken.ok_or(PageError::NotFound)?;
    let chapters = tracks.iter().filter(|track| track.kind == Kind::Chapters).min_by_key(|track| track.language != spoken.language);
    let text = ::captions::Transcript::new(&spoken.cues, chapters.map_or(&[], |track| &track.chapters)).to_text();
    Ok(Plain::new("text/plain; charset=utf-8", text))
}

async fn tracks(talks: &Talks, viewer: &Who, slug: &str) -> PageResult<(String, Vec<Arc<Track>>)> {
    let talk = store::visible(&talks.app.db, viewer, slug).await?.or_page()?;
    Ok((talk.language, talks.shelf.tracks.of(&talks.app.db, talk.id).await?))
}
