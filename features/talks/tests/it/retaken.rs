//! A worker dies in the middle: nothing is lost, nothing half is shown, what was verified is not made again.

use std::time::Duration;

use sea_orm::EntityTrait as _;
use tokio_util::sync::CancellationToken;

use crate::kit::{self, House, films, in_state, talk};

/// Works until `enough`, then the worker is gone without a word, as after `kill -9`.
async fn work_until(house: &House, slug: &str, enough: impl Fn(&serde_json::Value) -> bool) {
    let worker = house.worker();
    let never = CancellationToken::new();
    let work = worker.run(never);
    let look = async {
        loop {
            let answer = house.get(&format!("/api/v1/talks/{slug}")).await;
            if answer.status == 200 && enough(&answer.json()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        () = work => unreachable!("a worker works for ever"),
        looked = tokio::time::timeout(Duration::from_secs(60), look) => looked.expect("it came so far"),
    }
}

#[tokio::test]
async fn a_killed_ladder_is_taken_up_where_it_was() {
    kit::each(async |house| {
        let folder = tempfile::tempdir().unwrap();
        // Long enough to be caught in the act.
        kit::make(folder.path(), "long.avi", "-f lavfi -i testsrc2=s=640x480:r=25:d=20 -f lavfi -i sine=440:duration=20 -c:v mpeg4 -q:v 5 -c:a libmp3lame");
        let done = house.import(talk(folder.path().join("long.avi"), "Afbrudt")).await;
        work_until(&house, &done.slug, |talk| in_state(talk, "encoding") == ["480"] && in_state(talk, "playable") == ["240", "audio"]).await;

        let half = house.api(&done.slug).await;
        assert_eq!(in_state(&half, "playable"), ["240", "audio"]);
        let master = house.get(&house.path(&half["playlist"])).await.text();
        assert!(master.contains("240/index.m3u8") && !master.contains("480/"), "{master}");
        let base = house.path(&half["playlist"]).rsplit_once('/').unwrap().0.to_owned();
        assert_eq!(house.get(&format!("{base}/480/index.m3u8")).await.status, 404);
        let verified = verified(&house).await;

        // Before the lease has passed nobody takes it; after it, somebody does.
        let ladder = |jobs: Vec<jobs::JobView>| jobs.into_iter().find(|job| job.name == "film.ladder").unwrap();
        let subject = format!("film/{}", done.film);
        assert_eq!(ladder(jobs::of_subject(house.talks.app.db.read(), &subject).await.unwrap()).state, jobs::State::Running);
        house.clock.advance(Duration::from_secs(61));
        house.work().await;
        let whole = house.api(&done.slug).await;
        assert_eq!(in_state(&whole, "playable"), ["480", "240", "audio"], "{whole}");
        for (name, at) in &verified {
            assert!(self::verified(&house).await.contains(&(name.clone(), *at)), "{name} was made again");
        }
        assert_eq!(ladder(jobs::of_subject(house.talks.app.db.read(), &subject).await.unwrap()).state, jobs::State::Done);
    })
    .await;
}

async fn verified(house: &House) -> Vec<(String, schema::Time)> {
    let rows = schema::rendition::Entity::find().all(house.talks.app.db.read()).await.unwrap();
    rows.into_iter().filter_map(|row| Some((row.name, row.verified_at?))).collect()
}

#[tokio::test]
async fn a_cancelled_job_leaves_what_plays_and_can_be_tried_again() {
    let house = kit::small().await;
    let done = house.import(talk(films().join("eligible.mp4"), "Stoppet")).await;
    let app = &house.talks.app;
    let subject = format!("film/{}", done.film);
    house.worker().drain_all(&cancelled_after_inspection(&house, &subject)).await.unwrap();
    let ladder = jobs::of_subject(app.db.read(), &subject).await.unwrap().into_iter().find(|job| job.name == "film.ladder").expect("planned");
    app.db.write(async |tx| jobs::cancel(tx, ladder.id, &app.clock).await.map(|_| ())).await.unwrap();
    house.work().await;
    let stopped = house.api(&done.slug).await;
    assert_eq!(in_state(&stopped, "playable"), ["source"], "{stopped}");
    assert_eq!(in_state(&stopped, "waiting"), ["240", "audio"], "{stopped}");
    app.db.write(async |tx| jobs::retry(tx, ladder.id, &app.clock).await.map(|_| ())).await.unwrap();
    house.work().await;
    assert_eq!(in_state(&house.api(&done.slug).await, "playable"), ["source", "240", "audio"]);
}

/// A token that stops the worker as soon as the film is inspected.
fn cancelled_after_inspection(house: &House, subject: &str) -> CancellationToken {
    let token = CancellationToken::new();
    let (db, subject, stop) = (house.talks.app.db.clone(), subject.to_owned(), token.clone());
    #[expect(clippy::disallowed_methods, reason = "a task beside the test")]
    tokio::spawn(async move {
        loop {
            let jobs = jobs::of_subject(db.read(), &subject).await.unwrap();
            if jobs.iter().any(|job| job.name == "film.ladder") {
                return stop.cancel();
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    token
}
