//! `cargo xtask endure`: builds and hands over to the program in `bench/` that does the harm and writes docs/reliability.md.

use crate::{
    assets,
    setup::{Tool, need},
    shell::{Done, command, run, step},
};

/// Does harm, long or `--short`, and says what held.
pub fn endure(args: &[String]) -> Done {
    need(&[Tool::C, Tool::Node, Tool::Ffmpeg, Tool::Espeak, Tool::Postgres])?;
    assets::build()?;
    step("Building");
    run(&mut command(&["cargo", "build", "--profile", "fast", "--package", "socialtalks", "--package", "bench"]))?;
    let postgres = crate::postgres::start()?;
    run(command(&["target/fast/endure"]).args(args).env("TEST_POSTGRES_URL", &postgres.url))
}
