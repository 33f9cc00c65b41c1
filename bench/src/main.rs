//! `cargo xtask bench`: figures and ratios, each beside its peer in the same run, written to docs/benchmarks.md.
//!
//! A ratio is the median of alternating runs, so that a noisy machine disturbs both sides alike.

mod film_bench;
mod idle;
mod lighthouse;
mod measure;
mod media;
mod pages;
mod report;
mod serving;
mod site;

use anyhow::Result;
use report::Report;

#[tokio::main]
async fn main() -> Result<()> {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str| names.is_empty() || names.iter().any(|n| n == name);
    let mut report = Report::read()?;
    if wanted("jit") {
        report.put("jit", film_bench::just_in_time().await?);
        report.write()?;
    }
    if wanted("first") {
        report.put("first", film_bench::first_pass().await?);
        report.write()?;
    }
    if wanted("ladder") {
        report.put("ladder", film_bench::ladder().await?);
        report.write()?;
    }
    if wanted("serving") {
        report.put("serving", serving::serving().await?);
        report.write()?;
    }
    if wanted("pages") {
        report.put("pages", pages::pages().await?);
        report.write()?;
    }
    if wanted("idle") {
        report.put("idle", idle::idle().await?);
        report.write()?;
    }
    if wanted("lighthouse") {
        report.put("lighthouse", lighthouse::lighthouse().await?);
        report.write()?;
    }
    Ok(())
}
