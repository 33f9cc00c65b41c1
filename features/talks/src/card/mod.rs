//! A talk as a row, or as the large one of a few; used on every page that shows several talks, also the front page.
//!
//! Templates: `card/talkrow.html` wants a `row` ([`Row`]), `card/lead.html` a `lead` ([`Lead`]).

use web::Reader;

use crate::store::Card;

/// Characters of a summary's first sentence that a row shows.
const LINE: usize = 160;

/// A talk in a list, finished for the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Language of title and summary, when it is another than the page's.
    pub lang: Option<String>,
    /// Its poster.
    pub poster: String,
    /// »14.32«, when the film is known.
    pub length: Option<String>,
    /// The summary's first sentence.
    pub line: String,
    /// The whole summary.
    pub summary: String,
    /// Who speaks: »Mette Østergaard Lind · Pædagog i 22 år«.
    pub who: String,
}

impl Row {
    /// The row of a talk for this reader.
    #[must_use]
    pub fn new(reader: &Reader, card: &Card) -> Row {
        let who = match card.links.speakers.as_slice() {
            [one] if !one.line.is_empty() => format!("{} · {}", one.name, one.line),
            _ => card.links.names(reader.lang),
        };
        Row {
            href: reader.href(&format!("/talks/{}", card.slug)),
            title: card.title.clone(),
            lang: foreign(reader, &card.language),
            poster: card.picture(),
            length: (card.duration_ms > 0).then(|| i18n::clock(reader.lang, card.duration_ms)),
            line: opening(&card.summary, LINE),
            summary: card.summary.clone(),
            who,
        }
    }

    /// The rows of several talks.
    #[must_use]
    pub fn all(reader: &Reader, cards: &[Card]) -> Vec<Row> {
        cards.iter().map(|card| Row::new(reader, card)).collect()
    }
}

/// A large talk with a few rows beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The large one.
    pub first: Row,
    /// The ones beside it.
    pub rest: Vec<Row>,
    /// Where the rest is: address and words.
    pub more: Option<(String, String)>,
}

impl Lead {
    /// The first talk large, up to three beside it; `None` without talks.
    #[must_use]
    pub fn new(reader: &Reader, cards: &[Card], more: Option<(String, String)>) -> Option<Lead> {
        let (first, rest) = cards.split_first()?;
        Some(Lead { first: Row::new(reader, first), rest: Row::all(reader, &rest[..rest.len().min(3)]), more })
    }
}

/// The language to mark words with, when it is another than the page's.
#[must_use]
pub fn foreign(reader: &Reader, language: &str) -> Option<String> {
    (primary(language) != reader.lang.code()).then(|| language.to_owned())
}

/// `pt` of `pt-BR`.
#[must_use]
pub fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The first sentence, at most `most` characters; cut between words, with an ellipsis, where it is longer.
#[must_use]
pub fn opening(text: &str, most: usize) -> String {
    let mut end = text.len();
    for (at, letter) in text.char_indices() {
        let next = text[at + letter.len_utf8()..].chars().next();
        let rest = text[at + letter.len_utf8()..].trim_start().chars().next();
        // A full stop ends a sentence when a capital follows: »kl. 14« and »f.eks.« do not.
        let begins_anew = rest.is_none_or(|letter| letter.is_uppercase() || matches!(letter, '»' | '“' | '"'));
        if letter == '\n' {
            end = at;
            break;
        }
        if matches!(letter, '.' | '?' | '!' | '…') && next.is_none_or(char::is_whitespace) && begins_anew {
            end = at + letter.len_utf8();
            break;
        }
    }
    shortened(text[..end].trim(), most)
}

/// At most `most` characters; cut between words, with an ellipsis.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let short = text[..cut].rfind(char::is_whitespace).map_or(&text[..cut], |at| &text[..at]);
    format!("{} …", short.trim_end_matches([',', ';', ':', '–', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_one_sentence() {
        for (text, line) in [
            ("Vi mødtes kl. 14. Så talte moren.", "Vi mødtes kl. 14."),
            ("Hvem ringer du til? Det vidste hun.", "Hvem ringer du til?"),
            ("Kun én", "Kun én"),
            ("Dette er, f.eks. nu, en prøve. »Ja,« sagde hun.", "Dette er, f.eks. nu, en prøve."),
            ("Første linje\nanden linje.", "Første linje"),
            ("", ""),
        ] {
            assert_eq!(opening(text, 160), line);
        }
    }

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(shortened("Ærlige, æblede ørkener", 9), "Ærlige …");
        assert_eq!(shortened("Ærlige", 6), "Ærlige");
    }

    #[test]
    fn only_other_languages_are_marked() {
        let reader = Reader { lang: i18n::Lang::En, prefix: None, path: "/".into(), query: None };
        assert_eq!(foreign(&reader, "da"), Some("da".into()));
        assert_eq!(foreign(&reader, "en-GB"), None);
    }
}
