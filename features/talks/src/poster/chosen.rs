//! Which picture stands for a talk: a drawing, or a frame of its film with a drawing until the frame is there.

use std::str::FromStr;

use super::{CURTAINS, Curtain, OBJECTS, Object, address};

/// How many frames are taken of a film; their numbers begin at 1.
pub const FRAMES: u32 = 3;

/// What an editor asks for: `stol-plum` or `frame-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// This object before this curtain.
    Drawing(&'static Object, &'static Curtain),
    /// The film's frame of this number, from 1 to [`FRAMES`].
    Frame(u32),
}

/// Words that name neither a drawing nor a frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("»{0}« is neither a drawing nor a frame")]
pub struct NoPoster(pub String);

impl FromStr for Choice {
    type Err = NoPoster;

    fn from_str(words: &str) -> Result<Choice, NoPoster> {
        let drawing = || super::pair(words).map(|(object, curtain)| Choice::Drawing(object, curtain));
        frame(words).map(Choice::Frame).or_else(drawing).ok_or_else(|| NoPoster(words.to_owned()))
    }
}

/// `frame-2` → 2.
fn frame(words: &str) -> Option<u32> {
    (1..=FRAMES).find(|n| words.strip_prefix("frame-").is_some_and(|rest| rest == n.to_string()))
}

/// A talk's poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Poster {
    /// What is drawn; for a frame: until it is there, and wherever only a drawing will do.
    pub object: &'static Object,
    /// Before what.
    pub curtain: &'static Curtain,
    /// The chosen frame of the film.
    pub frame: Option<u32>,
}

impl Poster {
    /// The poster of a talk with this address. Whatever is not chosen is drawn: always the same for the same address.
    #[must_use]
    pub fn new(choice: Option<Choice>, slug: &str) -> Poster {
        let sum = slug.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let drawn = Poster { object: &OBJECTS[sum % OBJECTS.len()], curtain: &CURTAINS[(sum / 7) % CURTAINS.len()], frame: None };
        match choice {
            None => drawn,
            Some(Choice::Drawing(object, curtain)) => Poster { object, curtain, frame: None },
            Some(Choice::Frame(n)) => Poster { frame: Some(n), ..drawn },
        }
    }

    /// As it stands in the database; names that are no longer known give the address's own drawing.
    #[must_use]
    pub fn stored(object: &str, curtain: &str, slug: &str) -> Poster {
        let drawn = Poster::new(None, slug);
        Poster { object: Object::named(object).unwrap_or(drawn.object), curtain: Curtain::named(curtain).unwrap_or(drawn.curtain), frame: frame(object) }
    }

    /// The words for the database: `stol` or `frame-2`, and the curtain.
    #[must_use]
    pub fn words(&self) -> (String, String) {
        let object = self.frame.map_or_else(|| self.object.id.to_owned(), |n| format!("frame-{n}"));
        (object, self.curtain.id.to_owned())
    }

    /// Where its drawing lies: `/posters/stol-plum.svg`.
    #[must_use]
    pub fn drawing(&self) -> String {
        address(self.object.id, self.curtain.id)
    }

    /// Where its drawing for the top of a page lies: `/posters/hero-stol-plum.svg`.
    #[must_use]
    pub fn hero(&self) -> String {
        address(&format!("hero-{}", self.object.id), self.curtain.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_a_drawing_or_a_frame() {
        assert_eq!("frame-3".parse(), Ok(Choice::Frame(3)));
        let Ok(Choice::Drawing(object, curtain)) = "stol-plum".parse::<Choice>() else { panic!("no drawing") };
        assert_eq!((object.id, curtain.id), ("stol", "plum"));
        for words in ["", "frame-", "frame-0", "frame-4", "frame-01", "frame-2.jpg", "stol", "plum-stol", "tom"] {
            assert_eq!(words.parse::<Choice>(), Err(NoPoster(words.into())));
        }
    }

    #[test]
    fn what_is_stored_is_read_back() {
        for choice in [None, Some(Choice::Frame(2)), "kop-moss".parse().ok()] {
            let poster = Poster::new(choice, "otte-kufferter");
            let (object, curtain) = poster.words();
            assert_eq!(Poster::stored(&object, &curtain, "otte-kufferter"), poster);
            assert!(super::super::named(poster.drawing().trim_start_matches("/posters/").trim_end_matches(".svg")).is_some());
            assert!(super::super::named(poster.hero().trim_start_matches("/posters/").trim_end_matches(".svg")).is_some());
        }
        assert_eq!(Poster::stored("gone", "gone", "a"), Poster::new(None, "a"));
    }
}
