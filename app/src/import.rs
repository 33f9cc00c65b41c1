//! `import`: the film of a talk is taken in. Works by itself when nobody else uses the data folder; otherwise the running
//! server does the work, and this command waits for it.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use jobs::Progress;
use talks::Talks;
use talks::import::{Import, Imported, NewSpeaker, NewTopic, Outcome, Release, Until, import, outcome, refusal};

use crate::data_folder::{DataFolder, Lock, LockError};
use crate::settings::Settings;
use crate::{Text, cli, migrate, open, serve, wiring};

/// Whoever stands at the machine.
const ACTOR: &str = "operator";

/// Takes the film in and waits until it has been looked at, or with `--wait` until all is made. The last line of standard
/// output is the talk's address.
///
/// # Errors
/// With the reason in words when the file is refused or the work given up.
pub async fn run(data: &Path, settings: &Settings, text: Text, words: cli::Import) -> anyhow::Result<ExitCode> {
    let data = DataFolder::open(data)?;
    let lock: Option<Lock> = match data.lock("import", false) {
        Ok(lock) => Some(lock),
        Err(LockError::Held(_)) => None,
        Err(LockError::Io(error)) => return Err(error),
    };
    let db = open::database(&data, settings).await?;
    let tools = open::tools(settings).await;
    if lock.is_some() {
        anyhow::ensure!(tools.is_some(), "{}", text.ffmpeg_missing());
        migrate::bring_up(&db, &data).await?;
    }
    let app = open::app(db, &data, settings).await?;
    serve::stop_on_signal(&app.stopping)?;
    let news = Progress::default();
    let room = Talks::new(&app, wiring::media(tools.clone(), news.clone(), settings));
    let said = talks::Text::of(text.lang());
    let (wait, film) = (words.wait, asked(words));
    let taken = import(&room, film, ACTOR).await.map_err(|error| anyhow::anyhow!("{}", error.words(said)))?;
    if lock.is_some() {
        // The usual handlers, by way of the usual wiring.
        let mut features = wiring::features(&app, wiring::media(tools, news.clone(), settings));
        let handlers = features.iter_mut().flat_map(|feature| std::mem::take(&mut feature.jobs)).collect();
        let worker = wiring::worker(&app, handlers, &data, news);
        let stopping = app.stopping.clone();
        app.background.spawn(async move { worker.run(stopping).await });
    } else {
        eprintln!("{}", text.import_queued());
    }
    let waited = tokio::select! {
        waited = follow(&room, &taken, wait, text) => waited,
        () = app.stopping.cancelled() => return Ok(ExitCode::from(130)),
    };
    app.stopping.cancel();
    app.background.close();
    app.background.wait().await;
    waited?;
    if taken.release == Release::UnlistedForWantOfCaptions {
        println!("{}", text.import_unlisted());
    }
    if !taken.mended.is_empty() {
        println!("{}", text.import_mended(taken.mended.len()));
    }
    println!("{}/talks/{}", app.config.public_url, taken.slug);
    app.db.clone().close().await?;
    Ok(ExitCode::SUCCESS)
}

fn asked(words: cli::Import) -> Import {
    let speaker = |text: String| match text.split_once(',') {
        Some((name, line)) => NewSpeaker { name: name.trim().into(), line: line.trim().into(), ..NewSpeaker::default() },
        None => NewSpeaker { name: text, ..NewSpeaker::default() },
    };
    Import {
        file: words.file,
        title: words.title,
        speakers: words.speakers.into_iter().map(speaker).collect(),
        summary: words.summary.unwrap_or_default(),
        language: words.language,
        captions: words.captions.into_iter().map(|file| (None, file)).collect(),
        chapters: words.chapters.into_iter().map(|file| (None, file)).collect(),
        topics: words.topics.into_iter().map(|name| NewTopic { name_da: name, ..NewTopic::default() }).collect(),
        professions: words.professions,
        poster: words.poster,
        publish: words.publish,
        ..Import::default()
    }
}

/// Waits as long as was asked, telling a terminal how far the work is.
async fn follow(room: &Talks, taken: &Imported, wait: bool, text: Text) -> anyhow::Result<()> {
    let until = if wait { Until::Ready } else { Until::Inspected };
    let told = std::io::stderr().is_terminal();
    let subject = format!("film/{}", taken.film);
    let telling = async {
        loop {
            tokio::time::sleep(Duration::from_millis(500)).await;
            if let (true, Ok(jobs)) = (told, jobs::of_subject(room.app.db.read(), &subject).await)
                && let Some(job) = jobs.iter().find(|job| job.state == jobs::State::Running)
            {
                eprint!("\r\x1b[K{}", text.import_working(job.permille / 10, &job.name));
                let _ = std::io::stderr().flush();
            }
        }
    };
    let outcome = tokio::select! {
        outcome = outcome(room, taken.film, until) => outcome?,
        () = telling => Outcome::Missing,
    };
    if told {
        eprint!("\r\x1b[K");
    }
    let said = talks::Text::of(text.lang());
    match outcome {
        Outcome::Reached { .. } => Ok(()),
        Outcome::Refused(key, detail) => anyhow::bail!("{}", refusal(said, &key, detail.as_deref())),
        Outcome::Failed { key, .. } => anyhow::bail!("{}", refusal(said, &key, None)),
        Outcome::Missing => anyhow::bail!("{}", text.import_gone()),
    }
}
