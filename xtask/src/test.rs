//! `cargo xtask test`: everything that must hold. Ends with the line `N passed, N failed`.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Instant,
};

use crate::{
    assets, postgres,
    setup::{Tool, need},
    shell::{Done, command, run, step},
    tidy,
};

/// How many held and how many did not.
#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
}

/// Runs all tests: the rules, the formatter, the lints, the Rust tests on both databases, the browser's journeys.
pub fn test(args: &[String]) -> Done {
    let browser = !args.iter().any(|arg| arg == "--no-browser");
    let mut tools = vec![Tool::C, Tool::Node, Tool::Ffmpeg, Tool::Espeak, Tool::Postgres];
    if browser {
        tools.push(Tool::Chromium);
    }
    need(&tools)?;
    assets::build()?;
    let mut tally = Tally::default();
    let begun = Instant::now();
    check(&mut tally, "tidy", tidy::run);
    check(&mut tally, "formatting", || run(&mut command(&["cargo", "fmt", "--all", "--check"])));
    check(&mut tally, "types of the scripts", || run(command(&["npm", "run", "--silent", "check"]).current_dir("frontend")));
    check(&mut tally, "lints", || run(&mut command(&["cargo", "clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])));
    let server = postgres::start()?;
    step("Rust tests, on SQLite and PostgreSQL, on a folder and S3");
    let mut cargo = command(&["cargo", "test", "--workspace", "--no-fail-fast"]);
    count(&mut tally, cargo.env("TEST_POSTGRES_URL", &server.url), rust_result)?;
    if browser {
        journeys(&mut tally, &server.url)?;
    }
    println!("\n{} minutes", begun.elapsed().as_secs() / 60);
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 { Ok(()) } else { Err("Not everything holds; what failed stands above.".into()) }
}

fn journeys(tally: &mut Tally, postgres: &str) -> Done {
    step("Journeys in the browser");
    assets::npm_ci("e2e")?;
    // the program itself: `cargo test` has built it, with the same features
    let mut node = command(&["node", "--test", "--test-concurrency=1", "--test-reporter=tap", "journeys/"]);
    count(tally, node.current_dir("e2e").env("TEST_POSTGRES_URL", postgres), node_result)
}

fn check(tally: &mut Tally, what: &str, work: impl FnOnce() -> Done) {
    step(what);
    match work() {
        Ok(()) => tally.passed += 1,
        Err(why) => {
            eprintln!("{why}");
            tally.failed += 1;
        }
    }
}

/// Runs a test program, shows what it prints and adds up the results that `read` finds in its lines.
fn count(tally: &mut Tally, command: &mut Command, read: fn(&str) -> Option<(u32, u32)>) -> Done {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
    let before = (tally.passed, tally.failed);
    for line in BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok) {
        // a closing line of one part would be read as the whole run's
        if let Some((passed, failed)) = read(&line) {
            tally.passed += passed;
            tally.failed += failed;
        } else {
            println!("{line}");
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    let nothing_ran = (tally.passed, tally.failed) == before;
    if nothing_ran || (!status.success() && tally.failed == before.1) {
        // it did not compile, or died on the way: that is a failure too
        tally.failed += 1;
    }
    Ok(())
}

/// `test result: ok. 12 passed; 0 failed; …`
fn rust_result(line: &str) -> Option<(u32, u32)> {
    let counts = line.strip_prefix("test result: ")?;
    let number = |word: &str| counts.split(word).next()?.rsplit([' ', '.']).find(|part| !part.is_empty())?.parse().ok();
    Some((number(" passed")?, number(" failed")?))
}

/// `# pass 12` and `# fail 0`.
fn node_result(line: &str) -> Option<(u32, u32)> {
    if let Some(passed) = line.strip_prefix("# pass ") {
        return Some((passed.trim().parse().ok()?, 0));
    }
    Some((0, line.strip_prefix("# fail ")?.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_from_the_closing_lines() {
        assert_eq!(rust_result("test result: ok. 12 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out"), Some((12, 1)));
        assert_eq!(rust_result("test result: FAILED. 3 passed; 2 failed; 0 ignored"), Some((3, 2)));
        assert_eq!(rust_result("test a ... ok"), None);
        assert_eq!(node_result("# pass 7"), Some((7, 0)));
        assert_eq!(node_result("# fail 2"), Some((0, 2)));
        assert_eq!(node_result("# tests 9"), None);
    }
}
