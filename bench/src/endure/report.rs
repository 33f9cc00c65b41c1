//! docs/reliability.md: one dated table per scenario; a run replaces the tables of what it did.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use anyhow::Result;

use super::{
    SCENARIOS,
    world::{World, output},
};

const PATH: &str = "docs/reliability.md";
const HEAD: &str = "# Reliability\n\n\
    Made by `cargo xtask endure`, which does the harm described here to a running server, looks at it from outside over HTTP,\n\
    and writes this page. `--short` is the same in a few minutes. What could not be done on the machine of the run says so;\n\
    it does not count as held.\n";

/// Whether it was as expected.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// It was.
    Yes,
    /// It was not.
    No,
    /// It could not be done on this machine.
    NotRun,
}

/// A line of a table.
pub struct Row {
    /// What was done.
    pub done: String,
    /// How often.
    pub times: String,
    /// What was expected.
    pub expected: String,
    /// What was seen.
    pub seen: String,
    /// Whether that is the same.
    pub held: Held,
}

impl Row {
    /// A line about something that was done.
    pub fn new(done: impl Into<String>, times: impl ToString, expected: impl Into<String>, seen: impl Into<String>, held: bool) -> Row {
        let row =
            Row { done: done.into(), times: times.to_string(), expected: expected.into(), seen: seen.into(), held: if held { Held::Yes } else { Held::No } };
        println!("  {} {} ({}): {}", if held { "held  " } else { "BROKEN" }, row.done, row.times, row.seen);
        row
    }

    /// A line about something that cannot be done here.
    pub fn not_run(done: &str, why: &str) -> Row {
        println!("  not run here: {done}: {why}");
        Row { done: done.into(), times: "0".into(), expected: "–".into(), seen: format!("not run here: {why}"), held: Held::NotRun }
    }

    /// A scenario that came to an end before its time.
    pub fn broken(name: &str, why: &str) -> Row {
        Row::new(format!("scenario »{name}«"), 1, "runs to its end", why, false)
    }
}

/// The page.
pub struct Report(BTreeMap<String, String>);

impl Report {
    /// Reads what earlier runs wrote.
    pub fn read() -> Result<Report> {
        let text = fs::read_to_string(PATH).unwrap_or_default();
        let parts = text.split("\n<!-- ").skip(1).filter_map(|part| part.split_once(" -->\n"));
        Ok(Report(parts.map(|(name, body)| (name.to_owned(), body.trim_end().to_owned())).collect()))
    }

    /// Replaces a scenario's table.
    pub fn put(&mut self, world: &World, name: &str, title: &str, rows: Vec<Row>) -> Result<()> {
        let when = output("date", &["+%Y-%m-%d %H:%M"])?;
        let form = if world.short { "short form" } else { "long form" };
        let mut text = format!("## {title}\n\n{when}, {form}, seed {}.\n\n| done | times | expected | seen | held |\n|---|---|---|---|---|\n", world.seed);
        for row in rows {
            let held = match row.held {
                Held::Yes => "yes",
                Held::No => "**no**",
                Held::NotRun => "not run",
            };
            let here = world.folder.to_string_lossy();
            let cells = [&row.done, &row.times, &row.expected, &row.seen].map(|cell| cell.replace(&*here, "…").replace('|', "\\|").replace('\n', " "));
            let _ = writeln!(text, "| {} | {held} |", cells.join(" | "));
        }
        self.0.insert(name.into(), text.trim_end().to_owned());
        Ok(())
    }

    /// Writes the page.
    pub fn write(&self) -> Result<()> {
        let mut page = HEAD.to_owned();
        for (name, ..) in SCENARIOS {
            if let Some(section) = self.0.get(name) {
                let _ = write!(page, "\n<!-- {name} -->\n{section}\n");
            }
        }
        Ok(fs::write(PATH, page)?)
    }
}
