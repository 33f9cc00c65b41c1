//! `film.frames`: three pictures of the film, from which an editor may choose its poster.

use ::film::frames::candidates;
use async_trait::async_trait;
use jobs::{Control, Job, Lane};
use schema::FilmId;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};

use super::findings::Findings;
use super::{guarded, tools};
use crate::Talks;
use crate::store::pipeline;

/// Takes the pictures.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Frames {
    pub film: FilmId,
}

#[async_trait]
impl Job for Frames {
    type Context = Talks;
    const NAME: &'static str = "film.frames";
    const LANE: Lane = Lane::Quick;

    async fn run(&self, talks: &Talks, control: &Control) -> anyhow::Result<()> {
        let Some(row) = pipeline::film_row(talks.app.db.read(), self.film).await? else { return Ok(()) };
        let Some(findings) = &row.probe else { return Ok(()) };
        let findings: Findings = serde_json::from_str(findings)?;
        let (out, input) = (control.scratch().join("out"), control.scratch().join("in"));
        for folder in [&out, &input] {
            tokio::fs::create_dir_all(folder).await?;
        }
        let local = talks.app.storage.local(&row.original_key, &input).await?;
        let made = candidates(tools(talks)?, &findings.probe, &local, &out, &control.cancelled()).await?;
        for (n, name) in (1..).zip(&made) {
            talks.app.storage.put_file(&format!("films/{}/frame-{n}.jpg", row.media_key), &out.join(name)).await?;
        }
        let frames = u32::try_from(made.len())?;
        let now = talks.app.clock.now();
        let write = async |tx: &DatabaseTransaction| {
            pipeline::extras(tx, now, self.film, |extras| extras.frames = frames).await?;
            // Pages may wait for their poster.
            pipeline::changed(tx, row.talk_id, "film.frames", now).await
        };
        guarded(talks, control, write).await
    }
}
