//! A talk arrives: its row, its people, what it is about, its words and its film, in the caller's one transaction.

use schema::{
    CaptionId, FilmId, Ids, ProfessionId, SpeakerId, TalkId, Time, TopicId, audit, caption, change, film, sort_key, speaker, talk, talk_profession,
    talk_speaker, talk_topic, topic,
};
use sea_orm::{ActiveValue::Set, Condition, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter};

use super::film::{Extras, FilmState};
use super::track::Kind;
use crate::poster::{Choice, Poster};
use crate::talk::{Perspective, Slug, State};

/// A speaker, to be found by address or name, else to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSpeaker {
    /// Their name.
    pub name: String,
    /// See [`super::Person`]; what is empty here leaves the row as it is.
    pub line: String,
    /// From where they know it.
    pub perspective: Option<Perspective>,
    /// About them.
    pub bio: String,
    /// Something they said.
    pub quote: String,
    /// Name of a drawn portrait.
    pub portrait: String,
}

/// A topic, to be found by address or name, else to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTopic {
    /// Danish name.
    pub name_da: String,
    /// English name.
    pub name_en: String,
    /// Danish description.
    pub description_da: String,
    /// English description.
    pub description_en: String,
    /// Address; made of the Danish name when there is none.
    pub slug: Option<String>,
    /// Place in lists.
    pub position: i32,
}

impl NewTopic {
    /// A topic by one word: its name in any language, or its address.
    #[must_use]
    pub fn named(name: &str) -> NewTopic {
        NewTopic { name_da: crate::talk::one_line(name), position: 100, ..NewTopic::default() }
    }
}

/// A track of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewTrack {
    pub language: String,
    pub kind: Kind,
    pub vtt: String,
}

/// A film that lies in the storage already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewFilm {
    pub media_key: String,
    pub original_name: String,
    pub original_key: String,
    pub original_bytes: u64,
    pub original_sha256: String,
}

/// A talk with checked words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewTalk {
    /// The address that it must get; otherwise one is made of the title.
    pub slug: Option<Slug>,
    pub title: String,
    pub summary: String,
    pub language: String,
    pub recorded_on: Option<String>,
    pub recorded_at: String,
    pub note: String,
    pub poster: Option<Choice>,
    pub speakers: Vec<NewSpeaker>,
    pub topics: Vec<NewTopic>,
    pub professions: Vec<String>,
    pub tracks: Vec<NewTrack>,
    pub film: NewFilm,
    /// Who vouches for the speaker's release.
    pub vouched_by: Option<String>,
}

/// Where the talk stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrival {
    pub talk: TalkId,
    pub film: FilmId,
    pub slug: String,
}

/// Writes the talk as a draft. `None` when the address that it must get is taken.
pub(crate) async fn arrive(tx: &DatabaseTransaction, ids: &Ids, now: Time, actor: &str, new: NewTalk) -> Result<Option<Arrival>, DbErr> {
    let (talk, film): (TalkId, FilmId) = (ids.next(now), ids.next(now));
    let subject = format!("talk/{talk}");
    // First of all: on PostgreSQL writers of the log queue here, so nobody takes the same address meanwhile.
    change::record(tx, &subject, "made", now).await?;
    let Some(slug) = free(tx, &new).await? else { return Ok(None) };
    talk::Entity::insert(row(&new, talk, film, &slug, now)).exec_without_returning(tx).await?;
    film::Entity::insert(film_row(&new.film, talk, film, now)).exec_without_returning(tx).await?;
    for (position, person) in (0..).zip(&new.speakers) {
        let speaker_id = speaker_of(tx, ids, now, person).await?;
        let link = talk_speaker::ActiveModel { talk_id: Set(talk), speaker_id: Set(speaker_id), position: Set(position) };
        once(talk_speaker::Entity::insert(link).on_conflict_do_nothing().exec_without_returning(tx).await)?;
    }
    for (position, named) in (0..).zip(&new.topics) {
        let Some(topic_id) = topic_of(tx, ids, now, named).await? else { continue };
        let link = talk_topic::ActiveModel { talk_id: Set(talk), topic_id: Set(topic_id), position: Set(position) };
        once(talk_topic::Entity::insert(link).on_conflict_do_nothing().exec_without_returning(tx).await)?;
    }
    for (position, name) in (0..).zip(&new.professions) {
        let Some(profession_id): Option<ProfessionId> = accounts::store::ensure(tx, ids, now, name).await? else { continue };
        let link = talk_profession::ActiveModel { talk_id: Set(talk), profession_id: Set(profession_id), position: Set(position) };
        once(talk_profession::Entity::insert(link).on_conflict_do_nothing().exec_without_returning(tx).await)?;
    }
    for track in new.tracks {
        let id: CaptionId = ids.next(now);
        let row = caption::ActiveModel {
            id: Set(id),
            talk_id: Set(talk),
            language: Set(track.language),
            kind: Set(track.kind.as_str().into()),
            vtt: Set(track.vtt),
            created_at: Set(now),
            updated_at: Set(now),
        };
        caption::Entity::insert(row).exec_without_returning(tx).await?;
    }
    audit::record(tx, actor, "talk.imported", &subject, &format!("{{\"film\":\"{film}\",\"sha256\":\"{}\"}}", new.film.original_sha256), now).await?;
    if new.vouched_by.is_some() {
        audit::record(tx, actor, "talk.vouched", &subject, "{}", now).await?;
    }
    Ok(Some(Arrival { talk, film, slug: slug.to_string() }))
}

/// The same thing named twice is linked once.
fn once<T>(inserted: Result<T, DbErr>) -> Result<(), DbErr> {
    match inserted {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(other) => Err(other),
    }
}

/// The address that the talk must get, or the first free one made of its title.
async fn free(tx: &DatabaseTransaction, new: &NewTalk) -> Result<Option<Slug>, DbErr> {
    let taken = async |slug: &Slug| Ok::<_, DbErr>(talk::Entity::find().filter(talk::COLUMN.slug.eq(slug.as_str())).one(tx).await?.is_some());
    if let Some(slug) = &new.slug {
        return Ok(if taken(slug).await? { None } else { Some(slug.clone()) });
    }
    let first = Slug::of(&new.title, "talk");
    let mut slug = first.clone();
    for n in 2.. {
        if !taken(&slug).await? {
            break;
        }
        slug = first.numbered(n);
    }
    Ok(Some(slug))
}

fn row(new: &NewTalk, id: TalkId, film: FilmId, slug: &Slug, now: Time) -> talk::ActiveModel {
    let (object, curtain) = Poster::new(new.poster, slug.as_str()).words();
    talk::ActiveModel {
        id: Set(id),
        slug: Set(slug.to_string()),
        title: Set(new.title.clone()),
        title_sort: Set(sort_key(&new.title)),
        summary: Set(new.summary.clone()),
        language: Set(new.language.clone()),
        state: Set(State::Draft.as_str().into()),
        published_at: Set(None),
        recorded_on: Set(new.recorded_on.clone()),
        recorded_at: Set(new.recorded_at.clone()),
        note: Set(new.note.clone()),
        poster_object: Set(object),
        poster_curtain: Set(curtain),
        film_id: Set(Some(film)),
        duration_ms: Set(0),
        vouched_by: Set(new.vouched_by.clone()),
        vouched_at: Set(new.vouched_by.is_some().then_some(now)),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

fn film_row(new: &NewFilm, talk: TalkId, id: FilmId, now: Time) -> film::ActiveModel {
    film::ActiveModel {
        id: Set(id),
        talk_id: Set(talk),
        media_key: Set(new.media_key.clone()),
        original_name: Set(new.original_name.clone()),
        original_key: Set(new.original_key.clone()),
        original_bytes: Set(new.original_bytes.try_into().unwrap_or(i64::MAX)),
        original_sha256: Set(new.original_sha256.clone()),
        state: Set(FilmState::Arrived.as_str().into()),
        refusal: Set(None),
        refusal_detail: Set(None),
        probe: Set(None),
        duration_us: Set(0),
        width: Set(0),
        height: Set(0),
        just_in_time: Set(false),
        source_rung: Set(false),
        has_audio: Set(false),
        extras: Set(serde_json::to_string(&Extras::default()).unwrap_or_default()),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

async fn speaker_of(tx: &DatabaseTransaction, ids: &Ids, now: Time, new: &NewSpeaker) -> Result<SpeakerId, DbErr> {
    let slug = Slug::of(&new.name, "speaker");
    let Some(held) = speaker::Entity::find().filter(speaker::COLUMN.slug.eq(slug.as_str())).one(tx).await? else {
        let id: SpeakerId = ids.next(now);
        let row = speaker::ActiveModel {
            id: Set(id),
            slug: Set(slug.to_string()),
            name: Set(new.name.clone()),
            name_sort: Set(sort_key(&new.name)),
            line: Set(new.line.clone()),
            perspective: Set(new.perspective.unwrap_or(Perspective::Practice).as_str().into()),
            bio: Set(new.bio.clone()),
            quote: Set(new.quote.clone()),
            portrait: Set(new.portrait.clone()),
            created_at: Set(now),
            updated_at: Set(now),
        };
        speaker::Entity::insert(row).exec_without_returning(tx).await?;
        return Ok(id);
    };
    let id = held.id;
    let mut row = held.into_active_model();
    for (column, words) in [(&mut row.line, &new.line), (&mut row.bio, &new.bio), (&mut row.quote, &new.quote), (&mut row.portrait, &new.portrait)] {
        if !words.is_empty() {
            *column = Set(words.clone());
        }
    }
    if let Some(perspective) = new.perspective {
        row.perspective = Set(perspective.as_str().into());
    }
    row.updated_at = Set(now);
    speaker::Entity::update(row).exec(tx).await?;
    Ok(id)
}

/// `None` for a topic without a name.
async fn topic_of(tx: &DatabaseTransaction, ids: &Ids, now: Time, new: &NewTopic) -> Result<Option<TopicId>, DbErr> {
    let slug = new.slug.clone().unwrap_or_else(|| Slug::of(&new.name_da, "").to_string());
    if slug.is_empty() {
        return Ok(None);
    }
    let same = Condition::any().add(topic::COLUMN.slug.eq(&slug)).add(topic::COLUMN.name_da.eq(&new.name_da)).add(topic::COLUMN.name_en.eq(&new.name_da));
    if let Some(held) = topic::Entity::find().filter(same).one(tx).await? {
        return Ok(Some(held.id));
    }
    let id: TopicId = ids.next(now);
    let row = topic::ActiveModel {
        id: Set(id),
        slug: Set(slug),
        name_da: Set(new.name_da.clone()),
        name_en: Set(new.name_en.clone()),
        description_da: Set(new.description_da.clone()),
        description_en: Set(new.description_en.clone()),
        position: Set(new.position),
        name_sort: Set(sort_key(&new.name_da)),
    };
    topic::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(Some(id))
}

/// Gives a talk another state, if [`State::may_become`] lets it; answers whether it did.
pub(crate) async fn set_state(tx: &DatabaseTransaction, talk: TalkId, to: State, actor: &str, now: Time) -> Result<bool, DbErr> {
    let Some(row) = talk::Entity::find_by_id(talk).one(tx).await? else { return Ok(false) };
    if !row.state.parse::<State>().is_ok_and(|from| from.may_become(to)) {
        return Ok(false);
    }
    let subject = format!("talk/{talk}");
    let published = row.published_at;
    let mut row = row.into_active_model();
    row.state = Set(to.as_str().into());
    row.updated_at = Set(now);
    if published.is_none() && matches!(to, State::Public | State::Unlisted) {
        row.published_at = Set(Some(now));
    }
    talk::Entity::update(row).exec(tx).await?;
    audit::record(tx, actor, &format!("talk.{}", to.as_str()), &subject, "{}", now).await?;
    change::record(tx, &subject, to.as_str(), now).await?;
    Ok(true)
}
