//! PostgreSQL behind a proxy: connections cut and refused, then nothing coming through at all; each time it comes back.

use std::{
    net::SocketAddr,
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use faults::{Faults, Proxy};

use super::{
    film::{Kind, film},
    http::{fetch, get},
    program::Place,
    report::Row,
    rows::{Rows, all_ended},
    truth,
    world::{World, until},
};

/// What readers met while the database was away.
#[derive(Default)]
struct Met {
    asked: u32,
    kept_wrong: Vec<String>,
    others_wrong: Vec<String>,
    slowest: Duration,
    slowest_kept: Duration,
}

/// See the module.
pub fn run(world: &World) -> Result<Vec<Row>> {
    let Some(database) = world.postgres() else { return Ok(vec![Row::not_run("the database goes away", "PostgreSQL is not installed")]) };
    let (before, after) = database.url.split_once('@').context("a user")?;
    let (server, name) = after.split_once('/').context("a name")?;
    let proxy = world.wait(Proxy::start(SocketAddr::from(([127, 0, 0, 1], 0)), server.to_owned()))?;
    let place = Place::new(world, &world.fresh("database")?)?.with("DATABASE_URL", format!("{before}@{}/{name}", proxy.addr()));
    let mut running = place.serve("serve")?;
    let slug = place.take(&film(world, Kind::Mp4)?, "Før databasen gik væk", true)?;
    let rows = Rows::at(world, &database.url);
    let away = Duration::from_secs(if world.short { 8 } else { 60 });
    let mut table = Vec::new();
    for (faults, what) in [
        (Faults { reset: true, ..Faults::default() }, "connections to PostgreSQL cut and refused"),
        (Faults { swallow: true, ..Faults::default() }, "PostgreSQL hangs (nothing comes through), then cuts its connections"),
    ] {
        let interrupted = place.take(&film(world, Kind::WebM)?, what, false)?;
        let taken = rows.newest_film()?;
        until("a pass begins", Duration::from_secs(60), Duration::from_millis(50), || rows.encoding(&taken))?;
        let met = outage(place.addr, &slug, &proxy, faults, away)?;
        let what = format!("{what} for {} s", away.as_secs());
        table.extend(told(&what, &met));
        if faults.swallow {
            proxy.set(Faults { reset: true, ..Faults::default() });
            sleep(Duration::from_millis(300));
        }
        proxy.set(Faults::default());
        table.push(back(place.addr, &what));
        until("the interrupted film is made", Duration::from_secs(180), Duration::from_millis(500), || Ok(all_ended(&rows.jobs_of(&taken)?).then_some(())))?;
        sleep(Duration::from_secs(2));
        let (state, seen) = (rows.film(taken.id)?.state, truth::look(place.addr, &interrupted)?);
        let good = state == "ready" && seen.others.is_empty();
        table.push(Row::new(
            format!("{what}: the film that was being encoded"),
            1,
            "all renditions playable",
            format!("{state}, {} renditions playable", seen.ladder.len()),
            good,
        ));
    }
    table.push(Row::new(
        "the server itself",
        1,
        "goes on, no panic",
        if running.runs() { "runs" } else { "ended" },
        running.runs() && !super::full::panicked(&place)?,
    ));
    running.stop()?;
    Ok(table)
}

/// Asks for a kept page, a piece of film and a new page, again and again.
fn outage(addr: SocketAddr, slug: &str, proxy: &Proxy, faults: Faults, away: Duration) -> Result<Met> {
    let kept = format!("/da/talks/{slug}");
    let pieces = truth::look(addr, slug)?.addresses;
    fetch(addr, &kept)?;
    fetch(addr, &kept)?;
    proxy.set(faults);
    let begun = Instant::now();
    let (mut met, mut waiting) = (Met::default(), Vec::new());
    while begun.elapsed() < away {
        met.asked += 1;
        for path in [&kept, &pieces[met.asked as usize % pieces.len()], &"/healthz".to_owned()] {
            match get(addr, path) {
                Ok(answer) => {
                    met.slowest_kept = met.slowest_kept.max(answer.took);
                    if answer.status != 200 {
                        met.kept_wrong.push(format!("{path}: {}", answer.status));
                    }
                }
                Err(error) => met.kept_wrong.push(format!("{path}: {error:#}")),
            }
        }
        let new = format!("/da/talks?never={}", met.asked);
        waiting.push(std::thread::spawn(move || get(addr, &new)));
        sleep(Duration::from_millis(500));
    }
    // who still waits is answered when it is back, or told before
    proxy.set(if faults.swallow { Faults { reset: true, ..Faults::default() } } else { faults });
    for thread in waiting {
        match thread.join() {
            Ok(Ok(answer)) if answer.status == 503 && answer.header("retry-after").is_some() => met.slowest = met.slowest.max(answer.took),
            Ok(Ok(answer)) => met.others_wrong.push(answer.status.to_string()),
            Ok(Err(error)) => met.others_wrong.push(format!("{error:#}")),
            Err(_) => met.others_wrong.push("panicked".into()),
        }
    }
    Ok(met)
}

fn told(what: &str, met: &Met) -> Vec<Row> {
    let seen =
        |wrong: &[String], good: String| if wrong.is_empty() { good } else { format!("{} not: {}", wrong.len(), wrong[..wrong.len().min(5)].join(", ")) };
    vec![
        Row::new(
            format!("{what}: a page that was kept, pieces of a film, /healthz"),
            met.asked * 3,
            "200",
            seen(&met.kept_wrong, format!("all 200, slowest {} ms", met.slowest_kept.as_millis())),
            met.kept_wrong.is_empty() && met.asked > 0,
        ),
        Row::new(
            format!("{what}: pages that have to be made"),
            met.asked,
            "503 with Retry-After within 20 s",
            seen(&met.others_wrong, format!("all 503, slowest {:.1} s", met.slowest.as_secs_f64())),
            met.others_wrong.is_empty() && met.slowest < Duration::from_secs(20),
        ),
    ]
}

/// How soon new pages are made again, and whether that lasts.
fn back(addr: SocketAddr, what: &str) -> Row {
    let begun = Instant::now();
    let (mut asked, mut last_bad) = (0, None);
    while begun.elapsed() < Duration::from_secs(10) {
        asked += 1;
        if !matches!(get(addr, &format!("/da/talks?back={asked}")), Ok(answer) if answer.status == 200) {
            last_bad = Some(begun.elapsed());
        }
        sleep(Duration::from_millis(100));
    }
    let soon = last_bad.unwrap_or_default();
    let seen = format!("the last failure came {:.1} s after the return, of {asked} requests in 10 s", soon.as_secs_f64());
    Row::new(format!("{what}: after the return"), 1, "pages are made again ≤ 5 s after it", seen, soon <= Duration::from_secs(5))
}
