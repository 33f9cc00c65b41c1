//! Table `audit`: who did what, appended in the transaction that does it and never changed.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, entity::prelude::*};

use crate::Time;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub at: Time,
    /// Who, such as `operator`.
    pub actor: String,
    /// What, such as `talk.published`.
    pub action: String,
    /// To what, such as `talk/01hx…`.
    pub subject: String,
    /// More, as JSON.
    pub detail: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes an audit line in the caller's transaction. `detail` is JSON without personal data beyond ids.
pub async fn record(tx: &impl ConnectionTrait, actor: &str, action: &str, subject: &str, detail: &str, now: Time) -> Result<(), DbErr> {
    let line = ActiveModel {
        at: Set(now),
        actor: Set(actor.into()),
        action: Set(action.into()),
        subject: Set(subject.into()),
        detail: Set(detail.into()),
        ..Default::default()
    };
    Entity::insert(line).exec_without_returning(tx).await?;
    Ok(())
}
