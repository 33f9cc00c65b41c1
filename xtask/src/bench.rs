//! `cargo xtask bench`: builds for release and hands over to the program in `bench/`, which measures and writes docs/benchmarks.md.

use crate::{
    assets,
    setup::{Tool, need},
    shell::{Done, command, run, step},
};

/// Measures what the names ask for, or everything.
pub fn bench(args: &[String]) -> Done {
    need(&[Tool::C, Tool::Node, Tool::Ffmpeg, Tool::Espeak, Tool::Nginx, Tool::Wrk, Tool::Postgres, Tool::Chromium])?;
    assets::build()?;
    step("Building for release");
    run(&mut command(&["cargo", "build", "--release", "--package", "socialtalks", "--package", "bench"]))?;
    let postgres = crate::postgres::start()?;
    run(command(&["target/release/bench"]).args(args).env("TEST_POSTGRES_URL", &postgres.url))
}
