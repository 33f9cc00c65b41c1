//! Table `plays`, owned by `platform/player`: one play of a talk, as its beacons told it.

use sea_orm::entity::prelude::*;

use crate::{TalkId, Time};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plays")]
pub struct Model {
    /// Play session: 6 bytes of server time from the token, then 10 bytes of the player's own, so that rows append.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sid: Vec<u8>,
    pub talk_id: TalkId,
    /// Days since 1970-01-01 in Europe/Copenhagen.
    pub day: i32,
    /// The beacon's counter: the highest wins.
    pub q: i32,
    pub started_at: Time,
    pub updated_at: Time,
    /// 0 site, 1 embed, 2 social, 3 lms, 4 group, 5 event.
    pub channel: i32,
    /// Seconds played, repeats counted.
    pub seconds: i32,
    /// Union of the ranges watched in whole seconds, as varints.
    pub ranges: Vec<u8>,
    pub flags: i32,
    /// Version of the robots list that was applied.
    pub bots_version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
