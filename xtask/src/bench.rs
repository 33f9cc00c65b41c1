//! `cargo xtask bench`: builds for release and hands over to the program in `bench/`, which measures and writes docs/benchmarks.md.

use crate::{
    assets,
    setup::{Tool, need},
    shell::{Done, command, run, step},
};

/// Measures what the names ask for, or everything. `--fast` builds with the profile of the demo, which is quicker to build and slower to run.
pub fn bench(args: &[String]) -> Done {
    need(&[Tool::C, Tool::Node, Tool::Ffmpeg, Tool::Espeak, Tool::Nginx, Tool::Wrk, Tool::Postgres, Tool::Chromium])?;
    assets::build()?;
    let profile = if args.iter().any(|arg| arg == "--fast") { "fast" } else { "release" };
    step("Building");
    run(&mut command(&["cargo", "build", "--profile", profile, "--package", "socialtalks", "--package", "bench"]))?;
    let postgres = crate::postgres::start()?;
    let names = args.iter().filter(|arg| *arg != "--fast");
    run(command(&[&format!("target/{profile}/bench")]).args(names).env("TEST_POSTGRES_URL", &postgres.url))
}
