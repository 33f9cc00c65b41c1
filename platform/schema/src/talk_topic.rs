//! Table `talk_topics`, owned by the feature `talks`.

use sea_orm::entity::prelude::*;

use crate::{TalkId, TopicId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "talk_topics")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub talk_id: TalkId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: TopicId,
    /// Order on the talk, from 0.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
