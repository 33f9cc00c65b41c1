//! For the rooms' own tests: a site on a fresh database and a folder, asked without a socket.
//!
//! ```ignore
//! let site = web::test::site(db, |app| vec![talks::feature(app)]).await;
//! let page = site.get("/en/talks").await;
//! assert_eq!(page.status, 200);
//! ```

use std::path::{Path, PathBuf};

use axum::body::Body;
use db::Db;
use http::{HeaderMap, Method, Request, header};
use http_body_util::BodyExt as _;
use schema::{Clock, Ids, Time};
use storage::Storage;

use crate::{App, Config, Feature, Site};

/// A site under test; its folder of media goes with it.
pub struct TestSite {
    /// What the rooms share.
    pub app: App,
    /// The site itself.
    pub site: Site,
    folder: PathBuf,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header as text, empty when absent.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// The shared parts on `db`, with a clock that stands at 2026-03-14 13:30 UTC and ids that repeat, storage in a fresh folder.
pub async fn app(db: Db) -> (App, PathBuf) {
    app_with(db, Config::default()).await
}

/// [`app`] with another configuration.
///
/// # Panics
/// When there is no room for a temporary folder, or the database does not answer.
pub async fn app_with(db: Db, config: Config) -> (App, PathBuf) {
    let ids = Ids::seeded(1);
    let folder = std::env::temp_dir().join(format!("social-talks-test-{}", Ids::system().token32()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let storage = Storage::open(&format!("file://{}", folder.display()), 8 * 1024 * 1024).expect("storage in a folder");
    let secret = db.secret(&ids).await.expect("the site's secret");
    let app = App::new(db, storage, Clock::fixed(Time(1_773_495_000_000_000)), ids, config, secret);
    (app, folder)
}

/// A site of the given features on `db`.
pub async fn site(db: Db, features: impl FnOnce(&App) -> Vec<Feature>) -> TestSite {
    site_with(db, Config::default(), features).await
}

/// [`site`] with another configuration.
pub async fn site_with(db: Db, config: Config, features: impl FnOnce(&App) -> Vec<Feature>) -> TestSite {
    let (app, folder) = app_with(db, config).await;
    let site = Site::new(&app, features(&app));
    TestSite { app, site, folder }
}

impl TestSite {
    /// The folder of the storage.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// `GET` as a Danish browser without compression.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], "").await
    }

    /// Any request. After it the change log is looked at, as it is after every commit.
    ///
    /// # Panics
    /// When path or headers cannot stand in a request.
    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.app.changes.refresh().await.expect("the change log");
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("accept-language")) {
            request = request.header(header::ACCEPT_LANGUAGE, "da");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        let response = self.site.answer(request, [127, 0, 0, 1].into()).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes().to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }
}

impl Drop for TestSite {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
