//! What the machine must have: looked for, and installed when we may, else named with the exact command.

use std::path::Path;

use crate::shell::{Done, command, has, output, run, step};

/// Something the project needs from the system.
#[derive(Copy, Clone, PartialEq, Eq)]
pub enum Tool {
    /// Node ≥ 20 with npm, for styles and scripts.
    Node,
    /// A C compiler, for SQLite.
    C,
    /// A C++ compiler, for the fuzzer.
    Cpp,
    /// ffmpeg and ffprobe.
    Ffmpeg,
    /// The voice of the demo's talks and of the tests' films.
    Espeak,
    /// The browser of the journeys.
    Chromium,
    /// The second database.
    Postgres,
    /// The server that serving is compared with.
    Nginx,
    /// The load generator of the benchmarks.
    Wrk,
}

impl Tool {
    fn present(self) -> bool {
        match self {
            Tool::Node => has("node") && has("npm"),
            Tool::C => has("cc"),
            Tool::Cpp => has("c++"),
            Tool::Ffmpeg => has("ffmpeg") && has("ffprobe"),
            Tool::Espeak => has("espeak-ng"),
            Tool::Chromium => has("chromium") || has("chromium-browser") || has("google-chrome"),
            Tool::Postgres => crate::postgres::bin().is_some(),
            Tool::Nginx => has("nginx") || Path::new("/usr/sbin/nginx").exists(),
            Tool::Wrk => has("wrk"),
        }
    }

    fn package(self) -> &'static str {
        match self {
            Tool::Node => "nodejs npm",
            Tool::C => "gcc libc6-dev",
            Tool::Cpp => "g++",
            Tool::Ffmpeg => "ffmpeg",
            Tool::Espeak => "espeak-ng",
            Tool::Chromium => "chromium",
            Tool::Postgres => "postgresql",
            Tool::Nginx => "nginx-light",
            Tool::Wrk => "wrk",
        }
    }
}

/// Sees to it that these are there.
///
/// # Errors
/// Names what is missing, with the command that installs it, when we may not install it ourselves.
pub fn need(tools: &[Tool]) -> Done {
    rust()?;
    let missing: Vec<&str> = tools.iter().filter(|tool| !tool.present()).flat_map(|tool| tool.package().split(' ')).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    if tools.contains(&Tool::Node) {
        node()?;
    }
    match tools.iter().find(|tool| !tool.present()) {
        Some(tool) => Err(format!("{} is still missing after its installation.", tool.package())),
        None => Ok(()),
    }
}

fn install(packages: &[&str]) -> Done {
    let line = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    if !has("apt-get") {
        return Err(format!("Missing: {}. Install them with your system's package manager, then run this again.", packages.join(", ")));
    }
    if output(&mut command(&["id", "-u"]))?.trim() != "0" {
        return Err(format!("Missing: {}. Install them with\n\n  sudo {line}\n\nand run this again.", packages.join(", ")));
    }
    step(&line);
    run(command(&["apt-get", "update", "-qq"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    let mut install = command(&["apt-get", "install", "-y", "-qq", "--no-install-recommends"]);
    run(install.args(packages).env("DEBIAN_FRONTEND", "noninteractive").stdout(std::process::Stdio::null()))
}

fn rust() -> Done {
    let version = output(&mut command(&["rustc", "--version"]))?;
    at_least("Rust", version.split(' ').nth(1).unwrap_or_default(), (1, 95), "rustup update stable")
}

fn node() -> Done {
    let version = output(&mut command(&["node", "--version"]))?;
    at_least("Node", version.trim().trim_start_matches('v'), (20, 0), "install Node 20 or newer")
}

fn at_least(what: &str, version: &str, least: (u32, u32), mend: &str) -> Done {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found >= least { Ok(()) } else { Err(format!("{what} {version} is too old; {}.{} is needed: {mend}", least.0, least.1)) }
}

#[cfg(test)]
mod tests {
    use super::at_least;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(at_least("Rust", "1.100.0", (1, 95), "").is_ok());
        assert!(at_least("Rust", "1.95.0", (1, 95), "").is_ok());
        assert!(at_least("Rust", "1.94.9", (1, 95), "").is_err());
        assert!(at_least("Node", "", (20, 0), "").is_err());
    }
}
