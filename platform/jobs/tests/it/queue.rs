//! What gets into the queue, in which order it leaves, and what others may do to it.

use std::time::Duration;

use jobs::{Options, State};
use schema::{Time, job};
use sea_orm::{DbErr, EntityTrait};

use crate::kit::{Idle, Kit, Media, Quick, until_stopped};

#[tokio::test]
async fn a_job_exists_if_its_transaction_does() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let undone: Result<(), DbErr> = kit
            .db
            .write(async |tx| {
                jobs::enqueue(tx, &Quick { what: "undone".into() }, Options::of("subject"), &kit.clock, &kit.ids).await?;
                Err(DbErr::Custom("on purpose".into()))
            })
            .await;
        undone.unwrap_err();
        kit.quick("done").await;
        let views = kit.drain().await;
        assert_eq!(kit.stage.begun(), ["done"]);
        assert_eq!((views.len(), views[0].state, views[0].permille, views[0].name.as_str()), (1, State::Done, 1000, "test.quick"));
        assert!(views[0].finished_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn higher_priority_first_then_earlier_and_nothing_before_its_time() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let now = kit.clock.now();
        for (what, priority, wait) in [("low", -1, 0), ("later", 0, 2), ("first", 0, 0), ("urgent", 9, 1), ("tomorrow", 99, 86_400)] {
            let run_at = Some(Time(now.0 - 10_000_000) + Duration::from_secs(wait));
            kit.put(&Media { what: what.into() }, Options { subject: "subject".into(), priority, run_at, dedupe: None }).await;
        }
        let running = kit.start("one");
        let open = async || jobs::of_subject(kit.db.read(), "subject").await.unwrap().iter().filter(|view| view.state.is_open()).count();
        while open().await > 1 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(kit.stage.begun(), ["urgent", "first", "later", "low"]);
        kit.clock.advance(Duration::from_secs(86_400));
        while open().await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        running.stop().await;
        assert_eq!(kit.stage.begun().last().unwrap(), "tomorrow");
    })
    .await;
}

#[tokio::test]
async fn at_most_one_open_job_for_a_key() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let options = || Options::of("subject").dedupe("film/1");
        let once = Quick { what: "once".into() };
        let puts = (0..8).map(|_| kit.put(&once, options()));
        let ids = futures::future::join_all(puts).await;
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        let other_kind = kit.put(&Media { what: "other kind".into() }, options()).await;
        assert_ne!(other_kind, ids[0]);
        kit.drain().await;
        assert_eq!(kit.stage.begun().iter().filter(|what| *what == "once").count(), 1);
        let again = kit.put(&Quick { what: "once".into() }, options()).await;
        assert_ne!(again, ids[0], "the first has ended");
        assert!(kit.db.write(async |tx| jobs::cancel(tx, again, &kit.clock).await).await.unwrap());
        assert_ne!(kit.put(&Quick { what: "once".into() }, options()).await, again);
        let refused = kit.db.write(async |tx| jobs::retry(tx, again, &kit.clock).await).await.unwrap();
        assert!(!refused, "another one for its key waits");
    })
    .await;
}

#[tokio::test]
async fn a_waiting_job_is_cancelled_at_once_and_may_be_retried() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let id = kit.quick("a").await;
        assert!(kit.db.write(async |tx| jobs::cancel(tx, id, &kit.clock).await).await.unwrap());
        assert!(!kit.db.write(async |tx| jobs::cancel(tx, id, &kit.clock).await).await.unwrap(), "it has ended");
        kit.drain().await;
        assert_eq!(kit.stage.begun(), [""; 0]);
        assert!(kit.db.write(async |tx| jobs::retry(tx, id, &kit.clock).await).await.unwrap());
        assert!(!kit.db.write(async |tx| jobs::retry(tx, id, &kit.clock).await).await.unwrap(), "it waits");
        assert_eq!(kit.drain().await[0].state, State::Done);
        assert_eq!(kit.stage.begun(), ["a"]);
    })
    .await;
}

#[tokio::test]
async fn lanes_run_beside_each_other_and_idle_jobs_last() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        kit.put(&Idle { what: "idle".into() }, Options { priority: 99, ..Options::of("subject") }).await;
        for n in 0..3 {
            kit.stage.on(&format!("media {n}"), async |_| {
                tokio::time::sleep(Duration::from_millis(60)).await;
                Ok(())
            });
            kit.put(&Media { what: format!("media {n}") }, Options::of("subject")).await;
        }
        for n in 0..6 {
            kit.stage.on(&format!("quick {n}"), async |_| {
                tokio::time::sleep(Duration::from_millis(30)).await;
                Ok(())
            });
            kit.quick(&format!("quick {n}")).await;
        }
        let views = kit.drain().await;
        assert!(views.iter().all(|view| view.state == State::Done));
        assert_eq!(kit.stage.begun().last().unwrap(), "idle");
        let most = kit.stage.most_beside.load(std::sync::atomic::Ordering::SeqCst);
        assert_eq!(most, 3, "two quick ones and one of media");
    })
    .await;
}

#[tokio::test]
async fn what_ended_long_ago_is_swept() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        kit.stage.on("fails", async |_| Err(jobs::Permanent(anyhow::anyhow!("no")).into()));
        kit.stage.on("runs", until_stopped);
        let (done, failed) = (kit.quick("done").await, kit.quick("fails").await);
        kit.drain().await;
        let count = async || job::Entity::find().all(kit.db.read()).await.unwrap().len();
        let sweep = async || kit.start("sweeper");
        kit.clock.advance(Duration::from_secs(6 * 86_400));
        let running = sweep().await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(count().await, 2);
        running.stop().await;
        kit.clock.advance(Duration::from_secs(2 * 86_400));
        let running = sweep().await;
        for _ in 0..100 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if count().await == 1 {
                break;
            }
        }
        running.stop().await;
        assert!(jobs::by_id(kit.db.read(), done).await.unwrap().is_none());
        assert_eq!(kit.view(failed).await.state, State::Failed, "a failure is kept longer");
    })
    .await;
}
