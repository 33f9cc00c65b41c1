//! One site whose server is killed again and again.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
    sync::atomic::Ordering,
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use schema::{JobId, film, job};

use super::{
    kill::Shared,
    program::{Place, Server},
    rows::{Rows, all_ended},
    truth,
    world::until,
};

/// A job whose worker vanished 30 times is given up: no film is disturbed nearly so often.
const KILLS_PER_FILM: usize = 5;

struct Lane<'a> {
    shared: &'a Shared<'a>,
    place: Place,
    rows: Rows<'a>,
    slug: String,
    /// What has been playable of the film so far.
    held: BTreeMap<String, u64>,
    /// Claims that were killed.
    killed: HashSet<(JobId, i64)>,
}

/// Takes films in and kills until all kills are done; then lets the last film be finished.
pub fn run(shared: &Shared<'_>, lane: usize) -> Result<()> {
    let place = Place::new(shared.world, &shared.world.fresh(&format!("kill-{lane}"))?)?;
    let mut server = place.serve("serve")?;
    let rows = Rows::of(shared.world, &place);
    let mut lane_ = Lane { shared, place, rows, slug: String::new(), held: BTreeMap::new(), killed: HashSet::new() };
    let mut number = lane;
    while shared.left.load(Ordering::SeqCst) > 0 {
        let wanted = &shared.films[number % shared.films.len()];
        number += 1;
        server = lane_.film(wanted, &format!("Talk {lane} {number}"), server)?;
    }
    let integrity = lane_.rows.integrity()?;
    shared.tell(|tally| tally.integrity.push(integrity));
    server.stop()?;
    Ok(())
}

impl Lane<'_> {
    /// One film, from its import to its end.
    fn film(&mut self, wanted: &Path, title: &str, mut server: Server) -> Result<Server> {
        self.slug = self.place.take(wanted, title, false)?;
        self.held.clear();
        let film = self.rows.newest_film()?;
        let mut kills = 0;
        while kills < KILLS_PER_FILM {
            let Some(running) = self.next_pass(&film)? else { break };
            if !self.claim_kill() {
                break;
            }
            match self.moment(running)? {
                Some(job) => {
                    server = self.strike(server, &job)?;
                    kills += 1;
                }
                None => {
                    self.shared.left.fetch_add(1, Ordering::SeqCst);
                }
            }
        }
        self.finish(wanted, &film)?;
        Ok(server)
    }

    /// One of the kills that are left, for us.
    fn claim_kill(&self) -> bool {
        self.shared.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }

    /// The next pass that runs under a living server; none when the film is done.
    fn next_pass(&mut self, film: &film::Model) -> Result<Option<job::Model>> {
        let end = Instant::now() + Duration::from_secs(150);
        loop {
            self.look()?;
            if let Some(job) = self.rows.encoding(film)?.filter(|job| !self.killed.contains(&(job.id, job.fence))) {
                return Ok(Some(job));
            }
            if all_ended(&self.rows.jobs_of(film)?) {
                return Ok(None);
            }
            ensure!(Instant::now() < end, "no pass of {} runs", self.slug);
            sleep(Duration::from_millis(100));
        }
    }

    /// Waits for the moment of the kill, looking all the while; none when the pass ended before.
    fn moment(&mut self, running: job::Model) -> Result<Option<job::Model>> {
        let world = self.shared.world;
        let typical = u64::try_from(self.shared.typical.as_millis())?;
        let late = world.below(3) == 0;
        let mut at = Instant::now() + Duration::from_millis(if late { typical * 10 } else { world.below(typical * 3 / 2) });
        let mut armed = !late;
        loop {
            let job = self.rows.job(running.id)?;
            if job.state != "running" || job.fence != running.fence {
                return Ok(None);
            }
            if !armed && job.permille >= 950 {
                at = Instant::now() + Duration::from_millis(world.below(1500));
                armed = true;
            }
            let left = at.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Some(job));
            }
            if left > Duration::from_millis(400) && !(armed && late) {
                self.look()?;
                sleep(Duration::from_millis(if late { 30 } else { 200 }).min(at.saturating_duration_since(Instant::now())));
            } else {
                sleep(left.min(Duration::from_millis(100)));
            }
        }
    }

    /// Kills, restarts, looks, and waits until the job is taken up again.
    fn strike(&mut self, server: Server, job: &job::Model) -> Result<Server> {
        let begun = Instant::now();
        server.kill()?;
        self.killed.insert((job.id, job.fence));
        let server = self.place.serve("serve")?;
        self.look()?;
        let ready = server.ready;
        self.shared.tell(|tally| {
            tally.kills += 1;
            tally.permille.push(job.permille);
            tally.ready.push(ready);
        });
        let mut counted = false;
        let retaken = until("the job is taken up again", Duration::from_secs(100), Duration::from_millis(100), || {
            if !counted && begun.elapsed() > Duration::from_secs(2) {
                counted = true;
                let left = self.place.tools().len();
                self.shared.tell(|tally| tally.orphans += left);
            }
            let now = self.rows.job(job.id)?;
            Ok((now.fence > job.fence || now.state == "done").then(|| begun.elapsed()))
        })?;
        println!("  {}: killed at {} ‰, taken up again after {:.1} s", self.slug, job.permille, retaken.as_secs_f64());
        self.shared.tell(|tally| tally.retaken.push(retaken));
        Ok(server)
    }

    /// Looks at everything that is called playable: whole, still there, the same bytes.
    fn look(&mut self) -> Result<()> {
        let seen = match truth::look(self.place.addr, &self.slug) {
            Ok(seen) => seen,
            Err(error) => {
                self.shared.tell(|tally| tally.faults.push(format!("{}: {error:#}", self.slug)));
                bail!("{error:#}");
            }
        };
        for (name, hash) in &self.held {
            let fault = match seen.ladder.get(name) {
                Some(now) if now == hash => continue,
                Some(_) => format!("{name} of {} has changed", self.slug),
                None => format!("{name} of {} was playable and is not any more", self.slug),
            };
            self.shared.tell(|tally| tally.faults.push(fault));
        }
        self.shared.tell(|tally| {
            tally.looks.0 += 1;
            tally.looks.1 += seen.pieces;
        });
        self.held = seen.ladder;
        Ok(())
    }

    /// Lets the film be finished, and compares.
    fn finish(&mut self, wanted: &Path, film: &film::Model) -> Result<()> {
        until("the film is finished", Duration::from_secs(240), Duration::from_millis(250), || {
            self.look()?;
            Ok(all_ended(&self.rows.jobs_of(film)?).then_some(()))
        })?;
        sleep(Duration::from_secs(2));
        self.look()?;
        let seen = truth::look(self.place.addr, &self.slug)?;
        ensure!(seen.others.is_empty(), "{} ended with {:?}", self.slug, seen.others);
        let film = self.rows.film(film.id)?;
        ensure!(film.state == "ready", "{} ended as {}", self.slug, film.state);
        let stored = fs::read(self.place.data.join("media").join(&film.original_key)).context("the original")?;
        let unchanged = stored == fs::read(wanted)?;
        let tools = self.place.tools();
        ensure!(tools.is_empty(), "media tools still run: {tools:?}");
        self.shared.tell(|tally| {
            tally.films.0 += 1;
            tally.films.1 += seen.pieces;
            tally.originals += usize::from(unchanged);
        });
        Ok(())
    }
}
