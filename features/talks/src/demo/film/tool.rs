//! Running espeak-ng and ffmpeg on our own content: by argument list, with a time-out, killed when dropped.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::mpsc;

/// Pictures on their way to a program.
pub(super) type Pieces = mpsc::Receiver<Result<Vec<u8>>>;

/// Runs a program to its end; its last words become the error.
pub(super) async fn run<A: AsRef<OsStr>>(program: &Path, args: &[A], limit: Duration) -> Result<()> {
    let (_, none) = mpsc::channel(1);
    feed(program, args, limit, none, |_| {}).await
}

/// As [`run`], with pieces to its standard input until the channel ends; `told` gets the number of pieces so far.
pub(super) async fn feed<A: AsRef<OsStr>>(program: &Path, args: &[A], limit: Duration, mut pieces: Pieces, mut told: impl FnMut(usize)) -> Result<()> {
    let name = program.display();
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{name} can't be started"))?;
    let mut stdin = child.stdin.take().context("no standard input")?;
    let write = async move {
        let mut count = 0;
        while let Some(piece) = pieces.recv().await {
            stdin.write_all(&piece?).await?;
            count += 1;
            told(count);
        }
        stdin.shutdown().await?;
        drop(stdin);
        anyhow::Ok(())
    };
    let both = async { tokio::join!(write, child.wait_with_output()) };
    let Ok((written, output)) = tokio::time::timeout(limit, both).await else {
        bail!("{name} took more than {} s", limit.as_secs());
    };
    let output = output?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last: Vec<&str> = said.lines().rev().take(3).collect();
        bail!("{name} failed ({}): {}", output.status, last.join(" / "));
    }
    written.with_context(|| format!("{name} stopped reading"))
}
