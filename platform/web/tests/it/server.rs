//! The server on a real socket: malformed, oversized and slow requests, many connections, a graceful end.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use web::test::TestSite;
use web::{Config, ServerOptions};

use crate::feature::site_with;

struct Running {
    at: SocketAddr,
    site: TestSite,
    server: JoinHandle<std::io::Result<()>>,
    _db: db::test::TestDb,
}

#[expect(clippy::disallowed_methods, reason = "the test is the program here")]
async fn start(config: Config) -> Running {
    let (site, db) = site_with(config).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let server = tokio::spawn(web::serve(listener, site.site.clone(), ServerOptions { grace: Duration::from_secs(5) }));
    Running { at, site, server, _db: db }
}

/// Everything that comes back until the server closes or is silent for a second.
async fn send(at: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(at).await.unwrap();
    // The server may answer and close before it has taken everything.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(1), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn malformed_and_oversized_requests_are_refused_and_the_next_is_served() {
    let running = start(Config::default()).await;
    let headers = "X: ".to_owned() + &"a".repeat(1 << 20);
    let many: String = (0..20_000).map(|n| format!("X{n}: 1\r\n")).collect();
    let deep = "[".repeat(200_000);
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("no host", b"GET /talks HTTP/1.1\r\n\r\n".to_vec(), &["400"]),
        ("two lengths", b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde".to_vec(), &["400"]),
        ("bad chunk", b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n".to_vec(), &["400"]),
        ("negative length", b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n".to_vec(), &["400"]),
        ("huge length", b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n".to_vec(), &["413"]),
        ("large headers", format!("GET /talks HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n").into_bytes(), &["431"]),
        ("many headers", format!("GET /talks HTTP/1.1\r\nHost: x\r\n{many}\r\n").into_bytes(), &["431"]),
        ("long path", format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(65_536)).into_bytes(), &["414", "431"]),
        ("trace", b"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(), &["405"]),
        ("not http", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), &["400", ""]),
        ("traversal", b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(), &["404", "400"]),
        ("nul", b"GET /talks/%00 HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(), &["404"]),
        ("bad escape", b"GET /talks/%ff HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(), &["400"]),
        ("deep json", format!("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n{deep}").into_bytes(), &["413"]),
    ];
    for (name, request, statuses) in cases {
        let answer = send(running.at, &request).await;
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(statuses.contains(&status) || answer.is_empty() && statuses.contains(&""), "{name}: {}", answer.lines().next().unwrap_or_default());
    }
    // Length and chunks together (RFC 9112, 6.1): the chunks count, the connection ends, and what follows is nobody's request.
    let smuggled = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n";
    let answer = send(running.at, smuggled).await;
    assert!(answer.contains("connection: close") && answer.matches("HTTP/1.1 ").count() == 1, "{answer}");
    assert!(send(running.at, b"GET /talks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn a_slow_head_is_left_after_ten_seconds_while_others_are_served() {
    let running = start(Config::default()).await;
    let begun = Instant::now();
    let mut slow = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(running.at).await.unwrap();
        stream.write_all(b"GET /talks HTTP/1.1\r\nHost: x\r\nX-a: ").await.unwrap();
        slow.push(stream);
    }
    let mut slowest = Duration::ZERO;
    while begun.elapsed() < Duration::from_secs(12) {
        for stream in &mut slow {
            let _ = stream.write_all(b"b").await;
        }
        let asked = Instant::now();
        assert!(send(running.at, b"GET /talks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.contains("200 OK"));
        slowest = slowest.max(asked.elapsed());
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    for stream in &mut slow {
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(1), stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "a slow head is still held after {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn one_connection_too_many_is_told_to_come_back() {
    let running = start(Config { max_connections: 2, ..Config::default() }).await;
    let (_a, _b) = (TcpStream::connect(running.at).await.unwrap(), TcpStream::connect(running.at).await.unwrap());
    tokio::time::sleep(Duration::from_millis(50)).await;
    let mut third = TcpStream::connect(running.at).await.unwrap();
    let mut answer = String::new();
    let _ = third.read_to_string(&mut answer).await;
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("Retry-After"), "{answer}");
}

#[tokio::test]
async fn the_end_is_graceful() {
    let running = start(Config::default()).await;
    let mut kept = TcpStream::connect(running.at).await.unwrap();
    kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut head = [0; 15];
    kept.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 OK");
    let mut posting = TcpStream::connect(running.at).await.unwrap();
    posting.write_all(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nh").await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let begun = Instant::now();
    running.site.app.stopping.cancel();
    tokio::time::sleep(Duration::from_millis(50)).await;
    posting.write_all(b"ej").await.unwrap();
    let mut answer = String::new();
    posting.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with('3'), "{answer}");
    running.server.await.unwrap().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2), "an idle connection does not hold the end up");
    assert!(TcpStream::connect(running.at).await.is_err(), "nobody listens any more");
}
