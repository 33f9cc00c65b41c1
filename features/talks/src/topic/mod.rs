//! `/topics` and `/topics/{slug}`: what talks are about.

use askama::Template;
use axum::extract::{Path, State};
use web::{Frame, Page, PageError, PageResult, Reader, Viewer};

use crate::Text;
use crate::card::Lead;
use crate::pages::Pages;
use crate::store::{self, Counted, Filter, Named, Sort};

/// Talks on a topic's own page; the rest stands in the list.
const SHOWN: u64 = 4;
/// Topics beside a topic.
const BESIDE: usize = 6;

/// `topic/index.html`
#[derive(Template)]
#[template(path = "topic/index.html")]
pub(crate) struct Index {
    frame: Frame,
    t: Text,
    topics: Vec<Entry>,
}

/// A line of an index: a name with a number of talks.
pub(crate) struct Entry {
    pub href: String,
    pub name: String,
    pub about: String,
    pub count: String,
}

/// All topics that have talks.
pub(crate) async fn index(State(pages): State<Pages>, reader: Reader, Viewer(viewer): Viewer) -> PageResult<Page<Index>> {
    let t = Text::of(reader.lang);
    let topics = store::topics(&pages.app.db, &viewer).await?;
    let frame = Frame::new(&pages.app, &reader, t.topics_heading()).description(t.topics_description());
    Ok(Page(Index { frame, t, topics: entries(t, &reader, "/topics", &topics) }))
}

/// `topic/page.html`
#[derive(Template)]
#[template(path = "topic/page.html")]
pub(crate) struct TopicPage {
    frame: Frame,
    t: Text,
    name: String,
    description: String,
    count: String,
    lead: Option<Lead>,
    beside: Vec<Entry>,
}

/// One topic.
pub(crate) async fn page(State(pages): State<Pages>, reader: Reader, Viewer(viewer): Viewer, Path(slug): Path<String>) -> PageResult<Page<TopicPage>> {
    let db = &pages.app.db;
    let topic = store::topic(db, &slug).await?.ok_or(PageError::NotFound)?;
    let filter = Filter { topic: Some(slug.clone()), ..Filter::default() };
    let list = store::list(db, &viewer, &filter, Sort::Newest, 0, SHOWN).await?;
    let beside = near(&store::topics(db, &viewer).await?, &slug);
    let t = Text::of(reader.lang);
    let name = topic.name(reader.lang).to_owned();
    let frame = Frame::new(&pages.app, &reader, &*name).description(about(&topic, &reader).unwrap_or_else(|| t.topic_description(&name)));
    let more = (reader.href(&format!("/talks?topic={slug}")), t.all_of_them(list.total));
    Ok(Page(TopicPage {
        frame: if list.total == 0 { frame.hidden() } else { frame },
        t,
        description: topic.description(reader.lang).to_owned(),
        name,
        count: t.count_talks(list.total),
        lead: Lead::new(&reader, &list.talks, Some(more)),
        beside: entries(t, &reader, "/topics", &beside),
    }))
}

fn about(topic: &Named, reader: &Reader) -> Option<String> {
    Some(topic.description(reader.lang).to_owned()).filter(|words| !words.is_empty())
}

/// Lines of an index; the first one says what the numbers count.
pub(crate) fn entries(t: Text, reader: &Reader, path: &str, groups: &[Counted]) -> Vec<Entry> {
    let entry = |(at, counted): (usize, &Counted)| Entry {
        href: reader.href(&format!("{path}/{}", counted.group.slug)),
        name: crate::pages::capital(counted.group.name(reader.lang)),
        about: counted.group.description(reader.lang).to_owned(),
        count: if at == 0 { t.count_talks(counted.talks) } else { i18n::number(reader.lang, counted.talks) },
    };
    groups.iter().enumerate().map(entry).collect()
}

/// The neighbours in the topics' own order, nearest first.
fn near(topics: &[Counted], slug: &str) -> Vec<Counted> {
    let here = topics.iter().position(|topic| topic.group.slug == slug).unwrap_or(0);
    let mut others: Vec<(usize, &Counted)> = topics.iter().enumerate().filter(|(_, topic)| topic.group.slug != slug).collect();
    others.sort_by_key(|(at, _)| at.abs_diff(here));
    others.into_iter().take(BESIDE).map(|(_, topic)| topic.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_stand_near() {
        let topics: Vec<Counted> =
            ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map(|slug| Counted { group: Named { slug: slug.into(), ..Named::default() }, talks: 1 }).into();
        let slugs: Vec<String> = near(&topics, "h").into_iter().map(|topic| topic.group.slug).collect();
        assert_eq!(slugs, ["g", "i", "f", "e", "d", "c"]);
        assert_eq!(near(&topics[..1], "a"), []);
    }
}
