//! The beacon over HTTP and into both databases.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use db::Db;
use http::{Request, StatusCode};
use player::{Beacons, queue, ranges::Ranges, router, store, token};
use schema::{Clock, Ids, TalkId, Time};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

const START: Time = Time(1_795_000_000_000_000);
const TALK: TalkId = TalkId(42);

struct Site {
    router: axum::Router,
    clock: Clock,
    db: Db,
    secret: Arc<db::Secret>,
    writer: Option<queue::Writer>,
}

async fn site(db: Db, capacity: usize) -> Site {
    let (clock, ids) = (Clock::fixed(START), Ids::seeded(1));
    let secret = Arc::new(db.secret(&ids).await.unwrap());
    let (queue, writer) = queue::queue(db.clone(), capacity);
    let router = router(Beacons { secret: secret.clone(), clock: clock.clone(), ids, queue });
    Site { router, clock, db, secret, writer: Some(writer) }
}

impl Site {
    async fn ask(&self, request: Request<Body>) -> (StatusCode, String, http::HeaderMap) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        (parts.status, String::from_utf8(body.to_vec()).unwrap(), parts.headers)
    }

    async fn begin(&self) -> String {
        let permit = token::permit(self.secret.expose(), TALK, 600_000);
        let (status, token, headers) = self.ask(Request::get(format!("/v?p={permit}")).body(Body::empty()).unwrap()).await;
        assert_eq!((status, headers["cache-control"].as_bytes()), (StatusCode::OK, &b"no-store"[..]));
        token
    }

    async fn beacon(&self, body: String) -> (StatusCode, String, http::HeaderMap) {
        let request = Request::post("/v").header("content-type", "text/plain").header("user-agent", "Mozilla/5.0 Firefox/142.0");
        self.ask(request.header("accept-language", "da").body(Body::from(body)).unwrap()).await
    }

    /// Lets the writer take what is queued, then ends it.
    async fn drain(&mut self) {
        let stop = CancellationToken::new();
        stop.cancel();
        self.writer.take().unwrap().run(stop).await;
    }
}

fn body(token: &str, q: u32, ranges: &str, played: u32) -> String {
    format!(r#"{{"k":"{token}","q":{q},"r":{ranges},"p":{played},"ch":"site"}}"#)
}

#[tokio::test]
async fn the_highest_counter_wins_in_any_order() {
    db::test::each(async |db| {
        let mut site = site(db, 100).await;
        let token = site.begin().await;
        let other = site.begin().await;
        site.clock.advance(Duration::from_secs(100));
        for (key, q, ranges, played) in
            [(&token, 3, "[[0,60]]", 60), (&token, 1, "[[0,10]]", 10), (&other, 1, "[[5,15]]", 10), (&token, 3, "[[0,60]]", 60), (&token, 2, "[[0,30]]", 30)]
        {
            assert_eq!(site.beacon(body(key, q, ranges, played)).await.0, StatusCode::NO_CONTENT);
        }
        site.drain().await;
        let plays = store::of_talk(&site.db, TALK).await.unwrap();
        assert_eq!(plays.len(), 2);
        let play = plays.iter().find(|play| play.q == 3).unwrap();
        assert_eq!((play.seconds, play.started_at, play.flags), (60, START, 0));
        assert_eq!(Ranges::decode(&play.ranges).unwrap().as_slice(), [(0, 60)]);
    })
    .await;
}

#[tokio::test]
async fn a_late_lower_counter_does_not_undo_a_written_one() {
    db::test::each(async |db| {
        let mut first = site(db.clone(), 10).await;
        let token = first.begin().await;
        first.clock.advance(Duration::from_secs(100));
        first.beacon(body(&token, 5, "[[0,90]]", 90)).await;
        first.drain().await;
        let mut second = site(db, 10).await;
        second.clock.advance(Duration::from_secs(200));
        second.beacon(body(&token, 4, "[[0,30]]", 30)).await;
        second.drain().await;
        let plays = store::of_talk(&second.db, TALK).await.unwrap();
        assert_eq!((plays.len(), plays[0].q, plays[0].seconds), (1, 5, 90));
    })
    .await;
}

#[tokio::test]
async fn refusals_are_told_in_words() {
    let test = db::test::sqlite().await;
    let site = site(test.db.clone(), 10).await;
    let token = site.begin().await;
    site.clock.advance(Duration::from_secs(60));
    let cases = [
        (body("AAAA", 1, "[[0,9]]", 9), StatusCode::FORBIDDEN),
        ("not json".into(), StatusCode::BAD_REQUEST),
        (" ".repeat(4097), StatusCode::PAYLOAD_TOO_LARGE),
        (body(&token, 1, "[[0,601],[700,702]]", 9), StatusCode::UNPROCESSABLE_ENTITY),
        (body(&token, 1, "[[0,200]]", 200), StatusCode::UNPROCESSABLE_ENTITY),
    ];
    for (body, status) in cases {
        let (answer, words, _) = site.beacon(body).await;
        assert_eq!(answer, status);
        assert!(words.ends_with('.') && words.len() > 20, "{words}");
    }
    let (status, ..) = site.ask(Request::get("/v?p=nonsense").body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, ..) = site.ask(Request::get("/v").body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_full_queue_sends_players_away_and_loses_nothing_it_took() {
    let test = db::test::sqlite().await;
    let mut site = site(test.db.clone(), 2).await;
    site.clock.advance(Duration::from_secs(1));
    let mut taken = 0;
    for _ in 0..4 {
        let token = site.begin().await;
        let (status, _, headers) = site.beacon(body(&token, 1, "[[0,4]]", 4)).await;
        if status == StatusCode::NO_CONTENT {
            taken += 1;
        } else {
            assert_eq!((status, headers["retry-after"].as_bytes()), (StatusCode::SERVICE_UNAVAILABLE, &b"10"[..]));
        }
    }
    assert_eq!(taken, 2);
    site.drain().await;
    assert_eq!(store::of_talk(&site.db, TALK).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_was_taken_before_a_stop_is_written_before_the_end() {
    let test = db::test::sqlite().await;
    let site = web::test::site(test.db.clone(), |app| vec![player::feature(app)]).await;
    let app = &site.app;
    let permit = token::permit(app.secret.expose(), TALK, 600_000);
    let begun = site.get(&format!("/v?p={permit}")).await.text();
    app.clock.advance(Duration::from_secs(10));
    let taken = site.ask(http::Method::POST, "/v", &[("content-type", "text/plain")], &body(&begun, 1, "[[0,4]]", 4)).await;
    assert_eq!(taken.status, 204, "{}", taken.text());
    // As the program does when it is told to stop.
    app.stopping.cancel();
    app.background.close();
    tokio::time::timeout(Duration::from_secs(5), app.background.wait()).await.expect("the writer ends");
    assert_eq!(store::of_talk(&test.db, TALK).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_big_batch_is_written_whole() {
    let test = db::test::sqlite().await;
    let mut site = site(test.db.clone(), 5000).await;
    let permit = token::read_permit(site.secret.expose(), &token::permit(site.secret.expose(), TALK, 600_000)).unwrap();
    for n in 0..2500u16 {
        let mut nonce = [0; 10];
        nonce[..2].copy_from_slice(&n.to_be_bytes());
        let token = token::issue(site.secret.expose(), permit, START, nonce);
        assert_eq!(site.beacon(body(&token, 1, "[[0,4]]", 4)).await.0, StatusCode::NO_CONTENT);
    }
    site.drain().await;
    assert_eq!(store::of_talk(&site.db, TALK).await.unwrap().len(), 2500);
}
