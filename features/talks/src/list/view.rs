//! What the list of talks shows, finished for its template.

use askama::Template;
use web::{App, Frame, Reader};

use super::SIZE;
use super::choice::{Choice, Field, Offers};
use crate::Text;
use crate::card::Row;
use crate::card::primary;
use crate::pages::{capital, perspective};
use crate::store::{Counted, List, Sort};
use crate::talk::{Length, Perspective};

/// `list/page.html`
#[derive(Template)]
#[template(path = "list/page.html")]
pub(crate) struct ListPage {
    frame: Frame,
    t: Text,
    /// Talks that there are at all.
    everything: u64,
    selects: Vec<Select>,
    /// Kept while filtering.
    sort: Option<&'static str>,
    count: String,
    sorts: Vec<Order>,
    chips: Vec<Link>,
    clear: Option<String>,
    rows: Vec<Row>,
    pager: Option<Pager>,
    /// Why nothing is shown, and what to let go.
    empty: Option<Empty>,
}

struct Select {
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Vec<Choosable>,
}

struct Choosable {
    value: String,
    label: String,
    chosen: bool,
}

struct Order {
    label: &'static str,
    href: String,
    current: bool,
}

struct Link {
    href: String,
    label: String,
}

struct Pager {
    range: String,
    previous: Option<String>,
    next: Option<String>,
    pages: Vec<Option<Leaf>>,
}

struct Leaf {
    number: u64,
    name: String,
    href: String,
    current: bool,
}

struct Empty {
    none: String,
    /// What to let go, with the number of talks that it brings; few first.
    ways: Vec<(Link, String)>,
    all: String,
}

impl ListPage {
    pub(super) fn new(app: &App, reader: &Reader, offers: &Offers, choice: &Choice, list: List, everything: u64, let_go: Vec<(Field, u64)>) -> ListPage {
        let t = Text::of(reader.lang);
        let chosen = choice.chosen();
        let href = |choice: &Choice| reader.href(&choice.address());
        let chip = |field: &Field| Link { href: href(&choice.without(*field)), label: label(t, offers, choice, *field) };
        let order = |label, sort| Order { label, href: href(&choice.sorted(sort)), current: choice.sort == sort };
        let title = if choice.page > 1 { format!("{}, {}", t.talks_heading(), t.page(choice.page).to_lowercase()) } else { t.talks_heading().to_owned() };
        let frame = Frame::new(app, reader, title).description(t.talks_description()).canonical(canonical(choice));
        ListPage {
            // Many narrow lists say the same in another order; search engines get the whole list.
            frame: if chosen.len() > 1 || list.talks.is_empty() { frame.hidden() } else { frame },
            t,
            everything,
            selects: selects(t, offers, choice),
            sort: (choice.sort == Sort::Shortest).then_some("shortest"),
            count: t.count_talks(list.total),
            sorts: if list.total > 1 { vec![order(t.sort_newest(), Sort::Newest), order(t.sort_shortest(), Sort::Shortest)] } else { Vec::new() },
            chips: chosen.iter().map(chip).collect(),
            clear: (chosen.len() > 1).then(|| reader.href("/talks")),
            rows: Row::all(reader, &list.talks),
            pager: pager(t, choice, list.total, &href),
            empty: list.talks.is_empty().then(|| empty(t, offers, choice, let_go, &href)),
        }
    }
}

/// A list that is only sorted otherwise is the same list.
fn canonical(choice: &Choice) -> String {
    choice.sorted(Sort::Newest).at(choice.page).address()
}

fn selects(t: Text, offers: &Offers, choice: &Choice) -> Vec<Select> {
    let group = |offers: &[Counted], chosen: &Option<String>| {
        let option = |offer: &Counted| Choosable {
            value: offer.group.slug.clone(),
            label: capital(offer.group.name(t.lang())),
            chosen: chosen.as_ref() == Some(&offer.group.slug),
        };
        offers.iter().map(option).collect::<Vec<_>>()
    };
    let option = |value: &str, label: &str, chosen| Choosable { value: value.into(), label: label.into(), chosen };
    let perspectives = Perspective::ALL.map(|p| option(p.as_str(), perspective(t, p), choice.perspective == Some(p)));
    let lengths = Length::ALL.map(|l| option(l.as_str(), length(t, l), choice.length == Some(l)));
    let languages = offers.languages.iter().map(|tag| option(tag, &language(t, tag), choice.language.as_ref() == Some(tag)));
    let select = |name, label, all, options| Select { name, label, all, options };
    vec![
        select("profession", t.filter_profession(), t.all_professions(), group(&offers.professions, &choice.profession)),
        select("topic", t.filter_topic(), t.all_topics(), group(&offers.topics, &choice.topic)),
        select("perspective", t.filter_perspective(), t.all(), perspectives.into()),
        select("length", t.filter_length(), t.all(), lengths.into()),
        select("language", t.filter_language(), t.all_languages(), languages.collect()),
    ]
}

fn length(t: Text, length: Length) -> &'static str {
    match length {
        Length::Short => t.length_short(),
        Length::Middle => t.length_middle(),
        Length::Long => t.length_long(),
    }
}

fn language(t: Text, tag: &str) -> String {
    capital(&t.language_name(primary(tag)))
}

/// A choice in words.
fn label(t: Text, offers: &Offers, choice: &Choice, field: Field) -> String {
    let named = |offers: &[Counted], chosen: &Option<String>| {
        let slug = chosen.as_deref().unwrap_or_default();
        offers.iter().find(|offer| offer.group.slug == slug).map_or_else(|| slug.to_owned(), |offer| capital(offer.group.name(t.lang())))
    };
    match field {
        Field::Profession => named(&offers.professions, &choice.profession),
        Field::Topic => named(&offers.topics, &choice.topic),
        Field::Perspective => choice.perspective.map(|p| perspective(t, p).to_owned()).unwrap_or_default(),
        Field::Length => choice.length.map(|l| length(t, l).to_owned()).unwrap_or_default(),
        Field::Language => choice.language.as_deref().map(|tag| language(t, tag)).unwrap_or_default(),
    }
}

fn empty(t: Text, offers: &Offers, choice: &Choice, mut let_go: Vec<(Field, u64)>, href: &dyn Fn(&Choice) -> String) -> Empty {
    let_go.retain(|(_, count)| *count > 0);
    let_go.sort_by_key(|(_, count)| *count);
    let way = |(field, count): (Field, u64)| {
        let words = t.empty_without(label(t, offers, choice, field));
        (Link { href: href(&choice.without(field)), label: words }, t.count_talks(count))
    };
    Empty { none: t.empty_none(choice.chosen().len()), ways: let_go.into_iter().map(way).collect(), all: href(&Choice::read(&super::Asked::default(), offers)) }
}

/// Page numbers: the first, the last, and the neighbours of this one; `None` for what is left out between them.
fn pager(t: Text, choice: &Choice, total: u64, href: &dyn Fn(&Choice) -> String) -> Option<Pager> {
    let last = total.div_ceil(SIZE);
    let here = choice.page;
    if last < 2 || here > last {
        return None;
    }
    let leaf = |number: u64| Leaf { number, name: t.page(number), href: href(&choice.at(number)), current: number == here };
    let mut pages = Vec::new();
    let mut before = 0;
    for number in (1..=last).filter(|n| *n == 1 || *n == last || n.abs_diff(here) <= 2 || last <= 7) {
        if number > before + 1 {
            pages.push(None);
        }
        pages.push(Some(leaf(number)));
        before = number;
    }
    let first = (here - 1) * SIZE + 1;
    Some(Pager {
        range: t.page_range(first, total.min(here * SIZE), total),
        previous: (here > 1).then(|| href(&choice.at(here - 1))),
        next: (here < last).then(|| href(&choice.at(here + 1))),
        pages,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers() -> Offers {
        Offers { professions: vec![], topics: vec![], languages: vec!["da".into(), "en".into()] }
    }

    fn choice() -> Choice {
        Choice { length: Some(Length::Short), language: Some("en".into()), ..Choice::read(&super::super::Asked::default(), &offers()) }
    }

    #[test]
    fn pages_far_away_are_left_out() {
        let pager = pager(Text::of(i18n::Lang::Da), &choice().at(10), 12 * 20, &Choice::address).expect("many pages");
        let numbers: Vec<_> = pager.pages.iter().map(|leaf| leaf.as_ref().map(|leaf| leaf.number)).collect();
        assert_eq!(numbers, [Some(1), None, Some(8), Some(9), Some(10), Some(11), Some(12), None, Some(20)]);
        assert_eq!(pager.range, "109–120 af 240");
        assert_eq!(pager.next.as_deref(), Some("/talks?length=short&language=en&page=11"));
    }

    #[test]
    fn one_page_needs_no_pager() {
        assert!(pager(Text::of(i18n::Lang::Da), &choice(), SIZE, &Choice::address).is_none());
        assert!(pager(Text::of(i18n::Lang::Da), &choice().at(9), SIZE + 1, &Choice::address).is_none());
    }

    #[test]
    fn an_empty_list_says_what_to_let_go_few_talks_first() {
        let t = Text::of(i18n::Lang::Da);
        let empty = empty(t, &offers(), &choice(), vec![(Field::Length, 8), (Field::Language, 3), (Field::Topic, 0)], &Choice::address);
        assert_eq!(empty.none, "Ingen talks passer til begge valg.");
        let ways: Vec<_> = empty.ways.iter().map(|(link, count)| (link.label.as_str(), link.href.as_str(), count.as_str())).collect();
        assert_eq!(ways, [("Uden »Engelsk«", "/talks?length=short", "3 talks"), ("Uden »Under 5 minutter«", "/talks?language=en", "8 talks")]);
    }
}
