//! What a reader chose in the list of talks, and the address that says so. Pure.

use serde::Deserialize;

use crate::store::{Counted, Filter, Sort};
use crate::talk::{Length, Perspective};

/// The fields of the form as they came; empty ones mean »all«.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    profession: Option<String>,
    topic: Option<String>,
    perspective: Option<String>,
    length: Option<String>,
    language: Option<String>,
    sort: Option<String>,
    page: Option<String>,
}

/// What can be chosen now.
pub(crate) struct Offers {
    pub professions: Vec<Counted>,
    pub topics: Vec<Counted>,
    /// BCP 47.
    pub languages: Vec<String>,
}

/// One of the choices that narrow the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Profession,
    Topic,
    Perspective,
    Length,
    Language,
}

/// What was chosen, known to exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub profession: Option<String>,
    pub topic: Option<String>,
    pub perspective: Option<Perspective>,
    pub length: Option<Length>,
    pub language: Option<String>,
    pub sort: Sort,
    /// From 1.
    pub page: u64,
}

impl Choice {
    /// Reads the form; what is not on offer is as if not chosen.
    pub fn read(asked: &Asked, offers: &Offers) -> Choice {
        let among = |asked: &Option<String>, offers: &[Counted]| asked.clone().filter(|slug| offers.iter().any(|offer| offer.group.slug == *slug));
        Choice {
            profession: among(&asked.profession, &offers.professions),
            topic: among(&asked.topic, &offers.topics),
            perspective: asked.perspective.as_deref().and_then(|word| word.parse().ok()),
            length: asked.length.as_deref().and_then(|word| word.parse().ok()),
            language: asked.language.clone().filter(|language| offers.languages.contains(language)),
            sort: if asked.sort.as_deref() == Some("shortest") { Sort::Shortest } else { Sort::Newest },
            page: asked.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, 100_000),
        }
    }

    /// What the store is asked for.
    pub fn filter(&self) -> Filter {
        Filter {
            topic: self.topic.clone(),
            profession: self.profession.clone(),
            perspective: self.perspective,
            length: self.length,
            language: self.language.clone(),
            ..Filter::default()
        }
    }

    /// The choices made, in the form's order.
    pub fn chosen(&self) -> Vec<Field> {
        let made = [
            (Field::Profession, self.profession.is_some()),
            (Field::Topic, self.topic.is_some()),
            (Field::Perspective, self.perspective.is_some()),
            (Field::Length, self.length.is_some()),
            (Field::Language, self.language.is_some()),
        ];
        made.into_iter().filter(|(_, is)| *is).map(|(field, _)| field).collect()
    }

    /// The same without one choice, from the first page.
    pub fn without(&self, field: Field) -> Choice {
        let mut choice = Choice { page: 1, ..self.clone() };
        match field {
            Field::Profession => choice.profession = None,
            Field::Topic => choice.topic = None,
            Field::Perspective => choice.perspective = None,
            Field::Length => choice.length = None,
            Field::Language => choice.language = None,
        }
        choice
    }

    /// Another page of the same list.
    pub fn at(&self, page: u64) -> Choice {
        Choice { page, ..self.clone() }
    }

    /// The same list in another order, from the first page.
    pub fn sorted(&self, sort: Sort) -> Choice {
        Choice { sort, page: 1, ..self.clone() }
    }

    /// Path and query. All values are slugs, tags or numbers, which need no escaping.
    pub fn address(&self) -> String {
        let page = (self.page > 1).then(|| self.page.to_string());
        let fields = [
            ("profession", self.profession.as_deref()),
            ("topic", self.topic.as_deref()),
            ("perspective", self.perspective.map(Perspective::as_str)),
            ("length", self.length.map(Length::as_str)),
            ("language", self.language.as_deref()),
            ("sort", (self.sort == Sort::Shortest).then_some("shortest")),
            ("page", page.as_deref()),
        ];
        let query: Vec<String> = fields.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?))).collect();
        if query.is_empty() { "/talks".into() } else { format!("/talks?{}", query.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Named;

    fn offers() -> Offers {
        let counted = |slug: &str| Counted { group: Named { slug: slug.into(), ..Named::default() }, talks: 1 };
        Offers { professions: vec![counted("paedagog")], topics: vec![counted("overgange")], languages: vec!["da".into()] }
    }

    #[test]
    fn what_is_not_on_offer_is_not_chosen() {
        let asked = Asked {
            topic: Some("overgange".into()),
            profession: Some("\"><script>".into()),
            perspective: Some(String::new()),
            length: Some("long".into()),
            language: Some("xx".into()),
            page: Some("0".into()),
            sort: Some("shortest".into()),
        };
        let choice = Choice::read(&asked, &offers());
        assert_eq!(choice.chosen(), [Field::Topic, Field::Length]);
        assert_eq!(choice.address(), "/talks?topic=overgange&length=long&sort=shortest");
        assert_eq!(choice.at(3).without(Field::Topic).address(), "/talks?length=long&sort=shortest");
        assert_eq!(choice.at(2).sorted(Sort::Newest).address(), "/talks?topic=overgange&length=long");
    }

    #[test]
    fn nothing_chosen_is_the_whole_list() {
        let choice = Choice::read(&Asked::default(), &offers());
        assert_eq!((choice.address().as_str(), choice.filter()), ("/talks", Filter::default()));
    }
}
