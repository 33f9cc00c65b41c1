//! film: from a stranger's file to something that plays. Pure of database and storage: local paths and bytes.
//!
//! [`probe`] says what a file is or why it is refused, [`plan`] what to make of it, [`encode`] makes it in passes, [`verify`] says
//! whether a rendition counts, [`master`] writes the playlist of all that do. [`frames`] and [`progressive`] make pictures and
//! whole files. Every media tool runs through [`tool`] in the [`sandbox`].

pub mod encode;
pub mod frames;
pub mod jit;
pub mod loudness;
pub mod master;
pub mod mp4;
pub mod plan;
pub mod probe;
pub mod progressive;
pub mod refusal;
pub mod sandbox;
mod storyboard;
pub mod tool;
pub mod verify;
pub mod waveform;

pub use refusal::Refusal;
pub use tool::{Progress, SandboxMode, ToolError, Tools};
