//! `GET /api/v1/talks`

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use web::{PageError, PageResult, Plain, Reader, Viewer};

use super::json;
use super::shape::{ListJson, Site};
use crate::store::{Filter, Sort};
use crate::talk::Perspective;
use crate::{Talks, Text, store};

/// Talks on a page, unless one asks for fewer or more.
const SIZE: u64 = 24;
const LARGEST: u64 = 100;

/// What one may ask for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// Slug of a topic.
    topic: Option<String>,
    /// Slug of a profession.
    profession: Option<String>,
    /// Slug of a speaker.
    speaker: Option<String>,
    /// `practice`, `research`, `decision` or `lived`.
    perspective: Option<String>,
    /// BCP 47 language, spoken or captioned.
    language: Option<String>,
    /// Page, counted from 1.
    page: Option<u64>,
    /// Talks on a page, 1 to 100; 24 when not said.
    size: Option<u64>,
}

/// The public talks, newest first.
#[utoipa::path(get, path = "/api/v1/talks", params(Asked), responses((status = 200, body = ListJson), (status = 400, description = "A parameter that makes no sense")))]
pub(super) async fn talks(
    State(talks): State<Talks>,
    reader: Reader,
    Viewer(viewer): Viewer,
    asked: Result<Query<Asked>, QueryRejection>,
) -> PageResult<Plain> {
    let bad = |word: &str| PageError::Bad(Text::of(reader.lang).import_unknown_word(word));
    let Ok(Query(asked)) = asked else { return Err(bad(reader.query.as_deref().unwrap_or_default())) };
    let (page, size) = (asked.page.unwrap_or(1), asked.size.unwrap_or(SIZE));
    if page == 0 || !(1..=LARGEST).contains(&size) {
        return Err(bad(&format!("page={page}&size={size}")));
    }
    let perspective = match &asked.perspective {
        Some(word) => Some(word.parse::<Perspective>().map_err(|_| bad(word))?),
        None => None,
    };
    let filter = Filter { topic: asked.topic, profession: asked.profession, speaker: asked.speaker, perspective, length: None, language: asked.language };
    let found = store::list(&talks.app.db, &viewer, &filter, Sort::Newest, page - 1, size).await?;
    let site = Site(&talks.app.config.public_url);
    let next = (page.saturating_mul(size) < found.total).then(|| next(&talks.app.config.public_url, reader.query.as_deref(), page + 1));
    json(&ListJson { total: found.total, page, size, talks: found.talks.iter().map(|card| site.entry(card)).collect(), next })
}

/// The same question, one page on.
fn next(site: &str, query: Option<&str>, page: u64) -> String {
    let kept: Vec<&str> = query.unwrap_or_default().split('&').filter(|field| !field.is_empty() && !field.starts_with("page=")).collect();
    let mut fields = kept.join("&");
    if !fields.is_empty() {
        fields.push('&');
    }
    format!("{site}/api/v1/talks?{fields}page={page}")
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn the_next_page_keeps_the_question() {
        assert_eq!(next("http://x", Some("topic=a&page=2&size=5"), 3), "http://x/api/v1/talks?topic=a&size=5&page=3");
        assert_eq!(next("http://x", None, 2), "http://x/api/v1/talks?page=2");
    }
}
