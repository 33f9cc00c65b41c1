//! Rule 1: app → features → platform; a feature uses earlier features only; the platform names no feature.

use super::{Finding, files::Tree};

/// The features in order of dependence: a later one may use an earlier one.
const FEATURES: [&str; 10] = ["accounts", "talks", "kits", "seminars", "events", "network", "reach", "sharing", "studio", "front"];

/// Looks at every manifest's dependencies, and at what TypeScript imports.
pub fn look(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending("Cargo.toml") {
        let may_use: &[&str] = match file.path.split('/').collect::<Vec<_>>()[..] {
            ["platform", ..] => &[],
            ["features", name, ..] => &FEATURES[..FEATURES.iter().position(|feature| *feature == name).unwrap_or(0)],
            _ => continue,
        };
        for (at, line) in file.lines() {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if FEATURES.contains(&name) && line.contains('=') && !line.starts_with("name") && !may_use.contains(&name) {
                findings.push(Finding::at(&file.path, at, format!("may not depend on the feature `{name}`")));
            }
        }
    }
    for file in tree.ending(".ts") {
        for (at, line) in file.lines().filter(|(_, line)| line.contains(" from \"") || line.contains("import(")) {
            if file.path.starts_with("platform/") && line.contains("features/") {
                findings.push(Finding::at(&file.path, at, "the platform's scripts import no feature"));
            }
        }
    }
    findings
}
