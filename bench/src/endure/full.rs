//! The disk fills up while a film is being encoded, and is freed again.

use std::{
    fs::File,
    io::Write,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{
    disk::{beacon, reading, refused_import},
    film::{Kind, film},
    mount::Disk,
    program::{Place, said},
    report::Row,
    rows::{Rows, all_ended},
    truth,
    world::{World, until},
};

const MIB: u32 = 96;

/// Writes until nothing more goes in; answers how much went in.
fn fill(file: &Path) -> Result<u64> {
    let mut file = File::create(file)?;
    let mut written = 0;
    for piece in [1 << 20, 64 << 10, 4096, 512, 1] {
        let bytes = vec![0x5a; piece];
        while file.write(&bytes).map(|n| written += n as u64).is_ok() {}
    }
    Ok(written)
}

/// See the module.
pub fn run(world: &World) -> Result<Vec<Row>> {
    let folder = world.fresh("full")?;
    let disk = match Disk::small(&folder, MIB) {
        Ok(disk) => disk,
        Err(why) => return Ok(vec![Row::not_run("the disk fills up", &why)]),
    };
    let place = Place::new(world, &disk.folder)?;
    let mut server = place.serve("serve")?;
    let slug = place.take(&film(world, Kind::Mp4)?, "Før disken blev fuld", true)?;
    let rows = Rows::of(world, &place);
    let other = film(world, Kind::WebM)?;
    let second = place.take(&other, "Midt i det hele", false)?;
    let encoded = rows.newest_film()?;
    until("a pass begins", Duration::from_secs(60), Duration::from_millis(50), || rows.encoding(&encoded))?;
    let ballast = disk.folder.join("ballast");
    let filled = fill(&ballast)?;
    let what = format!("disk full ({} MiB of {MIB} by something else)", filled >> 20);
    let mut table = reading(place.addr, &slug, &what);
    table.push(beacon(place.addr, &slug, "disk full")?);
    table.push(refused_import(&place, &other, "disk full", &["disk", "room", "space"])?);
    let doctor = place.run(&["doctor"])?;
    table.push(Row::new(
        "disk full: `doctor`",
        1,
        "says so, exit code 2",
        said_of(&said(&doctor)),
        doctor.status.code() == Some(2) && said(&doctor).contains("room left"),
    ));
    // long enough for the pass to meet the wall, and for what it does then
    sleep(Duration::from_secs(if world.short { 12 } else { 45 }));
    let last = rows.jobs_of(&encoded)?.into_iter().filter_map(|job| job.error).next_back();
    table.extend(reading(place.addr, &slug, "disk full for a while"));
    table.push(Row::new(
        "disk full: the server itself",
        1,
        "goes on, no panic",
        if server.runs() { "runs" } else { "ended" },
        server.runs() && !panicked(&place)?,
    ));
    std::fs::remove_file(ballast)?;
    table.push(recovers(&place, &rows, &encoded, &second, last)?);
    let ok = rows.integrity()?;
    table.push(Row::new("afterwards: `integrity_check`", 1, "ok", ok.clone(), ok == "ok"));
    server.stop()?;
    Ok(table)
}

fn recovers(place: &Place, rows: &Rows<'_>, film: &schema::film::Model, slug: &str, last: Option<String>) -> Result<Row> {
    let begun = Instant::now();
    // the second retry comes two minutes after the first
    until("the film that was interrupted is finished", Duration::from_secs(300), Duration::from_millis(500), || {
        Ok(all_ended(&rows.jobs_of(film)?).then_some(()))
    })?;
    sleep(Duration::from_secs(2));
    let (state, seen) = (rows.film(film.id)?.state, truth::look(place.addr, slug)?);
    let told = last.map_or_else(|| "nothing (its row could not be written either)".to_owned(), |error| format!("»{error}«"));
    let how = format!("{state} {:.0} s after there was room again, {} renditions; the job had said {told}", begun.elapsed().as_secs_f64(), seen.ladder.len());
    Ok(Row::new("room again: the interrupted film", 1, "finished by itself, all renditions playable", how, state == "ready" && seen.others.is_empty()))
}

/// Whether the log tells of a panic.
pub fn panicked(place: &Place) -> Result<bool> {
    let log = std::fs::read_to_string(place.log())?;
    Ok(log.contains("panicked at") || log.contains("panic:"))
}

/// The doctor's faults, without the rest.
pub fn said_of(words: &str) -> String {
    words.split(" fault ").skip(1).map(|fault| fault.split(" good ").next().unwrap_or(fault)).collect::<Vec<_>>().join(" / ").chars().take(400).collect()
}
