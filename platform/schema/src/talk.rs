//! Table `talks`, owned by the feature `talks`.

use sea_orm::entity::prelude::*;

use crate::{FilmId, TalkId, Time};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "talks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TalkId,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    /// [`crate::sort_key`] of the title.
    pub title_sort: Vec<u8>,
    pub summary: String,
    /// BCP 47 language of what is said.
    pub language: String,
    /// `draft`, `unlisted`, `public` or `withdrawn`.
    pub state: String,
    pub published_at: Option<Time>,
    /// ISO date of the recording.
    pub recorded_on: Option<String>,
    pub recorded_at: String,
    /// A line below the talk, such as »Elias er et opdigtet navn«.
    pub note: String,
    pub poster_object: String,
    pub poster_curtain: String,
    /// The film that plays; none until one has arrived.
    pub film_id: Option<FilmId>,
    pub duration_ms: i64,
    /// Who vouches for the speaker's release, until releases exist.
    pub vouched_by: Option<String>,
    pub vouched_at: Option<Time>,
    pub created_at: Time,
    pub updated_at: Time,
}

impl ActiveModelBehavior for ActiveModel {}
