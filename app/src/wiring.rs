//! The whole wiring: which features the product consists of, in order of dependence.

use film::Tools;
use jobs::{Handler, Progress, Worker, WorkerConfig};
use web::{App, Feature};

use crate::data_folder::DataFolder;
use crate::settings::Settings;

/// Every feature, asked what it brings.
pub fn features(app: &App, media: talks::Settings) -> Vec<Feature> {
    vec![player::feature(app), talks::feature(app, media), front::feature(app)]
}

/// What the talks need to know of this machine. `news` is this process's news of jobs.
pub fn media(tools: Option<Tools>, news: Progress, settings: &Settings) -> talks::Settings {
    talks::Settings { tools, jobs: news, av1: settings.av1 }
}

/// The worker that does the features' background work.
pub fn worker(app: &App, handlers: Vec<Handler>, data: &DataFolder, news: Progress) -> Worker {
    let config = WorkerConfig { name: machine(), scratch: data.scratch(), progress: news, ..WorkerConfig::default() };
    Worker::new(app.db.clone(), app.clock.clone(), app.ids.clone(), handlers, config)
}

/// The API's description (OpenAPI 3.1) as JSON.
pub fn openapi() -> String {
    talks::openapi().to_pretty_json().unwrap_or_default()
}

/// The machine's name, by which a worker is known in the queue.
fn machine() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    if name.trim().is_empty() { "worker".into() } else { name.trim().to_owned() }
}
