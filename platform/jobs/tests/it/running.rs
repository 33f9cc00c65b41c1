//! Runs: errors and tries, stopping, news, the private folder.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use futures::StreamExt;
use jobs::{Options, Permanent, State};

use crate::kit::{Kit, Media, for_ever, until_stopped};

#[tokio::test]
async fn a_job_is_tried_three_times_with_growing_pauses() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let begun = kit.clock.now();
        kit.stage.on("fails", async |control| {
            control.log("about to fail");
            anyhow::bail!("no luck")
        });
        kit.quick("fails").await;
        let view = kit.drain().await.remove(0);
        assert_eq!((view.state, view.tries, view.error.as_deref()), (State::Failed, 3, Some("no luck")));
        assert_eq!(view.log_tail, "about to fail");
        assert_eq!(kit.stage.begun().len(), 3);
        assert_eq!(*kit.stage.failures.lock().unwrap(), ["fails: no luck"], "told once, after the last try");
        // a fixed clock moves only by the pauses: 10 seconds, then 2 minutes
        assert_eq!(kit.clock.now().since(begun), Duration::from_secs(130));
        assert!(kit.db.write(async |tx| jobs::retry(tx, view.id, &kit.clock).await).await.unwrap());
        assert_eq!(kit.drain().await[0].tries, 3, "it began anew");
        assert_eq!(kit.stage.begun().len(), 6);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_succeeds_at_its_second_try_is_done() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let runs = std::sync::Arc::new(AtomicU32::new(0));
        kit.stage.on("second", move |_| {
            let run = runs.fetch_add(1, Ordering::SeqCst);
            async move { if run == 0 { Err(anyhow::anyhow!("not yet")) } else { Ok(()) } }
        });
        kit.quick("second").await;
        let view = kit.drain().await.remove(0);
        assert_eq!((view.state, view.tries, view.error, view.permille), (State::Done, 1, None, 1000));
        assert!(kit.stage.failures.lock().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_can_not_succeed_is_not_tried_again() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        kit.stage.on("never", async |_| Err(anyhow::Error::new(Permanent(anyhow::anyhow!("broken").context("the film"))).context("inspecting")));
        kit.stage.on("panics", async |_| panic!("at the disco"));
        kit.quick("never").await;
        // ids of one millisecond sort by chance
        kit.clock.advance(Duration::from_millis(1));
        kit.quick("panics").await;
        let views = kit.drain().await;
        assert_eq!((views[0].state, views[0].tries), (State::Failed, 1));
        assert!(views[0].error.as_deref().unwrap().starts_with("inspecting: the film: broken"), "{:?}", views[0].error);
        assert_eq!((views[1].state, views[1].tries, views[1].error.as_deref()), (State::Failed, 3, Some("panicked: at the disco")));
    })
    .await;
}

#[tokio::test]
async fn a_running_job_hears_within_two_seconds_that_it_is_cancelled() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        kit.stage.on("polite", until_stopped);
        kit.stage.on("deaf", for_ever);
        let running = kit.start("one");
        for what in ["polite", "deaf"] {
            let id = kit.quick(what).await;
            kit.reaches(id, State::Running).await;
            let asked = Instant::now();
            assert!(kit.db.write(async |tx| jobs::cancel(tx, id, &kit.clock).await).await.unwrap());
            let view = kit.reaches(id, State::Cancelled).await;
            assert!(asked.elapsed() < Duration::from_millis(3_200), "{what}: {:?}", asked.elapsed());
            assert_eq!((view.tries, view.error), (0, None));
        }
        running.stop().await;
        assert!(kit.stage.failures.lock().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn news_come_by_row_and_by_channel_twice_a_second_at_most() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        kit.stage.on("tells", async |control| {
            for permille in 0..=100 {
                control.progress(permille * 10, Some(Duration::from_secs(u64::from(100 - permille))));
                control.log(format!("at {permille}"));
                tokio::time::sleep(Duration::from_millis(15)).await;
            }
            Ok(())
        });
        let running = kit.start("one");
        let mut news = running.worker.progress().subscribe();
        let elsewhere = jobs::Progress::default();
        let watching = elsewhere.watch(kit.db.clone(), "subject".into());
        let id = kit.put(&Media { what: "tells".into() }, Options::of("subject")).await;
        running.worker.wake();
        let mut watching = std::pin::pin!(watching);
        let mut seen = Vec::new();
        while seen.last() != Some(&State::Done) {
            let jobs = watching.next().await.unwrap();
            seen.extend(jobs.first().map(|job| job.state));
        }
        let mut told = Vec::new();
        while let Ok(view) = news.try_recv() {
            assert_eq!(view.id, id);
            told.push(view);
        }
        assert!((4..=8).contains(&told.len()), "{} news in 1.5 seconds", told.len());
        assert!(told.is_sorted_by_key(|view| view.permille));
        assert!(told[1..].iter().any(|view| view.permille > 0 && view.permille < 1000 && view.remaining.is_some()));
        let last = kit.view(id).await;
        assert_eq!((last.state, last.log_tail.lines().last(), last.remaining), (State::Done, Some("at 100"), None));
        running.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_run_has_an_empty_folder_that_goes_with_it() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let root = kit.scratch.path().join("drain");
        kit.stage.on("writes", async |control| {
            assert_eq!(std::fs::read_dir(control.scratch())?.count(), 0);
            std::fs::write(control.scratch().join("half"), "x")?;
            anyhow::bail!("left something")
        });
        kit.quick("writes").await;
        kit.drain().await;
        assert_eq!(kit.stage.begun().len(), 3);
        assert_eq!(std::fs::read_dir(root).unwrap().count(), 0);
    })
    .await;
}
