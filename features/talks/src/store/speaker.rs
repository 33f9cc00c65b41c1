//! Speakers and what they have told.

use db::Db;
use schema::{SpeakerId, Viewer, speaker, talk, talk_speaker};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::card::{Card, cards};
use super::links::Person;
use crate::access;

/// A speaker with the talks that the viewer finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerPage {
    /// Who it is.
    pub person: Person,
    /// Their talks, newest first; never empty.
    pub talks: Vec<Card>,
}

/// A speaker in the list of speakers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerEntry {
    /// Who it is.
    pub person: Person,
    /// How many talks the viewer finds; at least one.
    pub talks: u64,
}

fn person(row: speaker::Model) -> Person {
    Person {
        id: row.id,
        slug: row.slug,
        name: row.name,
        line: row.line,
        perspective: row.perspective.parse().ok(),
        bio: row.bio,
        quote: row.quote,
        portrait: row.portrait,
    }
}

/// The speaker of this address; `None` also when the viewer finds none of their talks: a name without a public talk is
/// nobody's business.
///
/// # Errors
/// When the database does not answer.
pub async fn speaker_page(db: &Db, viewer: &Viewer, slug: &str) -> Result<Option<SpeakerPage>, DbErr> {
    let Some(row) = speaker::Entity::find().filter(speaker::COLUMN.slug.eq(slug)).one(db.read()).await? else { return Ok(None) };
    let theirs = talk_speaker::Entity::find().select_only().column(talk_speaker::Column::TalkId).filter(talk_speaker::COLUMN.speaker_id.eq(row.id));
    let talks = talk::Entity::find().filter(access::listed(viewer)).filter(talk::Column::Id.in_subquery(theirs.into_query()));
    let talks = cards(db, talks.order_by_desc(talk::Column::PublishedAt).order_by_desc(talk::Column::Id).limit(200)).await?;
    Ok((!talks.is_empty()).then(|| SpeakerPage { person: person(row), talks }))
}

#[derive(FromQueryResult)]
struct Row {
    id: SpeakerId,
    slug: String,
    name: String,
    line: String,
    perspective: String,
    portrait: String,
    talks: i64,
}

/// All speakers with a talk that the viewer finds, by name in Danish order; without bio and quote.
///
/// # Errors
/// When the database does not answer.
pub async fn speakers(db: &Db, viewer: &Viewer) -> Result<Vec<SpeakerEntry>, DbErr> {
    let link = talk_speaker::Entity::belongs_to(speaker::Entity).from(talk_speaker::Column::SpeakerId).to(speaker::Column::Id).into();
    let to_talk = talk_speaker::Entity::belongs_to(talk::Entity).from(talk_speaker::Column::TalkId).to(talk::Column::Id).into();
    let rows = speaker::Entity::find()
        .select_only()
        .columns([
            speaker::Column::Id,
            speaker::Column::Slug,
            speaker::Column::Name,
            speaker::Column::Line,
            speaker::Column::Perspective,
            speaker::Column::Portrait,
        ])
        .column_as(talk_speaker::Column::TalkId.count(), "talks")
        .join_rev(JoinType::InnerJoin, link)
        .join(JoinType::InnerJoin, to_talk)
        .filter(access::listed(viewer))
        .group_by(speaker::Column::Id)
        .order_by_asc(speaker::Column::NameSort)
        .into_model::<Row>()
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(entry).collect())
}

fn entry(row: Row) -> SpeakerEntry {
    let person = Person {
        id: row.id,
        slug: row.slug,
        name: row.name,
        line: row.line,
        perspective: row.perspective.parse().ok(),
        bio: String::new(),
        quote: String::new(),
        portrait: row.portrait,
    };
    SpeakerEntry { person, talks: row.talks.try_into().unwrap_or(0) }
}
