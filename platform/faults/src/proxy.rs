//! The proxy itself.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::sleep,
};

use crate::Faults;

const CHUNK: usize = 64 << 10;
const REFUSAL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// A running proxy; it ends with all its connections when this value goes.
#[derive(Debug)]
pub struct Proxy {
    addr: SocketAddr,
    faults: Arc<watch::Sender<Faults>>,
    _accepting: JoinSet<()>,
}

impl Proxy {
    /// Passes on what comes to `listen` (port 0: a free one) to `upstream` (`host:port`, looked up at each connection).
    pub async fn start(listen: SocketAddr, upstream: String) -> io::Result<Proxy> {
        let listener = TcpListener::bind(listen).await?;
        let addr = listener.local_addr()?;
        let faults = Arc::new(watch::Sender::new(Faults::default()));
        let sender = faults.clone();
        let requests = Arc::new(AtomicU64::new(0));
        let mut accepting = JoinSet::new();
        accepting.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let (faults, requests, upstream) = (sender.subscribe(), requests.clone(), upstream.clone());
                connections.spawn(async move {
                    let mut connection = Connection { client, faults, requests, delivered: 0 };
                    // an end by error and a wanted reset look alike to the client: both cut off
                    if connection.run(&upstream).await.is_err() {
                        let _ = connection.client.set_zero_linger();
                    }
                });
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(Proxy { addr, faults, _accepting: accepting })
    }

    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Changes what goes wrong, for open connections too.
    pub fn set(&self, faults: Faults) {
        self.faults.send_replace(faults);
    }

    /// The way to change it from elsewhere.
    #[must_use]
    pub fn handle(&self) -> Arc<watch::Sender<Faults>> {
        self.faults.clone()
    }
}

struct Connection {
    client: TcpStream,
    faults: watch::Receiver<Faults>,
    requests: Arc<AtomicU64>,
    /// Bytes to the client since there has been a number to reset after.
    delivered: u64,
}

impl Connection {
    async fn run(&mut self, upstream: &str) -> io::Result<()> {
        self.pass(0).await?;
        let mut upstream = TcpStream::connect(upstream).await?;
        let _ = (self.client.set_nodelay(true), upstream.set_nodelay(true));
        let (mut up, mut down) = (vec![0; CHUNK], vec![0; CHUNK]);
        loop {
            tokio::select! {
                read = self.client.read(&mut up) => {
                    let chunk = &up[..read?];
                    if chunk.is_empty() {
                        return Ok(());
                    }
                    self.pass(chunk.len()).await?;
                    if self.refuses(chunk) {
                        self.client.write_all(REFUSAL).await?;
                        return self.client.shutdown().await;
                    }
                    upstream.write_all(chunk).await?;
                }
                read = upstream.read(&mut down) => {
                    let chunk = &down[..read?];
                    if chunk.is_empty() {
                        return Ok(());
                    }
                    self.pass(chunk.len()).await?;
                    let chunk = self.up_to_the_reset(chunk);
                    self.client.write_all(&down[..chunk.0]).await?;
                    if chunk.1 {
                        return Err(io::ErrorKind::ConnectionReset.into());
                    }
                }
            }
        }
    }

    /// Holds `bytes` up as the faults want it; an error means cut off.
    async fn pass(&mut self, bytes: usize) -> io::Result<()> {
        self.faults.wait_for(|faults| !faults.swallow || faults.reset).await.map_err(io::Error::other)?;
        let faults = *self.faults.borrow_and_update();
        if faults.reset {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let transfer = if faults.rate > 0 { Duration::from_secs_f64(bytes as f64 / faults.rate as f64) } else { Duration::ZERO };
        sleep(faults.latency + transfer).await;
        Ok(())
    }

    fn refuses(&self, chunk: &[u8]) -> bool {
        let every = self.faults.borrow().refuse_every;
        let request = [&b"GET "[..], b"PUT ", b"POST ", b"HEAD ", b"DELETE "].iter().any(|method| chunk.starts_with(method));
        every > 0 && request && (self.requests.fetch_add(1, Ordering::SeqCst) + 1).is_multiple_of(every)
    }

    /// How much of the chunk still goes to the client, and whether the connection is then reset.
    fn up_to_the_reset(&mut self, chunk: &[u8]) -> (usize, bool) {
        let limit = self.faults.borrow().reset_after;
        if limit == 0 {
            self.delivered = 0;
            return (chunk.len(), false);
        }
        let left = usize::try_from(limit.saturating_sub(self.delivered)).unwrap_or(usize::MAX);
        self.delivered += chunk.len() as u64;
        (chunk.len().min(left), chunk.len() >= left)
    }
}
