//! Table `films`, owned by the feature `talks`: one original and what was found out about it.

use sea_orm::entity::prelude::*;

use crate::{FilmId, TalkId, Time};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "films")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FilmId,
    pub talk_id: TalkId,
    /// 32 hexadecimal characters: the film's part of every media address, not to be guessed.
    #[sea_orm(unique)]
    pub media_key: String,
    /// What the file was called where it came from; shown, never used as a path.
    pub original_name: String,
    /// Storage key of the original.
    pub original_key: String,
    pub original_bytes: i64,
    /// SHA-256 of the original, hexadecimal.
    pub original_sha256: String,
    /// `arrived`, `refused`, `working`, `ready` or `failed`.
    pub state: String,
    /// Message key of the reason, when refused or failed.
    pub refusal: Option<String>,
    /// A word to set into that message, such as a codec's name.
    pub refusal_detail: Option<String>,
    /// The probe's findings as JSON.
    pub probe: Option<String>,
    pub duration_us: i64,
    /// Shown size in pixels, upright and square; 0 for sound alone.
    pub width: i32,
    pub height: i32,
    /// The original plays just in time.
    pub just_in_time: bool,
    /// The original is the ladder's top rung.
    pub source_rung: bool,
    pub has_audio: bool,
    /// What else has been made, as JSON: sprite, waveform, frames, audio file, download.
    pub extras: String,
    pub created_at: Time,
    pub updated_at: Time,
}

impl ActiveModelBehavior for ActiveModel {}
