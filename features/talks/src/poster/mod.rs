//! Posters: one object in a spotlight before a curtain, drawn by hand; 24 objects × 8 curtains.
//!
//! A talk keeps the names of its object and curtain; the picture is public and lies at [`address`]. The second choice is a
//! frame of the film ([`Choice`]), which obeys the talk's access rule.
//! No poster holds text. What it shows is said in the texts (`poster-object-…`, see [`alt`]).

mod alt;
mod chosen;
mod curtain;
mod face;
mod object;
mod scene;

pub use alt::alt;
pub use chosen::{Choice, FRAMES, NoPoster, Poster};
pub use curtain::{CURTAINS, Curtain};
pub use face::{FACES, Face};
pub use object::{OBJECTS, Object};
pub(crate) use scene::Stage;

/// The poster as an SVG document, 1600 × 900.
#[must_use]
pub fn svg(object: &Object, curtain: &Curtain) -> String {
    scene::poster(object).draw(curtain, Some(object))
}

/// The wide picture for the top of a page: the object stands to the right, 1600 × 900.
#[must_use]
pub fn hero(object: &Object, curtain: &Curtain) -> String {
    scene::hero(object).draw(curtain, Some(object))
}

/// Where a poster lies: `/posters/stol-plum.svg`.
#[must_use]
pub fn address(object: &str, curtain: &str) -> String {
    format!("/posters/{object}-{curtain}.svg")
}

/// The drawing with this file name (without `.svg`), or `None`:
/// `{object}-{curtain}`, `hero-{object}-{curtain}`, `hero-{object}`, the faces `p-…`, and the states
/// `tom` (an empty light: gone, nothing found), `vaelt` (a fallen chair: an error) and `stik` (a pulled plug: offline).
#[must_use]
pub fn named(name: &str) -> Option<String> {
    match name {
        "tom" => return Some(scene::poster(&OBJECTS[0]).draw(&CURTAINS[2], None)),
        "vaelt" => return Some(svg(&object::FALLEN, &CURTAINS[0])),
        "stik" => return Some(svg(&object::UNPLUGGED, &CURTAINS[5])),
        _ => {}
    }
    if let Some(face) = name.strip_prefix("p-") {
        return Face::named(face).map(Face::svg);
    }
    if let Some(rest) = name.strip_prefix("hero-") {
        if let Some(object) = Object::named(rest) {
            return Some(hero(object, &CURTAINS[0]));
        }
        return pair(rest).map(|(object, curtain)| hero(object, curtain));
    }
    pair(name).map(|(object, curtain)| svg(object, curtain))
}

fn pair(name: &str) -> Option<(&'static Object, &'static Curtain)> {
    let (object, curtain) = name.rsplit_once('-')?;
    Some((Object::named(object)?, Curtain::named(curtain)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_poster_is_drawn_and_found_by_its_address() {
        for object in &OBJECTS {
            for curtain in &CURTAINS {
                let drawing = svg(object, curtain);
                assert!(drawing.contains(curtain.cloth) && !drawing.contains("<text"));
                let address = address(object.id, curtain.id);
                let name = address.trim_start_matches("/posters/").trim_end_matches(".svg");
                assert_eq!(named(name), Some(drawing));
            }
            let picture = crate::share_picture::render::pixmap(&svg(object, &CURTAINS[0]), 320, 180);
            let lit = picture.expect("a picture").pixels().iter().filter(|pixel| pixel.red() > 200).count();
            assert!(lit > 900, "{} stands in the dark: {lit} bright pixels", object.id);
        }
    }

    #[test]
    fn states_heroes_and_faces_have_names() {
        for name in ["tom", "vaelt", "stik", "hero-stol", "hero-kop-moss"] {
            assert!(named(name).is_some_and(|drawing| drawing.starts_with("<svg")), "{name}");
        }
        for face in &FACES {
            assert!(named(&format!("p-{}", face.id)).is_some());
            crate::share_picture::render::tree(&face.svg()).expect("a readable face");
        }
        for name in ["", "-", "stol", "stol-", "stol-pink", "hero-", "p-", "../stol-plum"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
