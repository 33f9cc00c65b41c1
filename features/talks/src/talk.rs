//! The noun: what a talk is, which states it knows, and the rules of its address and words. Pure.

use std::fmt;
use std::str::FromStr;

/// Most characters of a title.
pub const MAX_TITLE: usize = 200;
/// Most characters of a summary.
pub const MAX_SUMMARY: usize = 2_000;
/// Most bytes of an address's last part.
const MAX_SLUG: usize = 80;

/// Who may find a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody but those who work on it.
    Draft,
    /// Everybody who has its address; it stands in no list.
    Unlisted,
    /// Everybody.
    Public,
    /// Nobody any more; its address says so.
    Withdrawn,
}

impl State {
    /// All states.
    pub const ALL: [State; 4] = [State::Draft, State::Unlisted, State::Public, State::Withdrawn];

    /// The word in the database and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Unlisted => "unlisted",
            State::Public => "public",
            State::Withdrawn => "withdrawn",
        }
    }

    /// Whether a talk may go from this state to `next`. What was withdrawn comes back through a draft, so that somebody
    /// looks at it; what stays as it is, is no step.
    #[must_use]
    pub fn may_become(self, next: State) -> bool {
        use State::{Draft, Public, Unlisted, Withdrawn};
        matches!(
            (self, next),
            (Draft, Unlisted | Public | Withdrawn) | (Unlisted, Draft | Public | Withdrawn) | (Public, Draft | Unlisted | Withdrawn) | (Withdrawn, Draft)
        )
    }
}

/// A word that is none of those expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("»{0}« is not known here")]
pub struct UnknownWord(pub String);

impl FromStr for State {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<State, UnknownWord> {
        State::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

/// From where a speaker knows what the talk is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Perspective {
    /// Works with children or families.
    Practice,
    /// Has studied it.
    Research,
    /// Leads or decides.
    Decision,
    /// Has lived it.
    Lived,
}

impl Perspective {
    /// All perspectives, in the order in which they are offered.
    pub const ALL: [Perspective; 4] = [Perspective::Practice, Perspective::Lived, Perspective::Research, Perspective::Decision];

    /// The word in the database and in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Perspective::Practice => "practice",
            Perspective::Research => "research",
            Perspective::Decision => "decision",
            Perspective::Lived => "lived",
        }
    }
}

impl FromStr for Perspective {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Perspective, UnknownWord> {
        Perspective::ALL.into_iter().find(|perspective| perspective.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

/// How long a talk is, as one chooses it in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// Under 5 minutes.
    Short,
    /// 5 to 12 minutes.
    Middle,
    /// 12 minutes and more.
    Long,
}

impl Length {
    /// All lengths, shortest first.
    pub const ALL: [Length; 3] = [Length::Short, Length::Middle, Length::Long];

    /// The word in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Length::Short => "short",
            Length::Middle => "middle",
            Length::Long => "long",
        }
    }

    /// From this many milliseconds, to below that many.
    #[must_use]
    pub const fn bounds_ms(self) -> (i64, i64) {
        match self {
            Length::Short => (0, 5 * 60_000),
            Length::Middle => (5 * 60_000, 12 * 60_000),
            Length::Long => (12 * 60_000, i64::MAX),
        }
    }
}

impl FromStr for Length {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Length, UnknownWord> {
        Length::ALL.into_iter().find(|length| length.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

/// The last part of an address: small letters, digits and single hyphens, at most 80.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slug(String);

impl Slug {
    /// Makes an address of a title as a Dane would write it: æ → ae, ø → oe, å → aa; accents fall off. A title without
    /// any letter or digit becomes `otherwise`.
    #[must_use]
    pub fn of(title: &str, otherwise: &str) -> Slug {
        let mut slug = String::with_capacity(title.len());
        for letter in title.chars().flat_map(char::to_lowercase) {
            match plain(letter) {
                Some(letters) => slug.push_str(letters),
                None if letter.is_ascii_alphanumeric() => slug.push(letter),
                // An apostrophe joins: »barnet's« is one word.
                None if matches!(letter, '\'' | '’') => {}
                None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                None => {}
            }
        }
        let slug = cut(slug.trim_end_matches('-'));
        Slug(if slug.is_empty() { otherwise.to_owned() } else { slug.to_owned() })
    }

    /// The same address with a number, for the second talk of that title (`n` = 2) and on.
    #[must_use]
    pub fn numbered(&self, n: u32) -> Slug {
        Slug(format!("{}-{n}", self.0))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Slug {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Slug, UnknownWord> {
        let letters = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let shape = !text.is_empty() && text.len() <= MAX_SLUG + 8 && !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        if letters && shape { Ok(Slug(text.to_owned())) } else { Err(UnknownWord(text.to_owned())) }
    }
}

fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'æ' | 'ä' => "ae",
        'ø' | 'ö' => "oe",
        'å' => "aa",
        'ü' | 'ú' | 'ù' | 'û' => "u",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'á' | 'à' | 'â' | 'ã' => "a",
        'í' | 'ì' | 'î' | 'ï' | 'ı' => "i",
        'ó' | 'ò' | 'ô' | 'õ' => "o",
        'ý' | 'ÿ' => "y",
        'ñ' => "n",
        'ç' => "c",
        'ğ' => "g",
        'ş' | 'š' => "s",
        'ž' => "z",
        'č' | 'ć' => "c",
        'ł' => "l",
        'ß' => "ss",
        'ð' => "d",
        'þ' => "th",
        _ => return None,
    })
}

/// At most [`MAX_SLUG`] bytes, cut between words where there is one.
fn cut(slug: &str) -> &str {
    if slug.len() <= MAX_SLUG {
        return slug;
    }
    let short = &slug[..MAX_SLUG];
    short.rfind('-').map_or(short, |at| &short[..at])
}

/// What is wrong with a talk's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// There is no title.
    #[error("no title")]
    NoTitle,
    /// More than [`MAX_TITLE`] characters.
    #[error("title too long")]
    TitleTooLong,
    /// More than [`MAX_SUMMARY`] characters.
    #[error("summary too long")]
    SummaryTooLong,
    /// Not a language tag such as `da` or `pt-BR`.
    #[error("not a language tag")]
    Language,
    /// Not an ISO date.
    #[error("not a date")]
    Date,
}

/// A title on one line without control characters.
///
/// # Errors
/// [`WordsError::NoTitle`], [`WordsError::TitleTooLong`].
pub fn title(text: &str) -> Result<String, WordsError> {
    let title = one_line(text);
    match title.chars().count() {
        0 => Err(WordsError::NoTitle),
        1..=MAX_TITLE => Ok(title),
        _ => Err(WordsError::TitleTooLong),
    }
}

/// A summary; line breaks stay.
///
/// # Errors
/// [`WordsError::SummaryTooLong`].
pub fn summary(text: &str) -> Result<String, WordsError> {
    let kept: String = text.chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
    let kept = kept.trim();
    if kept.chars().count() > MAX_SUMMARY { Err(WordsError::SummaryTooLong) } else { Ok(kept.to_owned()) }
}

/// A language tag (BCP 47) of the plain kind: `da`, `en`, `kl`, `pt-BR`, `zh-Hant`. Source: RFC 5646, section 2.1.
///
/// # Errors
/// [`WordsError::Language`].
pub fn language(tag: &str) -> Result<String, WordsError> {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let primary = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let rest = parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if primary && rest && tag.len() <= 35 { Ok(tag.replacen(first, &first.to_ascii_lowercase(), 1)) } else { Err(WordsError::Language) }
}

/// An ISO date such as `2026-03-14`.
///
/// # Errors
/// [`WordsError::Date`].
pub fn date(text: &str) -> Result<String, WordsError> {
    text.parse::<jiff::civil::Date>().map(|date| date.to_string()).map_err(|_| WordsError::Date)
}

/// Words with single spaces between, without control characters.
#[must_use]
pub fn one_line(text: &str) -> String {
    let bare: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_addresses() {
        for (title, slug) in [
            ("Drengen, der ikke ville sidde i rundkreds", "drengen-der-ikke-ville-sidde-i-rundkreds"),
            ("Støvlerne på gangen: æ, ø & å", "stoevlerne-paa-gangen-ae-oe-aa"),
            ("  Fatma Aydın Krogh’s kop — igen ", "fatma-aydin-kroghs-kop-igen"),
            ("10.000 skridt", "10-000-skridt"),
            ("…", "talk"),
            ("東京", "talk"),
        ] {
            assert_eq!(Slug::of(title, "talk").as_str(), slug);
            assert!(slug.parse::<Slug>().is_ok());
        }
        let long = Slug::of(&"ordet ".repeat(40), "talk");
        assert!(long.as_str().len() <= MAX_SLUG && long.as_str().ends_with("ordet"));
        assert_eq!(long.numbered(2).to_string(), format!("{long}-2"));
    }

    #[test]
    fn only_slugs_are_slugs() {
        for text in ["", "-a", "a-", "a--b", "Æ", "a/b", "a b", "A"] {
            assert!(text.parse::<Slug>().is_err(), "{text}");
        }
    }

    #[test]
    fn states_keep_their_words_and_their_order() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
            assert!(!state.may_become(state));
        }
        assert!(!State::Withdrawn.may_become(State::Public) && State::Withdrawn.may_become(State::Draft));
        assert!("published".parse::<State>().is_err());
    }

    #[test]
    fn lengths_cover_all_and_overlap_nowhere() {
        let bounds: Vec<_> = Length::ALL.into_iter().map(Length::bounds_ms).collect();
        assert_eq!((bounds[0].0, bounds[2].1), (0, i64::MAX));
        assert!(bounds.windows(2).all(|pair| pair[0].1 == pair[1].0));
    }

    #[test]
    fn words_are_held_to_their_rules() {
        assert_eq!(title(" En\tstol \n"), Ok("En stol".into()));
        assert_eq!(title("\u{7} "), Err(WordsError::NoTitle));
        assert_eq!(title(&"x".repeat(201)), Err(WordsError::TitleTooLong));
        assert_eq!(summary("a\nb\u{0}"), Ok("a\nb".into()));
        assert_eq!(language("DA"), Ok("da".into()));
        assert_eq!(language("pt-BR"), Ok("pt-BR".into()));
        for tag in ["", "d", "dansk", "da_DK", "da-", "../x"] {
            assert_eq!(language(tag), Err(WordsError::Language), "{tag}");
        }
        assert_eq!(date("2026-03-14"), Ok("2026-03-14".into()));
        assert_eq!(date("14.3.2026"), Err(WordsError::Date));
    }
}
