//! A whole house for one test: database, storage, room, site and worker; and films of a few seconds.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use axum::body::Body;
use bytes::Bytes;
use film::{SandboxMode, Tools};
use http::{HeaderMap, Request};
use http_body_util::BodyExt as _;
use jobs::{Worker, WorkerConfig};
use schema::{Clock, Ids, Time};
use serde_json::Value;
use storage::Storage;
use talks::import::{Import, Imported, NewSpeaker, NewTopic, import};
use talks::{Settings, Talks};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use web::{App, Config, Site};

/// Everything that a test stands on; goes when it goes.
pub struct House {
    pub talks: Talks,
    pub site: Site,
    pub clock: Clock,
    pub folder: TempDir,
    handlers: Vec<jobs::Handler>,
    _database: db::test::TestDb,
    _s3: Option<s3_server::S3Server>,
}

/// An answer with its body.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// On SQLite and a folder.
pub async fn small() -> House {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file://{}", folder.path().join("media").display());
    house(db::test::sqlite().await, folder, &url, None).await
}

/// On PostgreSQL and S3.
pub async fn large() -> House {
    let folder = tempfile::tempdir().unwrap();
    let s3 = s3_server::S3Server::start(&folder.path().join("s3")).await.unwrap();
    let url = s3.url();
    house(db::test::postgres().await, folder, &url, Some(s3)).await
}

/// Both shapes, one after the other.
pub async fn each(test: impl AsyncFn(House)) {
    test(small().await).await;
    test(large().await).await;
}

async fn house(database: db::test::TestDb, folder: TempDir, url: &str, s3: Option<s3_server::S3Server>) -> House {
    // The sandbox has tests of its own, and needs the program that is not built here.
    let tools = Tools::find(SandboxMode::Off, 2).await.expect("ffmpeg and ffprobe are needed: apt-get install ffmpeg");
    let clock = Clock::fixed(Time(1_773_495_000_000_000));
    let (db, ids) = (database.db.clone(), Ids::seeded(1));
    let secret = db.secret(&ids).await.unwrap();
    let storage = Storage::open(url, 16 << 20).unwrap();
    let app = App::new(db, storage, clock.clone(), ids, Config::default(), secret);
    let settings = Settings { tools: Some(tools), ..Settings::default() };
    // The feature's own room and the test's share rows, not memory: as two processes would.
    let mut feature = talks::feature(&app, settings.clone());
    let handlers = std::mem::take(&mut feature.jobs);
    let site = Site::new(&app, vec![feature]);
    House { talks: Talks::new(&app, settings), site, clock, folder, handlers, _database: database, _s3: s3 }
}

impl House {
    /// A worker of its own, as another process would have it.
    pub fn worker(&self) -> Worker {
        let app = &self.talks.app;
        let config = WorkerConfig { scratch: self.folder.path().join("scratch"), ..WorkerConfig::default() };
        Worker::new(app.db.clone(), self.clock.clone(), Ids::system(), self.handlers.clone(), config)
    }

    /// Works until nothing is left to do.
    pub async fn work(&self) {
        self.worker().drain_all(&CancellationToken::new()).await.unwrap();
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[]).await
    }

    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.talks.app.changes.refresh().await.unwrap();
        let request = Request::builder().method(method).uri(path).header("host", "localhost").header("accept-language", "da");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let response = self.site.answer(request.body(Body::empty()).unwrap(), [127, 0, 0, 1].into()).await;
        let (parts, body) = response.into_parts();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body: body.collect().await.unwrap().to_bytes() }
    }

    /// The talk as the API tells it.
    pub async fn api(&self, slug: &str) -> Value {
        let answer = self.get(&format!("/api/v1/talks/{slug}")).await;
        assert_eq!(answer.status, 200, "{slug}: {}", answer.text());
        answer.json()
    }

    /// The path behind the site's address.
    pub fn path(&self, url: &Value) -> String {
        let url = url.as_str().unwrap_or_else(|| panic!("no address: {url}"));
        url.strip_prefix(&self.talks.app.config.public_url).unwrap().to_owned()
    }

    pub async fn import(&self, asked: Import) -> Imported {
        import(&self.talks, asked, "operator").await.unwrap_or_else(|why| panic!("{why}"))
    }
}

/// A talk to be made public, with words.
pub fn talk(file: PathBuf, title: &str) -> Import {
    Import {
        file,
        title: title.into(),
        summary: "Hvad der skete ved vinduet.".into(),
        speakers: vec![NewSpeaker { name: "Mette Østergaard Lind".into(), line: "pædagog".into(), ..NewSpeaker::default() }],
        topics: vec![NewTopic::named("Overgange")],
        professions: vec!["pædagog".into()],
        captions: vec![(None, films().join("words.vtt"))],
        chapters: vec![(None, films().join("chapters.vtt"))],
        publish: true,
        ..Import::default()
    }
}

/// A folder with films, made once for all tests of this process.
pub fn films() -> &'static Path {
    static FILMS: OnceLock<TempDir> = OnceLock::new();
    FILMS
        .get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let tone = "-f lavfi -i sine=440:sample_rate=48000:duration=5";
            let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25";
            make(folder.path(), "eligible.mp4", &format!("-f lavfi -i testsrc2=s=320x240:r=25:d=5 {tone} {h264} -c:a aac -movflags +faststart"));
            make(folder.path(), "other-sound.mov", &format!("-f lavfi -i testsrc2=s=320x240:r=25:d=5 {tone} {h264} -c:a pcm_s16le"));
            make(folder.path(), "other.avi", &format!("-f lavfi -i testsrc2=s=640x480:r=25:d=5 {tone} -c:v mpeg4 -q:v 5 -c:a libmp3lame"));
            make(folder.path(), "sound.wav", tone);
            let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
            write("words.vtt", "WEBVTT\n\n00:00.500 --> 00:02.000\nJeg tog en stol\n\n00:02.000 --> 00:04.000\nog satte mig <i>ved siden af</i> ham.\n");
            write("chapters.vtt", "WEBVTT\n\n00:00.000 --> 00:04.500\nStolen\n\n00:04.500 --> 00:05.000\nVinduet\n");
            folder
        })
        .path()
}

/// Makes a file by ffmpeg's words.
pub fn make(folder: &Path, name: &str, words: &str) {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-y"]).args(words.split_whitespace()).arg(folder.join(name));
    let done = command.output().expect("ffmpeg is needed: apt-get install ffmpeg");
    assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
}

/// Names of the renditions in this state, as the API tells them.
pub fn in_state(talk: &Value, state: &str) -> Vec<String> {
    let all = talk["renditions"].as_array().unwrap().iter();
    all.filter(|rendition| rendition["state"] == state).map(|rendition| rendition["name"].as_str().unwrap().to_owned()).collect()
}

/// What the audit log says was done, in order.
pub async fn audit(house: &House) -> Vec<String> {
    use sea_orm::{EntityTrait as _, QueryOrder as _};
    let lines = schema::audit::Entity::find().order_by_asc(schema::audit::Column::Seq).all(house.talks.app.db.read()).await.unwrap();
    lines.into_iter().map(|line| line.action).collect()
}

/// Lets the film look as if its MP4 had not been made.
pub async fn forget_download(house: &House, film: schema::FilmId) {
    use sea_orm::{ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
    let write = async |tx: &sea_orm::DatabaseTransaction| {
        let row = schema::film::Entity::find_by_id(film).one(tx).await?.unwrap();
        let mut extras: Value = serde_json::from_str(&row.extras).unwrap();
        assert!(extras["download_bytes"].as_u64().unwrap() > 0);
        extras["download_bytes"] = 0.into();
        let mut row = row.into_active_model();
        row.extras = Set(extras.to_string());
        schema::film::Entity::update(row).exec(tx).await?;
        schema::change::record(tx, "film", "forgotten", house.clock.now()).await
    };
    house.talks.app.db.write(write).await.unwrap();
}
