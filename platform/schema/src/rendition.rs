//! Table `renditions`, owned by the feature `talks`: one rung of a film's ladder.

use sea_orm::entity::prelude::*;

use crate::{FilmId, RenditionId, Time};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "renditions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RenditionId,
    pub film_id: FilmId,
    /// `source`, `1080`, `720`, `480`, `240`, `audio`, `av1-720`, …: the folder's name.
    pub name: String,
    pub width: i32,
    /// 0 for sound.
    pub height: i32,
    /// `waiting`, `encoding`, `playable` or `failed`.
    pub state: String,
    /// `original` (just in time) or `ladder`.
    pub source: String,
    /// RFC 6381.
    pub codecs: String,
    /// Peak, bits per second.
    pub bandwidth: i64,
    pub average_bandwidth: i64,
    pub frame_rate: f64,
    pub bytes: i64,
    pub verified_at: Option<Time>,
    pub updated_at: Time,
}

impl ActiveModelBehavior for ActiveModel {}
