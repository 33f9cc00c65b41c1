//! What `doctor` should know of films: those that wait for a worker in vain, and those that were given up.

use std::sync::Arc;

use futures::FutureExt as _;
use i18n::Lang;
use web::{App, Check, Finding, Level};

use crate::{Talks, Text, store};

/// The room's checks.
pub(crate) fn checks(_: &Talks) -> Vec<Check> {
    vec![Check { run: Arc::new(|app: App, lang: Lang| async move { films(&app, lang).await }.boxed()) }]
}

async fn films(app: &App, lang: Lang) -> Vec<Finding> {
    let t = Text::of(lang);
    match store::film_counts(&app.db).await {
        Ok(counts) if counts.failed == 0 => vec![Finding { level: Level::Good, words: t.check_films(counts.all, counts.working) }],
        Ok(counts) => vec![Finding { level: Level::Warning, words: t.check_films_failed(counts.failed) }],
        Err(why) => vec![Finding { level: Level::Fault, words: t.import_database(why.to_string()) }],
    }
}
