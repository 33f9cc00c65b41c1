//! Two workers and a web node on PostgreSQL: the worker that encodes is stopped until another has taken its job, then continued.

use std::{
    thread::{self, sleep},
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use schema::job;

use super::{
    film::{Kind, film},
    program::Place,
    report::Row,
    rows::{Rows, all_ended},
    truth,
    world::{World, until},
};

/// When the stopped worker goes on.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Back {
    /// While the other one encodes the same film.
    Early,
    /// After the other one has finished.
    Late,
}

/// What one round has shown.
struct Round {
    back: Back,
    taken_over: Duration,
    /// What the zombie changed, or was half made.
    faults: Vec<String>,
}

/// See the module.
pub fn run(world: &World) -> Result<Vec<Row>> {
    const WHAT: &str = "a worker stopped with SIGSTOP while it encodes";
    if world.postgres().is_none() {
        return Ok(vec![Row::not_run(WHAT, "PostgreSQL is not installed")]);
    }
    let each = if world.short { 1 } else { 4 };
    let rounds: Vec<Result<Vec<Round>>> = thread::scope(|scope| {
        let begun = [Back::Early, Back::Late].map(|back| scope.spawn(move || (0..each).map(|number| round(world, back, number)).collect()));
        begun.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("panicked")))).collect()
    });
    let rounds: Vec<Round> = rounds.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    let mut table = Vec::new();
    for (back, words) in [(Back::Early, "continued while the other encodes the same film"), (Back::Late, "continued after the other has finished")] {
        let mine: Vec<&Round> = rounds.iter().filter(|round| round.back == back).collect();
        let faults: Vec<String> = mine.iter().flat_map(|round| round.faults.clone()).collect();
        let longest = mine.iter().map(|round| round.taken_over.as_secs_f64()).fold(0.0, f64::max);
        let seen = if faults.is_empty() { "one result, unchanged by the zombie".to_owned() } else { faults.join("; ") };
        table.push(Row::new(
            format!("{WHAT}, {words} (two workers, one web node, PostgreSQL)"),
            mine.len(),
            "taken over ≤ 60 s; the zombie commits nothing; one result; never half a rendition",
            format!("taken over after at most {longest:.1} s; {seen}"),
            faults.is_empty() && longest <= 60.0 && !mine.is_empty(),
        ));
    }
    Ok(table)
}

fn round(world: &World, back: Back, number: u32) -> Result<Round> {
    let Some(database) = world.postgres() else { anyhow::bail!("PostgreSQL went away") };
    let root = world.fresh(&format!("zombie-{back:?}-{number}"))?;
    let node = |name: &str| -> Result<Place> {
        let folder = root.join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Place::new(world, &folder)?.with("DATABASE_URL", &database.url).with("STORAGE_URL", format!("file://{}", root.join("media").display())))
    };
    let (web, first, second) = (node("web")?, node("first")?, node("second")?);
    let rows = Rows::at(world, &database.url);
    let _web = web.serve("web")?;
    let zombie = first.spawn("worker")?;
    let slug = web.take(&film(world, Kind::WebM)?, &format!("Zombie {number}"), false)?;
    let taken = rows.newest_film()?;
    let job = until("a pass begins", Duration::from_secs(60), Duration::from_millis(50), || rows.encoding(&taken))?;
    sleep(Duration::from_millis(world.below(1500)));
    zombie.signal("STOP")?;
    let stopped = Instant::now();
    let held = rows.job(job.id)?;
    ensure!(held.state == "running", "the pass ended before it was stopped; run again");
    let other = second.spawn("worker")?;
    let mut faults = Vec::new();
    let look = |faults: &mut Vec<String>| truth::look(web.addr, &slug).map_err(|error| faults.push(format!("{error:#}"))).ok();
    let taken_over = until("the other worker takes over", Duration::from_secs(100), Duration::from_millis(200), || {
        look(&mut faults);
        Ok((rows.job(job.id)?.fence > held.fence).then(|| stopped.elapsed()))
    })?;
    if back == Back::Early {
        zombie.signal("CONT")?;
    }
    until("all is made", Duration::from_secs(180), Duration::from_millis(300), || {
        look(&mut faults);
        Ok(all_ended(&rows.jobs_of(&taken)?).then_some(()))
    })?;
    sleep(Duration::from_secs(2));
    let made = (rows.jobs_of(&taken)?, rows.renditions()?, look(&mut faults));
    if back == Back::Late {
        zombie.signal("CONT")?;
    }
    sleep(Duration::from_secs(12));
    let after = (rows.jobs_of(&taken)?, rows.renditions()?, look(&mut faults));
    compare(&held, &made, &after, &mut faults);
    ensure!(rows.film(taken.id)?.state == "ready", "the film ended as {}", rows.film(taken.id)?.state);
    zombie.kill()?;
    other.stop()?;
    Ok(Round { back, taken_over, faults })
}

type State = (Vec<job::Model>, Vec<schema::rendition::Model>, Option<truth::Seen>);

/// What the zombie may not have done: end its old claim, write a rendition again, change a byte.
fn compare(held: &job::Model, made: &State, after: &State, faults: &mut Vec<String>) {
    let end = |state: &State| state.0.iter().find(|job| job.id == held.id).map(|job| (job.state.clone(), job.fence, job.lease_owner.clone(), job.finished_at));
    match end(after) {
        Some((state, fence, ..)) if state == "done" && fence == held.fence + 1 => {}
        other => faults.push(format!("the job ended as {other:?}, its zombie held fence {}", held.fence)),
    }
    if end(made) != end(after) {
        faults.push("the job's row changed after its end".into());
    }
    if made.1 != after.1 {
        faults.push("renditions were written again".into());
    }
    match (&made.2, &after.2) {
        (Some(made), Some(after)) if made.ladder == after.ladder && after.others.is_empty() => {}
        _ => faults.push("bytes of the ladder changed, or something of it is not playable".into()),
    }
}
