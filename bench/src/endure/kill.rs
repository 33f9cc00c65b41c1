//! `kill -9` of the whole server while it encodes, at random moments, several sites beside each other; a third of the kills
//! falls into the end of a pass, when results are verified and published.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{
    film::{Kind, film},
    kill_lane,
    program::Place,
    report::Row,
    rows::{Rows, all_ended},
    world::{World, until},
};

/// What all lanes have seen.
#[derive(Default)]
pub struct Tally {
    /// Kills while a pass ran, by lane.
    pub kills: usize,
    /// How far the pass was, in per mille, at each kill.
    pub permille: Vec<i32>,
    /// From each kill to the job's next claim.
    pub retaken: Vec<Duration>,
    /// From each restart to the first answer.
    pub ready: Vec<Duration>,
    /// Looks at everything playable, and pieces fetched in them.
    pub looks: (usize, usize),
    /// What was not whole, or vanished, or changed.
    pub faults: Vec<String>,
    /// Media tools that outlived their server by two seconds.
    pub orphans: usize,
    /// Films finished with all their renditions, and the pieces of those.
    pub films: (usize, usize),
    /// Films whose original still has the same bytes.
    pub originals: usize,
    /// What `integrity_check` said at the end of each lane.
    pub integrity: Vec<String>,
    /// Lanes that could not go on.
    pub errors: Vec<String>,
}

/// Shared by the lanes.
pub struct Shared<'a> {
    /// The world.
    pub world: &'a World,
    /// Kills that are still to be done.
    pub left: AtomicUsize,
    /// See [`Tally`].
    pub tally: Mutex<Tally>,
    /// The films that are taken in, in turn.
    pub films: Vec<PathBuf>,
    /// How long an undisturbed pass takes.
    pub typical: Duration,
}

impl Shared<'_> {
    /// Changes the tally.
    pub fn tell(&self, change: impl FnOnce(&mut Tally)) {
        change(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// How long a pass takes that nobody disturbs.
fn undisturbed(world: &World, file: &Path) -> Result<Duration> {
    const PASSES: u32 = 2;
    let place = Place::new(world, &world.fresh("undisturbed")?)?;
    let server = place.serve("serve")?;
    let begun = Instant::now();
    place.take(file, "Uforstyrret", false)?;
    let rows = Rows::of(world, &place);
    until("the jobs end", Duration::from_secs(180), Duration::from_millis(200), || Ok(all_ended(&rows.jobs()?).then_some(())))?;
    let took = begun.elapsed();
    server.stop()?;
    Ok(took / PASSES)
}

/// See the module.
pub fn run(world: &World) -> Result<Vec<Row>> {
    let films = vec![film(world, Kind::WebM)?, film(world, Kind::Mp4)?];
    let typical = undisturbed(world, &films[0])?;
    let lanes = world.kills.min(if world.short { 5 } else { 6 });
    println!("  a pass takes {:.1} s undisturbed; {} kills on {lanes} sites", typical.as_secs_f64(), world.kills);
    let shared = Shared { world, left: AtomicUsize::new(world.kills), tally: Mutex::default(), films, typical };
    thread::scope(|scope| {
        for lane in 0..lanes {
            let shared = &shared;
            scope.spawn(move || {
                if let Err(error) = kill_lane::run(shared, lane) {
                    shared.left.store(0, Ordering::SeqCst);
                    shared.tell(|tally| tally.errors.push(format!("site {lane}: {error:#}")));
                }
            });
        }
    });
    Ok(rows(&shared.tally.into_inner().unwrap_or_else(PoisonError::into_inner), world.kills))
}

fn rows(tally: &Tally, wanted: usize) -> Vec<Row> {
    let longest = |times: &[Duration]| times.iter().max().map_or(0.0, Duration::as_secs_f64);
    let mut quarters = BTreeMap::new();
    for permille in &tally.permille {
        *quarters.entry((permille / 250).min(3)).or_insert(0) += 1;
    }
    let spread: Vec<String> = (0..4).map(|quarter| quarters.get(&quarter).copied().unwrap_or(0).to_string()).collect();
    let all: Vec<String> = tally.faults.iter().chain(&tally.errors).cloned().collect();
    let told = |good: String| if all.is_empty() { good } else { format!("{}; {good}", all.join("; ")) };
    let (films, pieces) = tally.films;
    vec![
        Row::new(
            "`kill -9` of the server during a pass, restarted at once; everything the API calls playable fetched whole after each restart and four times a second between",
            tally.kills,
            "never a half rendition; what plays once plays on, with the same bytes",
            told(format!("{} looks, {} pieces, each whole; kills by quarter of the pass: {}", tally.looks.0, tally.looks.1, spread.join(", "))),
            tally.kills == wanted && all.is_empty() && tally.looks.0 > 0,
        ),
        Row::new(
            "from the kill until the job is taken up again",
            tally.retaken.len(),
            "≤ 60 s",
            format!("longest {:.1} s; the restarted server answered after at most {:.2} s", longest(&tally.retaken), longest(&tally.ready)),
            tally.retaken.len() == tally.kills && tally.kills > 0 && longest(&tally.retaken) <= 60.0,
        ),
        Row::new("media tools of the killed server, two seconds later", tally.kills, "none left", format!("{} left", tally.orphans), tally.orphans == 0),
        Row::new(
            "the same films at the end",
            films,
            "all renditions playable and whole, originals unchanged, `integrity_check` ok",
            format!("{films} finished, {pieces} pieces, each whole; {} originals unchanged; database: {}", tally.originals, tally.integrity.join(", ")),
            films > 0 && tally.originals == films && tally.integrity.iter().all(|said| said == "ok") && tally.errors.is_empty(),
        ),
    ]
}
