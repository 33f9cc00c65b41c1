//! A site with a row in every table and a few objects, and comparing two sites.

use std::path::Path;

use bytes::Bytes;
use db::Db;
use schema::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, Statement};
use storage::Storage;

pub const NOW: Time = Time(1_790_000_000_000_000);

pub fn quiet(_: backup::Progress) {}

pub fn folder(path: &Path) -> Storage {
    Storage::open(&format!("file://{}", path.display()), 0).unwrap()
}

async fn insert<M>(db: &Db, row: M)
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
{
    db.write(async |tx| <M::Entity as EntityTrait>::insert(row.into_active_model()).exec_without_returning(tx).await).await.unwrap();
}

/// Fills a site with awkward values: empty, null, negative, largest, fractions, quotes, line ends, other scripts.
pub async fn fill(db: &Db, storage: &Storage) {
    let awkward = "»Å\"'\\\n\t\u{1F469}\u{200D}\u{1F4BB} ' OR 1=1 --\r\n".to_owned();
    insert(
        db,
        topic::Model {
            id: TopicId(1),
            slug: "a".into(),
            name_da: awkward.clone(),
            name_en: String::new(),
            description_da: String::new(),
            description_en: String::new(),
            position: i32::MIN,
            name_sort: (0..=255).collect(),
        },
    )
    .await;
    let talk = talk::Model {
        id: TalkId(i64::MAX),
        slug: "talk".into(),
        title: awkward.clone(),
        title_sort: vec![],
        summary: "x".repeat(100_000),
        language: "da".into(),
        state: "public".into(),
        published_at: Some(Time(-1)),
        recorded_on: None,
        recorded_at: String::new(),
        note: String::new(),
        poster_object: "bold".into(),
        poster_curtain: "x".into(),
        film_id: Some(FilmId(2)),
        duration_ms: i64::MAX,
        vouched_by: None,
        vouched_at: None,
        created_at: Time(i64::MIN + 1),
        updated_at: NOW,
    };
    insert(db, talk.clone()).await;
    insert(db, talk_topic::Model { talk_id: talk.id, topic_id: TopicId(1), position: 0 }).await;
    insert(db, film(talk.id)).await;
    for (n, frame_rate) in [0.1 + 0.2, 30_000.0 / 1_001.0, f64::MIN_POSITIVE, -0.0, 25.0].into_iter().enumerate() {
        insert(db, rendition(n as i64, frame_rate)).await;
    }
    db.secret(&Ids::system()).await.unwrap();
    for n in 0..1_200 {
        db.write(async |tx| change::record(tx, &format!("talk/{n}"), "made", Time(n)).await).await.unwrap();
    }
    db.write(async |tx| audit::record(tx, "operator", "talk.made", "talk/1", "{}", NOW).await).await.unwrap();
    for (key, body) in
        [("films/a/original.mp4", vec![7; 300_000]), ("films/a/720/index.m3u8", b"#EXTM3U".to_vec()), ("films/b/same.mp4", vec![7; 300_000]), ("empty", vec![])]
    {
        storage.put_bytes(key, Bytes::from(body)).await.unwrap();
    }
}

fn film(talk_id: TalkId) -> film::Model {
    film::Model {
        id: FilmId(2),
        talk_id,
        media_key: "0123456789abcdef0123456789abcdef".into(),
        original_name: "min film.mp4".into(),
        original_key: "films/a/original.mp4".into(),
        original_bytes: 300_000,
        original_sha256: String::new(),
        state: "ready".into(),
        refusal: None,
        refusal_detail: Some(String::new()),
        probe: Some("{\"a\":[1,2,null]}".into()),
        duration_us: 1,
        width: 640,
        height: 360,
        just_in_time: true,
        source_rung: false,
        has_audio: true,
        extras: "{}".into(),
        created_at: NOW,
        updated_at: NOW,
    }
}

fn rendition(n: i64, frame_rate: f64) -> rendition::Model {
    rendition::Model {
        id: RenditionId(n),
        film_id: FilmId(2),
        name: format!("r{n}"),
        width: 1,
        height: 0,
        state: "playable".into(),
        source: "ladder".into(),
        codecs: String::new(),
        bandwidth: 1,
        average_bandwidth: 1,
        frame_rate,
        bytes: 1,
        verified_at: None,
        updated_at: NOW,
    }
}

/// Everything that a site holds, to be compared.
pub async fn everything(db: &Db, storage: &Storage) -> Vec<String> {
    macro_rules! rows {
        ($($entity:path),*) => {{
            let mut all: Vec<String> = Vec::new();
            $(all.extend(<$entity>::find().all(db.read()).await.unwrap().iter().map(|row| format!("{row:?}")));)*
            all
        }};
    }
    let mut all = rows!(
        topic::Entity,
        profession::Entity,
        speaker::Entity,
        talk::Entity,
        talk_speaker::Entity,
        talk_topic::Entity,
        talk_profession::Entity,
        caption::Entity,
        film::Entity,
        rendition::Entity,
        job::Entity,
        play::Entity,
        setting::Entity,
        change::Entity,
        audit::Entity
    );
    for object in storage.list("").await.unwrap() {
        let body = storage.get(&object.key).await.unwrap().unwrap();
        all.push(format!("{} {} {:?}", object.key, object.size, &body[..body.len().min(20)]));
    }
    all.sort();
    all
}

/// A line more in the change log, by the database's own counting.
pub async fn next_change(db: &Db) -> i64 {
    db.write(async |tx| change::record(tx, "talk/1", "made", NOW).await).await.unwrap();
    let row = db.read().query_one_raw(Statement::from_string(db.read().get_database_backend(), "SELECT MAX(seq) AS seq FROM changes")).await.unwrap().unwrap();
    row.try_get("", "seq").unwrap()
}

/// A job, as one that runs while the backup is made.
pub async fn running_job(db: &Db) {
    let job = job::Model {
        id: JobId(9),
        name: "film.inspect".into(),
        payload: "{}".into(),
        subject: "film/2".into(),
        lane: 1,
        priority: 0,
        state: "running".into(),
        run_at: NOW,
        lease_until: Some(NOW),
        lease_owner: Some("gone".into()),
        fence: 3,
        tries: 0,
        crashes: 1,
        permille: 500,
        remaining_s: Some(7),
        log_tail: "a\nb".into(),
        error: None,
        cancel_requested: false,
        dedupe: Some("film.inspect:2".into()),
        created_at: NOW,
        started_at: Some(NOW),
        finished_at: None,
    };
    let mut row = job.into_active_model();
    row.id = Set(JobId(9));
    db.write(async |tx| job::Entity::insert(row).exec_without_returning(tx).await).await.unwrap();
}
