//! The media tools: are they here, can they do what is needed, and are they locked in?

use std::process::Output;
use std::time::Duration;

use tokio::process::Command;
use web::Finding;

use super::{fault, good, warning};
use crate::Text;
use crate::settings::Settings;

/// Encoders without which no ladder can be made.
const ENCODERS: &[&str] = &["libx264", "aac", "mjpeg", "png"];
/// Filters without which no ladder can be made.
const FILTERS: &[&str] = &["scale", "ebur128", "yadif", "aresample", "tonemap"];

pub async fn look(settings: &Settings, text: Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    let version = version().await;
    match &version {
        None => findings.push(fault(text.ffmpeg_missing())),
        Some(version) => {
            findings.push(abilities(version, text).await);
            if settings.av1 && !has(&listed("-encoders").await, "libsvtav1") {
                findings.push(warning(text.ffmpeg_no_av1(version)));
            }
        }
    }
    findings.push(match version {
        None => warning(text.sandbox_untried()),
        Some(_) => sandbox(settings, text).await,
    });
    if ask("espeak-ng", &["--version"]).await.is_none() {
        findings.push(warning(text.espeak_missing()));
    }
    findings
}

async fn abilities(version: &str, text: Text) -> Finding {
    if number(version) < (5, 1) {
        return fault(text.ffmpeg_old(version));
    }
    let (encoders, filters) = (listed("-encoders").await, listed("-filters").await);
    let lacking = ENCODERS.iter().filter(|name| !has(&encoders, name)).chain(FILTERS.iter().filter(|name| !has(&filters, name)));
    let lacking: Vec<&str> = lacking.copied().collect();
    if lacking.is_empty() { good(text.ffmpeg_good(version)) } else { fault(text.ffmpeg_lacks(version, lacking.join(", "))) }
}

/// Locks a harmless run of ffmpeg in, exactly as a film's would be.
async fn sandbox(settings: &Settings, text: Text) -> Finding {
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => return fault(text.sandbox_fault(error)),
    };
    let limits = film::sandbox::Limits { memory: 4 << 30, cpu: 10, file_size: 1 << 20, files: 64, parent: None };
    let strict = run(Command::new(program).args(["sandbox", "/dev/null", "-", &limits.to_string(), "--", "ffmpeg", "-version"])).await;
    match strict {
        Some(done) if done.status.success() => good(text.sandbox_good()),
        _ if settings.allow_unsandboxed => warning(text.sandbox_allowed()),
        Some(done) => fault(text.sandbox_fault(String::from_utf8_lossy(&done.stderr).trim())),
        None => fault(text.sandbox_fault("-")),
    }
}

/// What ffmpeg calls itself.
async fn version() -> Option<String> {
    ask("ffprobe", &["-version"]).await?;
    let said = ask("ffmpeg", &["-version"]).await?;
    said.split_whitespace().nth(2).map(str::to_owned)
}

/// `5.1.9-0+deb12u1` → (5, 1). A build without number (`N-110000-g…`) is newer than any number.
fn number(version: &str) -> (u32, u32) {
    let mut parts = version.trim_start_matches('n').split(|c: char| !c.is_ascii_digit());
    let mut next = || parts.next().and_then(|part| part.parse().ok());
    match next() {
        None => (u32::MAX, 0),
        Some(major) => (major, next().unwrap_or(0)),
    }
}

async fn listed(what: &str) -> String {
    ask("ffmpeg", &["-hide_banner", what]).await.unwrap_or_default()
}

/// Whether a list of ffmpeg has a line ` V..... NAME …`.
fn has(list: &str, name: &str) -> bool {
    list.lines().any(|line| line.split_whitespace().nth(1) == Some(name))
}

async fn ask(program: &str, args: &[&str]) -> Option<String> {
    let done = run(Command::new(program).args(args)).await?;
    done.status.success().then(|| String::from_utf8_lossy(&done.stdout).into_owned())
}

async fn run(command: &mut Command) -> Option<Output> {
    let output = command.stdin(std::process::Stdio::null()).kill_on_drop(true).output();
    tokio::time::timeout(Duration::from_secs(15), output).await.ok()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_lists_are_read() {
        assert_eq!(number("5.1.9-0+deb12u1"), (5, 1));
        assert_eq!(number("n7.0"), (7, 0));
        assert_eq!(number("4.4.2"), (4, 4));
        assert!(number("N-110000-gabc") > (5, 1));
        let list = " V....D libx264              libx264 H.264\n A....D aac                  AAC\n";
        assert!(has(list, "libx264") && has(list, "aac") && !has(list, "H.264"));
    }
}
