//! A profession: who a talk is for. Pure.

use i18n::Lang;
use schema::ProfessionId;

use crate::Text;

/// A profession with its names; a name is written as inside a sentence (»pædagog«).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profession {
    /// Its row.
    pub id: ProfessionId,
    /// Its part of the address `/professions/{slug}`.
    pub slug: String,
    /// Danish and English name.
    pub names: [String; 2],
    /// One or two sentences in Danish and English; may be empty.
    pub descriptions: [String; 2],
}

impl Profession {
    /// The name inside a sentence.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        &self.names[index(lang)]
    }

    /// What the talks for this profession are about; may be empty.
    #[must_use]
    pub fn description(&self, lang: Lang) -> &str {
        &self.descriptions[index(lang)]
    }
}

fn index(lang: Lang) -> usize {
    match lang {
        Lang::Da => 0,
        Lang::En => 1,
    }
}

/// A usual profession of the field, before it has a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Usual {
    pub names: [&'static str; 2],
    pub descriptions: [&'static str; 2],
}

type Words = fn(Text) -> &'static str;

/// In the order of the front page.
const USUAL: [(Words, Words); 8] = [
    (Text::educator, Text::educator_about),
    (Text::social_worker, Text::social_worker_about),
    (Text::health_visitor, Text::health_visitor_about),
    (Text::midwife, Text::midwife_about),
    (Text::social_educator, Text::social_educator_about),
    (Text::teacher, Text::teacher_about),
    (Text::leader, Text::leader_about),
    (Text::volunteer, Text::volunteer_about),
];

/// Where a profession that is not among the usual ones stands in lists: after them.
pub(crate) const OTHER: i32 = 100;

impl Usual {
    /// The usual profession with this name or slug in either language, and its place in lists.
    pub(crate) fn find(name: &str) -> Option<(i32, Usual)> {
        let wanted = slug(name);
        let both = |words: Words| Lang::ALL.map(|lang| words(Text::of(lang)));
        let position = USUAL.iter().position(|(name, _)| both(*name).iter().any(|name| slug(name) == wanted))?;
        let (names, descriptions) = USUAL[position];
        Some((i32::try_from(position).unwrap_or(OTHER), Usual { names: both(names), descriptions: both(descriptions) }))
    }
}

/// A name as it stands in an address: small Latin letters and digits, words joined by `-`, æ as ae, ø as oe, å as aa.
/// Empty when nothing of the name can be written so.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        let plain = match letter {
            'a'..='z' | '0'..='9' => {
                out.push(letter);
                continue;
            }
            'æ' | 'ä' => "ae",
            'ø' | 'ö' => "oe",
            'å' => "aa",
            'é' | 'è' | 'ê' | 'ë' => "e",
            'á' | 'à' | 'â' => "a",
            'ü' | 'ú' => "u",
            'ó' | 'ô' => "o",
            'í' | 'ï' | 'ı' => "i",
            'ğ' => "g",
            'ş' | 'š' => "s",
            'ç' | 'č' => "c",
            'ł' => "l",
            'ñ' => "n",
            'ð' => "d",
            'þ' => "th",
            'ß' => "ss",
            _ => "-",
        };
        if plain != "-" || !(out.is_empty() || out.ends_with('-')) {
            out.push_str(plain);
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_plain_letters() {
        for (name, address) in [
            ("Socialrådgiver", "socialraadgiver"),
            ("Pædagog, SFO & klub", "paedagog-sfo-klub"),
            ("  Øre – næse?  ", "oere-naese"),
            ("Ğöçş", "goecs"),
            ("…", ""),
        ] {
            assert_eq!(slug(name), address, "{name}");
        }
    }

    #[test]
    fn usual_professions_are_known_in_both_languages() {
        let (place, danish) = Usual::find("Socialrådgiver").expect("known");
        assert_eq!((place, danish.names), (1, ["socialrådgiver", "social worker"]));
        assert_eq!(Usual::find("social-worker").expect("known").0, 1);
        assert_eq!(Usual::find("astronaut"), None);
    }
}
