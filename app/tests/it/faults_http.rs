//! Requests that nobody should send. The long form, with slow senders, is `cargo xtask endure`.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::program::{Place, get};

const MEDIA: &str = "/media/00000000000000000000000000000000";

fn with(start: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("{start} HTTP/1.1\r\nHost: x\r\n{headers}\r\n{body}").into_bytes()
}

/// Each is refused or closed.
fn requests() -> Vec<(&'static str, Vec<u8>)> {
    let many: String = (0..20_000).map(|n| format!("X-{n}: 1\r\n")).collect();
    let deep = "[".repeat(4000);
    let length = |text: &str| format!("Content-Type: text/plain\r\nContent-Length: {}\r\n", text.len());
    let mut requests = vec![
        ("no request line", b"hello\r\n\r\n".to_vec()),
        ("no Host", b"GET / HTTP/1.1\r\n\r\n".to_vec()),
        ("NUL in the path", b"GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n".to_vec()),
        ("NUL in a header", with("GET /", "X-Odd: a\0b\r\n", "")),
        ("Content-Length and Transfer-Encoding", with("POST /v", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /x HTTP/1.1\r\n\r\n")),
        ("two Content-Length", with("POST /v", "Content-Length: 4\r\nContent-Length: 5\r\n", "abcde")),
        ("a negative Content-Length", with("POST /v", "Content-Length: -1\r\n", "")),
        ("a length beyond all bounds", with("POST /v", "Content-Length: 99999999999\r\n", "")),
        ("a bad chunk size", with("POST /v", "Transfer-Encoding: chunked\r\n", "ZZ\r\nabc\r\n0\r\n\r\n")),
        ("one header of 1 MB", with("GET /", &format!("X-Large: {}\r\n", "a".repeat(1 << 20)), "")),
        ("20,000 headers", with("GET /", &many, "")),
        ("a path of 64 KB", with(&format!("GET /{}", "a".repeat(65_536)), "", "")),
        ("JSON of 4,000 open brackets", with("POST /v", &length(&deep), &deep)),
        ("200 KB to the beacon", with("POST /v", &length(&"[".repeat(200_000)), &"[".repeat(200_000))),
        ("TRACE", with("TRACE /", "", "")),
    ];
    for path in [
        "/media/../../../../etc/passwd".to_owned(),
        "/media/..%2f..%2fetc%2fpasswd/x".into(),
        format!("{MEDIA}/../../social-talks.db"),
        format!("{MEDIA}/%2e%2e/%2e%2e/social-talks.db"),
        format!("{MEDIA}/240/..%2f..%2foriginal"),
        "/assets/../Cargo.toml".into(),
        "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd".into(),
        "/posters/..%2f..%2fsocial-talks.db".into(),
        "/talks/%00".into(),
        "/talks/%ff%fe".into(),
    ] {
        requests.push(("a path out of its folder", with(&format!("GET {path}"), "", "")));
    }
    requests
}

/// The first bytes of the answer; none when the connection was closed instead.
fn strike(address: &str, bytes: &[u8]) -> Option<String> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    // The server may have refused before it has read all.
    let _ = stream.write_all(bytes);
    let mut answer = [0; 512];
    match stream.read(&mut answer) {
        Ok(0) => None,
        Ok(n) => Some(String::from_utf8_lossy(&answer[..n]).into_owned()),
        Err(error) => {
            assert!(!matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut), "no answer to {:?}", &bytes[..bytes.len().min(60)]);
            None
        }
    }
}

#[tokio::test]
async fn what_nobody_should_send_is_refused_soon_and_harms_nobody() {
    let place = Place::new();
    let mut server = place.serve(&["serve"]);
    let address = server.origin.trim_start_matches("http://").to_owned();
    for (name, bytes) in requests() {
        let begun = Instant::now();
        let answer = strike(&address, &bytes);
        // A debug build on a busy machine; the figure itself is measured by `endure`.
        assert!(begun.elapsed() < Duration::from_secs(2), "{name}: {:?}", begun.elapsed());
        if let Some(answer) = answer {
            assert!(
                answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.0 4"),
                "{name} ({:?}): {answer}",
                String::from_utf8_lossy(&bytes[..bytes.len().min(60)])
            );
        }
        assert_eq!(get(&format!("{}/healthz", server.origin)).await.status(), 200, "after {name}");
    }
    assert_eq!(server.stop(), Some(0), "it ends as it should: nothing has panicked");
}
