//! Queries of the table `plays`.

use db::Db;
use schema::{TalkId, play};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

/// Rows per statement: 11 values each, well under SQLite's 32,766 parameters.
const ROWS: usize = 500;

/// Writes the plays in one transaction. Of two beacons of a play the one with the higher `q` wins, in any order and
/// however often they come.
///
/// # Errors
/// When the database does not take them; then none is written.
pub async fn write(db: &Db, plays: Vec<play::Model>) -> Result<(), DbErr> {
    let plays = newest(plays);
    db.write(async |tx| {
        for rows in plays.chunks(ROWS) {
            let rows = rows.iter().cloned().map(play::ActiveModel::from);
            play::Entity::insert_many(rows).on_conflict(higher_counter_wins()).exec_without_returning(tx).await?;
        }
        Ok(())
    })
    .await
}

/// The plays of a talk, in the order in which they began.
///
/// # Errors
/// When the database does not answer.
pub async fn of_talk(db: &Db, talk: TalkId) -> Result<Vec<play::Model>, DbErr> {
    play::Entity::find().filter(play::COLUMN.talk_id.eq(talk)).order_by_asc(play::Column::Sid).all(db.read()).await
}

fn higher_counter_wins() -> OnConflict {
    use play::Column::{BotsVersion, Channel, Flags, Q, Ranges, Seconds, UpdatedAt};
    OnConflict::column(play::Column::Sid)
        .update_columns([Q, UpdatedAt, Channel, Seconds, Ranges, Flags, BotsVersion])
        .action_and_where(Expr::col((Alias::new("excluded"), Q)).gt(Expr::col((play::Entity, Q))))
        .to_owned()
}

/// One row per play: PostgreSQL refuses a statement that meets the same row twice.
fn newest(mut plays: Vec<play::Model>) -> Vec<play::Model> {
    plays.sort_by(|a, b| a.sid.cmp(&b.sid).then(b.q.cmp(&a.q)));
    plays.dedup_by(|later, kept| later.sid == kept.sid);
    plays
}
