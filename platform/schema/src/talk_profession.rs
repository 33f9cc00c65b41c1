//! Table `talk_professions`, owned by the feature `talks`.

use sea_orm::entity::prelude::*;

use crate::{ProfessionId, TalkId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "talk_professions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub talk_id: TalkId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub profession_id: ProfessionId,
    /// Order on the talk, from 0.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
