//! Lighthouse's four marks for the front page and a talk, as a phone.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    measure::output,
    media,
    report::Section,
    site::{Site, data, import},
};

const CHROMIUM: &str = "/usr/bin/chromium";

/// Marks of 100.
pub async fn lighthouse() -> Result<Section> {
    let folder = data("lighthouse")?;
    let path = import(&folder, &media::film("h264", 60)?, &[])?;
    let site = Site::start(&folder, &[]).await?;
    if !Path::new("bench/node_modules/lighthouse").exists() {
        output(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir("bench"))?;
    }
    let mut rows = Vec::new();
    for (name, path) in [("front page", "/da/".to_owned()), ("talk", format!("/da{path}"))] {
        let file = folder.join("lighthouse.json");
        let mut lighthouse = Command::new("bench/node_modules/.bin/lighthouse");
        lighthouse.arg(format!("{}{path}", site.origin)).args(["--quiet", "--output=json", "--chrome-flags=--headless --no-sandbox --disable-gpu"]);
        output(lighthouse.arg(format!("--output-path={}", file.display())).env("CHROME_PATH", CHROMIUM))?;
        let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(file)?)?;
        let marks: Vec<String> = ["performance", "accessibility", "best-practices", "seo"]
            .iter()
            .map(|key| {
                let mark = report["categories"][key]["score"].as_f64().with_context(|| format!("{key} has a mark"))?;
                Ok(format!("{key} **{:.0}**", mark * 100.0))
            })
            .collect::<Result<_>>()?;
        rows.push([name.into(), "≥ 98 in all four".into(), marks.join(", ")]);
    }
    Ok(Section { title: "Lighthouse, as a phone".into(), method: "Its own simulated slow network and processor.".into(), rows })
}
