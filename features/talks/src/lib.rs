//! Talks: a film goes in, a moment later it plays, minutes later it is a verified ladder behind a page with words.
//!
//! Who may do what: anybody watches public talks, and unlisted ones by their address ([`access`]); the operator at the
//! machine imports and publishes ([`import`]).

pub mod access;
pub mod poster;
pub mod share_picture;
pub mod store;
pub mod talk;
