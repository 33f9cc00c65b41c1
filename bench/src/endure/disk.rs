//! What the two scenarios about disks share: what readers and operators meet while nothing can be written.

use std::{net::SocketAddr, path::Path};

use anyhow::Result;

use super::{
    http::{ask, get},
    program::{Place, said},
    report::Row,
    truth,
};

/// Pages and playback while the disk takes nothing.
pub fn reading(addr: SocketAddr, slug: &str, what: &str) -> Vec<Row> {
    let mut wrong = Vec::new();
    let pages =
        [format!("/talks/{slug}"), format!("/en/talks/{slug}"), "/da/talks".into(), "/en/".into(), format!("/api/v1/talks/{slug}"), "/talks?side=2".into()];
    for page in &pages {
        match get(addr, page) {
            Ok(answer) if answer.status == 200 => {}
            Ok(answer) => wrong.push(format!("{page}: {}", answer.status)),
            Err(error) => wrong.push(format!("{page}: {error:#}")),
        }
    }
    let good = wrong.is_empty();
    let seen = if good { "all 200".to_owned() } else { wrong.join("; ") };
    let mut rows = vec![Row::new(format!("{what}: pages, most of them not asked for before"), pages.len(), "200", seen, good)];
    rows.push(match truth::look(addr, slug) {
        Ok(seen) => Row::new(format!("{what}: playback of a finished talk"), seen.pieces, "every piece 200 and whole", "as expected", seen.pieces > 0),
        Err(error) => Row::new(format!("{what}: playback of a finished talk"), 1, "every piece 200 and whole", format!("{error:#}"), false),
    });
    rows
}

/// A beacon while the disk takes nothing: taken into memory, or told to come back; never a fault of ours.
pub fn beacon(addr: SocketAddr, slug: &str, what: &str) -> Result<Row> {
    let token = token(addr, slug)?;
    let answer = ask(addr, "POST", "/v", format!(r#"{{"k":"{token}","q":1,"r":[[0,2]],"p":2}}"#).as_bytes())?;
    let told = answer.status == 204 || matches!(answer.status, 503 | 507) && answer.header("retry-after").is_some();
    Ok(Row::new(format!("{what}: a view's beacon"), 1, "204 (kept in memory), or 503/507 with Retry-After", answer.status.to_string(), told))
}

/// A token for a play, by way of the permit in the talk's page.
pub fn token(addr: SocketAddr, slug: &str) -> Result<String> {
    let permit = permit(addr, slug)?;
    let answer = super::http::fetch(addr, &format!("/v?p={permit}"))?;
    Ok(answer.text().trim().to_owned())
}

/// The permit that a talk's page carries.
pub fn permit(addr: SocketAddr, slug: &str) -> Result<String> {
    let page = super::http::fetch(addr, &format!("/da/talks/{slug}"))?.text();
    let after = page.split("permit=\"").nth(1).and_then(|rest| rest.split('"').next());
    after.map(str::to_owned).ok_or_else(|| anyhow::anyhow!("the talk's page carries no permit"))
}

/// An import that must fail with a sentence about the disk.
pub fn refused_import(place: &Place, film: &Path, what: &str, sign: &[&str]) -> Result<Row> {
    let out = place.import(film, "Ingen plads")?.output()?;
    let words = said(&out);
    let told = sign.iter().any(|sign| words.to_lowercase().contains(sign)) && !words.contains("panicked");
    let seen = format!("exit code {}: »{}«", out.status.code().unwrap_or(-1), words.chars().take(300).collect::<String>());
    Ok(Row::new(format!("{what}: a new film"), 1, "refused in words that name the disk, exit code ≠ 0", seen, !out.status.success() && told))
}
