//! Assets: immutable, packed, in parts.

use http::Method;
use web::Assets;

use crate::feature::site;

#[tokio::test]
async fn an_asset_is_kept_for_ever_and_sent_packed() {
    let (site, _db) = site().await;
    let href = Assets::embedded().href("door-empty.svg").unwrap();
    let whole = site.get(&href).await;
    assert_eq!(whole.status, 200);
    assert_eq!(whole.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(whole.header("content-type"), "image/svg+xml");
    assert_eq!(whole.header("vary"), "accept-encoding");
    let packed = site.ask(Method::GET, &href, &[("accept-encoding", "br")], "").await;
    assert_eq!(packed.header("content-encoding"), "br");
    assert!(packed.body.len() < whole.body.len());
    let tag = whole.header("etag").to_owned();
    let again = site.ask(Method::GET, &href, &[("if-none-match", &tag)], "").await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = site.ask(Method::HEAD, &href, &[], "").await;
    assert_eq!((head.status, head.body.len(), head.header("content-length")), (200, 0, whole.body.len().to_string().as_str()));
}

#[tokio::test]
async fn parts_are_of_the_plain_bytes() {
    let (site, _db) = site().await;
    let href = Assets::embedded().href("door-empty.svg").unwrap();
    let whole = site.get(&href).await.body;
    let part = site.ask(Method::GET, &href, &[("range", "bytes=5-9"), ("accept-encoding", "br")], "").await;
    assert_eq!((part.status, part.body.as_slice()), (206, &whole[5..10]));
    assert_eq!(part.header("content-range"), format!("bytes 5-9/{}", whole.len()));
    assert_eq!(part.header("content-encoding"), "");
    let tail = site.ask(Method::GET, &href, &[("range", "bytes=-4")], "").await;
    assert_eq!(tail.body.as_slice(), &whole[whole.len() - 4..]);
    let beyond = site.ask(Method::GET, &href, &[("range", "bytes=999999-")], "").await;
    assert_eq!((beyond.status, beyond.header("content-range").to_owned()), (416, format!("bytes */{}", whole.len())));
}
