//! `film.inspect`: ffprobe in the sandbox, the policy, and the plan of what is to be made.

use ::film::Refusal;
use ::film::mp4::{Mp4Error, read_moov};
use ::film::plan::SourceRole;
use ::film::probe::{Probe, ProbeError, probe};
use async_trait::async_trait;
use jobs::{Control, Job, Lane};
use schema::FilmId;
use serde::{Deserialize, Serialize};

use super::findings::{Findings, Passes};
use super::frames::Frames;
use super::pass::{FirstPass, Ladder};
use super::{Index, enqueue, guarded, tools};
use crate::Talks;
use crate::store::{FilmState, RenditionState, pipeline, set_state};
use crate::talk::State;

/// Takes or refuses a film that has arrived.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Inspect {
    pub film: FilmId,
    /// The state that its talk gets when the film is taken: `public` or `unlisted`.
    pub release: Option<String>,
    /// Who asked for that.
    pub actor: String,
}

#[async_trait]
impl Job for Inspect {
    type Context = Talks;
    const NAME: &'static str = "film.inspect";
    const LANE: Lane = Lane::Quick;

    async fn run(&self, talks: &Talks, control: &Control) -> anyhow::Result<()> {
        let Some(row) = pipeline::film_row(talks.app.db.read(), self.film).await? else { return Ok(()) };
        if FilmState::of(&row.state) != FilmState::Arrived {
            return Ok(());
        }
        let local = talks.app.storage.local(&row.original_key, &control.scratch()).await?;
        match probe(tools(talks)?, &local).await {
            Ok(probe) => self.take(talks, control, &row, probe).await,
            Err(ProbeError::Refused(why)) => {
                let why = if cut_short(&local) { Refusal::Incomplete } else { why };
                control.log(format!("refused: {why}"));
                let detail = why.codec().map(str::to_owned);
                guarded(talks, control, async |tx| pipeline::refused(tx, talks.app.clock.now(), self.film, why.key(), detail.as_deref(), &self.actor).await)
                    .await
            }
            Err(ProbeError::Tool(why)) => Err(why.into()),
        }
    }

    async fn failed(&self, talks: &Talks, _error: &str) -> anyhow::Result<()> {
        let now = talks.app.clock.now();
        talks.app.db.write(async |tx| pipeline::failed(tx, now, self.film, &[], "film-not-worked-on").await).await?;
        talks.app.changes.poke();
        Ok(())
    }
}

impl Inspect {
    async fn take(&self, talks: &Talks, control: &Control, row: &schema::film::Model, probe: Probe) -> anyhow::Result<()> {
        let bytes = u64::try_from(row.original_bytes).unwrap_or(0);
        let index = match row.just_in_time {
            true => talks.app.storage.get(&format!("films/{}/moov.bin", row.media_key)).await?.and_then(|moov| Index::parse(moov, bytes)),
            false => None,
        };
        let role = index.as_ref().map_or_else(SourceRole::default, |index| index.role(bytes));
        let findings = Findings { whole: index.as_ref().is_some_and(Index::whole), probe, role };
        let passes = findings.passes();
        control.log(format!("taken: {} µs, {} rungs, just in time: {}", findings.probe.duration_us, passes.rungs().count(), role.just_in_time));
        let taken = taken(&findings, &passes, row)?;
        let lines = lines(&passes);
        let release: Option<State> = self.release.as_deref().and_then(|state| state.parse().ok());
        let app = &talks.app;
        guarded(talks, control, async |tx| {
            let now = app.clock.now();
            pipeline::taken(tx, now, self.film, taken).await?;
            pipeline::plan(tx, &app.ids, now, self.film, &lines, RenditionState::Waiting).await?;
            if let Some(state) = release {
                set_state(tx, row.talk_id, state, &self.actor, now).await?;
            }
            if passes.first.is_some() {
                enqueue(talks, tx, &FirstPass { film: self.film }, self.film, 10).await?;
            } else {
                enqueue(talks, tx, &Ladder { film: self.film }, self.film, 0).await?;
            }
            if findings.probe.video.is_some() {
                enqueue(talks, tx, &Frames { film: self.film }, self.film, 0).await?;
            }
            Ok(())
        })
        .await
    }
}

/// Our own parser sees that the end of the index is missing, where ffprobe only wonders about what is left of it.
fn cut_short(file: &std::path::Path) -> bool {
    let index = std::fs::File::open(file).map_err(Mp4Error::from).and_then(|file| read_moov(&file));
    index.is_err_and(|why| why.incomplete())
}

fn taken(findings: &Findings, passes: &Passes, row: &schema::film::Model) -> anyhow::Result<pipeline::Taken> {
    let probe = &findings.probe;
    let (width, height) = probe.video.as_ref().map_or((0.0, 0.0), ::film::probe::Video::upright);
    let duration_us = if row.just_in_time && row.duration_us > 0 { row.duration_us.cast_unsigned() } else { probe.duration_us };
    Ok(pipeline::Taken {
        findings: serde_json::to_string(findings)?,
        duration_us,
        width: width.round() as u32,
        height: height.round() as u32,
        has_audio: probe.audio.is_some(),
        source_rung: passes.source_is_top,
    })
}

fn lines(passes: &Passes) -> Vec<pipeline::Line> {
    let rung = |rung: &::film::plan::Rung| pipeline::Line {
        name: rung.name.clone(),
        width: rung.width,
        height: rung.height,
        frame_rate: rung.rate.value(),
        ..pipeline::Line::default()
    };
    let sound = passes.sound().then(|| pipeline::Line { name: "audio".into(), ..pipeline::Line::default() });
    passes.rungs().map(rung).chain(sound).collect()
}
