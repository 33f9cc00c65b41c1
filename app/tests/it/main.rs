//! The program itself, as an operator meets it.

mod backup;
mod commands;
mod faults_http;
mod faults_kill;
mod import;
mod nodes;
mod program;
mod running;
