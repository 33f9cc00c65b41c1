//! One parser under libFuzzer, on stable Rust: coverage by LLVM's own pass, no nightly and no other tool.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    setup::{Tool, need},
    shell::{Done, command, root, run},
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
    let corpus = seeds(name)?;
    let mut fuzzer = command(&["cargo", "run", "--release", "--target", &target, "--bin", name, "--", "-rss_limit_mb=1024", "-max_len=100000"]);
    run(fuzzer
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/../", corpus.display()))
        .arg(corpus)
        .current_dir(folder)
        .env("RUSTFLAGS", FLAGS))
}

/// A folder of small good files, from which the fuzzer starts; it keeps there what it finds.
fn seeds(name: &str) -> Done<PathBuf> {
    let corpus = root().join("target/fuzz-corpus").join(name);
    fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
    let seed = corpus.join("seed");
    if seed.exists() {
        return Ok(corpus);
    }
    if name == "mp4" {
        need(&[Tool::Ffmpeg])?;
        let mut film =
            command(&["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5:duration=9", "-f", "lavfi", "-i", "sine=duration=9"]);
        run(film.args(["-pix_fmt", "yuv420p", "-g", "10", "-c:a", "aac", "-b:a", "16k", "-movflags", "+faststart", "-f", "mp4"]).arg(&seed))?;
    } else {
        let track = "WEBVTT\n\nNOTE to start from\n\n1\n00:01.000 --> 00:02.500 line:90% align:start\n<v Mette>Jeg tog <i>en stol</i> &amp; satte mig.\n";
        fs::write(&seed, track).map_err(|error| error.to_string())?;
    }
    Ok(corpus)
}
