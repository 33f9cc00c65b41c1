//! The site's secret, from which tokens are keyed: made once, kept in the database so that all nodes share it.

use schema::{Ids, setting};
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait, sea_query::OnConflict};

use crate::Db;

/// 256 bits that only the site knows. Its `Debug` tells nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret as text, for keyed hashing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Db {
    /// The site's secret; made at the first call. Two nodes that start together agree: the first insert wins.
    pub async fn secret(&self, ids: &Ids) -> Result<Secret, DbErr> {
        const KEY: &str = "secret";
        let fresh = format!("{}{}", ids.token32(), ids.token32());
        self.write(async |tx| {
            let row = setting::ActiveModel { key: Set(KEY.into()), value: Set(fresh) };
            let keep_first = OnConflict::column(setting::Column::Key).do_nothing().to_owned();
            setting::Entity::insert(row).on_conflict(keep_first).exec_without_returning(tx).await?;
            let row = setting::Entity::find_by_id(KEY).one(tx).await?;
            row.map(|row| Secret(row.value)).ok_or_else(|| DbErr::RecordNotFound(KEY.into()))
        })
        .await
    }
}
