//! `/talks/{slug}?t=258`: the page people watch.

mod progress;
mod said;
mod structured;
mod view;
mod words;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use web::{Page, PageResult, Reader, Viewer};

use crate::pages::Pages;
use crate::store;

pub(crate) use said::Said;
use view::Watch;

/// What may follow the question mark.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    t: Option<String>,
}

/// The talk of this address.
pub(crate) async fn page(
    State(pages): State<Pages>,
    reader: Reader,
    Viewer(viewer): Viewer,
    Path(slug): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> PageResult<Page<Watch>> {
    let seq = pages.app.changes.seq();
    let talk = store::talk_page(&pages.app.db, &pages.shelf, &viewer, &slug, seq).await?.or_page()?;
    let subject = [format!("talk/{}", talk.talk.id)];
    let aside = pages.app.panels("talk.aside", &subject, &reader, &viewer).await?.pop().unwrap_or_default();
    let below = pages.app.panels("talk.below", &subject, &reader, &viewer).await?.pop().unwrap_or_default();
    let start = asked.ok().and_then(|Query(asked)| asked.t).map_or(0, |t| moment(&t, talk.talk.duration_ms));
    Ok(Page(Watch::new(&pages, &reader, &talk, start, aside, below)?))
}

/// The moment of `?t=`: `258`, `258.5` or `4m18s`, in milliseconds; 0 for what is no moment of this talk.
fn moment(text: &str, duration_ms: u64) -> u64 {
    let (minutes, seconds) = text.split_once('m').unwrap_or(("0", text));
    let seconds = seconds.trim_end_matches('s');
    let seconds = if seconds.is_empty() { "0" } else { seconds };
    let ms = match (minutes.parse::<u64>(), seconds.parse::<f64>()) {
        (Ok(minutes), Ok(seconds)) if (0.0..1e7).contains(&seconds) && minutes < 100_000 => minutes * 60_000 + (seconds * 1000.0) as u64,
        _ => 0,
    };
    if duration_ms > 0 && ms >= duration_ms { 0 } else { ms }
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_are_read_as_people_write_them() {
        for (text, ms) in [("258", 258_000), ("258.5", 258_500), ("4m18s", 258_000), ("4m18", 258_000), ("4m", 240_000), ("18s", 18_000)] {
            assert_eq!(moment(text, 872_000), ms, "{text}");
        }
        for text in ["", "-3", "x", "1e99", "NaN", "inf", "872", "99999999999999999999"] {
            assert_eq!(moment(text, 872_000), 0, "{text}");
        }
    }
}
