//! `/`: the newest story in the light, and the ways in: by profession, by what is new, by topic.

use askama::Template;
use axum::extract::State;
use talks::card::{Lead, Row};
use talks::store::{self, Counted};
use web::{App, Frame, Page, PageResult, Reader, Viewer};

use crate::Text;

/// The newest one stands in the hero, four below it.
const NEWEST: u64 = 5;

/// `home/page.html`
#[derive(Template)]
#[template(path = "home/page.html")]
pub(crate) struct Home {
    frame: Frame,
    t: Text,
    picture: String,
    now: Option<Now>,
    professions: Vec<Way>,
    lead: Option<Lead>,
    topics: Vec<Way>,
    band: Option<Band>,
}

/// The talk in the hero.
struct Now {
    row: Row,
    play: String,
    /// »Nyeste talk · 14 min. · tekstet«
    facts: String,
}

/// A way in: words, and how many talks there are.
struct Way {
    href: String,
    name: String,
    count: String,
    /// The same with its unit, for those who hear it.
    talks: String,
    /// What stands after it in the sentence.
    after: &'static str,
}

/// The dark band: what there is to listen to. It stands only where all of it has captions.
struct Band {
    minutes: String,
    facts: [(String, String); 3],
}

/// The front page.
pub(crate) async fn page(State(app): State<App>, reader: Reader, Viewer(viewer): Viewer) -> PageResult<Page<Home>> {
    let (db, t) = (&app.db, Text::of(reader.lang));
    let newest = store::newest(db, &viewer, NEWEST).await?;
    let sum = store::sum(db, &viewer).await?;
    let professions = store::professions(db, &viewer).await?;
    let topics = store::topics(db, &viewer).await?;
    let speakers = store::speakers(db, &viewer).await?.len() as u64;
    let (hero, rest) = newest.split_at(newest.len().min(1));
    let captioned = sum.talks > 0 && sum.captioned == sum.talks;
    let more = (reader.href("/talks"), t.new_all(sum.talks));
    let mut frame = Frame::new(&app, &reader, t.home_title()).description(t.home_description()).on_stage();
    if let Some(card) = hero.first() {
        frame = frame.image(&card.share_picture(), card.title.clone());
    }
    let picture = hero.first().map_or("/posters/hero-stol.svg".into(), |card| card.poster.hero());
    Ok(Page(Home {
        frame,
        t,
        picture,
        now: hero.first().map(|card| now(t, &reader, card, captioned)),
        professions: sentence(t, &reader, &professions),
        lead: Lead::new(&reader, rest, Some(more)),
        topics: topics.iter().map(|topic| way(t, &reader, "/topics", topic, "")).collect(),
        band: captioned.then(|| band(t, &sum, speakers, topics.len() as u64)),
    }))
}

fn now(t: Text, reader: &Reader, card: &store::Card, captioned: bool) -> Now {
    let mut facts = vec![t.hero_newest().to_owned()];
    if card.duration_ms > 0 {
        facts.push(i18n::minutes(reader.lang, card.duration_ms));
    }
    if captioned {
        facts.push(t.hero_captioned().to_owned());
    }
    Now { row: Row::new(reader, card), play: t.hero_play(&card.title), facts: facts.join(" · ") }
}

fn way(t: Text, reader: &Reader, path: &str, counted: &Counted, after: &'static str) -> Way {
    Way {
        href: reader.href(&format!("{path}/{}", counted.group.slug)),
        name: counted.group.name(reader.lang).to_owned(),
        count: i18n::number(reader.lang, counted.talks),
        talks: t.topics_talks(counted.talks),
        after,
    }
}

/// »pædagog, socialrådgiver eller lærer«: each with what stands after it.
fn sentence(t: Text, reader: &Reader, professions: &[Counted]) -> Vec<Way> {
    let last = professions.len();
    let after = |at: usize| match last - at {
        1 => "",
        2 => t.professions_last(),
        _ => t.professions_between(),
    };
    professions.iter().enumerate().map(|(at, profession)| way(t, reader, "/professions", profession, after(at))).collect()
}

fn band(t: Text, sum: &store::Sum, speakers: u64, topics: u64) -> Band {
    let number = |n| i18n::number(t.lang(), n);
    Band {
        minutes: number((sum.captioned_ms / 60_000).max(1)),
        facts: [(t.band_talks(sum.talks), number(sum.talks)), (t.band_speakers(speakers), number(speakers)), (t.band_topics(topics), number(topics))],
    }
}

#[cfg(test)]
mod tests {
    use i18n::Lang;
    use talks::store::Named;

    use super::*;

    #[test]
    fn professions_make_a_sentence() {
        let reader = Reader { lang: Lang::Da, prefix: Some(Lang::Da), path: "/".into(), query: None };
        let t = Text::of(Lang::Da);
        let counted = |name: &str| Counted { group: Named { slug: name.into(), name_da: name.into(), ..Named::default() }, talks: 1200 };
        let said = |names: &[&str]| {
            let ways = sentence(t, &reader, &names.iter().map(|name| counted(name)).collect::<Vec<_>>());
            let words: String = ways.iter().map(|way| format!("{}{}", way.name, way.after)).collect();
            format!("{}{words}{}", t.professions_before(), t.professions_after())
        };
        assert_eq!(said(&["lærer"]), "Jeg arbejder som lærer, og vil høre, hvordan andre gør.");
        assert_eq!(said(&["lærer", "leder"]), "Jeg arbejder som lærer eller leder, og vil høre, hvordan andre gør.");
        assert_eq!(said(&["lærer", "leder", "frivillig"]), "Jeg arbejder som lærer, leder eller frivillig, og vil høre, hvordan andre gør.");
        let way = way(t, &reader, "/professions", &counted("leder"), "");
        assert_eq!((way.href.as_str(), way.count.as_str(), way.talks.as_str()), ("/da/professions/leder", "1.200", "1.200 talks"));
    }

    #[test]
    fn the_band_counts_whole_minutes() {
        let sum = store::Sum { talks: 7, captioned: 7, captioned_ms: 47 * 60_000 + 59_000 };
        let band = band(Text::of(Lang::Da), &sum, 1, 5);
        assert_eq!(band.minutes, "47");
        assert_eq!(band.facts[1], ("oplægsholder".into(), "1".into()));
    }
}
