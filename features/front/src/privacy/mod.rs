//! `/privacy`: what this version does with what it learns about those who read and watch. Change it with the program.

use askama::Template;
use axum::extract::State;
use i18n::Lang;
use web::{App, Frame, Page, Reader};

use crate::Text;

/// 22 November 2026.
const CHANGED: i64 = 1_795_305_600_000_000;
/// Where one complains, in the reader's language.
const AUTHORITY: [(Lang, &str); 2] = [(Lang::Da, "https://www.datatilsynet.dk"), (Lang::En, "https://www.datatilsynet.dk/english")];

/// `privacy/page.html`
#[derive(Template)]
#[template(path = "privacy/page.html")]
pub(crate) struct Privacy {
    frame: Frame,
    t: Text,
    /// Where one can write; may be empty.
    contact: String,
    changed: String,
    authority: &'static str,
}

/// The page.
pub(crate) async fn page(State(app): State<App>, reader: Reader) -> Page<Privacy> {
    let t = Text::of(reader.lang);
    let frame = Frame::new(&app, &reader, t.privacy_heading()).description(t.privacy_description());
    let authority = AUTHORITY.iter().find(|(lang, _)| *lang == reader.lang).map_or(AUTHORITY[0].1, |(_, url)| url);
    Page(Privacy { frame, t, contact: app.config.contact.clone(), changed: crate::changed(reader.lang, CHANGED), authority })
}
