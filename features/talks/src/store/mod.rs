//! Every query of the feature. Finders take the [`schema::Viewer`]; what a viewer may not see does not come out.
//!
//! Reading: [`talk_page`] (one talk with all that its page shows), [`list`] and the counts beside it, [`speaker_page`],
//! [`topic`], [`profession`], [`newest`]. Lists cost two queries however long they are: the talks, and what is linked to
//! all of them together.

mod card;
mod film;
mod group;
mod links;
mod list;
mod page;
mod speaker;
mod track;

pub use card::{Card, newest, related};
pub use film::{Extras, Film, FilmState, Rendition, RenditionState};
pub use group::{Counted, Named, profession, professions, topic, topics};
pub use links::{Links, Person};
pub use list::{Filter, List, Sort, count, languages, list};
pub use page::{Found, Shelf, Talk, TalkPage, talk_page};
pub use speaker::{SpeakerEntry, SpeakerPage, speaker_page, speakers};
pub use track::{Kind, Track, Tracks};
