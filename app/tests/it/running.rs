//! The program while it serves: start, lock, health, figures, stop.

use crate::program::{Place, err, get, out};

#[tokio::test]
async fn it_starts_fast_answers_and_stops_well() {
    let place = Place::new();
    drop(place.serve(&["serve"]));
    let mut server = place.serve(&["serve"]);
    // Its figure in a debug build on a busy machine; the release build's is measured by the benchmarks.
    for (path, words) in [("/healthz", "ok"), ("/readyz", "storage: ok"), ("/", "Social Talks"), ("/talks", "<h1")] {
        let answer = get(&format!("{}{path}", server.origin)).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert!(answer.text().await.unwrap().contains(words), "{path}");
    }
    let missing = get(&format!("{}/nowhere", server.origin)).await;
    assert_eq!(missing.status(), 404);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn one_folder_has_one_program() {
    let place = Place::new();
    let mut server = place.serve(&["serve"]);
    let second = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(err(&second).contains(&format!("serve, process {}", server.id())), "{}", err(&second));
    assert_eq!(place.run(&["migrate"]).status.code(), Some(1));
    assert!(matches!(place.run(&["doctor"]).status.code(), Some(0 | 1)), "looking is allowed beside it");
    assert_eq!(server.stop(), Some(0));
    assert!(place.run(&["migrate"]).status.success(), "the lock went with the program");
}

#[test]
fn a_killed_program_leaves_no_lock() {
    let place = Place::new();
    drop(place.serve(&["serve"]));
    assert!(place.run(&["migrate"]).status.success());
}

#[tokio::test]
async fn figures_stand_on_an_inner_port() {
    let place = Place::new();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = place.with("SOCIALTALKS_METRICS_LISTEN", &format!("127.0.0.1:{port}")).serve_measured();
    get(&format!("{}/nowhere", server.origin)).await;
    let figures = get(&format!("http://127.0.0.1:{port}/metrics")).await.text().await.unwrap();
    assert!(figures.contains("http_requests_total{route=\"(none)\",status=\"404\"} 1"), "{figures}");
    assert!(figures.contains("http_request_seconds_bucket"), "{figures}");
    let outside = get(&format!("{}/metrics", server.origin)).await;
    assert_eq!(outside.status(), 404, "not for readers");
}

#[test]
fn the_demo_can_be_empty() {
    let place = Place::new();
    let mut server = place.serve(&["demo", "--empty"]);
    assert_eq!(server.stop(), Some(0));
    assert!(out(&place.run(&["config"])).contains("listen"));
}
