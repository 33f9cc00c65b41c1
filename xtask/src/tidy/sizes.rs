//! Rule 14: files stay short enough to read. Unit tests at a file's end do not count.

use super::{Finding, files::Tree};

/// Nothing over this many lines without a reason at its top: a line that begins `//! Long because`.
const MOST: usize = 400;
/// Half of the files are at most this long.
const MEDIAN: usize = 120;

/// Looks at Rust and TypeScript.
pub fn look(tree: &Tree) -> Vec<Finding> {
    let code = tree.files.iter().filter(|file| file.path.ends_with(".rs") || file.path.ends_with(".ts"));
    let mut findings = Vec::new();
    let mut sizes = Vec::new();
    for file in code {
        let lines = file.code().count();
        sizes.push(lines);
        if lines > MOST && !file.text.contains("Long because") {
            findings.push(Finding::at(&file.path, lines, format!("{lines} lines: divide it, or say at its top why it is long")));
        }
    }
    sizes.sort_unstable();
    if let Some(&median) = sizes.get(sizes.len() / 2)
        && median > MEDIAN
    {
        findings.push(Finding::at("the tree", 0, format!("half of the files are over {median} lines; {MEDIAN} is the rule")));
    }
    findings
}
