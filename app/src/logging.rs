//! The log, on standard error: lines for people or for machines.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::settings::Settings;

/// Starts the log. Commands that end by themselves say only what went wrong; their words go to standard output.
pub fn start(settings: &Settings, server: bool) {
    let usual = if server { settings.log.as_str() } else { "warn" };
    let filter = EnvFilter::try_new(usual).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    let started = if settings.log_format == "json" {
        log.json().flatten_event(true).with_current_span(false).try_init()
    } else {
        log.with_target(false).compact().try_init()
    };
    // A second log in the same process happens in tests only; the first goes on.
    drop(started);
}
