//! Senders that take their time: heads that never end, bodies that drip, readers that do not read.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{http::get, program::Place, report::Row, world::World};

/// Slow senders beside each other.
const CROWD: usize = 500;

/// See the module.
pub fn run(world: &World, place: &Place, slug: &str) -> Result<Vec<Row>> {
    let page = format!("/da/talks/{slug}");
    let quiet = tail(place.addr, &page, 60)?;
    let mut table = vec![crowd(place.addr, &page, quiet, "heads that never end", |n| format!("GET /talks?{n} HTTP/1.1\r\nHost: x\r\nX-Slow: "), 15)?];
    if world.short {
        table.push(body(place.addr)?);
        return Ok(table);
    }
    table.push(crowd(place.addr, &page, quiet, "bodies that drip", |_| "POST /v HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n".into(), 30)?);
    table.push(body(place.addr)?);
    Ok(table)
}

/// As many connections as there will be slow ones, each with a good request: what memory that takes is not the harm's.
pub fn well_behaved(addr: SocketAddr, page: &str) -> Result<()> {
    let mut held = Vec::new();
    for _ in 0..CROWD {
        let mut stream = TcpStream::connect(addr)?;
        stream.write_all(format!("GET {page} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes())?;
        held.push(stream);
    }
    for stream in &mut held {
        anyhow::ensure!(super::http::read(stream, Instant::now())?.status == 200, "a good request is refused");
    }
    Ok(())
}

/// The 99th percentile of good requests.
fn tail(addr: SocketAddr, page: &str, many: usize) -> Result<Duration> {
    let mut times: Vec<Duration> = (0..many).map(|_| Ok(super::http::fetch(addr, page)?.took)).collect::<Result<_>>()?;
    times.sort_unstable();
    Ok(times[times.len() * 99 / 100])
}

/// Five hundred connections send a byte a second; counts who is still held when `limit` seconds have passed.
fn crowd(addr: SocketAddr, page: &str, quiet: Duration, what: &str, head: impl Fn(usize) -> String, limit: u64) -> Result<Row> {
    let mut senders = Vec::new();
    for n in 0..CROWD {
        let mut stream = TcpStream::connect(addr)?;
        stream.write_all(head(n).as_bytes())?;
        stream.set_nonblocking(true)?;
        senders.push(stream);
    }
    let (begun, mut times) = (Instant::now(), Vec::new());
    while begun.elapsed() < Duration::from_secs(limit) && !senders.is_empty() {
        senders.retain_mut(|stream| stream.write(b"b").is_ok() && !ended(stream));
        for _ in 0..10 {
            times.push(super::http::fetch(addr, page)?.took);
        }
        sleep(Duration::from_secs(1));
    }
    times.sort_unstable();
    let tail = times.get(times.len() * 99 / 100).copied().unwrap_or_default();
    let (left, quiet, tail) = (senders.len(), quiet.as_secs_f64() * 1000.0, tail.as_secs_f64() * 1000.0);
    Ok(Row::new(
        format!("{CROWD} connections with {what}, a byte a second"),
        CROWD,
        format!("all closed within {limit} s; good requests beside them: 99th percentile ≤ 2 × the quiet one + 20 ms"),
        format!(
            "{left} still held after {:.0} s; 99th percentile of {} good requests {tail:.1} ms (quiet: {quiet:.1} ms)",
            begun.elapsed().as_secs_f64(),
            times.len()
        ),
        left == 0 && tail <= quiet * 2.0 + 20.0,
    ))
}

/// Whether the other side has closed; what it says is read away.
fn ended(stream: &mut TcpStream) -> bool {
    let mut bytes = [0; 1024];
    loop {
        match stream.read(&mut bytes) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() != std::io::ErrorKind::WouldBlock,
        }
    }
}

/// One body that comes a byte a second: it is cut off, not waited for.
fn body(addr: SocketAddr) -> Result<Row> {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(addr)?;
    stream.write_all(b"POST /v HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 4000\r\n\r\n")?;
    stream.set_nonblocking(true)?;
    while begun.elapsed() < Duration::from_secs(40) && stream.write(b"x").is_ok() && !ended(&mut stream) {
        sleep(Duration::from_millis(250));
    }
    let took = begun.elapsed();
    let alive = get(addr, "/healthz")?.status == 200;
    Ok(Row::new("a body of 4 bytes a second", 1, "cut off within 30 s", format!("after {:.1} s", took.as_secs_f64()), took < Duration::from_secs(30) && alive))
}
