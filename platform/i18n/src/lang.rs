//! The two languages and the choice between them.

use std::fmt;
use std::str::FromStr;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Danish, the site's own language.
    #[default]
    Da,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Danish first.
    pub const ALL: [Lang; 2] = [Lang::Da, Lang::En];

    /// The code of BCP 47: `da` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Da => "da",
            Lang::En => "en",
        }
    }

    /// The code with territory that Open Graph wants: `da_DK` or `en_GB`.
    #[must_use]
    pub const fn locale(self) -> &'static str {
        match self {
            Lang::Da => "da_DK",
            Lang::En => "en_GB",
        }
    }

    /// The language one can switch to.
    #[must_use]
    pub const fn other(self) -> Lang {
        match self {
            Lang::Da => Lang::En,
            Lang::En => Lang::Da,
        }
    }

    /// The language that suits an `Accept-Language` header (RFC 9110, 12.5.4) best.
    ///
    /// Someone who reads Norwegian, Swedish, Faroese or Greenlandic gets Danish; someone who names other languages only
    /// gets English; an absent or unreadable header gets Danish.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Lang {
        let mut best: Option<(Lang, u16)> = None;
        let mut foreign = false;
        for part in accept_language.split(',').take(32) {
            let mut fields = part.split(';');
            let tag = fields.next().unwrap_or_default().trim();
            let weight = fields.find_map(quality).unwrap_or(1000);
            if weight == 0 || tag.is_empty() {
                continue;
            }
            let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            let lang = match primary.as_str() {
                "da" | "nb" | "nn" | "no" | "sv" | "fo" | "kl" | "*" => Lang::Da,
                "en" => Lang::En,
                _ => {
                    foreign = true;
                    continue;
                }
            };
            if best.is_none_or(|(_, held)| weight > held) {
                best = Some((lang, weight));
            }
        }
        match best {
            Some((lang, _)) => lang,
            None if foreign => Lang::En,
            None => Lang::Da,
        }
    }
}

/// `q=0.8` in thousandths.
fn quality(field: &str) -> Option<u16> {
    let value = field.trim().strip_prefix("q=")?;
    let value: f32 = value.parse().ok()?;
    (0.0..=1.0).contains(&value).then_some((value * 1000.0) as u16)
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text was neither `da` nor `en`.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownLang;

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(code: &str) -> Result<Self, UnknownLang> {
        match code {
            "da" => Ok(Lang::Da),
            "en" => Ok(Lang::En),
            _ => Err(UnknownLang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn browsers_get_the_language_they_ask_for() {
        for (header, lang) in [
            ("", Lang::Da),
            ("da,en;q=0.8", Lang::Da),
            ("en-GB,en;q=0.9,da;q=0.8", Lang::En),
            ("da;q=0.2,en;q=0.9", Lang::En),
            ("en;q=0,da;q=0.1", Lang::Da),
            ("nb-NO,nb;q=0.9,en;q=0.5", Lang::Da),
            ("de-DE,de;q=0.9", Lang::En),
            ("de,*;q=0.1", Lang::Da),
            (";;;,,q=9", Lang::En),
            ("EN-us", Lang::En),
        ] {
            assert_eq!(Lang::negotiate(header), lang, "{header}");
        }
    }

    #[test]
    fn code_round_trips() {
        for lang in Lang::ALL {
            assert_eq!(lang.code().parse(), Ok(lang));
            assert_eq!(lang.other().other(), lang);
        }
    }
}
