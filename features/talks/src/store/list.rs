//! The list of talks: filtered, sorted, by the page; and how many there are.

use db::Db;
use schema::{Viewer, caption, profession, speaker, talk, talk_profession, talk_speaker, talk_topic, topic};
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use super::card::{Card, cards};
use crate::access;
use crate::talk::{Length, Perspective};

/// Which talks. What is `None` does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// About the topic of this slug.
    pub topic: Option<String>,
    /// For the profession of this slug.
    pub profession: Option<String>,
    /// With a speaker of this slug.
    pub speaker: Option<String>,
    /// With a speaker who knows it from there.
    pub perspective: Option<Perspective>,
    /// As long as this.
    pub length: Option<Length>,
    /// Spoken or captioned in this language (BCP 47).
    pub language: Option<String>,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Newest first.
    #[default]
    Newest,
    /// Shortest first.
    Shortest,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The talks of this page.
    pub talks: Vec<Card>,
    /// How many there are on all pages.
    pub total: u64,
}

/// A page of talks that the viewer finds: `page` counts from 0 and holds `size` talks.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: &Db, viewer: &Viewer, filter: &Filter, sort: Sort, page: u64, size: u64) -> Result<List, DbErr> {
    let total = count(db, viewer, filter).await?;
    let from = page.saturating_mul(size);
    if from >= total {
        return Ok(List { talks: Vec::new(), total });
    }
    let talks = chosen(viewer, filter);
    let sorted = match sort {
        Sort::Newest => talks.order_by_desc(talk::Column::PublishedAt),
        Sort::Shortest => talks.order_by_asc(talk::Column::DurationMs),
    };
    let talks = cards(db, sorted.order_by_desc(talk::Column::Id).offset(from).limit(size)).await?;
    Ok(List { talks, total })
}

/// How many talks the viewer finds.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &Db, viewer: &Viewer, filter: &Filter) -> Result<u64, DbErr> {
    chosen(viewer, filter).count(db.read()).await
}

/// Languages that are spoken in talks which the viewer finds, sorted by tag.
///
/// # Errors
/// When the database does not answer.
pub async fn languages(db: &Db, viewer: &Viewer) -> Result<Vec<String>, DbErr> {
    talk::Entity::find()
        .select_only()
        .column(talk::Column::Language)
        .distinct()
        .filter(access::listed(viewer))
        .order_by_asc(talk::Column::Language)
        .into_tuple()
        .all(db.read())
        .await
}

fn chosen(viewer: &Viewer, filter: &Filter) -> Select<talk::Entity> {
    let mut condition = access::listed(viewer);
    if let Some(slug) = &filter.topic {
        let link = talk_topic::Entity::belongs_to(topic::Entity).from(talk_topic::Column::TopicId).to(topic::Column::Id).into();
        let talks = talk_topic::Entity::find().select_only().column(talk_topic::Column::TalkId).join(JoinType::InnerJoin, link);
        condition = condition.add(talk::Column::Id.in_subquery(talks.filter(topic::COLUMN.slug.eq(slug)).into_query()));
    }
    if let Some(slug) = &filter.profession {
        let link = talk_profession::Entity::belongs_to(profession::Entity).from(talk_profession::Column::ProfessionId).to(profession::Column::Id).into();
        let talks = talk_profession::Entity::find().select_only().column(talk_profession::Column::TalkId).join(JoinType::InnerJoin, link);
        condition = condition.add(talk::Column::Id.in_subquery(talks.filter(profession::COLUMN.slug.eq(slug)).into_query()));
    }
    if let Some(slug) = &filter.speaker {
        condition = condition.add(spoken_by(speaker::COLUMN.slug.eq(slug)));
    }
    if let Some(perspective) = filter.perspective {
        condition = condition.add(spoken_by(speaker::COLUMN.perspective.eq(perspective.as_str())));
    }
    if let Some(length) = filter.length {
        let (from, to) = length.bounds_ms();
        condition = condition.add(talk::COLUMN.duration_ms.gte(from)).add(talk::COLUMN.duration_ms.lt(to));
    }
    if let Some(language) = &filter.language {
        let words = caption::Entity::find().select_only().column(caption::Column::TalkId);
        let words = words.filter(caption::COLUMN.language.eq(language)).filter(caption::COLUMN.kind.ne("chapters"));
        let captioned = talk::Column::Id.in_subquery(words.into_query());
        condition = condition.add(Condition::any().add(talk::COLUMN.language.eq(language)).add(captioned));
    }
    talk::Entity::find().filter(condition)
}

fn spoken_by(who: sea_orm::sea_query::Expr) -> sea_orm::sea_query::Expr {
    let link = talk_speaker::Entity::belongs_to(speaker::Entity).from(talk_speaker::Column::SpeakerId).to(speaker::Column::Id).into();
    let talks = talk_speaker::Entity::find().select_only().column(talk_speaker::Column::TalkId).join(JoinType::InnerJoin, link);
    talk::Column::Id.in_subquery(talks.filter(who).into_query())
}
