//! Figures for Prometheus, on an inner address.

use std::net::SocketAddr;

use anyhow::Context as _;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio_util::task::TaskTracker;

/// Bounds of the histograms in seconds, from a page in memory to a slow one.
const SECONDS: &[f64] = &[0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Starts counting, and serves the figures at `listen` unless that is `off`. A taken port is told and then done without.
///
/// # Errors
/// When `listen` is no address.
pub fn start(listen: &str) -> anyhow::Result<()> {
    if listen == "off" {
        return Ok(());
    }
    let at: SocketAddr = listen.parse().with_context(|| format!("metrics_listen: »{listen}«"))?;
    let built = PrometheusBuilder::new().set_buckets(SECONDS)?.with_http_listener(at).build();
    let (recorder, exporter) = match built {
        Ok(built) => built,
        Err(error) => {
            tracing::warn!(%at, %error, "figures cannot be served");
            return Ok(());
        }
    };
    // Refused when a recorder is there already; then that one counts.
    let _ = metrics::set_global_recorder(recorder);
    // Lives as long as the runtime; nobody waits for it.
    TaskTracker::new().spawn(async move {
        if let Err(error) = exporter.await {
            tracing::warn!(%at, ?error, "figures cannot be served");
        }
    });
    Ok(())
}
