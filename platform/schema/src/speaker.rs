//! Table `speakers`, owned by the feature `talks`.

use sea_orm::entity::prelude::*;

use crate::{SpeakerId, Time};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "speakers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SpeakerId,
    #[sea_orm(unique)]
    pub slug: String,
    pub name: String,
    /// [`crate::sort_key`] of the name.
    pub name_sort: Vec<u8>,
    /// What stands under the name: »Pædagog i 22 år, Børnehuset Lærkereden«.
    pub line: String,
    /// `practice`, `research`, `decision` or `lived`.
    pub perspective: String,
    pub bio: String,
    pub quote: String,
    /// Name of a drawn portrait; empty for none.
    pub portrait: String,
    pub created_at: Time,
    pub updated_at: Time,
}

impl ActiveModelBehavior for ActiveModel {}
