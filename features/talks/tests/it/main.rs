//! The room through HTTP: pages, pipeline, media and API, on both databases and both storages.

mod access;
mod api;
mod content;
mod kit;
mod media;
mod pages;
mod picture;
mod pipeline;
mod refusals;
mod retaken;
