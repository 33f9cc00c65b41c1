//! Table `professions`, owned by the feature `accounts`.

use sea_orm::entity::prelude::*;

use crate::ProfessionId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "professions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProfessionId,
    #[sea_orm(unique)]
    pub slug: String,
    pub name_da: String,
    pub name_en: String,
    pub description_da: String,
    pub description_en: String,
    /// Order in lists, from 0; equal positions sort by [`crate::sort_key`] of the Danish name.
    pub position: i32,
    pub name_sort: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
