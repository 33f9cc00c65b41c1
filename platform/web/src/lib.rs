//! The web platform: what every page stands on.
//!
//! - [`App`] is what all rooms share; a room gives the program one [`Feature`] with its [`Route`]s, and that table is
//!   the only source of the router.
//! - A handler takes [`Reader`] (language, address) and [`Viewer`] (who), makes a [`Frame`] for the layout, and answers
//!   `Page(template)` or a [`PageError`]; error pages, compression, ETag, caching and security headers follow by themselves.
//! - [`Site`] answers a request: fast path → page cache → router; [`serve`] puts it on a listener.
//! - [`Changes`] follows the change log and thereby empties the page cache.

mod answer;
mod app;
mod assets;
mod cache;
mod changes;
mod client;
mod compress;
mod config;
mod connection;
mod door;
mod error;
mod feature;
mod frame;
mod headers;
mod health;
mod language;
mod limits;
mod meter;
mod nav;
mod page;
mod reader;
mod request_id;
mod robots;
mod route;
mod server;
mod site;
mod store;
mod viewer;

pub mod test;

pub use app::App;
pub use assets::Assets;
pub use cache::PageCache;
pub use changes::Changes;
pub use client::Client;
pub use config::{AccessLog, Config, Network, ParseNetworkError};
pub use error::{PageError, PageResult};
pub use feature::{Check, FastPath, Feature, Finding, Level, Panel, PanelSource, PanelView, Progress, Seed, Sitemap, SitemapEntry};
pub use frame::Frame;
pub use headers::{CSP_MEDIA, media_headers};
pub use nav::{NavItem, Place};
pub use page::{Page, Plain, Uncached};
pub use reader::Reader;
pub use request_id::RequestId;
pub use route::{Route, Who, routes};
pub use server::{ServerOptions, serve};
pub use site::Site;
pub use viewer::Viewer;

i18n::texts!();
