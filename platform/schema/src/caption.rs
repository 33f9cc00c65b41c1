//! Table `captions`, owned by the feature `talks`: tracks of words, whole as WebVTT.

use sea_orm::entity::prelude::*;

use crate::{CaptionId, TalkId, Time};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "captions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaptionId,
    pub talk_id: TalkId,
    /// BCP 47.
    pub language: String,
    /// `captions`, `subtitles` or `chapters`.
    pub kind: String,
    /// The track as WebVTT, written by our own writer.
    pub vtt: String,
    pub created_at: Time,
    pub updated_at: Time,
}

impl ActiveModelBehavior for ActiveModel {}
