//! Running ffmpeg and ffprobe: in the sandbox, in a process group of their own, with a wall clock, a watchdog on their progress,
//! bounded output, and an end when the caller cancels, drops the future or dies.

mod output;
mod progress;
mod spawn;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::sandbox::{Limits, REFUSED};

pub use progress::Progress;

/// A tool whose position doesn't move for this long is stuck.
const STALL: Duration = Duration::from_secs(60);

/// How tools are locked in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SandboxMode {
    /// Run `PROGRAM sandbox IN OUT LIMITS -- TOOL …`; without Landlock every run is refused.
    Program(PathBuf),
    /// The same, but on a kernel without Landlock the tool runs with the other restrictions: the operator said so.
    Relaxed(PathBuf),
    /// Run the tool directly, with no restriction at all. For tests of other rooms and for `doctor`'s comparison.
    Off,
}

/// The media tools of this machine and how to run them.
#[derive(Clone, Debug)]
pub struct Tools {
    /// `ffmpeg`, by name (found in `/usr/bin:/bin`) or by absolute path.
    pub ffmpeg: PathBuf,
    /// `ffprobe`, likewise.
    pub ffprobe: PathBuf,
    /// How they are locked in.
    pub sandbox: SandboxMode,
    /// Cores that one tool may count on.
    pub threads: usize,
    /// What `ffmpeg -version` calls itself, such as `5.1.9-0+deb12u1`.
    pub version: String,
}

/// Why a tool gave no result.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    /// The tool (or the sandbox program) can't be started.
    #[error("{program}: {why}")]
    Start {
        /// What should have started.
        program: String,
        /// What the system said.
        why: std::io::Error,
    },
    /// The sandbox refused; the tool never ran.
    #[error("the sandbox refused: {0}")]
    Sandbox(String),
    /// The tool ended with an error; the last lines it said.
    #[error("{tool} ended with {status}: {tail}")]
    Failed {
        /// `ffmpeg` or `ffprobe`.
        tool: &'static str,
        /// Exit code or signal, in words.
        status: String,
        /// Its last lines on stderr.
        tail: String,
    },
    /// It ran longer than its task can need.
    #[error("{tool} had not ended after {seconds} s")]
    TimedOut {
        /// `ffmpeg` or `ffprobe`.
        tool: &'static str,
        /// The limit.
        seconds: u64,
    },
    /// It made no progress for a minute.
    #[error("ffmpeg made no progress for {} s", STALL.as_secs())]
    Stalled,
    /// The caller cancelled.
    #[error("cancelled")]
    Cancelled,
    /// Reading its output or our own files failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// It said something else than this version of it should.
    #[error("{tool} said something unexpected: {what}")]
    Unexpected {
        /// `ffmpeg` or `ffprobe`.
        tool: &'static str,
        /// What is odd.
        what: String,
    },
}

/// Called with every step of progress, at most twice a second.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// Which tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    Ffmpeg,
    Ffprobe,
}

impl Which {
    fn name(self) -> &'static str {
        match self {
            Self::Ffmpeg => "ffmpeg",
            Self::Ffprobe => "ffprobe",
        }
    }
}

/// One run of a tool.
pub(crate) struct Run<'a> {
    pub which: Which,
    /// The file or folder it may read.
    pub input: &'a Path,
    /// The folder it may write; its working directory too.
    pub output: Option<&'a Path>,
    pub args: Vec<OsString>,
    /// Longest wall time.
    pub wall: Duration,
    /// ffmpeg's length of work in µs and who wants to know how far it is.
    pub progress: Option<(u64, OnProgress<'a>)>,
    pub cancel: &'a CancellationToken,
}

/// What a run left.
#[derive(Debug)]
pub(crate) struct Done {
    /// ffprobe's answer; empty for ffmpeg, whose stdout is its progress.
    pub stdout: Vec<u8>,
    /// The last 64 kB of stderr.
    pub stderr: String,
    /// How far the longest output reached, in µs.
    pub reached_us: u64,
}

impl Tools {
    /// Finds `ffmpeg` and `ffprobe` and asks for the version.
    ///
    /// # Errors
    /// [`ToolError::Start`] when one is missing, [`ToolError::Unexpected`] when it isn't ffmpeg.
    pub async fn find(sandbox: SandboxMode, threads: usize) -> Result<Self, ToolError> {
        Self::at("ffmpeg".into(), "ffprobe".into(), sandbox, threads).await
    }

    /// The tools at given paths.
    ///
    /// # Errors
    /// As [`Tools::find`].
    pub async fn at(ffmpeg: PathBuf, ffprobe: PathBuf, sandbox: SandboxMode, threads: usize) -> Result<Self, ToolError> {
        version(&ffprobe, "ffprobe").await?;
        let version = version(&ffmpeg, "ffmpeg").await?;
        Ok(Self { ffmpeg, ffprobe, sandbox, threads: threads.max(1), version })
    }

    /// Runs one tool to its end.
    pub(crate) async fn run(&self, run: Run<'_>) -> Result<Done, ToolError> {
        let name = run.which.name();
        let mut child = spawn::spawn(self.command(&run)).await.map_err(|why| ToolError::Start { program: self.program(&run).display().to_string(), why })?;
        let group = spawn::Group::of(&child);
        let moved = Notify::new();
        let result = {
            let work = work(&mut child, &run, &moved);
            tokio::pin!(work);
            let stopped = tokio::select! {
                biased;
                done = &mut work => Ok(done?),
                () = run.cancel.cancelled() => Err(ToolError::Cancelled),
                () = tokio::time::sleep(run.wall) => Err(ToolError::TimedOut { tool: name, seconds: run.wall.as_secs() }),
                () = stalled(&moved), if run.progress.is_some() => Err(ToolError::Stalled),
            };
            if stopped.is_err() {
                group.kill();
                // Its pipes close with it; only then is it gone and its folder quiet.
                let _ = work.await;
            }
            stopped
        };
        group.ended();
        let (status, done) = result?;
        judge(name, status, done)
    }

    fn program(&self, run: &Run<'_>) -> &Path {
        match (&self.sandbox, run.which) {
            (SandboxMode::Program(path) | SandboxMode::Relaxed(path), _) => path,
            (SandboxMode::Off, Which::Ffmpeg) => &self.ffmpeg,
            (SandboxMode::Off, Which::Ffprobe) => &self.ffprobe,
        }
    }

    fn command(&self, run: &Run<'_>) -> Command {
        let mut command = Command::new(self.program(run));
        if self.sandbox != SandboxMode::Off {
            command.arg("sandbox");
            if matches!(self.sandbox, SandboxMode::Relaxed(_)) {
                command.arg("--allow-unsandboxed");
            }
            let output = run.output.map_or_else(|| "-".into(), absolute);
            command.arg(absolute(run.input)).arg(output).arg(self.limits(run).to_string()).arg("--");
            command.arg(if run.which == Which::Ffmpeg { &self.ffmpeg } else { &self.ffprobe });
        }
        command.args(&run.args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.process_group(0).kill_on_drop(true);
        if let Some(folder) = run.output {
            command.current_dir(folder);
        }
        command
    }

    /// Room for one 8192×4320 film in a ladder; a probe decodes a frame or two. CPU time follows the wall clock.
    fn limits(&self, run: &Run<'_>) -> Limits {
        let memory = if run.which == Which::Ffmpeg { 8 << 30 } else { 2 << 30 };
        let cores = u64::try_from(self.threads).unwrap_or(1).max(2);
        Limits { memory, cpu: run.wall.as_secs() * cores, file_size: 64 << 30, files: 256, parent: Some(std::process::id()) }
    }
}

/// The path from the root: the tool works in its output folder, so a relative one would mean another file there.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Reads all that the tool says until it ends.
async fn work(child: &mut Child, run: &Run<'_>, moved: &Notify) -> Result<(ExitStatus, Done), ToolError> {
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let said = async {
        match run.progress {
            Some((total_us, on_progress)) => progress::follow(stdout, total_us, on_progress, moved).await.map(|reached| (Vec::new(), reached)),
            None => output::all(stdout).await.map(|bytes| (bytes, 0)),
        }
    };
    let ((stdout, reached_us), stderr, status) = tokio::try_join!(said, output::tail(stderr), child.wait())?;
    Ok((status, Done { stdout, stderr, reached_us }))
}

/// Ends when nothing moved for [`STALL`].
async fn stalled(moved: &Notify) {
    while tokio::time::timeout(STALL, moved.notified()).await.is_ok() {}
}

fn judge(tool: &'static str, status: ExitStatus, done: Done) -> Result<Done, ToolError> {
    if status.success() {
        return Ok(done);
    }
    let tail = output::last_lines(&done.stderr, 12);
    if status.code() == Some(REFUSED) && tail.contains("sandbox:") {
        return Err(ToolError::Sandbox(tail));
    }
    Err(ToolError::Failed { tool, status: status.to_string(), tail })
}

/// Asks a tool for its version; needs no sandbox, as nothing of a stranger is read.
async fn version(program: &Path, tool: &'static str) -> Result<String, ToolError> {
    let start = |why| ToolError::Start { program: program.display().to_string(), why };
    let mut command = Command::new(program);
    command.arg("-version").stdin(Stdio::null()).kill_on_drop(true);
    let answer = tokio::time::timeout(Duration::from_secs(10), command.output());
    let answer = answer.await.map_err(|_| ToolError::TimedOut { tool, seconds: 10 })?.map_err(start)?;
    let text = String::from_utf8_lossy(&answer.stdout);
    let version = text.strip_prefix(tool).and_then(|rest| rest.strip_prefix(" version ")).and_then(|rest| rest.split_whitespace().next());
    version.map(str::to_owned).ok_or_else(|| ToolError::Unexpected { tool, what: text.lines().next().unwrap_or("nothing").to_owned() })
}
