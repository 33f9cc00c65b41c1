//! Test databases: a fresh SQLite file, and a fresh database on a PostgreSQL server that is started when none is given.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use sea_orm::{ConnectionTrait, Database};

use crate::Db;

/// A migrated database for one test; a SQLite file goes with it.
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// Its address, for a program of its own beside the test.
    pub url: String,
    folder: Option<PathBuf>,
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// Runs `test` on a fresh SQLite database and on a fresh PostgreSQL database.
pub async fn each(test: impl AsyncFn(Db)) {
    let sqlite = sqlite().await;
    test(sqlite.db.clone()).await;
    let postgres = postgres().await;
    test(postgres.db.clone()).await;
}

static NEXT: AtomicU32 = AtomicU32::new(0);

fn unique(prefix: &str) -> String {
    let nanos = std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.subsec_nanos());
    format!("{prefix}_{}_{}_{nanos}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst))
}

/// A fresh, migrated SQLite database in a folder of its own.
pub async fn sqlite() -> TestDb {
    let folder = std::env::temp_dir().join(unique("socialtalks_test"));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let url = format!("sqlite://{}/test.sqlite", folder.display());
    let db = Db::connect(&url).await.expect("SQLite opens");
    db.migrate().await.expect("SQLite migrates");
    TestDb { db, url, folder: Some(folder) }
}

/// A fresh, migrated PostgreSQL database.
pub async fn postgres() -> TestDb {
    let server = server_url();
    let name = unique("t");
    let admin = Database::connect(format!("{server}/postgres")).await.expect("the PostgreSQL server answers");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database for the test");
    admin.close().await.expect("the connection closes");
    let url = format!("{server}/{name}");
    let db = Db::connect(&url).await.expect("PostgreSQL connects");
    db.migrate().await.expect("PostgreSQL migrates");
    TestDb { db, url, folder: None }
}

/// `postgres://user@127.0.0.1:port` of the server for tests: `TEST_POSTGRES_URL`, else one of this process's own.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which server to use")]
fn server_url() -> String {
    static SERVER: OnceLock<(String, Option<Child>)> = OnceLock::new();
    SERVER
        .get_or_init(|| match std::env::var("TEST_POSTGRES_URL") {
            Ok(url) => (url.trim_end_matches('/').to_owned(), None),
            Err(_) => {
                let (url, child) = start();
                (url, Some(child))
            }
        })
        .0
        .clone()
}

/// Starts a throw-away server. It ends with this process: the shell around it waits for our end of its standard input.
fn start() -> (String, Child) {
    let bin = find_bin().expect("PostgreSQL is needed for the tests: apt-get install postgresql");
    let folder = std::env::temp_dir().join(unique("socialtalks_pg"));
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
    let mut child = Command::new("sh")
        .args(["-c", include_str!("test-postgres.sh"), "sh"])
        .arg(&bin)
        .arg(&folder)
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let mut line = String::new();
    let _ = BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line);
    assert_eq!(line.trim(), "ready", "PostgreSQL did not start");
    (format!("postgres://test@127.0.0.1:{port}"), child)
}

fn find_bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<PathBuf> = versions.flatten().map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).collect();
    found.sort();
    found.pop().or_else(|| Path::new("/usr/bin/initdb").exists().then(|| "/usr/bin".into()))
}
