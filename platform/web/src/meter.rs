//! Figures of the web platform, for Prometheus.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use http::StatusCode;
use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};

/// Figures that are needed at every request, looked up once.
pub(crate) struct Meter {
    hit: Counter,
    miss: Counter,
    fast: Counter,
    hit_seconds: Histogram,
    fast_seconds: Histogram,
    connections: Gauge,
    open: AtomicI64,
}

impl Meter {
    pub(crate) fn new() -> Meter {
        metrics::describe_counter!("http_requests_total", "Requests by route and status");
        metrics::describe_histogram!("http_request_seconds", metrics::Unit::Seconds, "Time until the response's head, by route");
        metrics::describe_counter!("page_cache_total", "Pages looked up in the page cache, by result");
        metrics::describe_gauge!("http_connections", "Connections open now");
        Meter {
            hit: counter!("page_cache_total", "result" => "hit"),
            miss: counter!("page_cache_total", "result" => "miss"),
            fast: counter!("http_requests_total", "route" => "fast path", "status" => "2xx"),
            hit_seconds: histogram!("http_request_seconds", "route" => "page cache"),
            fast_seconds: histogram!("http_request_seconds", "route" => "fast path"),
            connections: gauge!("http_connections"),
            open: AtomicI64::new(0),
        }
    }

    pub(crate) fn hit(&self, took: Duration) {
        self.hit.increment(1);
        self.hit_seconds.record(took.as_secs_f64());
    }

    pub(crate) fn miss(&self) {
        self.miss.increment(1);
    }

    pub(crate) fn fast(&self, took: Duration) {
        self.fast.increment(1);
        self.fast_seconds.record(took.as_secs_f64());
    }

    /// `route` is the path of the route table, or a word where none matched: never what the client wrote.
    pub(crate) fn routed(&self, route: &'static str, status: StatusCode, took: Duration) {
        counter!("http_requests_total", "route" => route, "status" => status.as_str().to_owned()).increment(1);
        histogram!("http_request_seconds", "route" => route).record(took.as_secs_f64());
    }

    /// A connection opened (+1) or closed (−1).
    pub(crate) fn connections(&self, by: i64) {
        let open = self.open.fetch_add(by, Ordering::Relaxed) + by;
        self.connections.set(open as f64);
    }
}
