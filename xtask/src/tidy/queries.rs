//! Rules 2, 3 and 6: who speaks SQL, what a noun may know, and which SQL both databases understand.

use super::{
    Finding,
    files::{File, Tree},
};

const SQL_CRATES: [&str; 4] = ["platform/schema/", "platform/db/", "platform/jobs/", "platform/backup/"];
const NOT_PORTABLE: [&str; 8] = ["ILIKE", " now()", " NOW()", "CURRENT_TIMESTAMP", "::jsonb", "->>", "ARRAY[", "CREATE TRIGGER"];
const OUTSIDE_A_NOUN: [&str; 8] = ["axum", "sea_orm", "tokio", "web::", "db::", "storage::", "askama", "jobs::"];

fn may_query(path: &str) -> bool {
    SQL_CRATES.iter().any(|allowed| path.starts_with(allowed)) || path.ends_with("/store.rs") || path.contains("/store/") || !path.contains("/src/")
}

/// A feature's nouns: the files of its root named in the singular after what they describe.
fn is_noun(path: &str) -> bool {
    ["talk", "speaker", "topic", "profession", "kit", "activity", "seminar", "room", "commitment", "event"]
        .iter()
        .any(|noun| path.starts_with("features/") && path.ends_with(&format!("/src/{noun}.rs")))
}

/// Looks at every Rust file of features and platform.
pub fn look(tree: &Tree) -> Vec<Finding> {
    let rust = || tree.ending(".rs").filter(|file| file.path.starts_with("features/") || file.path.starts_with("platform/"));
    let mut findings: Vec<Finding> = rust().filter(|file| !may_query(&file.path)).flat_map(asks_the_database).collect();
    findings.extend(rust().filter(|file| is_noun(&file.path)).flat_map(knows_too_much));
    findings.extend(rust().flat_map(speaks_a_dialect));
    findings
}

fn asks_the_database(file: &File) -> Vec<Finding> {
    let asks =
        |line: &str| !line.trim_start().starts_with("//") && (line.contains("EntityTrait") || line.contains("Statement::from") || line.contains("::Entity::"));
    let found = file.code().filter(|(_, line)| asks(line));
    found.map(|(at, _)| Finding::at(&file.path, at, "only store.rs and store/ speak to the database")).collect()
}

fn knows_too_much(file: &File) -> Vec<Finding> {
    let outside = |line: &str| line.starts_with("use ") && OUTSIDE_A_NOUN.iter().any(|name| line.contains(name));
    let found = file.code().filter(|(_, line)| outside(line));
    found.map(|(at, _)| Finding::at(&file.path, at, "a noun is pure: std, serde, jiff, thiserror and ids only")).collect()
}

fn speaks_a_dialect(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, line) in file.code().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        if let Some(word) = NOT_PORTABLE.iter().find(|word| line.contains(*word) && line.contains('"')) {
            findings.push(Finding::at(&file.path, at, format!("`{word}` is not understood alike by both databases")));
        }
        if let Some(after) = line.split("::Column::").nth(1)
            && let Some((column, call)) = after.split_once('.')
            && column.chars().all(char::is_alphanumeric)
            && ["eq(", "ne(", "gt(", "gte(", "lt(", "lte(", "is_in("].iter().any(|method| call.starts_with(method))
        {
            findings.push(Finding::at(&file.path, at, "compare typed: `entity::COLUMN.name.eq(…)`, not `Column::Name.eq(…)`"));
        }
    }
    findings
}
