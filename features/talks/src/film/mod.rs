//! The film's jobs: from the original that has arrived to everything that is made of it.
//!
//! `film.inspect` takes or refuses; `film.first_pass` makes 240p and sound where nothing plays yet; `film.ladder` makes
//! all the rest in one decode; `film.frames` takes pictures for posters; `film.download` makes one whole MP4;
//! `film.av1` works in idle hours. Every encoding starts from the original. What is made is verified in a scratch
//! folder, published to the storage, and only then, in one guarded transaction, its row says that it plays.

mod download;
mod findings;
mod frames;
mod index;
mod inspect;
mod pass;
mod publish;

use schema::FilmId;
use sea_orm::DatabaseTransaction;

use crate::Talks;
use crate::store::{Extras, pipeline};

pub(crate) use download::{Download, ask as ask_for_download};
pub(crate) use index::Index;
pub(crate) use inspect::Inspect;

/// The jobs that a worker can run; none without media tools.
pub(crate) fn handlers(talks: &Talks) -> Vec<jobs::Handler> {
    if talks.settings.tools.is_none() {
        return Vec::new();
    }
    vec![
        jobs::handler::<Inspect>(talks.clone()),
        jobs::handler::<pass::FirstPass>(talks.clone()),
        jobs::handler::<pass::Ladder>(talks.clone()),
        jobs::handler::<pass::Av1>(talks.clone()),
        jobs::handler::<frames::Frames>(talks.clone()),
        jobs::handler::<Download>(talks.clone()),
    ]
}

/// What the rows call this film's work.
pub(crate) fn subject(film: FilmId) -> String {
    format!("film/{film}")
}

/// The original as it plays, in rows.
pub(crate) fn original(index: &Index) -> pipeline::Original {
    let described = &index.described;
    let line = pipeline::Line {
        name: "source".into(),
        width: described.width,
        height: described.height,
        original: true,
        codecs: described.video_codec.clone(),
        peak_bits: described.video.peak,
        average_bits: described.video.average,
        frame_rate: described.frame_rate,
        bytes: 0,
    };
    let extras = Extras { plain_original: index.whole(), source_sound: index.sound(), ..Extras::default() };
    pipeline::Original { line, whole: index.whole(), duration_us: described.duration_us, extras }
}

/// The media tools, or the error that sends the job to another worker.
fn tools(talks: &Talks) -> anyhow::Result<&::film::Tools> {
    talks.settings.tools.as_ref().ok_or_else(|| anyhow::anyhow!("this worker has no media tools"))
}

/// One transaction that commits only while the job is ours.
async fn guarded<T>(talks: &Talks, control: &jobs::Control, work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, sea_orm::DbErr>) -> anyhow::Result<T> {
    let done = talks
        .app
        .db
        .write(async |tx| {
            let done = work(tx).await?;
            control.guard(tx).await?;
            Ok::<_, anyhow::Error>(done)
        })
        .await?;
    talks.app.changes.poke();
    talks.settings.jobs.wake();
    Ok(done)
}

/// Puts a job of this film into the queue, once.
async fn enqueue<J: jobs::Job>(talks: &Talks, tx: &DatabaseTransaction, job: &J, film: FilmId, priority: i32) -> Result<(), sea_orm::DbErr> {
    let options = jobs::Options { priority, ..jobs::Options::of(subject(film)).dedupe(film.to_string()) };
    jobs::enqueue(tx, job, options, &talks.app.clock, &talks.app.ids).await.map(|_| ())
}
