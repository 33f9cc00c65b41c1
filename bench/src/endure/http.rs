//! HTTP by hand, one connection a request: what is sent is exactly what is written here.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

/// How long anything may take before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    /// Without transfer coding.
    pub body: Vec<u8>,
    /// From connecting to the last byte.
    pub took: Duration,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// `GET path`, whole.
pub fn get(addr: SocketAddr, path: &str) -> Result<Answer> {
    ask(addr, "GET", path, b"")
}

/// `GET path` that must be 200.
pub fn fetch(addr: SocketAddr, path: &str) -> Result<Answer> {
    let answer = get(addr, path)?;
    ensure!(answer.status == 200, "{path} answers {}", answer.status);
    Ok(answer)
}

/// A request with a body.
pub fn ask(addr: SocketAddr, method: &str, path: &str, body: &[u8]) -> Result<Answer> {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\nAccept-Language: da\r\n");
    if !body.is_empty() {
        request += &format!("Content-Type: text/plain\r\nContent-Length: {}\r\n", body.len());
    }
    request += "\r\n";
    send(addr, &[request.as_bytes(), body].concat(), PATIENCE).with_context(|| format!("{method} {path}"))
}

/// Sends bytes as they are and reads one answer.
pub fn send(addr: SocketAddr, bytes: &[u8], patience: Duration) -> Result<Answer> {
    let begun = Instant::now();
    let mut stream = TcpStream::connect_timeout(&addr, patience)?;
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(patience))?;
    stream.set_nodelay(true)?;
    // A server may answer and close before it has read all of a request that it refuses.
    let _ = stream.write_all(bytes);
    read(&mut stream, begun)
}

/// Reads one answer; an error when the connection closes or is silent before its end.
pub fn read(stream: &mut TcpStream, begun: Instant) -> Result<Answer> {
    let mut held = Vec::new();
    let end = loop {
        if let Some(at) = find(&held, b"\r\n\r\n") {
            break at;
        }
        ensure!(more(stream, &mut held)?, "closed without an answer");
    };
    let head = String::from_utf8_lossy(&held[..end]).into_owned();
    let mut body = held.split_off(end + 4);
    let mut lines = head.lines();
    let status: u16 = lines.next().and_then(|line| line.split(' ').nth(1)).context("a status line")?.parse()?;
    let headers: Vec<(String, String)> =
        lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    let value = |name: &str| headers.iter().find(|(held, _)| held == name).map(|(_, value)| value.clone());
    if value("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        body = chunked(stream, body)?;
    } else if status == 304 || status == 204 {
        body.clear();
    } else if let Some(length) = value("content-length") {
        let length: usize = length.parse()?;
        while body.len() < length {
            ensure!(more(stream, &mut body)?, "the body broke off at {} of {length} bytes", body.len());
        }
    } else {
        while more(stream, &mut body)? {}
    }
    Ok(Answer { status, headers, body, took: begun.elapsed() })
}

fn chunked(stream: &mut TcpStream, mut raw: Vec<u8>) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = loop {
            match find(&raw, b"\r\n") {
                Some(at) => break at,
                None => ensure!(more(stream, &mut raw)?, "a chunk broke off"),
            }
        };
        let size = usize::from_str_radix(String::from_utf8_lossy(&raw[..line]).split(';').next().unwrap_or_default().trim(), 16)?;
        while raw.len() < line + 2 + size + 2 {
            ensure!(more(stream, &mut raw)?, "a chunk broke off");
        }
        body.extend_from_slice(&raw[line + 2..line + 2 + size]);
        raw.drain(..line + 2 + size + 2);
        if size == 0 {
            return Ok(body);
        }
    }
}

/// Reads some more; false at the end.
fn more(stream: &mut TcpStream, into: &mut Vec<u8>) -> Result<bool> {
    let mut piece = [0; 16 << 10];
    match stream.read(&mut piece) {
        Ok(0) => Ok(false),
        Ok(n) => {
            into.extend_from_slice(&piece[..n]);
            Ok(true)
        }
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => bail!("silent"),
        Err(error) => Err(error.into()),
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
