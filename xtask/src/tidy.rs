//! `cargo xtask tidy`: the rules of the house that neither compiler nor lint keeps. Each finding names file, line and rule.

mod files;
mod layers;
mod queries;
mod sizes;
mod templates;

use files::Tree;

use crate::shell::Done;

/// One breach of a rule.
pub struct Finding {
    /// `path:line`.
    pub place: String,
    /// What is wrong and what to do.
    pub why: String,
}

impl Finding {
    /// At a line of a file; lines count from 1.
    pub fn at(path: &str, line: usize, why: impl Into<String>) -> Finding {
        Finding { place: format!("{path}:{line}"), why: why.into() }
    }
}

/// Reads the tree once and lets each rule look at it.
pub fn run() -> Done {
    let tree = Tree::read()?;
    let rules: [fn(&Tree) -> Vec<Finding>; 5] = [layers::look, queries::look, templates::look, sizes::look, files::look];
    let findings: Vec<Finding> = rules.iter().flat_map(|rule| rule(&tree)).collect();
    for finding in &findings {
        println!("{}: {}", finding.place, finding.why);
    }
    match findings.len() {
        0 => {
            println!("tidy: {} files", tree.files.len());
            Ok(())
        }
        n => Err(format!("tidy: {n} findings")),
    }
}
