//! Integration tests of `film`: real media, real tools.

mod fixtures;
mod jit;
mod kit;
mod peculiar;
mod refused;
mod sandbox;
mod whole;
