//! `socialtalks sandbox IN OUT LIMITS -- TOOL ARG…`: restricts this process and then becomes the media tool.
//!
//! A film is written by strangers and read by decoders of a million lines of C, so the decoder gets nothing to take: no network,
//! one input (a file or a folder, read only), one output folder (`-` for none), an empty environment, bounded memory, CPU time,
//! file size and open files, and no core dumps. Landlock rules the files, seccomp the calls, rlimits the resources; all three
//! survive `exec`, and the tool dies with the process that started it.

mod calls;
mod files;

use std::convert::Infallible;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use std::str::FromStr;

use rlimit::Resource;
use rustix::process::{Signal, getppid, set_parent_process_death_signal};

/// Exit code when the sandbox itself refuses; the tool was never started. (`EX_CONFIG` of sysexits.h.)
pub const REFUSED: i32 = 78;

/// What the arguments must look like.
const USAGE: &str = "usage: sandbox [--allow-unsandboxed] IN OUT|- as=BYTES,cpu=SECONDS,fsize=BYTES,nofile=COUNT[,parent=PID] -- TOOL ARG…";

/// Why the tool was not started.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The arguments are not those of [`Limits`] and two paths.
    #[error("{USAGE}")]
    Usage,
    /// Landlock is missing and `--allow-unsandboxed` was not given.
    #[error("this kernel has no Landlock (Linux 5.13 or newer with CONFIG_SECURITY_LANDLOCK); start with --allow-unsandboxed to run media tools without it")]
    NoLandlock,
    /// The process that asked for the tool is gone already.
    #[error("the process that asked for this tool is gone")]
    Orphan,
    /// A restriction could not be put in place.
    #[error("{what}: {why}")]
    Restrict {
        /// The restriction.
        what: &'static str,
        /// What the system said.
        why: String,
    },
    /// The tool could not be started.
    #[error("{tool}: {why}")]
    Exec {
        /// The tool.
        tool: String,
        /// What the system said.
        why: std::io::Error,
    },
}

/// Resources that the tool may use at most. Text form: `as=…,cpu=…,fsize=…,nofile=…[,parent=…]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Address space in bytes.
    pub memory: u64,
    /// CPU time in seconds, over all threads.
    pub cpu: u64,
    /// Largest file it may write, in bytes.
    pub file_size: u64,
    /// Open files.
    pub files: u64,
    /// Process id of the starter: if it is gone before the tool starts, the tool doesn't start.
    pub parent: Option<u32>,
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "as={},cpu={},fsize={},nofile={}", self.memory, self.cpu, self.file_size, self.files)?;
        self.parent.map_or(Ok(()), |pid| write!(f, ",parent={pid}"))
    }
}

impl FromStr for Limits {
    type Err = SandboxError;

    fn from_str(text: &str) -> Result<Self, SandboxError> {
        let mut found = [None; 5];
        for part in text.split(',') {
            let (name, value) = part.split_once('=').ok_or(SandboxError::Usage)?;
            let at = ["as", "cpu", "fsize", "nofile", "parent"].iter().position(|known| *known == name).ok_or(SandboxError::Usage)?;
            found[at] = Some(value.parse::<u64>().map_err(|_| SandboxError::Usage)?);
        }
        let [memory, cpu, file_size, files, parent] = found;
        let parent = parent.map(u32::try_from).transpose().map_err(|_| SandboxError::Usage)?;
        let need = |value: Option<u64>| value.ok_or(SandboxError::Usage);
        Ok(Self { memory: need(memory)?, cpu: need(cpu)?, file_size: need(file_size)?, files: need(files)?, parent })
    }
}

/// The arguments taken apart.
#[derive(Debug)]
struct Request {
    allow_unsandboxed: bool,
    input: PathBuf,
    output: Option<PathBuf>,
    limits: Limits,
    tool: OsString,
    args: Vec<OsString>,
}

impl Request {
    fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Self, SandboxError> {
        let mut args = args.into_iter().peekable();
        // Called as `socialtalks sandbox …` with the whole argv tail or with the subcommand already taken off.
        args.next_if(|arg| arg == "sandbox");
        let allow_unsandboxed = args.next_if(|arg| arg == "--allow-unsandboxed").is_some();
        let mut next = || args.next().ok_or(SandboxError::Usage);
        let (input, output, limits, dashes, tool) = (next()?, next()?, next()?, next()?, next()?);
        if dashes != "--" {
            return Err(SandboxError::Usage);
        }
        Ok(Self {
            allow_unsandboxed,
            input: input.into(),
            output: (output != OsStr::new("-")).then(|| output.into()),
            limits: limits.to_str().ok_or(SandboxError::Usage)?.parse()?,
            tool,
            args: args.collect(),
        })
    }
}

/// Restricts this process as `args` say (without the program's name) and becomes the tool; returns only if that failed.
///
/// # Errors
/// Every [`SandboxError`]; the caller prints it and exits with [`REFUSED`].
pub fn enter(args: impl IntoIterator<Item = OsString>) -> Result<Infallible, SandboxError> {
    let request = Request::parse(args)?;
    die_with_parent(request.limits.parent)?;
    limit(&request.limits)?;
    let landlocked = files::restrict(&request.input, request.output.as_deref(), &request.tool)?;
    if !landlocked && !request.allow_unsandboxed {
        return Err(SandboxError::NoLandlock);
    }
    calls::restrict()?;
    let home = request.output.as_deref().unwrap_or("/nonexistent".as_ref());
    let why = Command::new(&request.tool).args(&request.args).env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C").env("HOME", home).exec();
    Err(SandboxError::Exec { tool: request.tool.to_string_lossy().into_owned(), why })
}

/// The kernel kills the tool when its starter's thread ends; a starter that is gone by now would never be noticed, so ask.
fn die_with_parent(parent: Option<u32>) -> Result<(), SandboxError> {
    let Some(parent) = parent else { return Ok(()) };
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(|why| restrict("parent death signal", why))?;
    let now = getppid().map(|pid| pid.as_raw_nonzero().get().cast_unsigned());
    if now == Some(parent) { Ok(()) } else { Err(SandboxError::Orphan) }
}

fn limit(limits: &Limits) -> Result<(), SandboxError> {
    let wanted = [
        (Resource::AS, limits.memory),
        (Resource::CPU, limits.cpu),
        (Resource::FSIZE, limits.file_size),
        (Resource::NOFILE, limits.files),
        (Resource::CORE, 0),
    ];
    for (resource, most) in wanted {
        // Never above what the starter itself may have: raising a hard limit is refused by the kernel.
        let hard = resource.get_hard().map_err(|why| restrict(resource.as_name(), why))?;
        let most = most.min(hard);
        rlimit::setrlimit(resource, most, most).map_err(|why| restrict(resource.as_name(), why))?;
    }
    Ok(())
}

/// A restriction that the system refused.
fn restrict(what: &'static str, why: impl fmt::Display) -> SandboxError {
    SandboxError::Restrict { what, why: why.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Request, SandboxError> {
        Request::parse(text.split(' ').map(OsString::from))
    }

    #[test]
    fn arguments_with_and_without_the_subcommand() {
        for text in ["sandbox /in /out as=1,cpu=2,fsize=3,nofile=4 -- ffmpeg -v error", "/in /out as=1,cpu=2,fsize=3,nofile=4 -- ffmpeg -v error"] {
            let request = parse(text).unwrap();
            assert_eq!(request.limits, Limits { memory: 1, cpu: 2, file_size: 3, files: 4, parent: None });
            assert_eq!((request.tool.to_str(), request.args.len(), request.allow_unsandboxed), (Some("ffmpeg"), 2, false));
        }
        let request = parse("--allow-unsandboxed /in - as=1,cpu=2,fsize=3,nofile=4,parent=77 -- ffprobe").unwrap();
        assert!(request.allow_unsandboxed && request.output.is_none() && request.limits.parent == Some(77));
    }

    #[test]
    fn wrong_arguments_are_refused() {
        for text in
            ["", "/in /out", "/in /out as=1 -- ffmpeg", "/in /out as=1,cpu=2,fsize=3,nofile=x -- ffmpeg", "/in /out as=1,cpu=2,fsize=3,nofile=4 ffmpeg -v"]
        {
            assert!(matches!(parse(text), Err(SandboxError::Usage)), "{text}");
        }
    }

    #[test]
    fn limits_survive_the_way_through_text() {
        let limits = Limits { memory: 3 << 30, cpu: 3600, file_size: 8 << 30, files: 256, parent: Some(1) };
        assert_eq!(limits.to_string().parse::<Limits>().unwrap(), limits);
    }
}
