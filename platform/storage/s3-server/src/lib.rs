//! An S3 server in a folder, for tests: in the test's own process, or as a program beside a real server.

use std::{io, net::SocketAddr, path::Path};

use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use tokio::{net::TcpListener, task::JoinSet};

/// The bucket that it has.
pub const BUCKET: &str = "media";
/// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` for it.
pub const KEYS: (&str, &str) = ("test-id", "test-secret");

/// A running server; it ends when this value goes.
#[derive(Debug)]
pub struct S3Server {
    addr: SocketAddr,
    _accepting: JoinSet<()>,
}

impl S3Server {
    /// Serves the folder `root` (made when missing) on a free port of this machine.
    pub async fn start(root: &Path) -> io::Result<S3Server> {
        S3Server::start_on(root, SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// As [`S3Server::start`], on a given address.
    pub async fn start_on(root: &Path, addr: SocketAddr) -> io::Result<S3Server> {
        std::fs::create_dir_all(root.join(BUCKET))?;
        let files = s3s_fs::FileSystem::new(root).map_err(|error| io::Error::other(format!("{error:?}")))?;
        let mut service = s3s::service::S3ServiceBuilder::new(files);
        service.set_auth(s3s::auth::SimpleAuth::from_single(KEYS.0, KEYS.1));
        let service = service.build();
        let listener = TcpListener::bind(addr).await?;
        let addr = listener.local_addr()?;
        let mut accepting = JoinSet::new();
        accepting.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let service = service.clone();
                let _ = stream.set_nodelay(true);
                connections.spawn(async move {
                    let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
                });
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(S3Server { addr, _accepting: accepting })
    }

    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The storage's address, keys included.
    #[must_use]
    pub fn url(&self) -> String {
        url_at(self.addr)
    }
}

/// The storage's address by way of a proxy that listens at `addr`, keys included.
#[must_use]
pub fn url_at(addr: SocketAddr) -> String {
    format!("s3://{}:{}@{BUCKET}/social-talks?endpoint=http://{addr}&region=us-east-1", KEYS.0, KEYS.1)
}
