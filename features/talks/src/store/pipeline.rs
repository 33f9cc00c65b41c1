//! The film's way through the house, as rows: taken or refused, planned, encoding, playable, ready or failed.
//! Each function is part of its caller's transaction; jobs guard that before they commit.

use schema::{FilmId, Ids, RenditionId, TalkId, Time, audit, change, film, rendition, talk};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};

use super::arrive::set_state;
use super::film::{Extras, FilmState, RenditionState};
use crate::talk::State;

/// A rendition to be planned, or with what was found out about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub name: String,
    pub width: u32,
    pub height: u32,
    pub original: bool,
    pub codecs: String,
    pub peak_bits: u64,
    pub average_bits: u64,
    pub frame_rate: f64,
    pub bytes: u64,
}

/// What is known of a taken film.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Taken {
    pub findings: String,
    pub duration_us: u64,
    pub width: u32,
    pub height: u32,
    pub has_audio: bool,
    pub source_rung: bool,
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn pixels(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// The whole row, for jobs.
pub(crate) async fn film_row(tx: &impl sea_orm::ConnectionTrait, id: FilmId) -> Result<Option<film::Model>, DbErr> {
    film::Entity::find_by_id(id).one(tx).await
}

/// An original whose pictures play as they are.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Original {
    pub line: Line,
    /// Its sound does, too.
    pub whole: bool,
    pub duration_us: u64,
    pub extras: Extras,
}

/// Our own parser has found that the original plays; ffprobe's check may follow.
pub(crate) async fn plays_from_source(tx: &DatabaseTransaction, ids: &Ids, now: Time, id: FilmId, original: Original) -> Result<(), DbErr> {
    let Original { line, whole, duration_us, extras } = original;
    let Some(row) = film_row(tx, id).await? else { return Ok(()) };
    let talk = row.talk_id;
    let mut row = row.into_active_model();
    row.just_in_time = Set(true);
    row.duration_us = Set(number(duration_us));
    row.width = Set(pixels(line.width));
    row.height = Set(pixels(line.height));
    row.has_audio = Set(extras.source_sound.is_some());
    row.extras = Set(serde_json::to_string(&extras).unwrap_or_default());
    row.updated_at = Set(now);
    film::Entity::update(row).exec(tx).await?;
    set_duration(tx, talk, duration_us).await?;
    let state = if whole { RenditionState::Playable } else { RenditionState::Waiting };
    plan(tx, ids, now, id, &[line], state).await
}

async fn set_duration(tx: &DatabaseTransaction, talk: TalkId, duration_us: u64) -> Result<(), DbErr> {
    let update = talk::Entity::update_many().col_expr(talk::Column::DurationMs, Expr::value(number(duration_us / 1_000)));
    update.filter(talk::COLUMN.id.eq(talk)).exec(tx).await.map(|_| ())
}

/// Writes renditions that are not there yet, in this state.
pub(crate) async fn plan(tx: &DatabaseTransaction, ids: &Ids, now: Time, film: FilmId, lines: &[Line], state: RenditionState) -> Result<(), DbErr> {
    let held: Vec<rendition::Model> = rendition::Entity::find().filter(rendition::COLUMN.film_id.eq(film)).all(tx).await?;
    for line in lines.iter().filter(|line| held.iter().all(|row| row.name != line.name)) {
        let id: RenditionId = ids.next(now);
        let row = rendition::ActiveModel {
            id: Set(id),
            film_id: Set(film),
            name: Set(line.name.clone()),
            width: Set(pixels(line.width)),
            height: Set(pixels(line.height)),
            state: Set(state.as_str().into()),
            source: Set(if line.original { "original" } else { "ladder" }.into()),
            codecs: Set(line.codecs.clone()),
            bandwidth: Set(number(line.peak_bits)),
            average_bandwidth: Set(number(line.average_bits)),
            frame_rate: Set(line.frame_rate),
            bytes: Set(number(line.bytes)),
            verified_at: Set((state == RenditionState::Playable).then_some(now)),
            updated_at: Set(now),
        };
        rendition::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The film is taken: what was found out about it.
pub(crate) async fn taken(tx: &DatabaseTransaction, now: Time, id: FilmId, taken: Taken) -> Result<(), DbErr> {
    let Some(row) = film_row(tx, id).await? else { return Ok(()) };
    let talk = row.talk_id;
    let mut row = row.into_active_model();
    row.state = Set(FilmState::Working.as_str().into());
    row.probe = Set(Some(taken.findings));
    row.duration_us = Set(number(taken.duration_us));
    row.width = Set(pixels(taken.width));
    row.height = Set(pixels(taken.height));
    row.has_audio = Set(taken.has_audio);
    row.source_rung = Set(taken.source_rung);
    row.updated_at = Set(now);
    film::Entity::update(row).exec(tx).await?;
    set_duration(tx, talk, taken.duration_us).await?;
    changed(tx, talk, "film.taken", now).await
}

/// The film is refused, or the work on it is given up: nothing of it plays, and its talk is a draft again.
pub(crate) async fn refused(tx: &DatabaseTransaction, now: Time, id: FilmId, key: &str, detail: Option<&str>, actor: &str) -> Result<(), DbErr> {
    let Some(row) = film_row(tx, id).await? else { return Ok(()) };
    let talk = row.talk_id;
    set(tx, row, FilmState::Refused, Some(key), detail, now).await?;
    rendition::Entity::update_many()
        .col_expr(rendition::Column::State, Expr::value(RenditionState::Failed.as_str()))
        .col_expr(rendition::Column::UpdatedAt, Expr::value(now.0))
        .filter(rendition::COLUMN.film_id.eq(id))
        .exec(tx)
        .await?;
    set_state(tx, talk, State::Draft, actor, now).await?;
    audit::record(tx, actor, "film.refused", &format!("film/{id}"), &serde_json::json!({ "reason": key }).to_string(), now).await?;
    changed(tx, talk, "film.refused", now).await
}

/// The work on the film is given up; what plays stays.
pub(crate) async fn failed(tx: &DatabaseTransaction, now: Time, id: FilmId, names: &[String], key: &str) -> Result<(), DbErr> {
    let Some(row) = film_row(tx, id).await? else { return Ok(()) };
    let talk = row.talk_id;
    rendition::Entity::update_many()
        .col_expr(rendition::Column::State, Expr::value(RenditionState::Failed.as_str()))
        .col_expr(rendition::Column::UpdatedAt, Expr::value(now.0))
        .filter(rendition::COLUMN.film_id.eq(id))
        .filter(rendition::COLUMN.name.is_in(names.iter().map(String::as_str)))
        .filter(rendition::COLUMN.state.ne(RenditionState::Playable.as_str()))
        .exec(tx)
        .await?;
    set(tx, row, FilmState::Failed, Some(key), None, now).await?;
    changed(tx, talk, "film.failed", now).await
}

async fn set(tx: &DatabaseTransaction, row: film::Model, state: FilmState, key: Option<&str>, detail: Option<&str>, now: Time) -> Result<(), DbErr> {
    let mut row = row.into_active_model();
    row.state = Set(state.as_str().into());
    row.refusal = Set(key.map(str::to_owned));
    row.refusal_detail = Set(detail.map(str::to_owned));
    row.updated_at = Set(now);
    film::Entity::update(row).exec(tx).await.map(|_| ())
}

/// Renditions that wait or are being made go from one state to the other; those that play stay.
pub(crate) async fn move_unfinished(tx: &DatabaseTransaction, now: Time, id: FilmId, names: &[String], to: RenditionState) -> Result<(), DbErr> {
    let unfinished = [RenditionState::Waiting, RenditionState::Encoding, RenditionState::Failed].map(RenditionState::as_str);
    rendition::Entity::update_many()
        .col_expr(rendition::Column::State, Expr::value(to.as_str()))
        .col_expr(rendition::Column::UpdatedAt, Expr::value(now.0))
        .filter(rendition::COLUMN.film_id.eq(id))
        .filter(rendition::COLUMN.name.is_in(names.iter().map(String::as_str)))
        .filter(rendition::COLUMN.state.is_in(unfinished))
        .exec(tx)
        .await?;
    Ok(())
}

/// A rendition is made and verified.
pub(crate) async fn playable(tx: &DatabaseTransaction, now: Time, film: FilmId, line: &Line) -> Result<(), DbErr> {
    rendition::Entity::update_many()
        .col_expr(rendition::Column::State, Expr::value(RenditionState::Playable.as_str()))
        .col_expr(rendition::Column::Width, Expr::value(pixels(line.width)))
        .col_expr(rendition::Column::Height, Expr::value(pixels(line.height)))
        .col_expr(rendition::Column::Codecs, Expr::value(line.codecs.as_str()))
        .col_expr(rendition::Column::Bandwidth, Expr::value(number(line.peak_bits)))
        .col_expr(rendition::Column::AverageBandwidth, Expr::value(number(line.average_bits)))
        .col_expr(rendition::Column::FrameRate, Expr::value(line.frame_rate))
        .col_expr(rendition::Column::Bytes, Expr::value(number(line.bytes)))
        .col_expr(rendition::Column::VerifiedAt, Expr::value(now.0))
        .col_expr(rendition::Column::UpdatedAt, Expr::value(now.0))
        .filter(rendition::COLUMN.film_id.eq(film))
        .filter(rendition::COLUMN.name.eq(line.name.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// The original plays now that its sound has been made.
pub(crate) async fn source_playable(tx: &DatabaseTransaction, now: Time, film: FilmId) -> Result<(), DbErr> {
    rendition::Entity::update_many()
        .col_expr(rendition::Column::State, Expr::value(RenditionState::Playable.as_str()))
        .col_expr(rendition::Column::VerifiedAt, Expr::value(now.0))
        .col_expr(rendition::Column::UpdatedAt, Expr::value(now.0))
        .filter(rendition::COLUMN.film_id.eq(film))
        .filter(rendition::COLUMN.name.eq("source"))
        .exec(tx)
        .await?;
    Ok(())
}

/// Changes what is known of the extras.
pub(crate) async fn extras(tx: &DatabaseTransaction, now: Time, id: FilmId, change: impl FnOnce(&mut Extras)) -> Result<(), DbErr> {
    let Some(row) = film_row(tx, id).await? else { return Ok(()) };
    let mut extras: Extras = serde_json::from_str(&row.extras).unwrap_or_default();
    change(&mut extras);
    let mut row = row.into_active_model();
    row.extras = Set(serde_json::to_string(&extras).unwrap_or_default());
    row.updated_at = Set(now);
    film::Entity::update(row).exec(tx).await.map(|_| ())
}

/// The film is ready when nothing of its ladder waits any more; AV1 rungs come when they come.
pub(crate) async fn settle(tx: &DatabaseTransaction, now: Time, id: FilmId) -> Result<(), DbErr> {
    let Some(row) = film_row(tx, id).await? else { return Ok(()) };
    let rungs: Vec<rendition::Model> = rendition::Entity::find().filter(rendition::COLUMN.film_id.eq(id)).all(tx).await?;
    let open = rungs.iter().any(|rung| !rung.name.starts_with("av1-") && matches!(rung.state.as_str(), "waiting" | "encoding"));
    if open || row.state != FilmState::Working.as_str() {
        return Ok(());
    }
    set(tx, row, FilmState::Ready, None, None, now).await
}

/// A line in the change log for whoever shows this talk.
pub(crate) async fn changed(tx: &DatabaseTransaction, talk: TalkId, what: &str, now: Time) -> Result<(), DbErr> {
    change::record(tx, &format!("talk/{talk}"), what, now).await
}
