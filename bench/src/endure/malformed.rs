//! Requests that nobody should send: malformed, oversized, aimed at files. And, in `slow`, senders that take their time.

use std::{
    fs,
    io::Write,
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{
    film::{Kind, film},
    http::{get, read},
    program::Place,
    report::Row,
    slow, truth,
    world::World,
};

/// A request as bytes, what it is, and which statuses are right; a closed connection is right as well.
type Case = (&'static str, Vec<u8>, &'static [u16]);

fn with(start: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("{start} HTTP/1.1\r\nHost: x\r\n{headers}\r\n").as_bytes(), body].concat()
}

/// The table of requests. `media` is a film's folder, `/media/{key}`.
fn cases(media: &str) -> Vec<Case> {
    let many: String = (0..20_000).map(|n| format!("X-{n}: 1\r\n")).collect();
    let ranges: Vec<String> = (0..1000).map(|n| format!("{}-{}", n * 2, n * 2)).collect();
    let ranges = format!("Range: bytes={}\r\n", ranges.join(","));
    let deep = "[".repeat(4000);
    let body = |text: &str| format!("Content-Type: text/plain\r\nContent-Length: {}\r\n", text.len());
    const BAD: &[u16] = &[400];
    const LARGE: &[u16] = &[400, 413, 414, 431];
    const NONE: &[u16] = &[400, 404];
    let mut cases: Vec<Case> = vec![
        ("no request line", b"hello\r\n\r\n".to_vec(), BAD),
        ("a TLS greeting", [&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc][..], &[0; 300], b"\r\n\r\n"].concat(), BAD),
        ("HTTP/0.9", b"GET /\r\n\r\n".to_vec(), BAD),
        ("HTTP/3.7", b"GET / HTTP/3.7\r\nHost: x\r\n\r\n".to_vec(), &[400, 505]),
        ("no Host", b"GET / HTTP/1.1\r\n\r\n".to_vec(), BAD),
        ("space before a header's colon", with("GET /", "X-Odd : 1\r\n", b""), BAD),
        ("a header folded onto two lines", with("GET /", "X-Odd: 1\r\n 2\r\n", b""), BAD),
        ("NUL in a header", with("GET /", "X-Odd: a\0b\r\n", b""), BAD),
        ("NUL in the path", b"GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(), BAD),
        (
            "Content-Length and Transfer-Encoding",
            with("POST /v", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"),
            &[400, 403, 422],
        ),
        ("two Content-Length", with("POST /v", "Content-Length: 4\r\nContent-Length: 5\r\n", b"abcde"), BAD),
        ("a negative Content-Length", with("POST /v", "Content-Length: -1\r\n", b""), BAD),
        ("a length of 99,999,999,999", with("POST /v", "Content-Length: 99999999999\r\n", b""), &[413]),
        ("a bad chunk size", with("POST /v", "Transfer-Encoding: chunked\r\n", b"ZZ\r\nabc\r\n0\r\n\r\n"), BAD),
        ("a chunk size that overflows", with("POST /v", "Transfer-Encoding: chunked\r\n", b"fffffffffffffffff\r\nabc"), BAD),
        ("an unknown transfer coding", with("POST /v", "Transfer-Encoding: gzip\r\n", b"abc"), &[400, 501]),
        ("one header of 1 MB", with("GET /", &format!("X-Large: {}\r\n", "a".repeat(1 << 20)), b""), LARGE),
        ("20,000 headers", with("GET /", &many, b""), LARGE),
        ("a path of 64 KB", with(&format!("GET /{}", "a".repeat(65_536)), "", b""), LARGE),
        ("a query of 30 KB", with(&format!("GET /talks?{}", "a=b&".repeat(7_500)), "", b""), &[200, 400, 414, 431]),
        ("1,000 ranges", with(&format!("GET {media}/film.mp4"), &ranges, b""), &[200, 416]),
        ("a range beyond the end", with(&format!("GET {media}/film.mp4"), "Range: bytes=99999999999-\r\n", b""), &[416]),
        ("JSON of 4,000 open brackets to the beacon", with("POST /v", &body(&deep), deep.as_bytes()), BAD),
        ("200 KB to the beacon", with("POST /v", "Content-Type: text/plain\r\nContent-Length: 200000\r\n", &[b'['; 200_000]), &[413]),
        ("bytes that are no text to the beacon", with("POST /v", "Content-Length: 4\r\n", &[0xff, 0xfe, 0, 0x80]), BAD),
        ("TRACE", with("TRACE /", "", b""), &[405]),
        ("CONNECT", b"CONNECT example.dk:443 HTTP/1.1\r\nHost: example.dk:443\r\n\r\n".to_vec(), &[400, 404, 405]),
        ("DELETE on a talk", with("DELETE /talks/x", "", b""), &[404, 405]),
        ("an unknown method", with("BREW /talks", "", b""), &[400, 405]),
        ("100,000 languages", with("GET /", &format!("Accept-Language: {}\r\n", "da,".repeat(9_000)), b""), &[200, 431]),
        ("a wish for HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), &[400, 505]),
    ];
    for path in [
        "/media/../../../../etc/passwd".to_owned(),
        "/media/..%2f..%2f..%2fetc%2fpasswd/x".into(),
        format!("{media}/../../social-talks.db"),
        format!("{media}/%2e%2e/%2e%2e/social-talks.db"),
        format!("{media}/240/..%2f..%2foriginal"),
        format!("{media}/240/%2e%2e%2findex.m3u8"),
        format!("{media}/240/index.m3u8%00.mp4"),
        format!("{media}/original"),
        "/assets/../Cargo.toml".into(),
        "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd".into(),
        "/assets/..%5c..%5cwindows".into(),
        "/posters/..%2f..%2fsocial-talks.db".into(),
        "/talks/%00".into(),
        "/talks/%ff%fe".into(),
        "/talks/%".into(),
        "//example.dk/%2e%2e".into(),
    ] {
        cases.push(("a path out of its folder", with(&format!("GET {path}"), "", b""), NONE));
    }
    cases
}

/// How one request ended.
enum End {
    Answered(u16, String, Duration),
    Closed(Duration),
    Silent,
}

fn strike(addr: SocketAddr, bytes: &[u8]) -> Result<End> {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(addr)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.set_write_timeout(Some(Duration::from_secs(5)))?;
    stream.set_nodelay(true)?;
    let _ = stream.write_all(bytes);
    Ok(match read(&mut stream, begun) {
        Ok(answer) => End::Answered(answer.status, answer.text(), answer.took),
        Err(error) if error.to_string() == "silent" => End::Silent,
        Err(_) => End::Closed(begun.elapsed()),
    })
}

/// What went wrong with a request, and how long its best try took.
fn tried(addr: SocketAddr, (name, bytes, right): &Case) -> Result<(Option<String>, Duration)> {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).lines().next().unwrap_or_default().to_owned();
        match strike(addr, bytes)? {
            End::Answered(status, body, took) => {
                best = best.min(took);
                if !right.contains(&status) {
                    return Ok((Some(format!("{name} (`{shown}`): {status}")), best));
                }
                if body.contains("root:x:") || body.starts_with("SQLite format") {
                    return Ok((Some(format!("{name} (`{shown}`): gave a file away")), best));
                }
            }
            End::Closed(took) => best = best.min(took),
            End::Silent => return Ok((Some(format!("{name} (`{shown}`): no answer")), best)),
        }
    }
    Ok((None, best))
}

/// See the module.
pub fn run(world: &World) -> Result<Vec<Row>> {
    let place = Place::new(world, &world.fresh("http")?)?;
    let slug = place.take(&film(world, Kind::Mp4)?, "Ondt vejr", true)?;
    let mut server = place.serve("serve")?;
    let seen = truth::look(place.addr, &slug)?;
    let media = seen.addresses[0].split('/').take(3).collect::<Vec<_>>().join("/");
    slow::well_behaved(place.addr, &format!("/da/talks/{slug}"))?;
    let before = server.rss_kib()?;
    let cases = cases(&media);
    let (mut wrong, mut slow_ones, mut slowest) = (Vec::new(), Vec::new(), Duration::ZERO);
    for case in &cases {
        let (fault, took) = tried(place.addr, case)?;
        wrong.extend(fault);
        slowest = slowest.max(took);
        if took > Duration::from_millis(50) {
            slow_ones.push(format!("{} {} ms", case.0, took.as_millis()));
        }
        let good = get(place.addr, "/healthz")?.status;
        if good != 200 {
            wrong.push(format!("after {}: a good request gets {good}", case.0));
        }
    }
    let told = |faults: &[String], good: String| if faults.is_empty() { good } else { faults.join("; ") };
    let mut table = vec![
        Row::new(
            "a table of malformed, oversized and prying requests, three times each",
            cases.len() * 3,
            "refused (4xx), closed, or answered as the standard allows; a good request after each",
            told(&wrong, "as expected".into()),
            wrong.is_empty(),
        ),
        Row::new(
            "each of them, best of three",
            cases.len(),
            "≤ 50 ms",
            told(&slow_ones, format!("slowest {:.1} ms", slowest.as_secs_f64() * 1000.0)),
            slow_ones.is_empty(),
        ),
    ];
    table.extend(slow::run(world, &place, &slug)?);
    table.push(memory(&server, before)?);
    let panics = fs::read_to_string(place.log())?.matches("panic").count();
    table.push(Row::new("the server's log afterwards", 1, "no panic", format!("{panics} lines with one"), panics == 0 && server.runs()));
    server.stop()?;
    Ok(table)
}

/// Memory after all of it, when the allocator has had time to give back.
fn memory(server: &super::program::Server, before: u64) -> Result<Row> {
    let limit = before + before / 10;
    let mut after = server.rss_kib()?;
    for _ in 0..20 {
        if after <= limit {
            break;
        }
        std::thread::sleep(Duration::from_millis(500));
        after = server.rss_kib()?;
    }
    Ok(Row::new(
        "resident memory after 500 well-behaved connections, and after all of it",
        1,
        "within 10 %",
        format!("{} MiB, then {} MiB", before >> 10, after >> 10),
        after <= limit,
    ))
}
