//! `/professions/{slug}`: talks for those who do this work.

use askama::Template;
use axum::extract::{Path, State};
use web::{Frame, Page, PageError, PageResult, Reader, Viewer};

use crate::Text;
use crate::card::Lead;
use crate::pages::{Pages, capital};
use crate::store::{self, Counted, Filter, Sort};
use crate::topic::{Entry, entries};

/// Talks on the page; the rest stands in the list.
const SHOWN: u64 = 4;

/// `profession/page.html`
#[derive(Template)]
#[template(path = "profession/page.html")]
pub(crate) struct ProfessionPage {
    frame: Frame,
    t: Text,
    name: String,
    description: String,
    count: String,
    lead: Option<Lead>,
    others: Vec<Entry>,
}

/// One profession.
pub(crate) async fn page(State(pages): State<Pages>, reader: Reader, Viewer(viewer): Viewer, Path(slug): Path<String>) -> PageResult<Page<ProfessionPage>> {
    let db = &pages.app.db;
    let profession = store::profession(db, &slug).await?.ok_or(PageError::NotFound)?;
    let filter = Filter { profession: Some(slug.clone()), ..Filter::default() };
    let list = store::list(db, &viewer, &filter, Sort::Newest, 0, SHOWN).await?;
    let others: Vec<Counted> = store::professions(db, &viewer).await?.into_iter().filter(|other| other.group.slug != slug).collect();
    let t = Text::of(reader.lang);
    let name = profession.name(reader.lang);
    let lede = t.profession_lede(name);
    let description = Some(profession.description(reader.lang)).filter(|words| !words.is_empty()).map_or(lede, str::to_owned);
    let frame = Frame::new(&pages.app, &reader, capital(name)).description(&*description);
    let more = (reader.href(&format!("/talks?profession={slug}")), t.all_of_them(list.total));
    Ok(Page(ProfessionPage {
        frame: if list.total == 0 { frame.hidden() } else { frame },
        t,
        name: capital(name),
        description,
        count: t.count_talks(list.total),
        lead: Lead::new(&reader, &list.talks, Some(more)),
        others: entries(t, &reader, "/professions", &others),
    }))
}
