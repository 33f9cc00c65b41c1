//! The talk page's lines made of several facts.

use i18n::{DateStyle, Lang};

use crate::Text;
use crate::card::primary;
use crate::store::{Talk, TalkPage};

/// »Optaget 14. marts 2026, Social Talks Vejle«, with what is known.
pub(super) fn recorded(t: Text, talk: &Talk) -> Option<String> {
    let date = talk.recorded_on.as_deref().and_then(|date| day(t.lang(), date));
    match (date, talk.recorded_at.as_str()) {
        (Some(date), "") => Some(t.recorded(date)),
        (Some(date), place) => Some(t.recorded_at(date, place)),
        (None, "") => None,
        (None, place) => Some(t.recorded_place(place)),
    }
}

/// An ISO date as people write it.
pub(crate) fn day(lang: Lang, date: &str) -> Option<String> {
    noon(date).map(|micros| i18n::date(lang, micros, DateStyle::Day))
}

/// Noon of an ISO date: the same day everywhere from New York to Bangkok.
fn noon(date: &str) -> Option<i64> {
    let date: jiff::civil::Date = date.parse().ok()?;
    let noon = date.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(noon.timestamp().as_microsecond())
}

/// What a reader of another language than the talk's should know.
pub(super) fn language(t: Text, page: &TalkPage) -> Option<String> {
    let spoken = primary(&page.talk.language);
    if spoken == t.lang().code() {
        return None;
    }
    let mut languages: Vec<&str> = page.captions().iter().map(|track| primary(&track.language)).collect();
    // The reader's own language first.
    languages.sort_by_key(|language| *language != t.lang().code());
    languages.dedup();
    let spoken = t.language_name(spoken);
    let names: Vec<String> = languages.into_iter().map(|language| t.language_name(language)).collect();
    Some(if names.is_empty() { t.note_spoken(spoken) } else { t.note_captions(spoken, enumerated(t, &names)) })
}

/// »dansk, engelsk og arabisk«.
pub(super) fn enumerated(t: Text, names: &[String]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => t.list_and(rest.join(", "), last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_stay_on_their_day() {
        assert_eq!(day(Lang::Da, "2026-03-14").as_deref(), Some("14. marts 2026"));
        assert_eq!(day(Lang::Da, "14.3.2026"), None);
    }

    #[test]
    fn names_are_listed() {
        let names = ["dansk".to_owned(), "engelsk".to_owned(), "arabisk".to_owned()];
        assert_eq!(enumerated(Text::of(Lang::Da), &names), "dansk, engelsk og arabisk");
        assert_eq!(enumerated(Text::of(Lang::En), &names[..1]), "dansk");
    }
}
