//! What goes otherwise: each with its page, its status and a way on.

use http::Method;
use web::Config;

use crate::feature::{site, site_with};

#[tokio::test]
async fn doors_have_their_words_in_both_languages() {
    let (site, _db) = site().await;
    for (path, status, words) in [
        ("/nowhere", 404, "scenen er tom"),
        ("/en/nowhere", 404, "the stage is empty"),
        ("/talks/gone", 410, "Her stod en fortælling"),
        ("/en/talks/gone", 410, "A story stood here"),
        ("/talks/bad", 400, "Der mangler en endelse."),
        ("/talks/away", 503, "Stikket er ude"),
        ("/talks/fault", 500, "Noget væltede hos os"),
        ("/talks/panic", 500, "Noget væltede hos os"),
    ] {
        let page = site.get(path).await;
        assert_eq!(page.status, status, "{path}");
        let html = page.text();
        assert!(html.contains(words), "{path}: {html}");
        assert!(html.contains("class=\"btn btn--do\" href=\""), "{path}: a way on");
        assert!(html.contains("noindex") && html.contains("class=\"gate\""));
        assert!(html.contains(&status.to_string()));
        assert!(!html.contains("secret"), "{path}: the cause stays in the log");
        assert!(page.header("content-security-policy").contains("default-src 'none'"));
    }
}

#[tokio::test]
async fn a_fault_has_a_number_that_can_be_said() {
    let (site, _db) = site().await;
    let html = site.get("/talks/fault").await.text();
    let case = html.split("c-ink num\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    let (place, number) = case.split_once('-').unwrap();
    assert!(place.chars().all(char::is_uppercase) && number.len() == 4, "{case}");
    assert!(html.contains("href=\"/talks/fault\">Prøv igen</a>"));
}

#[tokio::test]
async fn unavailable_says_when_to_come_back() {
    let (site, _db) = site().await;
    assert_eq!(site.get("/talks/away").await.header("retry-after"), "10");
}

#[tokio::test]
async fn the_wrong_method_is_told_the_right_ones() {
    let (site, _db) = site().await;
    let page = site.ask(Method::POST, "/talks", &[], "").await;
    assert_eq!(page.status, 405);
    assert_eq!(page.header("allow"), "GET,HEAD");
    assert!(page.text().contains("Sådan kan siden ikke bruges"));
    assert_eq!(site.ask(Method::TRACE, "/talks", &[], "").await.status, 405);
}

#[tokio::test]
async fn the_api_answers_in_json() {
    let (site, _db) = site().await;
    for (path, status) in [("/api/v1/talks/none", 404), ("/api/v1/talks/gone", 410), ("/api/v1/nowhere", 404), ("/api/v1/talks/fault", 500)] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(problem["status"], status);
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty() && !detail.contains("secret")));
    }
}

#[tokio::test]
async fn media_and_beacons_get_no_page() {
    let (site, _db) = site().await;
    for path in ["/media/x/none.m4s", "/assets/none.css", "/v"] {
        let answer = site.get(path).await;
        assert_eq!((answer.status, answer.body.len()), (404, 0), "{path}");
    }
}

#[tokio::test]
async fn a_body_has_its_bound() {
    let (site, _db) = site().await;
    assert_eq!(site.ask(Method::POST, "/echo", &[], "hej").await.text(), "3");
    let large = site.ask(Method::POST, "/echo", &[], &"x".repeat(1001)).await;
    assert_eq!(large.status, 413);
    assert!(large.text().contains("Det fylder for meget"));
    assert_eq!(site.ask(Method::POST, "/echo", &[("content-length", "99999999999")], "x").await.status, 413);
}

#[tokio::test]
async fn only_trusted_proxies_say_whence() {
    let (site, _db) = site().await;
    let forwarded = [("x-forwarded-for", "198.51.100.7")];
    assert_eq!(site.ask(Method::GET, "/whence", &forwarded, "").await.text(), "127.0.0.1");
    let (site, _db) = site_with(Config { trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()], ..Config::default() }).await;
    assert_eq!(site.ask(Method::GET, "/whence", &forwarded, "").await.text(), "198.51.100.7");
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_hangs_is_left() {
    // The database is opened on the real clock; only the hanging handler meets the paused one.
    tokio::time::resume();
    let (site, _db) = site().await;
    site.app.changes.refresh().await.unwrap();
    tokio::time::pause();
    let request = http::Request::get("/talks/slow").header("host", "x").body(axum::body::Body::empty()).unwrap();
    let response = site.site.answer(request, [127, 0, 0, 1].into()).await;
    assert_eq!(response.status(), 503);
}

#[tokio::test]
async fn finished_pages_go_on_while_the_database_is_away() {
    let database = db::test::postgres().await;
    let site = web::test::site(database.db.clone(), crate::feature::small).await;
    assert_eq!(site.get("/talks").await.header("warning"), "");
    database.db.clone().close().await.unwrap();
    assert!(site.app.changes.refresh().await.is_err());
    let ask = async |path: &str| {
        let request = http::Request::get(path).header("host", "x").header("accept-language", "da").body(axum::body::Body::empty()).unwrap();
        site.site.answer(request, [127, 0, 0, 1].into()).await
    };
    let page = ask("/talks").await;
    assert_eq!((page.status().as_u16(), page.headers()["warning"].to_str().unwrap()), (200, "110 - \"Response is Stale\""));
    assert_eq!(ask("/healthz").await.status(), 200);
    assert_eq!(ask("/readyz").await.status(), 503);
    let away = ask("/asks").await;
    assert_eq!((away.status().as_u16(), away.headers()["retry-after"].to_str().unwrap()), (503, "10"));
}
