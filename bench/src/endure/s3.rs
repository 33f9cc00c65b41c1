//! S3 behind a proxy: slow, failing one request in three, resetting. Each time from a cold start.

use std::{
    net::SocketAddr,
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use anyhow::Result;
use faults::{Faults, Proxy};
use s3_server::{S3Server, url_at};

use super::{
    film::{Kind, film},
    http::get,
    program::Place,
    report::Row,
    truth,
    world::World,
};

/// S3's time-out and tries make no call longer than this: 3 × 8 s and pauses.
const TIME_OUT: Duration = Duration::from_secs(30);
/// Readers beside each other.
const READERS: usize = 6;

/// What readers got.
#[derive(Default)]
struct Got {
    good: usize,
    later: usize,
    wrong: Vec<String>,
    slowest: Duration,
}

/// See the module.
pub fn run(world: &World) -> Result<Vec<Row>> {
    let server = world.wait(S3Server::start(&world.fresh("s3-bucket")?))?;
    let proxy = world.wait(Proxy::start(SocketAddr::from(([127, 0, 0, 1], 0)), server.addr().to_string()))?;
    let place = Place::new(world, &world.fresh("s3")?)?.with("STORAGE_URL", url_at(proxy.addr()));
    let slug = place.take(&film(world, Kind::Mp4)?, "I skyen", true)?;
    let site = place.serve("serve")?;
    let pieces = truth::look(place.addr, &slug)?.addresses;
    let quiet = page_tail(place.addr, &slug)?;
    site.stop()?;
    let none = Faults::default();
    let modes = [
        ("each answer takes 3 s", Faults { latency: Duration::from_millis(1500), ..none }, true),
        ("one request in three is answered 503", Faults { refuse_every: 3, ..none }, false),
        ("connections are reset after 90 kB", Faults { reset_after: 90_000, ..none }, false),
        ("every connection is reset", Faults { reset: true, ..none }, false),
    ];
    let mut table = Vec::new();
    for (what, faults, all) in modes {
        let site = place.serve("serve")?;
        proxy.set(faults);
        let got = thread::scope(|scope| -> Result<Got> {
            let reading = scope.spawn(|| read_all(place.addr, &pieces));
            let tail = page_tail(place.addr, &slug)?;
            table.push(page_row(what, quiet, tail));
            Ok(reading.join().unwrap_or_default())
        })?;
        table.push(piece_row(what, &got, pieces.len(), all));
        if got.good > 0 {
            proxy.set(Faults { reset: true, ..none });
            let again = read_all(place.addr, &pieces);
            let seen = format!("{} of {} from memory, slowest {} ms", again.good, got.good, if again.later == 0 { again.slowest.as_millis() } else { 0 });
            table.push(Row::new(
                format!("S3: {what}, then gone: the same pieces again"),
                pieces.len(),
                "what was had once comes from memory",
                seen,
                again.good >= got.good,
            ));
        }
        proxy.set(none);
        let well = read_all(place.addr, &pieces);
        table.push(Row::new(
            format!("S3 well again after: {what}"),
            pieces.len(),
            "200",
            format!("{} of {}", well.good, pieces.len()),
            well.good == pieces.len(),
        ));
        site.stop()?;
    }
    proxy.set(Faults { refuse_every: 3, ..none });
    let second = place.take(&film(world, Kind::WebM)?, "Op i skyen", true);
    proxy.set(none);
    let site = place.serve("serve")?;
    let seen = second.and_then(|slug| truth::look(place.addr, &slug));
    let whole = seen.as_ref().is_ok_and(|seen| seen.others.is_empty() && seen.pieces > 0);
    let words = seen.map_or_else(|error| format!("{error:#}"), |seen| format!("{} pieces, each whole", seen.pieces));
    table.push(Row::new("S3: one request in three is answered 503 while a film is taken in and made", 1, "made and whole", words, whole));
    site.stop()?;
    Ok(table)
}

/// Six readers share the pieces.
fn read_all(addr: SocketAddr, pieces: &[String]) -> Got {
    let got = Mutex::new(Got::default());
    thread::scope(|scope| {
        for reader in 0..READERS {
            let got = &got;
            scope.spawn(move || {
                for piece in pieces.iter().skip(reader).step_by(READERS) {
                    let answer = get(addr, piece);
                    let mut got = got.lock().unwrap_or_else(PoisonError::into_inner);
                    match answer {
                        Ok(answer) => {
                            got.slowest = got.slowest.max(answer.took);
                            match answer.status {
                                200 => got.good += 1,
                                503 if answer.header("retry-after").is_some() => got.later += 1,
                                other => got.wrong.push(format!("{piece}: {other}")),
                            }
                        }
                        Err(error) => got.wrong.push(format!("{piece}: {error:#}")),
                    }
                }
            });
        }
    });
    got.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn piece_row(what: &str, got: &Got, pieces: usize, all: bool) -> Row {
    let mut seen = format!("{} × 200, {} × 503, slowest {:.1} s", got.good, got.later, got.slowest.as_secs_f64());
    if let Some(wrong) = got.wrong.first() {
        seen += &format!(", {} otherwise, such as {wrong}", got.wrong.len());
    }
    let expected = if all { "200 by trying again, within 30 s" } else { "200 by trying again, else 503 with Retry-After, within 30 s" };
    let held = got.wrong.is_empty() && got.slowest <= TIME_OUT && (!all || got.good == pieces) && got.good + got.later == pieces;
    Row::new(format!("S3: {what}: every piece of a film, {READERS} readers, nothing in memory"), pieces, expected, seen, held)
}

/// The 95th percentile of making the talk's page.
fn page_tail(addr: SocketAddr, slug: &str) -> Result<Duration> {
    let mut times = Vec::new();
    for n in 0..60 {
        let answer = super::http::fetch(addr, &format!("/da/talks/{slug}?n={n}"))?;
        times.push(answer.took);
        thread::sleep(Duration::from_millis(10));
    }
    times.sort_unstable();
    Ok(times[times.len() * 95 / 100])
}

fn page_row(what: &str, quiet: Duration, tail: Duration) -> Row {
    let (quiet, tail) = (quiet.as_secs_f64() * 1000.0, tail.as_secs_f64() * 1000.0);
    Row::new(
        format!("S3: {what}: the talk's page, made anew each time"),
        60,
        "95th percentile as without faults (≤ 2 × + 20 ms)",
        format!("{tail:.1} ms beside {quiet:.1} ms"),
        tail <= quiet * 2.0 + 20.0,
    )
}
