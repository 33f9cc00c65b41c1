//! A file on this machine becomes a talk: words are checked first, the original goes into the storage while it is hashed,
//! our own parser looks whether it plays at once, and then one transaction writes everything. Used by the command and by
//! the demo.

mod outcome;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use captions::webvtt;
use schema::{FilmId, TalkId};
use sha2::{Digest as _, Sha256};
use storage::StorageError;

pub use crate::store::{NewSpeaker, NewTopic};
pub use outcome::{Outcome, Until, outcome, refusal};

use crate::film::{Index, Inspect, original};
use crate::poster::{CURTAINS, Choice, FRAMES, NoPoster, OBJECTS};
use crate::store::{Kind, NewFilm, NewTalk, NewTrack, arrive, pipeline, set_state};
use crate::talk::{self, Slug, State, UnknownWord, WordsError};
use crate::{Talks, Text};

/// What is to become a talk.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The film, on this machine.
    pub file: PathBuf,
    /// Title of the talk.
    pub title: String,
    /// Who speaks.
    pub speakers: Vec<NewSpeaker>,
    /// What it is about; may be empty.
    pub summary: String,
    /// BCP 47 language of what is said; `da` when empty.
    pub language: String,
    /// Captions: WebVTT files, each with its language (`None`: the spoken one).
    pub captions: Vec<(Option<String>, PathBuf)>,
    /// Chapters: WebVTT files, likewise.
    pub chapters: Vec<(Option<String>, PathBuf)>,
    /// What it is about.
    pub topics: Vec<NewTopic>,
    /// For whom: names or addresses of professions.
    pub professions: Vec<String>,
    /// Make it public as soon as the film is taken. Whoever says so vouches for the speaker's release.
    pub publish: bool,
    /// The address that it must get; otherwise one is made of the title.
    pub slug: Option<String>,
    /// `stol-plum` or `frame-2`, see [`Choice`]; a drawing is chosen by the address when nothing is given.
    pub poster: Option<String>,
    /// ISO date of the recording.
    pub recorded_on: Option<String>,
    /// Where it was recorded.
    pub recorded_at: String,
    /// A line below the talk.
    pub note: String,
}

/// What was asked for, and what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// It stays a draft.
    None,
    /// Public as soon as the film is taken.
    Public,
    /// It was to be public but has no captions: reachable by its address only.
    UnlistedForWantOfCaptions,
}

impl Release {
    fn state(self) -> Option<State> {
        match self {
            Release::None => None,
            Release::Public => Some(State::Public),
            Release::UnlistedForWantOfCaptions => Some(State::Unlisted),
        }
    }
}

/// A talk that has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The talk.
    pub talk: TalkId,
    /// Its film, for [`outcome`].
    pub film: FilmId,
    /// Its address: `/talks/{slug}`.
    pub slug: String,
    /// What becomes of it.
    pub release: Release,
    /// The original plays already; ffprobe's check follows.
    pub playable: bool,
    /// Lines of the word files that had to be mended.
    pub mended: Vec<captions::Mended>,
}

/// Why a file did not become a talk.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The words are not right.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// Neither a drawing nor a frame.
    #[error(transparent)]
    Poster(#[from] NoPoster),
    /// No address.
    #[error(transparent)]
    Unknown(#[from] UnknownWord),
    /// A file cannot be read.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The film changed while it was read.
    #[error("{0} changed while it was read")]
    Changed(PathBuf),
    /// The film has no bytes.
    #[error("{0} is empty")]
    Empty(PathBuf),
    /// Not a WebVTT file, or no cue in it.
    #[error("{0} is not a WebVTT file with words in it")]
    Captions(PathBuf),
    /// Another talk has that address.
    #[error("the address {0} is taken")]
    Taken(String),
    /// The storage does not take it.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The database does not take it.
    #[error(transparent)]
    Db(#[from] sea_orm::DbErr),
}

impl ImportError {
    /// The reason in one sentence for people.
    #[must_use]
    pub fn words(&self, t: Text) -> String {
        let shown = |path: &Path| path.display().to_string();
        match self {
            ImportError::Words(WordsError::NoTitle) => t.import_no_title().to_owned(),
            ImportError::Words(WordsError::TitleTooLong) => t.import_title_too_long().to_owned(),
            ImportError::Words(WordsError::SummaryTooLong) => t.import_summary_too_long().to_owned(),
            ImportError::Words(WordsError::Language) => t.import_language().to_owned(),
            ImportError::Words(WordsError::Date) => t.import_date().to_owned(),
            ImportError::Poster(NoPoster(word)) => {
                let objects: Vec<&str> = OBJECTS.iter().map(|object| object.id).collect();
                let curtains: Vec<&str> = CURTAINS.iter().map(|curtain| curtain.id).collect();
                t.import_poster(word, u64::from(FRAMES), objects.join(", "), curtains.join(", "))
            }
            ImportError::Unknown(UnknownWord(word)) => t.import_unknown_word(word),
            ImportError::File(path, why) => t.import_file(shown(path), why.to_string()),
            ImportError::Changed(path) => t.import_changed(shown(path)),
            ImportError::Empty(_) => refusal(t, "film-empty", None),
            ImportError::Captions(path) => t.import_captions(shown(path)),
            ImportError::Taken(slug) => t.import_taken(slug),
            ImportError::Storage(StorageError::Full) => t.import_storage_full().to_owned(),
            ImportError::Storage(why) => t.import_storage(why.to_string()),
            ImportError::Db(why) => t.import_database(why.to_string()),
        }
    }
}

/// Takes a film in. `actor` is who asks, such as `operator`. The work on the film follows as jobs.
///
/// # Errors
/// [`ImportError`]; nothing is left behind then.
pub async fn import(talks: &Talks, import: Import, actor: &str) -> Result<Imported, ImportError> {
    let (tracks, mended) = words(&import)?;
    let captioned = tracks.iter().any(|track| track.kind != Kind::Chapters);
    let release = match (import.publish, captioned) {
        (false, _) => Release::None,
        (true, true) => Release::Public,
        (true, false) => Release::UnlistedForWantOfCaptions,
    };
    let media_key = talks.app.ids.token32();
    let mut talk = checked(&import, tracks)?;
    talk.vouched_by = import.publish.then(|| actor.to_owned());
    let stored = store(talks, &import.file, &media_key).await;
    let done = match stored {
        Ok((film, index)) => {
            talk.film = film;
            write(talks, actor, talk, index, release).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok((arrival, playable)) => {
            talks.app.changes.poke();
            talks.settings.jobs.wake();
            Ok(Imported { talk: arrival.talk, film: arrival.film, slug: arrival.slug, release, playable, mended })
        }
        Err(error) => {
            // Nothing points at it; what cannot be removed now is found by nobody.
            let _ = talks.app.storage.delete_prefix(&format!("films/{media_key}")).await;
            Err(error)
        }
    }
}

/// One transaction: talk, people, words, film, the job, and the release where the film plays already.
async fn write(talks: &Talks, actor: &str, talk: NewTalk, index: Option<Index>, release: Release) -> Result<(crate::store::Arrival, bool), ImportError> {
    let app = &talks.app;
    let (now, slug) = (app.clock.now(), talk.slug.clone());
    let bytes = talk.film.original_bytes;
    let whole = index.as_ref().is_some_and(Index::whole);
    let written = app
        .db
        .write(async |tx| {
            let Some(arrival) = arrive(tx, &app.ids, now, actor, talk).await? else { return Ok(None) };
            if let Some(index) = &index {
                pipeline::plays_from_source(tx, &app.ids, now, arrival.film, original(index)).await?;
            }
            let release = release.state();
            if let (true, Some(state)) = (whole, release) {
                set_state(tx, arrival.talk, state, actor, now).await?;
            }
            let job = Inspect { film: arrival.film, release: release.map(|state| state.as_str().to_owned()), actor: actor.to_owned() };
            let options = jobs::Options { priority: 20, ..jobs::Options::of(format!("film/{}", arrival.film)).dedupe(arrival.film.to_string()) };
            jobs::enqueue(tx, &job, options, &app.clock, &app.ids).await?;
            Ok::<_, sea_orm::DbErr>(Some(arrival))
        })
        .await?;
    tracing::debug!(bytes, whole, "film arrived");
    match written {
        Some(arrival) => Ok((arrival, whole)),
        None => Err(ImportError::Taken(slug.map_or_else(String::new, |slug| slug.to_string()))),
    }
}

/// Everything that can be wrong with words is found before a byte is copied.
fn checked(import: &Import, tracks: Vec<NewTrack>) -> Result<NewTalk, ImportError> {
    let language = if import.language.is_empty() { "da".to_owned() } else { talk::language(&import.language)? };
    let named = |speaker: &NewSpeaker| NewSpeaker { name: talk::one_line(&speaker.name), line: talk::one_line(&speaker.line), ..speaker.clone() };
    Ok(NewTalk {
        slug: import.slug.as_deref().map(str::parse::<Slug>).transpose()?,
        title: talk::title(&import.title)?,
        summary: talk::summary(&import.summary)?,
        language,
        recorded_on: import.recorded_on.as_deref().map(talk::date).transpose()?,
        recorded_at: talk::one_line(&import.recorded_at),
        note: talk::one_line(&import.note),
        poster: import.poster.as_deref().map(str::parse::<Choice>).transpose()?,
        speakers: import.speakers.iter().map(named).filter(|speaker| !speaker.name.is_empty()).collect(),
        topics: import.topics.clone(),
        professions: import.professions.clone(),
        tracks,
        film: NewFilm {
            media_key: String::new(),
            original_name: String::new(),
            original_key: String::new(),
            original_bytes: 0,
            original_sha256: String::new(),
        },
        vouched_by: None,
    })
}

/// Reads the word files and writes them anew, so that what is stored is well-formed.
fn words(import: &Import) -> Result<(Vec<NewTrack>, Vec<captions::Mended>), ImportError> {
    let spoken = if import.language.is_empty() { "da".to_owned() } else { talk::language(&import.language)? };
    let (mut tracks, mut mended) = (Vec::<NewTrack>::new(), Vec::new());
    let files = import.captions.iter().map(|file| (Kind::Captions, file)).chain(import.chapters.iter().map(|file| (Kind::Chapters, file)));
    for (kind, (language, path)) in files {
        let language = language.as_deref().map_or(Ok(spoken.clone()), talk::language)?;
        let kind = if kind == Kind::Captions && language != spoken { Kind::Subtitles } else { kind };
        let bytes = std::fs::read(path).map_err(|why| ImportError::File(path.clone(), why))?;
        let (cues, faults) = webvtt::read(&bytes).map_err(|_| ImportError::Captions(path.clone()))?;
        if cues.iter().all(|cue| cue.text.trim().is_empty()) {
            return Err(ImportError::Captions(path.clone()));
        }
        mended.extend(faults);
        tracks.retain(|track| (track.kind, &track.language) != (kind, &language));
        tracks.push(NewTrack { language, kind, vtt: webvtt::write(&cues) });
    }
    Ok((tracks, mended))
}

/// The original into the storage while it is hashed, and its index beside it where it plays just in time.
async fn store(talks: &Talks, file: &Path, media_key: &str) -> Result<(NewFilm, Option<Index>), ImportError> {
    let io = |why| ImportError::File(file.to_owned(), why);
    let before = std::fs::metadata(file).map_err(io)?;
    if before.len() == 0 {
        return Err(ImportError::Empty(file.to_owned()));
    }
    let (original_key, path) = (format!("films/{media_key}/original"), file.to_owned());
    let look = tokio::task::spawn_blocking(move || (Index::read(&path), sha256(&path)));
    let copy = talks.app.storage.put_file(&original_key, file);
    let (looked, copied) = tokio::join!(look, copy);
    copied?;
    let (index, hash) = looked.map_err(|why| io(std::io::Error::other(why)))?;
    let (original_sha256, original_bytes) = hash.map_err(io)?;
    let after = std::fs::metadata(file).map_err(io)?;
    if original_bytes != before.len() || after.len() != before.len() || after.modified().ok() != before.modified().ok() {
        return Err(ImportError::Changed(file.to_owned()));
    }
    if let Some(index) = &index {
        talks.app.storage.put_bytes(&format!("films/{media_key}/moov.bin"), index.moov.clone()).await?;
    }
    let original_name = file.file_name().map_or_else(String::new, |name| talk::one_line(&name.to_string_lossy()));
    Ok((NewFilm { media_key: media_key.to_owned(), original_name, original_key, original_bytes, original_sha256 }, index))
}

/// SHA-256 in hexadecimal, and how many bytes were read.
fn sha256(file: &Path) -> std::io::Result<(String, u64)> {
    let mut file = std::fs::File::open(file)?;
    let (mut hash, mut total, mut chunk) = (Sha256::new(), 0, vec![0; 1 << 20]);
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        hash.update(&chunk[..read]);
        total += read as u64;
    }
    Ok((format!("{:x}", hash.finalize()), total))
}
