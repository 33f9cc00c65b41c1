//! The project's chores. Standard library only, so that it builds in seconds before everything else.
//!
//! `cargo xtask demo` runs the product with living content; `cargo xtask test` proves that everything holds. Both install
//! or name what the machine lacks.

mod assets;
mod bench;
mod demo;
mod endure;
mod fuzz;
mod postgres;
mod setup;
mod shell;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "cargo xtask COMMAND

  demo [--empty] [--data DIR] [--listen ADDR]   the product with living content, on SQLite and a folder
  test [--no-browser]                           everything that must hold, on both databases and both storages
  tidy                                          the rules of the house that no compiler keeps
  assets                                        styles and scripts into frontend/dist
  bench [--fast] [NAME…]                        figures and ratios, into docs/benchmarks.md
  endure [--short]                              kills, full disks, broken networks, into docs/reliability.md
  fuzz NAME [SECONDS]                           one parser under the fuzzer: mp4, webvtt";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = args.split_first().map_or(("help", &[][..]), |(first, rest)| (first.as_str(), rest));
    if let Err(error) = std::env::set_current_dir(shell::root()) {
        eprintln!("the project's folder: {error}");
        return ExitCode::FAILURE;
    }
    let done = match command {
        "demo" => demo::demo(rest),
        "test" => test::test(rest),
        "tidy" => tidy::run(),
        "assets" => setup::need(&[setup::Tool::Node]).and_then(|()| assets::build()),
        "bench" => bench::bench(rest),
        "endure" => endure::endure(rest),
        "fuzz" => fuzz::fuzz(rest),
        _ => {
            println!("{USAGE}");
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\n{why}");
            ExitCode::FAILURE
        }
    }
}
