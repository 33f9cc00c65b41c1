//! docs/benchmarks.md: one section per bench; a run replaces the sections that it measured.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use anyhow::Result;

const PATH: &str = "docs/benchmarks.md";
const ORDER: [&str; 7] = ["jit", "first", "ladder", "serving", "pages", "lighthouse", "idle"];

/// A measured section.
pub struct Section {
    /// Heading.
    pub title: String,
    /// How it was measured, and with which configuration.
    pub method: String,
    /// What, reach, measured.
    pub rows: Vec<[String; 3]>,
}

/// The page.
pub struct Report {
    sections: BTreeMap<String, String>,
}

impl Report {
    /// Reads what earlier runs measured.
    pub fn read() -> Result<Report> {
        let text = fs::read_to_string(PATH).unwrap_or_default();
        let sections = text.split("\n<!-- ").skip(1).filter_map(|part| {
            let (name, body) = part.split_once(" -->\n")?;
            Some((name.to_owned(), body.trim_end().to_owned()))
        });
        Ok(Report { sections: sections.collect() })
    }

    /// Replaces a section.
    pub fn put(&mut self, name: &str, section: Section) {
        let profile = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.file_name()?.to_string_lossy().into_owned())).unwrap_or_default();
        let mut text =
            format!("## {}\n\n{} Built with the profile `{profile}`.\n\n| what | reach | measured |\n|---|---|---|\n", section.title, section.method);
        for [what, reach, measured] in &section.rows {
            println!("{what}: {measured} (reach: {reach})");
            let _ = writeln!(text, "| {what} | {reach} | {measured} |");
        }
        self.sections.insert(name.into(), text.trim_end().to_owned());
    }

    /// Writes the page.
    pub fn write(&self) -> Result<()> {
        let mut page = String::from(
            "# Benchmarks\n\nMade by `cargo xtask bench`, which measures and writes this page. Ratios are medians of alternating runs on one machine; they count,\n\
             absolute figures say little about yours. Server and load share the same cores.\n",
        );
        for name in ORDER {
            if let Some(section) = self.sections.get(name) {
                let _ = write!(page, "\n<!-- {name} -->\n{section}\n");
            }
        }
        fs::write(PATH, page)?;
        println!("\n{PATH}");
        Ok(())
    }
}
