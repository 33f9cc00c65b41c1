//! The accept loop: HTTP/1.1 on hyper, bounded in connections, heads and time, with a graceful end.

use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use futures::future::Either;
use http::Request;
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use crate::Site;
use crate::connection::{Pulse, Watch, Watched};
use crate::limits::Timely;

/// Bytes a request's head may have; more is answered with 431.
const LARGEST_HEAD: usize = 32 * 1024;

/// How the server ends.
#[derive(Clone, Copy, Debug)]
pub struct ServerOptions {
    /// How long requests under way may take after the program was asked to stop.
    pub grace: Duration,
}

impl Default for ServerOptions {
    fn default() -> Self {
        ServerOptions { grace: Duration::from_secs(10) }
    }
}

/// Serves the site until its `App` is told to stop, then finishes what is under way.
///
/// # Errors
/// When the listener itself fails for good.
pub async fn serve(listener: TcpListener, site: Site, options: ServerOptions) -> io::Result<()> {
    let stopping = site.app().stopping.clone();
    let slots = Arc::new(Semaphore::new(site.app().config.max_connections));
    let tasks = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopping.cancelled() => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            // Out of file descriptors, or gone before it was taken: the next one may do better.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let Ok(slot) = slots.clone().try_acquire_owned() else {
            let _ = stream.try_write(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            continue;
        };
        // Small answers leave at once instead of waiting for the client's acknowledgement.
        let _ = stream.set_nodelay(true);
        let site = site.clone();
        tasks.spawn(async move {
            site.meter().connections(1);
            connection(stream, peer.ip(), &site).await;
            site.meter().connections(-1);
            drop(slot);
        });
    }
    drop(listener);
    tasks.close();
    let _ = tokio::time::timeout(options.grace, tasks.wait()).await;
    Ok(())
}

async fn connection(stream: TcpStream, peer: IpAddr, site: &Site) {
    let pulse = Pulse::new();
    let io = TokioIo::new(Watch::new(stream, pulse.clone()));
    let service = {
        let (site, pulse) = (site.clone(), pulse.clone());
        service_fn(move |request| handle(&site, request, peer, &pulse))
    };
    let mut builder = http1::Builder::new();
    // Bounds in time are the watch's, which tells an idle connection from a slow head.
    builder.header_read_timeout(None).max_buf_size(LARGEST_HEAD);
    let mut watched = Watched::new(builder.serve_connection(io, service), pulse);
    tokio::select! {
        () = &mut watched => return,
        () = site.app().stopping.cancelled() => watched.connection().graceful_shutdown(),
    }
    watched.await;
}

/// Only what has to wait gets a future of its own on the heap; an idle connection then costs little.
fn handle(site: &Site, request: Request<Incoming>, peer: IpAddr, pulse: &Arc<Pulse>) -> impl Future<Output = Result<Response, Infallible>> + use<> {
    let (parts, body) = request.into_parts();
    pulse.begin();
    if let Some(response) = site.at_once(&parts) {
        pulse.end();
        return Either::Left(std::future::ready(Ok(response)));
    }
    let (site, pulse) = (site.clone(), pulse.clone());
    Either::Right(Box::pin(async move {
        let body = if body.is_end_stream() { Body::empty() } else { Body::new(Timely::new(body)) };
        let response = site.routed(parts, body, peer).await;
        pulse.end();
        Ok(response)
    }))
}
