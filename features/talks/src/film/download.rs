//! `film.download`: one whole MP4 of the best rung and the sound, for downloading and for players without HLS.

use ::film::encode::EncodeError;
use ::film::progressive;
use async_trait::async_trait;
use jobs::{Control, Job, Lane};
use schema::FilmId;
use serde::{Deserialize, Serialize};

use super::{enqueue, guarded, tools};
use crate::Talks;
use crate::store::{By, Film, RenditionState, film, pipeline};

/// Makes `film.mp4`, when the original is not one that everybody can play.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Download {
    pub film: FilmId,
}

#[async_trait]
impl Job for Download {
    type Context = Talks;
    const NAME: &'static str = "film.download";
    const LANE: Lane = Lane::Quick;

    async fn run(&self, talks: &Talks, control: &Control) -> anyhow::Result<()> {
        let Some(held) = film(&talks.app.db, By::Id(self.film)).await? else { return Ok(()) };
        let (rung, sound) = best(&held);
        if held.progressive().is_some() || (rung.is_none() && !sound) {
            return Ok(());
        }
        let scratch = control.scratch();
        let rung = match rung {
            Some(name) => Some(fetch(talks, &held, name, &scratch).await?),
            None => None,
        };
        let sound = if sound { Some(fetch(talks, &held, "audio", &scratch).await?) } else { None };
        let tell = |step: ::film::Progress| control.progress(step.permille() * 9 / 10, step.remaining());
        let made = progressive::film(tools(talks)?, rung.as_deref(), sound.as_deref(), &scratch, &tell, &control.cancelled()).await;
        let made = match made {
            Ok(path) => path,
            Err(EncodeError::Refused(why)) => return Err(jobs::Permanent(why.into()).into()),
            Err(EncodeError::Tool(why)) => return Err(why.into()),
        };
        let bytes = tokio::fs::metadata(&made).await?.len();
        anyhow::ensure!(bytes > 0, "film.mp4 is empty");
        talks.app.storage.put_file(&format!("films/{}/film.mp4", held.media_key), &made).await?;
        guarded(talks, control, async |tx| {
            let now = talks.app.clock.now();
            pipeline::extras(tx, now, self.film, |extras| extras.download_bytes = bytes).await?;
            pipeline::changed(tx, held.talk_id, "film.download", now).await
        })
        .await
    }
}

/// The largest H.264 rung that plays, and whether the sound does.
fn best(film: &Film) -> (Option<&str>, bool) {
    let plays = |name: &str| film.renditions.iter().any(|r| r.name == name && r.state == RenditionState::Playable);
    let rungs = film.renditions.iter().filter(|r| r.state == RenditionState::Playable && !r.original && r.height > 0 && !r.name.starts_with("av1-"));
    (rungs.max_by_key(|r| r.height).map(|r| r.name.as_str()), plays("audio"))
}

/// A rendition's folder as files on this machine.
async fn fetch(talks: &Talks, film: &Film, name: &str, scratch: &std::path::Path) -> anyhow::Result<std::path::PathBuf> {
    let (prefix, folder) = (format!("films/{}/{name}/", film.media_key), scratch.join(name));
    tokio::fs::create_dir_all(&folder).await?;
    for object in talks.app.storage.list(&prefix).await? {
        let file = folder.join(object.key.rsplit('/').next().unwrap_or_default());
        let local = talks.app.storage.local(&object.key, scratch).await?;
        // A link where the storage is a folder on the same disk, else a copy; the sandbox reads the real file.
        if tokio::fs::hard_link(&*local, &file).await.is_err() {
            tokio::fs::copy(&*local, &file).await?;
        }
    }
    Ok(folder)
}

/// Asks for the file, once; part of the caller's transaction.
pub(crate) async fn ask(talks: &Talks, film: FilmId) -> Result<(), sea_orm::DbErr> {
    talks.app.db.write(async |tx| enqueue(talks, tx, &Download { film }, film, 15).await).await?;
    talks.settings.jobs.wake();
    Ok(())
}
