//! Pages: headers, language, cache, compression, redirects.

use http::Method;
use web::Config;

use crate::feature::{site, site_with, small};

#[tokio::test]
async fn a_page_is_framed_and_every_header_is_there() {
    let (site, _db) = site_with(Config { public_url: "https://talks.example.dk".into(), ..Config::default() }).await;
    let page = site.get("/talks").await;
    assert_eq!(page.status, 200);
    let html = page.text();
    for part in [
        "<html lang=\"da\">",
        "<title>Talks – Social Talks</title>",
        "<link rel=\"canonical\" href=\"https://talks.example.dk/talks\">",
        "hreflang=\"x-default\" href=\"https://talks.example.dk/talks\"",
        "hreflang=\"en\" href=\"https://talks.example.dk/en/talks\"",
        "<a href=\"/talks\" aria-current=\"page\">Alle talks</a>",
        "href=\"#indhold\">Spring til indhold</a>",
        "<h2>Se og lyt</h2>",
        "href=\"/en/talks\" lang=\"en\" hreflang=\"en\">English</a>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!html.contains("Brug i praksis"), "a column without pages");
    assert!(!html.contains("style=") && !html.contains("<style") && !html.contains("onclick"));
    let csp = page.header("content-security-policy");
    for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "upgrade-insecure-requests"] {
        assert!(csp.contains(part), "{csp}");
    }
    assert!(!csp.contains("unsafe"));
    assert!(page.header("strict-transport-security").contains("includeSubDomains"));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.header("permissions-policy").contains("camera=()"));
    assert_eq!(page.header("server"), "");
    assert_eq!(page.header("set-cookie"), "");
    assert_eq!(page.header("x-request-id").len(), 16);
}

#[tokio::test]
async fn plain_http_promises_no_encryption() {
    let (site, _db) = site().await;
    let page = site.get("/talks").await;
    assert_eq!(page.header("strict-transport-security"), "");
    assert!(!page.header("content-security-policy").contains("upgrade-insecure-requests"));
}

#[tokio::test]
async fn the_address_decides_the_language_before_the_browser() {
    let (site, _db) = site().await;
    let english = [("accept-language", "en-GB,en;q=0.9,da;q=0.2")];
    let page = site.ask(Method::GET, "/talks", &english, "").await;
    assert!(page.text().contains("<html lang=\"en\">") && page.text().contains("href=\"/talks/a\""));
    assert_eq!(page.header("vary"), "accept-language, accept-encoding");
    let page = site.ask(Method::GET, "/da/talks", &english, "").await;
    assert!(page.text().contains("<html lang=\"da\">") && page.text().contains("href=\"/da/talks/a\""));
    assert!(page.text().contains("rel=\"canonical\" href=\"http://127.0.0.1:8080/da/talks\""));
    assert_eq!(page.header("vary"), "accept-encoding");
    let page = site.get("/en/talks?topic=x").await;
    assert!(page.text().contains("href=\"/da/talks?topic=x\""), "the switch keeps the query");
}

#[tokio::test]
async fn a_page_is_kept_until_something_changes() {
    db::test::each(async |db| {
        let site = web::test::site(db.clone(), small).await;
        assert!(site.get("/talks").await.text().contains("drawn 1"));
        assert!(site.get("/talks").await.text().contains("drawn 1"), "kept");
        assert!(site.get("/da/talks").await.text().contains("drawn 2"), "another address");
        assert!(site.get("/talks?b=1&a=2").await.text().contains("drawn 3"));
        assert!(site.get("/talks?a=2&b=1").await.text().contains("drawn 3"), "the same query");
        assert!(site.ask(Method::GET, "/talks", &[("cookie", "a=b")], "").await.text().contains("drawn 4"), "somebody");
        assert!(site.get("/talks").await.text().contains("drawn 1"));
        db.write(async |tx| schema::change::record(tx, "talk/x", "published", site.app.clock.now()).await).await.unwrap();
        assert!(site.get("/talks").await.text().contains("drawn 5"), "the log moved");
        assert!(site.get("/fresh").await.text().contains("drawn 6"));
        assert!(site.get("/fresh").await.text().contains("drawn 7"), "never kept");
    })
    .await;
}

#[tokio::test]
async fn what_the_browser_holds_is_not_sent_again() {
    let (site, _db) = site().await;
    let tag = site.get("/talks").await.header("etag").to_owned();
    assert!(tag.starts_with("W/\""));
    for path in ["/talks", "/talks?x=1"] {
        let again = site.ask(Method::GET, path, &[("if-none-match", &tag)], "").await;
        // The second address is drawn anew and differs, so it is sent.
        assert_eq!((again.status, again.body.is_empty()), if path == "/talks" { (304, true) } else { (200, false) });
        assert!(again.header("content-security-policy").contains("default-src"));
    }
}

#[tokio::test]
async fn text_is_compressed_and_a_head_request_has_no_body() {
    let (site, _db) = site().await;
    let plain = site.get("/talks").await;
    let packed = site.ask(Method::GET, "/talks", &[("accept-encoding", "gzip, br")], "").await;
    assert_eq!(packed.header("content-encoding"), "br");
    assert_eq!(packed.header("content-length"), packed.body.len().to_string());
    assert!(packed.body.len() * 3 < plain.body.len());
    let gzip = site.ask(Method::GET, "/talks", &[("accept-encoding", "gzip")], "").await;
    assert_eq!(gzip.header("content-encoding"), "gzip");
    let head = site.ask(Method::HEAD, "/talks", &[], "").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), plain.header("content-length"));
    assert_eq!(head.header("etag"), plain.header("etag"));
}

#[tokio::test]
async fn danish_addresses_lead_on() {
    let (site, _db) = site().await;
    let moved = site.get("/en/foredrag/st%C3%B8vler?t=258").await;
    assert_eq!((moved.status, moved.header("location")), (308, "/en/talks/st%C3%B8vler?t=258"));
    let slash = site.get("/da/talks/?x=1").await;
    assert_eq!((slash.status, slash.header("location")), (308, "/da/talks?x=1"));
    assert_eq!(site.get("//evil.example/").await.status, 404, "no way to another host");
    assert_eq!(site.get("/en//evil.example/").await.status, 404);
}

#[tokio::test]
async fn the_fast_path_comes_first_and_the_rest_of_the_house_is_there() {
    let (site, _db) = site().await;
    let fast = site.get("/media/x/a.m4s").await;
    assert_eq!((fast.text().as_str(), fast.header("x-content-type-options")), ("fast", "nosniff"));
    assert_eq!(site.get("/healthz").await.text(), "ok\n");
    let ready = site.get("/readyz").await;
    assert_eq!((ready.status, ready.text().as_str()), (200, "database: ok\nstorage: ok\n"));
    let robots = site.get("/robots.txt").await.text();
    for rule in ["Allow: /media/*/film.mp4\n", "Allow: /media/*/frame-*.jpg\n", "Disallow: /media/\n", "Sitemap: http://127.0.0.1:8080/sitemap.xml\n"] {
        assert!(robots.contains(rule), "{robots}");
    }
    assert!(site.get("/sitemap.xml").await.text().contains("<urlset"));
    assert_eq!(site.get("/talks/text").await.header("content-type"), "text/vtt; charset=utf-8");
    assert!(site.site.table().iter().any(|(method, path, _)| *method == Method::GET && *path == "/talks/{slug}"));
}
