//! What a room brings to the program.

use std::sync::Arc;

use async_trait::async_trait;
use axum::body::Body;
use futures::future::BoxFuture;
use http::Response;
use http::request::Parts;
use i18n::Lang;

use crate::{App, NavItem, Reader, Route};

/// One room's contribution. `app` lists these; that list is the whole wiring.
#[derive(Default)]
pub struct Feature {
    /// The crate's name.
    pub name: &'static str,
    /// Its addresses, with who may ask for them.
    pub routes: Vec<Route>,
    /// The background work it knows how to do.
    pub jobs: Vec<jobs::Handler>,
    /// What it shows on other rooms' pages.
    pub panels: Vec<Panel>,
    /// Entries of menu and footer, shown because their page exists.
    pub nav: Vec<NavItem>,
    /// Its public pages, for search engines.
    pub sitemap: Option<Sitemap>,
    /// Makes its demo content.
    pub seed: Option<Seed>,
    /// What `doctor` should look at.
    pub checks: Vec<Check>,
    /// Answers from memory before routing.
    pub fast: Option<Arc<dyn FastPath>>,
}

/// Answers a request without routing: for media that lies in memory. Synchronous, and never waits.
pub trait FastPath: Send + Sync {
    /// The whole answer, or `None` to let the request go its ordinary way. Headers of [`crate::media_headers`] are added.
    fn answer(&self, parts: &Parts) -> Option<Response<Body>>;
}

/// A room's guest on another room's pages.
pub struct Panel {
    /// The named place it fills, such as `talk.below`.
    pub place: &'static str,
    /// What fills it.
    pub source: Arc<dyn PanelSource>,
}

/// Fills a place for many subjects with one query.
#[async_trait]
pub trait PanelSource: Send + Sync {
    /// One entry per subject (`talk/01hx…`), in their order; `None` where there is nothing to show to this viewer.
    async fn fill(&self, subjects: &[String], reader: &Reader, viewer: &schema::Viewer) -> anyhow::Result<Vec<Option<PanelView>>>;
}

/// A filled panel.
#[derive(Clone, Debug)]
pub struct PanelView {
    /// Finished, escaped HTML.
    pub html: String,
    /// Changes when the content does.
    pub version: i64,
}

/// Lists a room's public pages.
pub type Sitemap = Arc<dyn Fn(App) -> BoxFuture<'static, anyhow::Result<Vec<SitemapEntry>>> + Send + Sync>;

/// A public page.
#[derive(Clone, Debug)]
pub struct SitemapEntry {
    /// Its address without language prefix: `/talks/stoevlerne`.
    pub path: String,
    /// When it last changed, where that is known.
    pub changed: Option<schema::Time>,
}

/// Makes demo content while the program already serves; told where to report its progress.
pub type Seed = Arc<dyn Fn(App, Progress) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// Where a long task tells how far it is: a line of words and thousandths of the whole.
#[derive(Clone)]
pub struct Progress(Arc<Tell>);

type Tell = dyn Fn(&str, u32) + Send + Sync;

impl Progress {
    /// Progress that is given to `tell`.
    pub fn new(tell: impl Fn(&str, u32) + Send + Sync + 'static) -> Progress {
        Progress(Arc::new(tell))
    }

    /// What is being done now, and how much of the whole is behind.
    pub fn say(&self, what: &str, permille: u32) {
        (self.0)(what, permille.min(1000));
    }
}

/// Something `doctor` looks at.
pub struct Check {
    /// Looks, and says what it found in the given language.
    pub run: Arc<dyn Fn(App, Lang) -> BoxFuture<'static, Vec<Finding>> + Send + Sync>,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How serious it is.
    pub level: Level,
    /// A sentence, with the way out when something is wrong.
    pub words: String,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Good,
    /// Works, but something is lost or at risk.
    Warning,
    /// Does not work.
    Fault,
}
