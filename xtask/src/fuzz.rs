//! One parser under libFuzzer, on stable Rust: coverage by LLVM's own pass, no nightly and no other tool.

use std::path::Path;

use crate::{
    setup::{Tool, need},
    shell::{Done, command, run},
};

const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";

/// `fuzz NAME [SECONDS]`.
pub fn fuzz(args: &[String]) -> Done {
    let name = args.first().map_or("", String::as_str);
    let seconds = args.get(1).map_or("60", String::as_str);
    let folder = match name {
        "mp4" => "platform/film/fuzz",
        "webvtt" => "platform/captions/fuzz",
        _ => return Err("cargo xtask fuzz mp4|webvtt [SECONDS]".into()),
    };
    need(&[Tool::C, Tool::Cpp])?;
    if !Path::new(folder).join("Cargo.toml").exists() {
        return Err(format!("{folder} is missing"));
    }
    // a target is named, so that the flags do not reach build scripts
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let mut fuzzer = command(&["cargo", "run", "--release", "--target", &target, "--bin", name, "--", "-rss_limit_mb=1024"]);
    run(fuzzer.arg(format!("-max_total_time={seconds}")).current_dir(folder).env("RUSTFLAGS", FLAGS))
}
