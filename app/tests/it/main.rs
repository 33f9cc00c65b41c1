//! The program itself, as an operator meets it.

mod backup;
mod commands;
mod import;
mod nodes;
mod program;
mod running;
