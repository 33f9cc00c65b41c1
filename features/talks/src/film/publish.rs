//! What a pass has made: verified in its scratch folder, then published, then shown.

use std::path::Path;

use ::film::encode::PassResult;
use ::film::verify::{self, Verified, VerifyError};
use jobs::Control;

use super::{guarded, tools};
use crate::Talks;
use crate::store::{Film, pipeline};

/// Storyboard, waveform and sound file; before the rungs, so that whoever plays finds them.
pub(super) async fn extras(talks: &Talks, control: &Control, film: &Film, result: &PassResult, out: &Path) -> anyhow::Result<()> {
    let storage = &talks.app.storage;
    let put = async |name: &str| storage.put_file(&format!("films/{}/{name}", film.media_key), &out.join(name)).await;
    if result.storyboard {
        put("sprite.jpg").await?;
        put("sprite.vtt").await?;
    }
    if result.waveform {
        put("waveform.json").await?;
    }
    let mut audio_bytes = 0;
    if result.sound {
        put("audio.m4a").await?;
        audio_bytes = tokio::fs::metadata(out.join("audio.m4a")).await?.len();
    }
    guarded(talks, control, async |tx| {
        let change = |extras: &mut crate::store::Extras| {
            extras.sprite |= result.storyboard;
            extras.waveform |= result.waveform;
            if audio_bytes > 0 {
                extras.audio_bytes = audio_bytes;
            }
        };
        pipeline::extras(tx, talks.app.clock.now(), film.id, change).await
    })
    .await
}

/// Sound and rungs, sound first: a picture without its sound is nothing to show.
pub(super) async fn renditions(talks: &Talks, control: &Control, film: &Film, result: &PassResult, out: &Path) -> anyhow::Result<()> {
    let sound = result.sound.then_some(("audio", result.sound_us));
    let rungs = result.rungs.iter().rev().map(|name| (name.as_str(), result.duration_us));
    for (name, expected_us) in sound.into_iter().chain(rungs) {
        if film.renditions.iter().any(|held| held.name == name && held.state == crate::store::RenditionState::Playable) {
            continue;
        }
        rendition(talks, control, film, name, expected_us, out).await?;
    }
    Ok(())
}

async fn rendition(talks: &Talks, control: &Control, film: &Film, name: &str, expected_us: u64, out: &Path) -> anyhow::Result<()> {
    let scratch = control.scratch().join("verify");
    tokio::fs::create_dir_all(&scratch).await?;
    let folder = out.join(name);
    let verified = match verify::rendition(tools(talks)?, &folder, expected_us, &scratch, &control.cancelled()).await {
        Ok(verified) => verified,
        Err(VerifyError::Wrong(why)) => anyhow::bail!("{name} does not count: {why}"),
        Err(VerifyError::Tool(why)) => return Err(why.into()),
    };
    // a worker that was stopped and woke up finds out here, before it touches what its successor may have published
    guarded(talks, control, async |_| Ok(())).await?;
    talks.app.storage.publish_dir(&format!("films/{}/{name}", film.media_key), &folder).await?;
    let line = line(name, &verified);
    control.log(format!("{name} plays: {} segments, {} bytes", verified.segments, verified.bytes));
    guarded(talks, control, async |tx| {
        let now = talks.app.clock.now();
        pipeline::playable(tx, now, film.id, &line).await?;
        if name == "audio" {
            pipeline::extras(tx, now, film.id, |extras| extras.channels = verified.channels).await?;
        }
        pipeline::changed(tx, film.talk_id, "film.playable", now).await
    })
    .await
}

fn line(name: &str, verified: &Verified) -> pipeline::Line {
    pipeline::Line {
        name: name.to_owned(),
        width: verified.width,
        height: verified.height,
        original: false,
        codecs: verified.codecs.clone(),
        peak_bits: verified.peak_bits,
        average_bits: verified.average_bits,
        frame_rate: verified.frame_rate,
        bytes: verified.bytes,
    }
}
