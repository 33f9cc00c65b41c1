//! A small HTTP port by which scripts change the faults: `/set?latency_ms=500&rate=65536`; every answer tells what holds.

use std::{io, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::watch,
};

use crate::Faults;

/// Answers on `listener`, one request after the other, until the future is dropped.
pub async fn serve_control(listener: TcpListener, faults: Arc<watch::Sender<Faults>>) -> io::Result<()> {
    loop {
        let (mut client, _) = listener.accept().await?;
        let mut request = vec![0; 4096];
        let read = client.read(&mut request).await.unwrap_or(0);
        let line = String::from_utf8_lossy(&request[..read]);
        let path = line.split_whitespace().nth(1).unwrap_or("/").to_owned();
        let (status, body) = match path.strip_prefix("/set?").map(str::parse::<Faults>) {
            Some(Ok(wanted)) => {
                faults.send_replace(wanted);
                ("200 OK", wanted.to_string())
            }
            Some(Err(error)) => ("400 Bad Request", error),
            None => ("200 OK", faults.borrow().to_string()),
        };
        let answer = format!("HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
        // a client that has gone away is no reason to stop
        let _ = client.write_all(answer.as_bytes()).await;
        let _ = client.shutdown().await;
    }
}
