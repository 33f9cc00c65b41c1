//! Rows for the pages' tests, written straight into the tables: no film is worked on here.

use db::Db;
use schema::{
    CaptionId, FilmId, Ids, ProfessionId, RenditionId, SpeakerId, TalkId, Time, TopicId, caption, change, film, profession, rendition, sort_key, speaker, talk,
    talk_profession, talk_speaker, talk_topic, topic,
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr, EntityTrait};

/// 2026-03-14 12:00 UTC.
pub const NOON: Time = Time(1_773_489_600_000_000);

/// A talk to be; what is not said is empty.
#[derive(Clone, Copy)]
pub struct Told {
    pub slug: &'static str,
    pub title: &'static str,
    pub summary: &'static str,
    pub language: &'static str,
    pub state: &'static str,
    pub minutes: i64,
    /// Slugs of those made by [`hall`].
    pub speaker: &'static str,
    pub topics: &'static [&'static str],
    pub professions: &'static [&'static str],
    /// Languages of captions.
    pub captions: &'static [&'static str],
    /// `ready`, `working` or `arrived`; none for no film.
    pub film: Option<&'static str>,
    /// Days before [`NOON`] on which it became public.
    pub days_ago: i64,
}

impl Told {
    pub const PLAIN: Told = Told {
        slug: "plain",
        title: "En talk",
        summary: "",
        language: "da",
        state: "public",
        minutes: 6,
        speaker: "mette",
        topics: &[],
        professions: &[],
        captions: &["da"],
        film: Some("ready"),
        days_ago: 0,
    };
}

/// The talk that most tests look at.
pub const CHAIR: Told = Told {
    slug: "rundkreds",
    title: "Drengen, der ikke ville sidde i <rundkreds>",
    summary: "I elleve år stod der en stol ved vinduet. Så kom Elias.\nMette fortæller.",
    topics: &["overgange", "spoerge"],
    professions: &["paedagog"],
    minutes: 14,
    ..Told::PLAIN
};

/// Two speakers, three topics, two professions.
pub async fn hall(tx: &DatabaseTransaction, ids: &Ids) -> Result<(), DbErr> {
    for (slug, name, perspective, portrait) in [("mette", "Mette Østergaard Lind", "practice", "mette"), ("aase", "Åse Ærø", "lived", "")] {
        let row = speaker::ActiveModel {
            id: Set(ids.next::<SpeakerId>(NOON)),
            slug: Set(slug.into()),
            name: Set(name.into()),
            name_sort: Set(sort_key(name)),
            line: Set(if slug == "mette" { "Pædagog i 22 år".into() } else { String::new() }),
            perspective: Set(perspective.into()),
            bio: Set("Hun finder vanten.".into()),
            quote: Set("Jeg er ikke foredragsholder.".into()),
            portrait: Set(portrait.into()),
            created_at: Set(NOON),
            updated_at: Set(NOON),
        };
        speaker::Entity::insert(row).exec_without_returning(tx).await?;
    }
    for (position, (slug, da, en)) in
        [("overgange", "Overgange", "Transitions"), ("spoerge", "At spørge barnet", "Asking the child"), ("tom", "Tom", "Empty")].into_iter().enumerate()
    {
        let row = topic::ActiveModel {
            id: Set(ids.next::<TopicId>(NOON)),
            slug: Set(slug.into()),
            name_da: Set(da.into()),
            name_en: Set(en.into()),
            description_da: Set(format!("Om {da}.")),
            description_en: Set(format!("About {en}.")),
            position: Set(position as i32),
            name_sort: Set(sort_key(da)),
        };
        topic::Entity::insert(row).exec_without_returning(tx).await?;
    }
    for (position, (slug, da, en)) in [("paedagog", "pædagog", "childcare educator"), ("laerer", "lærer", "teacher")].into_iter().enumerate() {
        let row = profession::ActiveModel {
            id: Set(ids.next::<ProfessionId>(NOON)),
            slug: Set(slug.into()),
            name_da: Set(da.into()),
            name_en: Set(en.into()),
            description_da: Set(String::new()),
            description_en: Set(String::new()),
            position: Set(position as i32),
            name_sort: Set(sort_key(da)),
        };
        profession::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Fills a fresh database with [`hall`] and these talks.
pub async fn fill(db: &Db, talks: &[Told]) {
    let ids = Ids::seeded(9);
    db.write(async |tx| {
        hall(tx, &ids).await?;
        for told in talks {
            tell(tx, &ids, told).await?;
        }
        change::record(tx, "talk/all", "made", NOON).await
    })
    .await
    .expect("content");
}

async fn tell(tx: &DatabaseTransaction, ids: &Ids, told: &Told) -> Result<(), DbErr> {
    let id: TalkId = ids.next(NOON);
    let film_id: Option<FilmId> = told.film.map(|_| ids.next(NOON));
    let at = Time(NOON.0 - told.days_ago * 86_400_000_000);
    let row = talk::ActiveModel {
        id: Set(id),
        slug: Set(told.slug.into()),
        title: Set(told.title.into()),
        title_sort: Set(sort_key(told.title)),
        summary: Set(told.summary.into()),
        language: Set(told.language.into()),
        state: Set(told.state.into()),
        published_at: Set(Some(at)),
        recorded_on: Set(Some("2026-03-14".into())),
        recorded_at: Set("Social Talks Vejle".into()),
        note: Set("Elias er et opdigtet navn.".into()),
        poster_object: Set("stol".into()),
        poster_curtain: Set("plum".into()),
        film_id: Set(film_id),
        duration_ms: Set(told.minutes * 60_000),
        vouched_by: Set(None),
        vouched_at: Set(None),
        created_at: Set(at),
        updated_at: Set(at),
    };
    talk::Entity::insert(row).exec_without_returning(tx).await?;
    links(tx, told, id).await?;
    for language in told.captions {
        track(tx, ids, id, language, "captions", "WEBVTT\n\n00:04.000 --> 00:08.000\nJeg tog en <i>stol</i> & satte mig.\n").await?;
    }
    if !told.captions.is_empty() {
        track(tx, ids, id, told.language, "chapters", "WEBVTT\n\n00:00.000 --> 02:41.000\nStolen ved vinduet\n\n02:41.000 --> 05:00.000\nVi kaldte det uro\n")
            .await?;
    }
    if let (Some(film_id), Some(state)) = (film_id, told.film) {
        film(tx, ids, film_id, id, state, told.minutes).await?;
    }
    Ok(())
}

async fn links(tx: &DatabaseTransaction, told: &Told, talk_id: TalkId) -> Result<(), DbErr> {
    use sea_orm::QueryFilter as _;
    let speaker = speaker::Entity::find().filter(speaker::COLUMN.slug.eq(told.speaker)).one(tx).await?.expect("a speaker");
    let row = talk_speaker::ActiveModel { talk_id: Set(talk_id), speaker_id: Set(speaker.id), position: Set(0) };
    talk_speaker::Entity::insert(row).exec_without_returning(tx).await?;
    for (position, slug) in told.topics.iter().enumerate() {
        let topic = topic::Entity::find().filter(topic::COLUMN.slug.eq(*slug)).one(tx).await?.expect("a topic");
        let row = talk_topic::ActiveModel { talk_id: Set(talk_id), topic_id: Set(topic.id), position: Set(position as i32) };
        talk_topic::Entity::insert(row).exec_without_returning(tx).await?;
    }
    for (position, slug) in told.professions.iter().enumerate() {
        let profession = profession::Entity::find().filter(profession::COLUMN.slug.eq(*slug)).one(tx).await?.expect("a profession");
        let row = talk_profession::ActiveModel { talk_id: Set(talk_id), profession_id: Set(profession.id), position: Set(position as i32) };
        talk_profession::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn track(tx: &DatabaseTransaction, ids: &Ids, talk_id: TalkId, language: &str, kind: &str, vtt: &str) -> Result<(), DbErr> {
    let row = caption::ActiveModel {
        id: Set(ids.next::<CaptionId>(NOON)),
        talk_id: Set(talk_id),
        language: Set(language.into()),
        kind: Set(kind.into()),
        vtt: Set(vtt.into()),
        created_at: Set(NOON),
        updated_at: Set(NOON),
    };
    caption::Entity::insert(row).exec_without_returning(tx).await.map(|_| ())
}

async fn film(tx: &DatabaseTransaction, ids: &Ids, id: FilmId, talk_id: TalkId, state: &str, minutes: i64) -> Result<(), DbErr> {
    let row = film::ActiveModel {
        id: Set(id),
        talk_id: Set(talk_id),
        media_key: Set(ids.token32()),
        original_name: Set("film.mp4".into()),
        original_key: Set("original".into()),
        original_bytes: Set(1000),
        original_sha256: Set(String::new()),
        state: Set(state.into()),
        refusal: Set(None),
        refusal_detail: Set(None),
        probe: Set(None),
        duration_us: Set(minutes * 60_000_000),
        width: Set(1920),
        height: Set(1080),
        just_in_time: Set(state != "arrived"),
        source_rung: Set(false),
        has_audio: Set(true),
        extras: Set(if state == "ready" { r#"{"plain_original":true,"audio_bytes":7,"sprite":true}"#.into() } else { "{}".into() }),
        created_at: Set(NOON),
        updated_at: Set(NOON),
    };
    film::Entity::insert(row).exec_without_returning(tx).await?;
    let rungs: &[(&str, i32, &str)] = match state {
        "ready" => &[("source", 1080, "playable")],
        "working" => &[("source", 1080, "playable"), ("720", 720, "encoding"), ("480", 480, "waiting")],
        _ => &[("720", 720, "waiting")],
    };
    for (name, height, state) in rungs {
        let row = rendition::ActiveModel {
            id: Set(ids.next::<RenditionId>(NOON)),
            film_id: Set(id),
            name: Set((*name).into()),
            width: Set(height * 16 / 9),
            height: Set(*height),
            state: Set((*state).into()),
            source: Set(if *name == "source" { "original".into() } else { "ladder".into() }),
            codecs: Set("avc1.640028,mp4a.40.2".into()),
            bandwidth: Set(1_000_000),
            average_bandwidth: Set(900_000),
            frame_rate: Set(25.0),
            bytes: Set(0),
            verified_at: Set(Some(NOON)),
            updated_at: Set(NOON),
        };
        rendition::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
