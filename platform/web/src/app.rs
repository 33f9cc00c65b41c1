//! What all rooms share.

use std::sync::{Arc, OnceLock};

use db::Db;
use schema::{Clock, Ids};
use storage::Storage;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::nav::Furniture;
use crate::{Assets, Changes, Config, PageCache};

/// The running program as a room sees it; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Media.
    pub storage: Storage,
    /// The time.
    pub clock: Clock,
    /// New ids and tokens.
    pub ids: Ids,
    /// What the operator decided.
    pub config: Arc<Config>,
    /// The site's secret, for keyed tokens.
    pub secret: Arc<db::Secret>,
    /// The change log's watermark in this process.
    pub changes: Changes,
    /// Finished pages.
    pub pages: PageCache,
    /// Style sheets, scripts, fonts.
    pub assets: Assets,
    /// Cancelled when the program is asked to stop; endless streams end on it.
    pub stopping: CancellationToken,
    /// Where rooms start what runs beside requests (`app.background.spawn(…)`); the program waits for it when it stops, so
    /// it must end on `stopping`.
    pub background: TaskTracker,
    /// Menu and panels, known once all rooms have spoken.
    pub(crate) furniture: Arc<OnceLock<Furniture>>,
}

impl App {
    /// Puts the parts together. The page cache's size comes from `config`.
    #[must_use]
    pub fn new(db: Db, storage: Storage, clock: Clock, ids: Ids, config: Config, secret: db::Secret) -> App {
        App {
            changes: Changes::new(db.clone()),
            pages: PageCache::new(config.page_cache_bytes),
            assets: Assets::embedded(),
            db,
            storage,
            clock,
            ids,
            config: Arc::new(config),
            secret: Arc::new(secret),
            stopping: CancellationToken::new(),
            background: TaskTracker::new(),
            furniture: Arc::default(),
        }
    }

    /// What stands in the named place of a page, one entry per kind of panel and subject, in the features' order.
    ///
    /// # Errors
    /// When a panel's room cannot be asked.
    pub async fn panels(
        &self,
        place: &str,
        subjects: &[String],
        reader: &crate::Reader,
        viewer: &schema::Viewer,
    ) -> anyhow::Result<Vec<Vec<crate::PanelView>>> {
        let mut out: Vec<Vec<crate::PanelView>> = subjects.iter().map(|_| Vec::new()).collect();
        for panel in self.furniture.get().into_iter().flat_map(|f| &f.panels).filter(|panel| panel.place == place) {
            for (slot, view) in out.iter_mut().zip(panel.source.fill(subjects, reader, viewer).await?) {
                slot.extend(view);
            }
        }
        Ok(out)
    }
}
