//! `/talks`: all talks, narrowed by a plain form; and what to let go when nothing fits.

mod choice;
mod view;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use web::{Page, PageError, PageResult, Reader, Viewer};

use crate::pages::Pages;
use crate::store;

pub(crate) use choice::Asked;
use choice::{Choice, Offers};
use view::ListPage;

/// Talks on a page.
const SIZE: u64 = 12;

/// The list, or why it is empty.
pub(crate) async fn page(
    State(pages): State<Pages>,
    reader: Reader,
    Viewer(viewer): Viewer,
    asked: Result<Query<Asked>, QueryRejection>,
) -> PageResult<Page<ListPage>> {
    let db = &pages.app.db;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let offers =
        Offers { professions: store::professions(db, &viewer).await?, topics: store::topics(db, &viewer).await?, languages: languages(&pages, &viewer).await? };
    let choice = Choice::read(&asked, &offers);
    let list = store::list(db, &viewer, &choice.filter(), choice.sort, choice.page.saturating_sub(1), SIZE).await?;
    if list.talks.is_empty() && list.total > 0 {
        return Err(PageError::NotFound);
    }
    let mut let_go = Vec::new();
    if list.total == 0 {
        for field in choice.chosen() {
            let count = store::count(db, &viewer, &choice.without(field).filter()).await?;
            let_go.push((field, count));
        }
    }
    let everything = if choice.chosen().is_empty() { list.total } else { store::count(db, &viewer, &store::Filter::default()).await? };
    Ok(Page(ListPage::new(&pages.app, &reader, &offers, &choice, list, everything, let_go)))
}

/// Languages that one can listen to or read, by tag.
async fn languages(pages: &Pages, viewer: &schema::Viewer) -> PageResult<Vec<String>> {
    let mut languages = store::languages(&pages.app.db, viewer).await?;
    languages.extend(store::caption_languages(&pages.app.db, viewer).await?);
    languages.sort();
    languages.dedup();
    Ok(languages)
}
