//! The file system turns read-only under a running server, as ext4 does when the disk fails.

use std::{thread::sleep, time::Duration};

use anyhow::Result;

use super::{
    disk::{beacon, reading, refused_import},
    film::{Kind, film},
    full::{panicked, said_of},
    mount::Disk,
    program::{Place, Server, said},
    report::Row,
    rows::{Rows, all_ended},
    truth,
    world::{World, until},
};

/// See the module.
pub fn run(world: &World) -> Result<Vec<Row>> {
    let folder = world.fresh("readonly")?;
    let disk = match Disk::image(&folder, 128) {
        Ok(disk) => disk,
        Err(why) => return Ok(vec![Row::not_run("the disk becomes read-only", &why)]),
    };
    let place = Place::new(world, &disk.folder.join("data"))?;
    let mut server = place.serve("serve")?;
    let source = film(world, Kind::Mp4)?;
    let slug = place.take(&source, "Før disken gik i stykker", true)?;
    settled(&Rows::of(world, &place))?;
    if let Err(error) = disk.fail() {
        return Ok(vec![Row::not_run("the disk becomes read-only", &format!("{error:#}"))]);
    }
    let mut table = reading(place.addr, &slug, "read-only under a running server");
    table.push(beacon(place.addr, &slug, "read-only")?);
    table.push(refused_import(&place, &source, "read-only", &["read-only", "readonly", "cannot be written"])?);
    sleep(Duration::from_secs(if world.short { 3 } else { 30 }));
    table.extend(reading(place.addr, &slug, "read-only for a while"));
    table.push(Row::new(
        "read-only: the server itself",
        1,
        "goes on, no panic",
        if server.runs() { "runs" } else { "ended" },
        server.runs() && !panicked(&place)?,
    ));
    server.stop()?;
    table.extend(shut(&place)?);
    disk.mend()?;
    let server = place.serve("serve")?;
    let ok = Rows::of(world, &place).integrity()?;
    table.push(Row::new("writable again: `integrity_check`", 1, "ok", ok.clone(), ok == "ok"));
    table.extend(reading(place.addr, &slug, "writable again"));
    table.extend(busy(world, &place, &disk, server)?);
    Ok(table)
}

/// Nothing more is being made: whatever writes has written.
fn settled(rows: &Rows<'_>) -> Result<()> {
    until("all jobs end", Duration::from_secs(120), Duration::from_millis(300), || Ok(all_ended(&rows.jobs()?).then_some(())))?;
    sleep(Duration::from_secs(1));
    Ok(())
}

/// What operators are told while nothing can be written.
fn shut(place: &Place) -> Result<Vec<Row>> {
    let mut table = Vec::new();
    let path = place.data.to_string_lossy().into_owned();
    let refused = place.run(&["serve"])?;
    let words = said(&refused);
    let named = refused.status.code() == Some(1) && words.contains(&path);
    table.push(Row::new("read-only: `serve`", 1, "exit code 1, names the path", shown(&words, &path), named));
    let doctor = place.run(&["doctor"])?;
    let words = said(&doctor);
    let named = doctor.status.code() == Some(2) && said_of(&words).contains(&path);
    table.push(Row::new("read-only: `doctor`", 1, "exit code 2, names the path", shown(&said_of(&words), &path), named));
    Ok(table)
}

/// The same in the midst of work. SQLite keeps its index of the log in memory that is mapped from that disk: a write to it
/// that the kernel cannot keep ends the process (SIGBUS), which nothing in the program can prevent.
fn busy(world: &World, place: &Place, disk: &Disk, mut server: Server) -> Result<Vec<Row>> {
    let rows = Rows::of(world, place);
    let slug = place.take(&film(world, Kind::WebM)?, "Midt i arbejdet", false)?;
    let taken = rows.newest_film()?;
    until("a pass begins", Duration::from_secs(60), Duration::from_millis(50), || rows.encoding(&taken))?;
    disk.fail()?;
    sleep(Duration::from_secs(5));
    let how = if server.runs() { "went on" } else { "was ended by the kernel (SIGBUS)" };
    if server.runs() {
        server.stop()?;
    } else {
        drop(server);
    }
    disk.mend()?;
    let server = place.serve("serve")?;
    settled(&rows)?;
    let (state, seen, ok) = (rows.film(taken.id)?.state, truth::look(place.addr, &slug)?, rows.integrity()?);
    server.stop()?;
    let told = format!("the server {how}; after repair and restart the film became {state}, {} renditions, database {ok}", seen.ladder.len());
    let good = state == "ready" && seen.others.is_empty() && ok == "ok";
    let expected = "the server goes on or ends; after repair and restart nothing is lost and the film is made";
    Ok(vec![Row::new("read-only while a film is encoded, then repaired", 1, expected, told, good)])
}

/// The words without this machine's folder.
fn shown(words: &str, path: &str) -> String {
    words.replace(path, "DATA").chars().take(300).collect()
}
