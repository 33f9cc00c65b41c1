//! Every query of the feature. Finders take the [`schema::Viewer`]; what a viewer may not see does not come out.
//!
//! Reading: [`talk_page`] (one talk with all that its page shows), [`list`] and the counts beside it, [`speaker_page`],
//! [`topic`], [`profession`], [`newest`]. Lists cost two queries however long they are: the talks, and what is linked to
//! all of them together.

mod arrive;
mod card;
mod film;
mod group;
mod links;
mod list;
mod page;
mod pages;
pub(crate) mod pipeline;
mod speaker;
mod track;

pub(crate) use arrive::{Arrival, NewFilm, NewTalk, NewTrack, arrive, set_state};
pub use arrive::{NewSpeaker, NewTopic};
pub use card::{Card, newest, related};
pub(crate) use film::{By, film, film_counts};
pub use film::{Extras, Film, FilmState, Rendition, RenditionState, SourceSound};
pub use group::{Counted, Named, profession, professions, topic, topics};
pub(crate) use links::links_of;
pub use links::{Links, Person};
pub use list::{Filter, List, Sort, count, languages, list};
pub use page::{Found, Shelf, Talk, TalkPage, talk_page};
pub(crate) use page::{slug_of, slug_taken, visible, visible_by_id};
pub use pages::{Sum, addresses, caption_languages, sum};
pub use speaker::{SpeakerEntry, SpeakerPage, speaker_page, speakers};
pub use track::{Kind, Track, Tracks};
