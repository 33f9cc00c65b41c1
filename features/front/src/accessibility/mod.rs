//! `/accessibility`: what works for whom, what is missing, and whom to tell. Change it with the program.

use askama::Template;
use axum::extract::State;
use web::{App, Frame, Page, Reader};

use crate::Text;

/// 22 November 2026.
const CHANGED: i64 = 1_795_305_600_000_000;
/// Who supervises web accessibility in Denmark.
const AUTHORITY: &str = "https://digst.dk";

/// `accessibility/page.html`
#[derive(Template)]
#[template(path = "accessibility/page.html")]
pub(crate) struct Accessibility {
    frame: Frame,
    t: Text,
    /// Where one can write; may be empty.
    contact: String,
    changed: String,
    works: [&'static str; 6],
    misses: [&'static str; 4],
    authority: &'static str,
}

/// The page.
pub(crate) async fn page(State(app): State<App>, reader: Reader) -> Page<Accessibility> {
    let t = Text::of(reader.lang);
    let frame = Frame::new(&app, &reader, t.access_heading()).description(t.access_description());
    Page(Accessibility {
        frame,
        t,
        contact: app.config.contact.clone(),
        changed: crate::changed(reader.lang, CHANGED),
        works: [
            t.access_works_captions(),
            t.access_works_transcript(),
            t.access_works_keyboard(),
            t.access_works_sound(),
            t.access_works_view(),
            t.access_works_script(),
        ],
        misses: [t.access_misses_description(), t.access_misses_sign(), t.access_misses_easy(), t.access_misses_auto()],
        authority: AUTHORITY,
    })
}
