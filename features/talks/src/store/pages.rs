//! What only the pages ask for.

use db::Db;
use schema::{Viewer, caption, talk};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::Expr};

use crate::access;

/// Languages in which talks that the viewer finds have captions or subtitles, sorted by tag.
///
/// # Errors
/// When the database does not answer.
pub async fn caption_languages(db: &Db, viewer: &Viewer) -> Result<Vec<String>, DbErr> {
    let found = talk::Entity::find().select_only().column(talk::Column::Id).filter(access::listed(viewer));
    caption::Entity::find()
        .select_only()
        .column(caption::Column::Language)
        .distinct()
        .filter(caption::COLUMN.kind.ne("chapters"))
        .filter(caption::Column::TalkId.in_subquery(found.into_query()))
        .order_by_asc(caption::Column::Language)
        .into_tuple()
        .all(db.read())
        .await
}

/// How much there is to listen to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Talks that the viewer finds.
    pub talks: u64,
    /// Those of them that have captions.
    pub captioned: u64,
    /// Milliseconds of the captioned ones.
    pub captioned_ms: u64,
}

#[derive(FromQueryResult)]
struct Row {
    talks: i64,
    ms: Option<i64>,
}

/// Adds up what the viewer finds.
///
/// # Errors
/// When the database does not answer.
pub async fn sum(db: &Db, viewer: &Viewer) -> Result<Sum, DbErr> {
    let found = || {
        let length = Expr::col((talk::Entity, talk::Column::DurationMs)).sum().cast_as("bigint");
        talk::Entity::find().select_only().column_as(talk::Column::Id.count(), "talks").column_as(length, "ms").filter(access::listed(viewer))
    };
    let captions = caption::Entity::find().select_only().column(caption::Column::TalkId).filter(caption::COLUMN.kind.ne("chapters"));
    let all = found().into_model::<Row>().one(db.read()).await?;
    let captioned = found().filter(talk::Column::Id.in_subquery(captions.into_query())).into_model::<Row>().one(db.read()).await?;
    let count = |row: &Option<Row>| row.as_ref().map_or(0, |row| row.talks.try_into().unwrap_or(0));
    Ok(Sum { talks: count(&all), captioned: count(&captioned), captioned_ms: captioned.and_then(|row| row.ms).unwrap_or(0).try_into().unwrap_or(0) })
}

/// When each talk that the viewer finds last changed, for the sitemap; newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn addresses(db: &Db, viewer: &Viewer) -> Result<Vec<(String, schema::Time)>, DbErr> {
    talk::Entity::find()
        .select_only()
        .column(talk::Column::Slug)
        .column(talk::Column::UpdatedAt)
        .filter(access::listed(viewer))
        .order_by_desc(talk::Column::PublishedAt)
        .limit(40_000)
        .into_tuple()
        .all(db.read())
        .await
}
