//! Sorting text as people do: a stored key, so that both databases sort by plain bytes.

use std::sync::LazyLock;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

static DANISH: LazyLock<CollatorBorrowed<'static>> =
    LazyLock::new(|| Collator::try_new(locale!("da").into(), CollatorOptions::default()).expect("the Danish collation is compiled in"));

/// The key by which `text` sorts in Danish (æ, ø, å last; aa as å): compare keys as bytes.
/// Source: Unicode collation algorithm with CLDR's Danish tailoring.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    let Ok(()) = DANISH.write_sort_key_to(text, &mut key);
    key
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn danish_letters_come_last() {
        let mut words = ["Ærlighed", "Aarhus", "Zebra", "Ål", "Øre", "barn", "Abe"];
        words.sort_by_key(|word| sort_key(word));
        assert_eq!(words, ["Abe", "barn", "Zebra", "Ærlighed", "Øre", "Ål", "Aarhus"]);
    }
}
