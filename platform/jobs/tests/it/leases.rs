//! One job, one worker: leases, fences, workers that vanish, stand still or stop.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use jobs::{Control, GuardError, State};
use schema::{change, job};
use sea_orm::EntityTrait;

use crate::kit::{Kit, for_ever, until_stopped};

#[tokio::test]
async fn no_job_runs_twice_however_many_workers_there_are() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        for n in 0..60 {
            kit.quick(&n.to_string()).await;
        }
        let workers: Vec<_> = (0..4).map(|n| kit.start(&format!("w{n}"))).collect();
        for _ in 0..1000 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if jobs::of_subject(kit.db.read(), "subject").await.unwrap().iter().all(|view| view.state == State::Done) {
                break;
            }
        }
        for worker in workers {
            worker.stop().await;
        }
        let mut begun = kit.stage.begun();
        assert_eq!(begun.len(), 60);
        begun.sort();
        begun.dedup();
        assert_eq!(begun.len(), 60);
    })
    .await;
}

#[tokio::test]
async fn a_killed_workers_job_is_taken_up_when_its_lease_has_passed() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        kit.stage.on("long", for_ever);
        let first = kit.start("first");
        let id = kit.quick("long").await;
        kit.reaches(id, State::Running).await;
        first.kill().await;
        let second = kit.start("second");
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(kit.stage.begun().len(), 1, "the lease holds");
        kit.stage.on("long", async |_| Ok(()));
        kit.clock.advance(Duration::from_secs(31));
        let view = kit.reaches(id, State::Done).await;
        assert_eq!((kit.stage.begun().len(), view.tries), (2, 0), "a crash is not an error of the job");
        let row = job::Entity::find_by_id(id).one(kit.db.read()).await.unwrap().unwrap();
        assert_eq!((row.fence, row.crashes, row.lease_owner), (2, 1, None));
        second.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_job_that_always_takes_its_worker_along_fails_in_the_end() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let id = kit.quick("deadly").await;
        let mut row: job::ActiveModel = job::Entity::find_by_id(id).one(kit.db.read()).await.unwrap().unwrap().into();
        row.state = sea_orm::ActiveValue::Set("running".into());
        row.lease_until = sea_orm::ActiveValue::Set(Some(kit.clock.now() - Duration::from_secs(1)));
        row.crashes = sea_orm::ActiveValue::Set(30);
        kit.db.write(async |tx| job::Entity::update(row).exec(tx).await).await.unwrap();
        let view = kit.drain().await.remove(0);
        assert_eq!((view.state, view.error.as_deref()), (State::Failed, Some("its worker vanished 31 times")));
        assert_eq!(kit.stage.begun(), [""; 0]);
        assert_eq!(kit.stage.failures.lock().unwrap().len(), 1);
    })
    .await;
}

/// Lets a job tell its control to the test and wait.
fn captured(kit: &Kit, what: &str) -> Arc<Mutex<Option<Control>>> {
    let slot: Arc<Mutex<Option<Control>>> = Arc::default();
    let inner = slot.clone();
    kit.stage.on(what, move |control| {
        inner.lock().unwrap().get_or_insert(control);
        std::future::pending()
    });
    slot
}

async fn commit(kit: &Kit, control: &Control) -> Result<(), GuardError> {
    kit.db
        .write(async |tx| {
            change::record(tx, "result", "made", kit.clock.now()).await?;
            control.guard(tx).await
        })
        .await
}

#[tokio::test]
async fn a_worker_that_stood_still_can_not_commit() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let control = captured(&kit, "result");
        let first = kit.start("first");
        let id = kit.quick("result").await;
        kit.reaches(id, State::Running).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let old = control.lock().unwrap().clone().unwrap();
        commit(&kit, &old).await.expect("the lease holds");
        // as SIGSTOP does it: the job's own future goes on, its supervision is gone
        first.kill().await;
        kit.stage.on("result", async |_| Ok(()));
        kit.clock.advance(Duration::from_secs(31));
        commit(&kit, &old).await.expect("nobody has taken it: the guard renews");
        kit.clock.advance(Duration::from_secs(31));
        let second = kit.start("second");
        kit.reaches(id, State::Done).await;
        assert!(matches!(commit(&kit, &old).await, Err(GuardError::LeaseLost)));
        assert!(old.cancelled().is_cancelled());
        assert_eq!(change::Entity::find().all(kit.db.read()).await.unwrap().len(), 2, "what was refused is undone");
        second.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_job_whose_lease_was_taken_is_told_to_stop_and_writes_nothing() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let told: Arc<Mutex<u32>> = Arc::default();
        let count = told.clone();
        kit.stage.on("taken", move |control| {
            let count = count.clone();
            async move {
                control.cancelled().cancelled().await;
                *count.lock().unwrap() += 1;
                Ok(())
            }
        });
        let first = kit.start("first");
        let id = kit.quick("taken").await;
        kit.reaches(id, State::Running).await;
        // another worker's claim, as the database sees it
        let mut row: job::ActiveModel = job::Entity::find_by_id(id).one(kit.db.read()).await.unwrap().unwrap().into();
        row.fence = sea_orm::ActiveValue::Set(7);
        row.lease_owner = sea_orm::ActiveValue::Set(Some("other".into()));
        kit.db.write(async |tx| job::Entity::update(row).exec(tx).await).await.unwrap();
        for _ in 0..200 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if *told.lock().unwrap() == 1 {
                break;
            }
        }
        first.stop().await;
        let row = job::Entity::find_by_id(id).one(kit.db.read()).await.unwrap().unwrap();
        assert_eq!((*told.lock().unwrap(), row.state.as_str(), row.lease_owner.as_deref()), (1, "running", Some("other")));
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_stops_gives_its_jobs_back_at_once() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        kit.stage.on("polite", until_stopped);
        kit.stage.on("deaf", for_ever);
        let first = kit.start("first");
        let ids = [kit.quick("polite").await, kit.quick("deaf").await];
        for id in ids {
            kit.reaches(id, State::Running).await;
        }
        let begun = Instant::now();
        first.stop().await;
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        for id in ids {
            let view = kit.view(id).await;
            assert_eq!((view.state, view.tries, view.error), (State::Waiting, 0, None));
        }
        kit.stage.on("polite", async |_| Ok(()));
        kit.stage.on("deaf", async |_| Ok(()));
        assert!(kit.drain().await.iter().all(|view| view.state == State::Done), "without the lease having passed");
    })
    .await;
}

#[tokio::test]
async fn a_running_job_keeps_its_lease() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        kit.stage.on("long", for_ever);
        let first = kit.start("first");
        let id = kit.quick("long").await;
        kit.reaches(id, State::Running).await;
        let lease = async || job::Entity::find_by_id(id).one(kit.db.read()).await.unwrap().unwrap().lease_until.unwrap();
        let before = lease().await;
        kit.clock.advance(Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(10_800)).await;
        assert_eq!(lease().await.since(before), Duration::from_secs(5), "renewed after ten seconds without news");
        first.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_holds_no_job_up() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        let (waiting, held) = (kit.quick("waiting").await, kit.quick("held").await);
        let ahead = kit.clock.now() + Duration::from_secs(7200);
        for id in [waiting, held] {
            let mut row: job::ActiveModel = job::Entity::find_by_id(id).one(kit.db.read()).await.unwrap().unwrap().into();
            row.run_at = sea_orm::ActiveValue::Set(ahead);
            row.created_at = sea_orm::ActiveValue::Set(ahead);
            if id == held {
                row.state = sea_orm::ActiveValue::Set("running".into());
                row.lease_until = sea_orm::ActiveValue::Set(Some(ahead + Duration::from_secs(30)));
            }
            kit.db.write(async |tx| job::Entity::update(row).exec(tx).await).await.unwrap();
        }
        let worker = kit.start("after");
        for id in [waiting, held] {
            kit.reaches(id, State::Done).await;
        }
        worker.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_jumps_starts_nothing_twice() {
    db::test::each(async |db| {
        let kit = Kit::new(db);
        kit.stage.on("long", for_ever);
        let worker = kit.start("only");
        let id = kit.quick("long").await;
        kit.reaches(id, State::Running).await;
        kit.clock.advance(Duration::from_secs(40 * 86_400));
        // there is a second slot, and the lease has passed
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(kit.stage.begun().len(), 1);
        let row = job::Entity::find_by_id(id).one(kit.db.read()).await.unwrap().unwrap();
        assert_eq!((row.fence, row.crashes), (1, 0));
        worker.stop().await;
    })
    .await;
}
