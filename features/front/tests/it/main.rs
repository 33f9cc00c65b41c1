//! The front page and the pages about the place, through HTTP.

#[path = "../../../talks/tests/it/content.rs"]
mod content;
mod pages;
