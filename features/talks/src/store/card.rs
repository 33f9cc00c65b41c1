//! A talk as lists show it.

use std::collections::HashMap;

use db::Db;
use schema::{FilmId, TalkId, Time, Viewer, talk, talk_topic};
use sea_orm::{ColumnTrait, DbErr, DerivePartialModel, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use super::film::frames;
use super::links::{Links, links};
use crate::poster::Poster;
use crate::{access, share_picture};

/// A talk in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The row.
    pub id: TalkId,
    /// Address: `/talks/{slug}`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its summary; may be empty.
    pub summary: String,
    /// BCP 47 language of what is said.
    pub language: String,
    /// When it became public.
    pub published_at: Option<Time>,
    /// Length in milliseconds; 0 while no film has been inspected.
    pub duration_ms: u64,
    /// Its poster.
    pub poster: Poster,
    /// Address of the film's frame that is its poster, once it has been taken.
    pub frame: Option<String>,
    /// Speakers, topics, professions.
    pub links: Links,
}

impl Card {
    /// Where its poster lies: the chosen frame, or the drawing.
    #[must_use]
    pub fn picture(&self) -> String {
        self.frame.clone().unwrap_or_else(|| self.poster.drawing())
    }

    /// Where the picture for shared links lies.
    #[must_use]
    pub fn share_picture(&self) -> String {
        share_picture::address(&self.slug, self.frame.is_some())
    }
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "talk::Entity")]
struct Row {
    id: TalkId,
    slug: String,
    title: String,
    summary: String,
    language: String,
    published_at: Option<Time>,
    duration_ms: i64,
    poster_object: String,
    poster_curtain: String,
    film_id: Option<FilmId>,
}

fn card(row: Row) -> Card {
    let poster = Poster::stored(&row.poster_object, &row.poster_curtain, &row.slug);
    Card {
        id: row.id,
        slug: row.slug,
        title: row.title,
        summary: row.summary,
        language: row.language,
        published_at: row.published_at,
        duration_ms: row.duration_ms.try_into().unwrap_or(0),
        poster,
        frame: None,
        links: Links::default(),
    }
}

/// The talks of a query that already holds the visibility condition, with their links: two queries, and a third where a poster is a frame.
pub(super) async fn cards(db: &Db, talks: Select<talk::Entity>) -> Result<Vec<Card>, DbErr> {
    let rows = talks.into_partial_model::<Row>().all(db.read()).await?;
    linked(db, rows).await
}

async fn linked(db: &Db, rows: Vec<Row>) -> Result<Vec<Card>, DbErr> {
    let ids: Vec<TalkId> = rows.iter().map(|row| row.id).collect();
    let (mut found, mut frames) = tokio::try_join!(links(db.read(), &ids), frames_of(db, &rows))?;
    let with = |row: Row| {
        let frame = row.film_id.and_then(|film| frames.remove(&film));
        Card { links: found.remove(&row.id).unwrap_or_default(), frame, ..card(row) }
    };
    Ok(rows.into_iter().map(with).collect())
}

async fn frames_of(db: &Db, rows: &[Row]) -> Result<HashMap<FilmId, String>, DbErr> {
    let frame = |row: &Row| Some((row.film_id?, Poster::stored(&row.poster_object, &row.poster_curtain, &row.slug).frame?));
    frames(db, &rows.iter().filter_map(frame).collect::<Vec<_>>()).await
}

/// The newest talks that the viewer finds.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(db: &Db, viewer: &Viewer, most: u64) -> Result<Vec<Card>, DbErr> {
    let talks = talk::Entity::find().filter(access::listed(viewer));
    cards(db, talks.order_by_desc(talk::Column::PublishedAt).order_by_desc(talk::Column::Id).limit(most)).await
}

/// Talks in the same light: those that share most topics with `talk`, newest first among equals.
///
/// # Errors
/// When the database does not answer.
pub async fn related(db: &Db, viewer: &Viewer, talk: TalkId, most: u64) -> Result<Vec<Card>, DbErr> {
    let mine = talk_topic::Entity::find().select_only().column(talk_topic::Column::TopicId).filter(talk_topic::COLUMN.talk_id.eq(talk)).into_query();
    let to_talk = talk_topic::Entity::belongs_to(talk::Entity).from(talk_topic::Column::TalkId).to(talk::Column::Id).into();
    let order: Vec<TalkId> = talk_topic::Entity::find()
        .select_only()
        .column(talk_topic::Column::TalkId)
        .join(JoinType::InnerJoin, to_talk)
        .filter(talk_topic::Column::TopicId.in_subquery(mine))
        .filter(talk_topic::COLUMN.talk_id.ne(talk))
        .filter(access::listed(viewer))
        .group_by(talk_topic::Column::TalkId)
        .group_by(talk::Column::PublishedAt)
        .order_by_desc(talk_topic::Column::TopicId.count())
        .order_by_desc(talk::Column::PublishedAt)
        .order_by_desc(talk_topic::Column::TalkId)
        .limit(most)
        .into_tuple()
        .all(db.read())
        .await?;
    if order.is_empty() {
        return Ok(Vec::new());
    }
    let among = talk::Entity::find().filter(access::listed(viewer)).filter(talk::COLUMN.id.is_in(order.iter().copied()));
    let mut found = cards(db, among).await?;
    found.sort_by_key(|card| order.iter().position(|id| *id == card.id));
    Ok(found)
}
