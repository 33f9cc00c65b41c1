//! The system's clock jumps under a running server, by libfaketime; the monotonic clock goes on, as it does on a real machine.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{
    disk::token,
    film::{Kind, film},
    http::{ask, get},
    program::{Place, Server},
    report::Row,
    rows::{Rows, all_ended},
    truth,
    world::{World, until},
};

/// libfaketime, where Debian and Ubuntu put it.
fn library() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.flatten();
    folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1")).find(|file| file.exists())
}

/// See the module.
pub fn run(world: &World) -> Result<Vec<Row>> {
    let Some(library) = library() else { return Ok(vec![Row::not_run("the clock jumps", "faketime is not installed (apt-get install faketime)")]) };
    let mut table = Vec::new();
    for (name, offset, words) in [("ahead", "+40d", "40 days ahead"), ("back", "-2h", "2 hours back")] {
        let (place, hands) = place(world, &format!("clock-{name}"), &library)?;
        let server = place.serve("serve")?;
        table.extend(jump(world, &place, &hands, offset, words)?);
        server.stop()?;
    }
    table.push(back_and_killed(world, &library)?);
    Ok(table)
}

/// A place whose clock is moved by a file.
fn place(world: &World, name: &str, library: &Path) -> Result<(Place, PathBuf)> {
    let hands = world.folder.join(format!("{name}.clock"));
    fs::write(&hands, "+0")?;
    let place = Place::new(world, &world.fresh(name)?)?
        .with("LD_PRELOAD", library.to_string_lossy())
        .with("FAKETIME_TIMESTAMP_FILE", hands.to_string_lossy())
        .with("FAKETIME_NO_CACHE", "1")
        .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .with("DONT_FAKE_MONOTONIC", "1");
    Ok((place, hands))
}

fn beacon(place: &Place, token: &str) -> Result<u16> {
    Ok(ask(place.addr, "POST", "/v", format!(r#"{{"k":"{token}","q":1,"r":[[0,1]],"p":1}}"#).as_bytes())?.status)
}

fn jump(world: &World, place: &Place, hands: &Path, offset: &str, words: &str) -> Result<Vec<Row>> {
    let rows = Rows::of(world, place);
    let slug = place.take(&film(world, Kind::Mp4)?, "Før uret sprang", true)?;
    let old = token(place.addr, &slug)?;
    let before = beacon(place, &token(place.addr, &slug)?)?;
    let second = place.take(&film(world, Kind::WebM)?, "Mens uret springer", false)?;
    let taken = rows.newest_film()?;
    until("a pass begins", Duration::from_secs(60), Duration::from_millis(50), || rows.encoding(&taken))?;
    fs::write(hands, offset)?;
    let begun = Instant::now();
    let ended = until("the film is made", Duration::from_secs(150), Duration::from_millis(300), || Ok(all_ended(&rows.jobs_of(&taken)?).then_some(())));
    let jobs = rows.jobs()?;
    let odd: Vec<String> = jobs
        .iter()
        .filter(|job| job.state != "done" || job.fence != 1 || job.crashes != 0 || job.tries != 0)
        .map(|job| format!("{} {} fence {}", job.name, job.state, job.fence))
        .collect();
    let seen = truth::look(place.addr, &second)?;
    let told = if odd.is_empty() {
        format!("{} jobs, each once; the film made {:.0} s after the jump", jobs.len(), begun.elapsed().as_secs_f64())
    } else {
        odd.join("; ")
    };
    let made = Row::new(
        format!("the clock jumps {words} while a film is encoded"),
        1,
        "no job runs twice, none waits for the clock, the film is made",
        told,
        ended.is_ok() && odd.is_empty() && seen.others.is_empty(),
    );
    let (stale, fresh) = (beacon(place, &old)?, beacon(place, &token(place.addr, &slug)?)?);
    let tokens = Row::new(
        format!("the clock jumps {words}: tokens of plays"),
        3,
        "before it 204; one from before is refused (403); a new one 204",
        format!("{before}, {stale}, {fresh}"),
        (before, stale, fresh) == (204, 403, 204),
    );
    let pages = [format!("/talks/{slug}"), "/talks?x=1".into(), "/readyz".into()].map(|path| get(place.addr, &path).map_or(0, |answer| answer.status));
    Ok(vec![made, tokens, Row::new(format!("the clock jumps {words}: pages"), pages.len(), "200", format!("{pages:?}"), pages == [200; 3])])
}

/// The worst moment: the lease still ends by the old clock, and nobody is left to renew it.
fn back_and_killed(world: &World, library: &Path) -> Result<Row> {
    let (place, hands) = place(world, "clock-killed", library)?;
    let rows = Rows::of(world, &place);
    let server: Server = place.serve("serve")?;
    place.take(&film(world, Kind::WebM)?, "Uret gik tilbage", false)?;
    let taken = rows.newest_film()?;
    let job = until("a pass begins", Duration::from_secs(60), Duration::from_millis(50), || rows.encoding(&taken))?;
    server.kill()?;
    fs::write(hands, "-2h")?;
    let begun = Instant::now();
    let server = place.serve("serve")?;
    let again = until("the job is taken up again", Duration::from_secs(75), Duration::from_millis(200), || {
        Ok((rows.job(job.id)?.fence > job.fence).then(|| begun.elapsed()))
    });
    let seen = again.as_ref().map_or_else(|error| format!("{error:#}"), |time| format!("taken up after {:.1} s", time.as_secs_f64()));
    let held = again.is_ok_and(|time| time <= Duration::from_secs(60));
    server.stop()?;
    Ok(Row::new("`kill -9` while a film is encoded, and the clock 2 hours back before the restart", 1, "taken up again ≤ 60 s", seen, held))
}
