//! Where a sentence ends, so that captions broken for the screen become sentences for the eye.

/// Abbreviations whose full stop ends no sentence (Danish and English, without the last stop).
const ABBREVIATIONS: [&str; 22] =
    ["f.eks", "bl.a", "ca", "kl", "nr", "dvs", "fx", "osv", "mv", "m.m", "pct", "evt", "jf", "hhv", "inkl", "ekskl", "dr", "mr", "mrs", "e.g", "i.e", "st"];

/// Whether `text` ends like a sentence: `.`, `?`, `!`, `…` or `:`, perhaps followed by quotes or brackets.
pub(crate) fn ends(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || "«»“”\"')]".contains(c));
    match bare.chars().next_back() {
        Some('?' | '!' | '…') => true,
        Some('.') => !ends_in_abbreviation(bare.trim_end_matches('.')),
        _ => false,
    }
}

fn ends_in_abbreviation(bare: &str) -> bool {
    let word = bare.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // An ordinal: »den 14. marts«.
    let ordinal = !word.is_empty() && word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit());
    ordinal || ABBREVIATIONS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn knows_the_end_of_a_danish_sentence() {
        for whole in ["Så kom Elias.", "Hvad så du?", "»Kom ind.«", "Og så … ", "Det var i 2019."] {
            assert!(ends(whole), "{whole}");
        }
        for part in ["Jeg tog en stol", "Den 14.", "Vi mødtes kl.", "noget, f.eks.", "først,", ""] {
            assert!(!ends(part), "{part}");
        }
    }
}
