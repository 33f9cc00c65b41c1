//! `/speakers` and `/speakers/{slug}`: the people on stage.

use askama::Template;
use axum::extract::{Path, State};
use i18n::DateStyle;
use web::{Frame, Page, PageError, PageResult, Reader, Viewer};

use crate::Text;
use crate::card::{Row, foreign};
use crate::pages::{Pages, first_name, perspective, portrait};
use crate::store::{self, Card, SpeakerEntry};

/// `speaker/index.html`
#[derive(Template)]
#[template(path = "speaker/index.html")]
pub(crate) struct Index {
    frame: Frame,
    t: Text,
    people: Vec<Person>,
}

struct Person {
    href: String,
    portrait: Option<String>,
    name: String,
    line: String,
    count: String,
}

/// Everybody with a talk, by name.
pub(crate) async fn index(State(pages): State<Pages>, reader: Reader, Viewer(viewer): Viewer) -> PageResult<Page<Index>> {
    let t = Text::of(reader.lang);
    let speakers = store::speakers(&pages.app.db, &viewer).await?;
    let frame = Frame::new(&pages.app, &reader, t.menu_speakers()).description(t.speakers_description());
    Ok(Page(Index { frame, t, people: speakers.iter().map(|speaker| shown(t, &reader, speaker)).collect() }))
}

fn shown(t: Text, reader: &Reader, SpeakerEntry { person, talks }: &SpeakerEntry) -> Person {
    let from = person.perspective.map(|from| perspective(t, from));
    Person {
        href: reader.href(&format!("/speakers/{}", person.slug)),
        portrait: portrait(&person.portrait),
        name: person.name.clone(),
        line: if person.line.is_empty() { from.unwrap_or_default().to_owned() } else { person.line.clone() },
        count: t.count_talks(*talks),
    }
}

/// `speaker/page.html`
#[derive(Template)]
#[template(path = "speaker/page.html")]
pub(crate) struct SpeakerPage {
    frame: Frame,
    t: Text,
    name: String,
    /// Language of the speaker's own words, when it is another than the page's.
    lang: Option<String>,
    portrait: Option<String>,
    portrait_alt: String,
    line: String,
    /// »Praktiker · 2 talks · stod på scenen første gang i marts 2026«
    facts: String,
    rows: Vec<Row>,
    about: String,
    bio: Vec<String>,
    quote: String,
}

/// One speaker.
pub(crate) async fn page(State(pages): State<Pages>, reader: Reader, Viewer(viewer): Viewer, Path(slug): Path<String>) -> PageResult<Page<SpeakerPage>> {
    let speaker = store::speaker_page(&pages.app.db, &viewer, &slug).await?.ok_or(PageError::NotFound)?;
    let (t, person) = (Text::of(reader.lang), speaker.person);
    let description = Some(&person.bio).filter(|bio| !bio.is_empty()).unwrap_or(&person.line);
    let frame = Frame::new(&pages.app, &reader, &*person.name).on_stage().og_type("profile");
    let frame = if description.is_empty() { frame } else { frame.description(crate::card::shortened(description, 200)) };
    let from = person.perspective.map(|from| perspective(t, from).to_owned());
    let mut facts: Vec<String> = from.into_iter().chain([t.count_talks(speaker.talks.len())]).collect();
    facts.extend(first_time(t, &speaker.talks));
    Ok(Page(SpeakerPage {
        frame,
        t,
        // A speaker's words are in the language in which they speak.
        lang: speaker.talks.first().and_then(|talk| foreign(&reader, &talk.language)),
        portrait: portrait(&person.portrait),
        portrait_alt: t.portrait_of(&person.name),
        line: person.line,
        facts: facts.join(" · "),
        rows: Row::all(&reader, &speaker.talks).into_iter().map(|row| Row { who: String::new(), line: row.summary.clone(), ..row }).collect(),
        about: t.speaker_about(first_name(&person.name)),
        bio: person.bio.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        quote: if person.quote.is_empty() { String::new() } else { t.quoted(person.quote) },
        name: person.name,
    }))
}

/// When the oldest of the talks became public.
fn first_time(t: Text, talks: &[Card]) -> Option<String> {
    let first = talks.iter().filter_map(|talk| talk.published_at).min()?;
    Some(t.speaker_first(i18n::date(t.lang(), first.0, DateStyle::Month)))
}
