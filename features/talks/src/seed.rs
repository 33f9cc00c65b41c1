//! Demo content: the manuscripts of [`crate::demo`] become films here and now, and go the way of every film.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::FutureExt as _;
use schema::FilmId;
use web::{App, Progress, Seed};

use crate::demo::{self, film};
use crate::import::{Import, ImportError, Imported, NewSpeaker, NewTopic, Outcome, Until, import, outcome};
use crate::talk::Perspective;
use crate::{Talks, Text, store};

/// Who is said to have vouched for invented people.
const ACTOR: &str = "demo";
/// Thousandths of the bar that the making of the films takes; the rest is their way through the house.
const MAKING: u32 = 600;

/// The room's demo content; what is there already is not made again.
pub(crate) fn seed(talks: &Talks) -> Seed {
    let talks = talks.clone();
    Arc::new(move |app: App, progress: Progress| {
        let talks = talks.clone();
        async move { sow(&talks, &app, &progress).await }.boxed()
    })
}

async fn sow(talks: &Talks, app: &App, progress: &Progress) -> anyhow::Result<()> {
    let scripts = demo::talks()?;
    let topics: HashMap<String, (i32, demo::Topic)> = (0..).zip(demo::topics()?).map(|(n, topic)| (topic.slug.clone(), (n, topic))).collect();
    let professions: HashMap<String, String> = demo::professions()?.into_iter().map(|profession| (profession.slug, profession.da)).collect();
    let mut missing = Vec::new();
    for script in scripts {
        if !store::slug_taken(&app.db, &script.slug).await? {
            missing.push(script);
        }
    }
    let count = u32::try_from(missing.len())?.max(1);
    let mut films = Vec::new();
    for (n, script) in (0..).zip(&missing) {
        let folder = std::env::temp_dir().join(format!("socialtalks-demo-{}", app.ids.token32()));
        let cleared = Cleared(folder.clone());
        let (title, from, bar) = (script.title.clone(), MAKING * n / count, progress.clone());
        let made = film::make(&film::Tools::default(), script, &folder, move |permille| bar.say(&title, from + permille * MAKING / count / 1000)).await?;
        match import(talks, asked(script, &made, &topics, &professions), ACTOR).await {
            Ok(Imported { film, .. }) => films.push((script.title.clone(), film)),
            // Another start of the demo was quicker.
            Err(ImportError::Taken(_)) => {}
            Err(why) => anyhow::bail!("{}", why.words(Text::of(i18n::Lang::Da))),
        }
        drop(cleared);
    }
    follow(talks, progress, &films).await
}

/// Waits until all ladders are made.
async fn follow(talks: &Talks, progress: &Progress, films: &[(String, FilmId)]) -> anyhow::Result<()> {
    let count = u32::try_from(films.len())?.max(1);
    for (n, (title, film)) in (0..).zip(films) {
        progress.say(title, MAKING + (1000 - MAKING) * n / count);
        match outcome(talks, *film, Until::Ready).await? {
            Outcome::Reached { .. } | Outcome::Missing => {}
            Outcome::Refused(key, detail) => anyhow::bail!("{title}: {}", crate::import::refusal(Text::of(i18n::Lang::Da), &key, detail.as_deref())),
            Outcome::Failed { key, .. } => anyhow::bail!("{title}: {}", crate::import::refusal(Text::of(i18n::Lang::Da), &key, None)),
        }
    }
    progress.say("", 1000);
    Ok(())
}

fn asked(script: &demo::Talk, made: &film::MadeFilm, topics: &HashMap<String, (i32, demo::Topic)>, professions: &HashMap<String, String>) -> Import {
    let speaker = &script.speaker;
    let topic = |slug: &String| match topics.get(slug) {
        Some((position, topic)) => NewTopic {
            name_da: topic.da.clone(),
            name_en: topic.en.clone(),
            description_da: topic.about_da.clone(),
            description_en: topic.about_en.clone(),
            slug: Some(slug.clone()),
            position: *position,
        },
        None => NewTopic::named(slug),
    };
    Import {
        file: made.film.clone(),
        title: script.title.clone(),
        summary: script.summary.clone(),
        language: "da".into(),
        speakers: vec![NewSpeaker {
            name: speaker.name.clone(),
            line: speaker.line.clone(),
            perspective: Some(perspective(speaker.perspective)),
            bio: speaker.bio.clone(),
            quote: speaker.quote.clone(),
            portrait: speaker.portrait.clone(),
        }],
        captions: std::iter::once((None, made.captions.clone())).chain(made.english.clone().map(|file| (Some("en".into()), file))).collect(),
        chapters: vec![(None, made.chapters.clone())],
        topics: script.topics.iter().map(topic).collect(),
        professions: script.professions.iter().map(|slug| professions.get(slug).unwrap_or(slug).clone()).collect(),
        publish: true,
        slug: Some(script.slug.clone()),
        poster: Some(format!("{}-{}", script.object, script.curtain)),
        recorded_on: Some(script.recorded.clone()),
        recorded_at: script.place.clone(),
        ..Import::default()
    }
}

fn perspective(from: demo::Perspective) -> Perspective {
    match from {
        demo::Perspective::Practice => Perspective::Practice,
        demo::Perspective::Research => Perspective::Research,
        demo::Perspective::Decision => Perspective::Decision,
        demo::Perspective::LivedExperience => Perspective::Lived,
    }
}

/// A folder that goes when this value does, also when the making is broken off.
struct Cleared(PathBuf);

impl Drop for Cleared {
    fn drop(&mut self) {
        let folder: &Path = &self.0;
        let _ = std::fs::remove_dir_all(folder);
    }
}
