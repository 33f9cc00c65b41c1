//! Table `changes`, the change log: every write leaves a line in its own transaction; caches and later features follow.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement, entity::prelude::*};

use crate::Time;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "changes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// What changed, such as `talk/01hx…`.
    pub subject: String,
    /// What happened to it, such as `published`.
    pub what: String,
    pub at: Time,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes a line of the change log in the caller's transaction.
///
/// On PostgreSQL writers of the log queue behind one lock until they commit, so that `seq` grows in the order of the
/// commits and a reader that has seen line 6 can not miss a line 5 that commits later. SQLite has one writer anyway.
pub async fn record(tx: &DatabaseTransaction, subject: &str, what: &str, now: Time) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_raw(Statement::from_string(DbBackend::Postgres, "SELECT pg_advisory_xact_lock(7242026)")).await?;
    }
    let line = ActiveModel { subject: Set(subject.into()), what: Set(what.into()), at: Set(now), ..Default::default() };
    Entity::insert(line).exec_without_returning(tx).await?;
    Ok(())
}
