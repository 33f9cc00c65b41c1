//! `film.first_pass`, `film.ladder` and `film.av1`: one decode of the original each, several results.

use ::film::encode::{self, EncodeError, Warning};
use ::film::plan::{PassSpec, Rung};
use anyhow::Context as _;
use async_trait::async_trait;
use jobs::{Control, GuardError, Job, Lane};
use schema::FilmId;
use serde::{Deserialize, Serialize};

use super::findings::{Findings, Passes};
use super::{Download, enqueue, guarded, publish, tools};
use crate::Talks;
use crate::store::{By, Film, FilmState, RenditionState, film, pipeline};

/// 240p and sound, for a film of which nothing plays yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct FirstPass {
    pub film: FilmId,
}

/// Everything else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Ladder {
    pub film: FilmId,
}

/// AV1 beside H.264, when nobody waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Av1 {
    pub film: FilmId,
}

/// Which of a film's passes a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    First,
    Rest,
    Later,
}

macro_rules! pass {
    ($job:ident, $name:literal, $lane:ident, $which:ident) => {
        #[async_trait]
        impl Job for $job {
            type Context = Talks;
            const NAME: &'static str = $name;
            const LANE: Lane = Lane::$lane;

            async fn run(&self, talks: &Talks, control: &Control) -> anyhow::Result<()> {
                run(talks, control, self.film, Which::$which).await
            }

            async fn failed(&self, talks: &Talks, _error: &str) -> anyhow::Result<()> {
                give_up(talks, self.film, Which::$which).await
            }
        }
    };
}

pass!(FirstPass, "film.first_pass", Media, First);
pass!(Ladder, "film.ladder", Media, Rest);
pass!(Av1, "film.av1", Idle, Later);

impl Which {
    fn of(self, passes: Passes) -> Option<PassSpec> {
        match self {
            Which::First => passes.first,
            Which::Rest => passes.rest,
            Which::Later => passes.later,
        }
    }
}

/// The film, what was found out about it, and this job's pass; `None` when there is nothing to do any more.
async fn order(talks: &Talks, id: FilmId, which: Which) -> anyhow::Result<Option<(Film, Option<PassSpec>)>> {
    let Some(row) = pipeline::film_row(talks.app.db.read(), id).await? else { return Ok(None) };
    let Some(film) = film(&talks.app.db, By::Id(id)).await? else { return Ok(None) };
    let (Some(findings), false) = (row.probe, matches!(film.state, FilmState::Refused | FilmState::Arrived)) else { return Ok(None) };
    let findings: Findings = serde_json::from_str(&findings).context("the findings of the inspection")?;
    Ok(Some((film, which.of(findings.passes()))))
}

async fn run(talks: &Talks, control: &Control, id: FilmId, which: Which) -> anyhow::Result<()> {
    let Some((film, spec)) = order(talks, id, which).await? else { return Ok(()) };
    if let Some(spec) = spec.and_then(|spec| missing(spec, &film)) {
        let names = names(&spec);
        guarded(talks, control, async |tx| {
            let now = talks.app.clock.now();
            pipeline::move_unfinished(tx, now, id, &names, RenditionState::Encoding).await?;
            pipeline::changed(tx, film.talk_id, "film.encoding", now).await
        })
        .await?;
        if let Err(error) = work(talks, control, &film, &spec).await {
            // What was begun waits again, unless somebody else has the job now.
            if !error.chain().any(|cause| matches!(cause.downcast_ref(), Some(GuardError::LeaseLost))) {
                let back =
                    guarded(talks, control, async |tx| pipeline::move_unfinished(tx, talks.app.clock.now(), id, &names, RenditionState::Waiting).await).await;
                if let Err(why) = back {
                    tracing::warn!(film = %id, error = %why, "renditions stay marked as encoding until the job is taken up again");
                }
            }
            return Err(error);
        }
    }
    next(talks, control, id, which).await
}

/// What of the pass is not there yet. Rungs that play are skipped; the smallest stays while the storyboard is missing,
/// because that is made of it.
fn missing(mut spec: PassSpec, film: &Film) -> Option<PassSpec> {
    let plays = |name: &str| film.renditions.iter().any(|r| r.name == name && r.state == RenditionState::Playable);
    if film.extras.sprite {
        spec.storyboard = None;
    }
    let kept = spec.storyboard.and(spec.rungs.last()).map(|rung| rung.name.clone());
    spec.rungs.retain(|rung: &Rung| !plays(&rung.name) || kept.as_deref() == Some(rung.name.as_str()));
    if plays("audio") && film.extras.waveform {
        spec.sound = None;
    }
    (!spec.rungs.is_empty() || spec.sound.is_some()).then_some(spec)
}

fn names(spec: &PassSpec) -> Vec<String> {
    spec.rungs.iter().map(|rung| rung.name.clone()).chain(spec.sound.map(|_| "audio".to_owned())).collect()
}

/// Encodes, verifies, publishes.
async fn work(talks: &Talks, control: &Control, film: &Film, spec: &PassSpec) -> anyhow::Result<()> {
    let tools = tools(talks)?;
    let scratch = control.scratch();
    let (out, input) = (scratch.join("out"), scratch.join("in"));
    for folder in [&out, &input] {
        tokio::fs::create_dir_all(folder).await?;
    }
    let local = talks.app.storage.local(&film.original_key, &input).await?;
    // The last hundredth is verifying and publishing.
    let tell = |step: ::film::Progress| control.progress(step.permille() * 99 / 100, step.remaining());
    let cancel = control.cancelled();
    let result = match encode::run(tools, spec, &local, &out, &tell, &cancel).await {
        Ok(result) => result,
        Err(EncodeError::Refused(why)) => return unusable(talks, control, film, &why).await,
        Err(EncodeError::Tool(why)) => return Err(why.into()),
    };
    for warning in &result.warnings {
        control.log(format!("warning: {warning:?}"));
    }
    publish::extras(talks, control, film, &result, &out).await?;
    publish::renditions(talks, control, film, &result, &out).await?;
    if result.warnings.contains(&Warning::SoundLost) {
        guarded(talks, control, async |tx| pipeline::move_unfinished(tx, talks.app.clock.now(), film.id, &["audio".to_owned()], RenditionState::Failed).await)
            .await?;
    }
    // The original's pictures waited for this sound.
    if spec.sound.is_some() && film.renditions.iter().any(|held| held.original && held.state != RenditionState::Playable) {
        guarded(talks, control, async |tx| {
            let now = talks.app.clock.now();
            pipeline::source_playable(tx, now, film.id).await?;
            pipeline::changed(tx, film.talk_id, "film.playable", now).await
        })
        .await?;
    }
    control.progress(1000, None);
    Ok(())
}

/// Nothing of the film can be decoded. If something of it plays already, that stays; otherwise it is refused.
async fn unusable(talks: &Talks, control: &Control, film: &Film, why: &::film::Refusal) -> anyhow::Result<()> {
    control.log(format!("refused: {why}"));
    let names: Vec<String> = film.renditions.iter().map(|rendition| rendition.name.clone()).collect();
    guarded(talks, control, async |tx| {
        let now = talks.app.clock.now();
        if film.playable() && !film.just_in_time {
            pipeline::failed(tx, now, film.id, &names, why.key()).await
        } else {
            pipeline::refused(tx, now, film.id, why.key(), why.codec(), "system").await
        }
    })
    .await
}

/// What follows from a finished pass.
async fn next(talks: &Talks, control: &Control, id: FilmId, which: Which) -> anyhow::Result<()> {
    let Some(now_film) = film(&talks.app.db, By::Id(id)).await? else { return Ok(()) };
    if now_film.state == FilmState::Refused {
        return Ok(());
    }
    let later = match (which, talks.settings.av1) {
        (Which::Rest, true) => order(talks, id, Which::Later).await?.and_then(|(_, spec)| spec),
        _ => None,
    };
    guarded(talks, control, async |tx| {
        let now = talks.app.clock.now();
        if which == Which::First {
            enqueue(talks, tx, &Ladder { film: id }, id, 0).await?;
        }
        if which == Which::Rest && now_film.progressive().is_none() {
            enqueue(talks, tx, &Download { film: id }, id, 0).await?;
        }
        if let Some(spec) = &later {
            let lines: Vec<pipeline::Line> = spec
                .rungs
                .iter()
                .map(|rung| pipeline::Line {
                    name: rung.name.clone(),
                    width: rung.width,
                    height: rung.height,
                    frame_rate: rung.rate.value(),
                    ..Default::default()
                })
                .collect();
            pipeline::plan(tx, &talks.app.ids, now, id, &lines, RenditionState::Waiting).await?;
            enqueue(talks, tx, &Av1 { film: id }, id, -10).await?;
        }
        pipeline::settle(tx, now, id).await?;
        pipeline::changed(tx, now_film.talk_id, "film.made", now).await
    })
    .await
}

/// After the last try: what was to be made is failed; what plays stays.
async fn give_up(talks: &Talks, id: FilmId, which: Which) -> anyhow::Result<()> {
    let Some((film, spec)) = order(talks, id, which).await? else { return Ok(()) };
    let names = match which {
        // After a failed first pass the rest would fail as well, and nobody waits for it in vain.
        Which::First => film.renditions.iter().map(|rendition| rendition.name.clone()).collect(),
        Which::Rest | Which::Later => spec.as_ref().map(names).unwrap_or_default(),
    };
    let now = talks.app.clock.now();
    talks
        .app
        .db
        .write(async |tx| {
            if which == Which::Later {
                pipeline::move_unfinished(tx, now, id, &names, RenditionState::Failed).await?;
                return pipeline::changed(tx, film.talk_id, "film.failed", now).await;
            }
            pipeline::failed(tx, now, id, &names, "film-not-worked-on").await
        })
        .await?;
    talks.app.changes.poke();
    Ok(())
}
