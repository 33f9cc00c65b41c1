//! The program that does harm: its arguments, its scenarios in order, and what all of them share.
//!
//! It runs the built server as a process (environment `SOCIALTALKS_PROGRAM`, else `target/fast/socialtalks`) and asks it
//! over HTTP, as readers do. The seed of all chance is printed, and taken from `--seed N` when given.

mod boxes;
mod clock;
mod database;
mod disk;
mod film;
mod full;
mod http;
mod kill;
mod kill_lane;
mod malformed;
mod mount;
mod program;
mod readonly;
mod report;
mod rows;
mod s3;
mod slow;
mod truth;
mod two;
mod world;
mod zombie;

use std::{process::ExitCode, thread, time::Instant};

use anyhow::{Context, Result, bail};

use report::{Held, Report, Row};
use world::World;

/// A scenario: the rows of its table.
type Scenario = fn(&World) -> Result<Vec<Row>>;

/// In the report's order: name, title, scenario.
const SCENARIOS: [(&str, &str, Scenario); 9] = [
    ("kill", "Killed while encoding", kill::run),
    ("zombie", "A worker stopped beyond its lease, then continued", zombie::run),
    ("full", "Disk full", full::run),
    ("readonly", "The disk becomes read-only", readonly::run),
    ("database", "The database goes away", database::run),
    ("s3", "S3 slow, failing, resetting", s3::run),
    ("clock", "The clock jumps", clock::run),
    ("http", "Malformed, oversized and slow HTTP", malformed::run),
    ("two", "Two servers on one data folder", two::run),
];

/// These wait for leases most of the time, so that they may run beside each other.
const PATIENT: [&str; 2] = ["kill", "zombie"];
/// In the short form these as well; the others measure short times and run alone.
const PATIENT_WHEN_SHORT: [&str; 3] = ["full", "database", "clock"];

const USAGE: &str = "endure [--short] [--kills N] [--seed N] [NAME…]
names: kill zombie full readonly database s3 clock http two";

/// Runs what the arguments ask for; fails when something did not hold.
pub fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("\nnot everything held");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let (world, names) = arguments(std::env::args().skip(1))?;
    println!("seed {}, {}", world.seed, if world.short { "short" } else { "long" });
    let wanted: Vec<_> = SCENARIOS.iter().filter(|(name, ..)| names.is_empty() || names.iter().any(|n| n == name)).collect();
    // before anything runs beside anything else
    for kind in [film::Kind::WebM, film::Kind::Mp4] {
        film::film(&world, kind)?;
    }
    let mut report = Report::read()?;
    let beside = |name: &str| PATIENT.contains(&name) || world.short && PATIENT_WHEN_SHORT.contains(&name);
    let mut held = true;
    let mut put = |name: &str, title: &str, rows: Vec<Row>| -> Result<()> {
        held &= rows.iter().all(|row| row.held != Held::No);
        report.put(&world, name, title, rows)?;
        report.write()
    };
    let together: Vec<_> = thread::scope(|scope| {
        let begun: Vec<_> =
            wanted.iter().filter(|(name, ..)| beside(name)).map(|(name, title, work)| (*name, *title, scope.spawn(|| go(&world, name, *work)))).collect();
        begun.into_iter().map(|(name, title, thread)| (name, title, thread.join().unwrap_or_else(|_| vec![Row::broken(name, "panicked")]))).collect()
    });
    for (name, title, rows) in together {
        put(name, title, rows)?;
    }
    for (name, title, work) in wanted.iter().filter(|(name, ..)| !beside(name)) {
        put(name, title, go(&world, name, *work))?;
    }
    Ok(held)
}

/// A scenario that could not be carried out has not held.
fn go(world: &World, name: &str, work: Scenario) -> Vec<Row> {
    let begun = Instant::now();
    println!("\n── {name}");
    let rows = work(world).unwrap_or_else(|error| vec![Row::broken(name, &format!("{error:#}"))]);
    println!("── {name}: {} s", begun.elapsed().as_secs());
    rows
}

fn arguments(mut args: impl Iterator<Item = String>) -> Result<(World, Vec<String>)> {
    let (mut short, mut kills, mut seed, mut names) = (false, None, None, Vec::new());
    while let Some(arg) = args.next() {
        let mut number = || -> Result<u64> { Ok(args.next().context(USAGE)?.parse()?) };
        match arg.as_str() {
            "--short" => short = true,
            "--kills" => kills = Some(usize::try_from(number()?)?),
            "--seed" => seed = Some(number()?),
            name if SCENARIOS.iter().any(|(known, ..)| *known == name) => names.push(arg),
            _ => bail!("{USAGE}"),
        }
    }
    Ok((World::new(short, kills.unwrap_or(if short { 5 } else { 100 }), seed)?, names))
}
