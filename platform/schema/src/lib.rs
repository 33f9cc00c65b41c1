//! Tables (one file each), typed ids, time, the viewer, the change log and the migrations for both databases.
//!
//! Every table has one owner crate, named at the top of its file; other crates read it through joins with the owner's
//! visibility condition and never write it. Columns are portable: time is microseconds UTC ([`Time`]), text is sorted
//! by a stored key ([`sort_key`]), JSON is an opaque payload in a text column.

pub mod audit;
pub mod caption;
pub mod change;
pub mod film;
pub mod job;
pub mod migrations;
pub mod play;
pub mod profession;
pub mod rendition;
pub mod setting;
pub mod speaker;
pub mod talk;
pub mod talk_profession;
pub mod talk_speaker;
pub mod talk_topic;
pub mod topic;

mod clock;
mod ids;
mod sort;
mod viewer;

pub use clock::{Clock, Time};
pub use ids::{CaptionId, FilmId, Id, Ids, JobId, ParseIdError, ProfessionId, RenditionId, SpeakerId, TalkId, TopicId};
pub use sort::sort_key;
pub use viewer::Viewer;
