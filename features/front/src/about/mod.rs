//! `/about`: who is behind it, in the association's own words.

use askama::Template;
use axum::extract::State;
use web::{App, Frame, Page, Reader};

use crate::Text;

/// `about/page.html`
#[derive(Template)]
#[template(path = "about/page.html")]
pub(crate) struct About {
    frame: Frame,
    t: Text,
    /// Where one can write; may be empty.
    contact: String,
    members: [&'static str; 7],
}

/// The page.
pub(crate) async fn page(State(app): State<App>, reader: Reader) -> Page<About> {
    let t = Text::of(reader.lang);
    let frame = Frame::new(&app, &reader, t.about_heading()).description(t.about_description());
    let members = [
        t.about_member_one(),
        t.about_member_two(),
        t.about_member_three(),
        t.about_member_four(),
        t.about_member_five(),
        t.about_member_six(),
        t.about_member_seven(),
    ];
    Page(About { frame, t, contact: app.config.contact.clone(), members })
}
