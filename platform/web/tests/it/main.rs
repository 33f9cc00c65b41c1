//! The web platform through HTTP, with a small feature of its own.

mod assets;
mod errors;
mod feature;
mod pages;
mod server;
