//! The talk page among a thousand talks: from the page cache, and made anew for each request on both databases.

use std::time::Duration;

use anyhow::{Context, Result};
use db::Db;
use schema::{Ids, TalkId, Time, caption, film, sort_key, talk, talk_speaker, talk_topic};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::{
    measure::{median, wrk},
    media,
    report::Section,
    site::{Site, data, import},
};

/// Copies the measured talk a thousand times: same words, same film, own address.
async fn multiply(url: &str) -> Result<()> {
    let db = Db::connect(url).await?;
    let ids = Ids::system();
    let first = talk::Entity::find().one(db.read()).await?.context("the imported talk")?;
    let words = caption::Entity::find().all(db.read()).await?;
    let speakers = talk_speaker::Entity::find().all(db.read()).await?;
    let topics = talk_topic::Entity::find().all(db.read()).await?;
    let tx = db.begin().await?;
    for n in 0..1000 {
        let id: TalkId = ids.next(Time(first.created_at.0 + i64::from(n) * 1_000_000));
        let title = format!("Talk nummer {n}");
        let mut copy = first.clone().into_active_model();
        copy.id = Set(id);
        copy.slug = Set(format!("talk-nummer-{n}"));
        copy.title_sort = Set(sort_key(&title));
        copy.title = Set(title);
        copy.insert(&tx).await?;
        for row in &words {
            let mut row = row.clone().into_active_model();
            (row.id, row.talk_id) = (Set(ids.next(first.created_at)), Set(id));
            row.insert(&tx).await?;
        }
        for row in &speakers {
            let mut row = row.clone().into_active_model();
            row.talk_id = Set(id);
            row.insert(&tx).await?;
        }
        for row in &topics {
            let mut row = row.clone().into_active_model();
            row.talk_id = Set(id);
            row.insert(&tx).await?;
        }
    }
    schema::change::record(&tx, "talks", "multiplied", first.created_at).await?;
    tx.commit().await?;
    let films = film::Entity::find().all(db.read()).await?.len();
    anyhow::ensure!(films == 1, "one film serves them all");
    db.close().await?;
    Ok(())
}

async fn load(site: &Site, path: &str) -> Result<(f64, f64)> {
    let url = format!("{}/da{path}", site.origin);
    wrk(1, 32, Duration::from_secs(1), &url)?;
    let mut runs = Vec::new();
    for _ in 0..5 {
        runs.push(wrk(1, 32, Duration::from_secs(3), &url)?);
    }
    Ok((median(runs.iter().map(|r| r.0).collect()), median(runs.iter().map(|r| r.1).collect())))
}

/// Requests a second and the tail.
pub async fn pages() -> Result<Section> {
    let film = media::film("h264", 60)?;
    let folder = data("pages")?;
    let path = import(&folder, &film, &[])?;
    multiply(&format!("sqlite://{}/social-talks.db", folder.display())).await?;
    let mut rows = Vec::new();
    let told = |(rate, tail): (f64, f64)| format!("**{rate:.0} requests/s**, p99 {tail:.1} ms");
    {
        let site = Site::start(&folder, &[]).await?;
        let size = site.get(&format!("/da{path}"))?.len();
        rows.push([
            format!("from the page cache ({size} bytes of HTML before compression)"),
            "≥ 20,000/s, p99 ≤ 15 ms".into(),
            told(load(&site, &path).await?),
        ]);
    }
    let off = ("SOCIALTALKS_PAGE_CACHE_MIB", "0");
    {
        let site = Site::start(&folder, &[off]).await?;
        rows.push(["every page cache off, SQLite".into(), "≥ 1,500/s, p99 ≤ 100 ms".into(), told(load(&site, &path).await?)]);
    }
    let test = db::test::postgres().await;
    let postgres = ("DATABASE_URL", test.url.as_str());
    let folder = data("pages-postgres")?;
    let path = import(&folder, &film, &[postgres])?;
    multiply(&test.url).await?;
    let site = Site::start(&folder, &[off, postgres]).await?;
    rows.push(["every page cache off, PostgreSQL on the same two cores".into(), "≥ 700/s, p99 ≤ 100 ms".into(), told(load(&site, &path).await?)]);
    Ok(Section {
        title: "The talk page among 1,001 talks".into(),
        method: "`wrk -t1 -c32`, 3 s a run, median of 5, gzip asked for; the talk has 60 captions, a speaker and related talks.".into(),
        rows,
    })
}
