//! The one query of the web platform: how far the change log is.

use db::Db;
use schema::change;
use sea_orm::{DbErr, EntityTrait, QueryOrder, QuerySelect};

/// The highest line of the change log; zero when it is empty.
pub(crate) async fn latest_change(db: &Db) -> Result<i64, DbErr> {
    let seq: Option<i64> =
        change::Entity::find().select_only().column(change::Column::Seq).order_by_desc(change::Column::Seq).into_tuple().one(db.read()).await?;
    Ok(seq.unwrap_or(0))
}
