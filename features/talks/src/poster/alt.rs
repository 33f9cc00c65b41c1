//! What a poster shows, in words, for those who don't see it.

use super::Object;
use crate::Text;

/// The object's description in the reader's language, a whole sentence.
#[must_use]
pub fn alt(text: &Text, object: &Object) -> &'static str {
    match object.id {
        "stol" => text.poster_object_stol(),
        "kuffert" => text.poster_object_kuffert(),
        "stovler" => text.poster_object_stovler(),
        "bord" => text.poster_object_bord(),
        "rygsaek" => text.poster_object_rygsaek(),
        "gryde" => text.poster_object_gryde(),
        "ur" => text.poster_object_ur(),
        "noegle" => text.poster_object_noegle(),
        "doer" => text.poster_object_doer(),
        "kop" => text.poster_object_kop(),
        "lampe" => text.poster_object_lampe(),
        "drage" => text.poster_object_drage(),
        "cykel" => text.poster_object_cykel(),
        "bamse" => text.poster_object_bamse(),
        "halstoerklaede" => text.poster_object_halstoerklaede(),
        "brev" => text.poster_object_brev(),
        "telefon" => text.poster_object_telefon(),
        "vindue" => text.poster_object_vindue(),
        "trappe" => text.poster_object_trappe(),
        "paraply" => text.poster_object_paraply(),
        "bold" => text.poster_object_bold(),
        "bog" => text.poster_object_bog(),
        "plante" => text.poster_object_plante(),
        "barnevogn" => text.poster_object_barnevogn(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::poster::OBJECTS;

    #[test]
    fn every_object_is_described_in_both_languages() {
        for object in &OBJECTS {
            let danish = alt(&Text::of(i18n::Lang::Da), object);
            let english = alt(&Text::of(i18n::Lang::En), object);
            assert!(danish.len() > 20 && english.len() > 20 && danish != english, "{}", object.id);
        }
    }
}
