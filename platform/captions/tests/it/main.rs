//! The caption reader against arbitrary input and against the W3C's own files.

mod arbitrary;
mod w3c;
