//! The tree as git knows it, and the rules that hold for every file.

use std::fs;

use super::Finding;
use crate::shell::{Done, command, output};

/// A file of the project with its text.
pub struct File {
    /// Path from the project's folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// Lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    /// The code before the unit tests at the file's end.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().take_while(|(_, line)| *line != "#[cfg(test)]")
    }
}

/// All text files that git tracks or would track.
pub struct Tree {
    /// In git's order.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads them from the working tree.
    pub fn read() -> Done<Tree> {
        let list = output(&mut command(&["git", "ls-files", "--cached", "--others", "--exclude-standard"]))?;
        let files = list.lines().filter_map(|path| Some(File { path: path.into(), text: fs::read_to_string(path).ok()? })).collect();
        Ok(Tree { files })
    }

    /// The files with this ending.
    pub fn ending(&self, ending: &str) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.path.ends_with(ending))
    }
}

/// Every Rust file says what it is; every crate takes the workspace's lints; nothing names a place outside the project.
pub fn look(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(".rs") {
        if !file.text.starts_with("//!") && !file.text.starts_with("#!") {
            findings.push(Finding::at(&file.path, 1, "begins with a line `//!` that says what the file is"));
        }
    }
    for file in tree.ending("Cargo.toml") {
        let fuzz = file.path.contains("/fuzz/");
        if file.path != "Cargo.toml" && !fuzz && !file.text.contains("[lints]\nworkspace = true") {
            findings.push(Finding::at(&file.path, 1, "takes the workspace's lints: [lints] workspace = true"));
        }
    }
    // assembled here, so that this file does not find itself
    let outside = [["/wo", "rk/"].concat(), ["../sha", "red"].concat(), ["TO", "DO"].concat(), ["FIX", "ME"].concat()];
    for file in tree.files.iter().filter(|file| file.path != ".ci/run" && !file.path.ends_with("package-lock.json")) {
        for (at, line) in file.lines() {
            if let Some(word) = outside.iter().find(|word| line.contains(*word)) {
                findings.push(Finding::at(&file.path, at, format!("»{word}« has no place in the project")));
            }
        }
    }
    findings
}
