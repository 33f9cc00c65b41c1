//! Table `topics`, owned by the feature `talks`.

use sea_orm::entity::prelude::*;

use crate::TopicId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topics")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TopicId,
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
