//! The program under harm: a data folder with an environment, and the server that runs on it.

use std::{
    fs::{self, File, OpenOptions},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use super::{
    http,
    world::{World, output},
};

/// A data folder, and how programs are started on it.
#[derive(Clone)]
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// Where its server listens, each time.
    pub addr: SocketAddr,
    log: PathBuf,
    program: PathBuf,
    environment: Vec<(String, String)>,
}

/// A running server or worker; killed when dropped.
pub struct Server {
    /// Its process.
    pub pid: u32,
    /// How long it took until it answered.
    pub ready: Duration,
    child: Child,
}

impl Place {
    /// A place with its data in `folder`.
    pub fn new(world: &World, folder: &Path) -> Result<Place> {
        let addr = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let inside = folder.strip_prefix(&world.folder)?.to_string_lossy().replace('/', "-");
        let log = world.folder.join(format!("{inside}.log"));
        Ok(Place { data: folder.to_owned(), addr, log, program: world.program.clone(), environment: Vec::new() })
    }

    /// With a variable of the environment for every program here.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Place {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// A command, in English, whose words the caller reads.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(args).args(["--lang", "en", "--metrics-listen", "off", "--listen", &self.addr.to_string(), "--data"]).arg(&self.data);
        command.envs(self.environment.iter().map(|(name, value)| (name, value))).stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Result<Output> {
        Ok(self.command(args).output()?)
    }

    /// Where the programs' log lines go.
    pub fn log(&self) -> PathBuf {
        self.log.clone()
    }

    /// Starts a role without waiting for it.
    pub fn spawn(&self, role: &str) -> Result<Server> {
        let log: File = OpenOptions::new().create(true).append(true).open(self.log())?;
        let child = self.command(&[role]).stdout(Stdio::null()).stderr(log).spawn()?;
        Ok(Server { pid: child.id(), ready: Duration::ZERO, child })
    }

    /// Starts a role that answers HTTP and waits until it does.
    pub fn serve(&self, role: &str) -> Result<Server> {
        let begun = Instant::now();
        let mut server = self.spawn(role)?;
        while http::get(self.addr, "/healthz").is_err() {
            if let Some(status) = server.child.try_wait()? {
                bail!("{role} ended with {status}: {}", tail(&self.log()));
            }
            ensure!(begun.elapsed() < Duration::from_secs(60), "{role} did not answer: {}", tail(&self.log()));
            std::thread::sleep(Duration::from_millis(20));
        }
        server.ready = begun.elapsed();
        Ok(server)
    }

    /// The import command for a public talk, to be run or spawned.
    pub fn import(&self, film: &Path, title: &str) -> Result<Command> {
        let captions = film.with_extension("vtt");
        let mut command = self.command(&["import"]);
        command.arg(film).args(["--title", title, "--speaker", "Mette Lind, pædagog", "--publish", "--captions"]).arg(captions);
        Ok(command)
    }

    /// Imports and waits until the film is taken (with `--wait`: made); answers the talk's slug.
    pub fn take(&self, film: &Path, title: &str, wait: bool) -> Result<String> {
        let out = self.import(film, title)?.args(wait.then_some("--wait")).output()?;
        ensure!(out.status.success(), "import: {}", String::from_utf8_lossy(&out.stderr).trim());
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        said.trim().rsplit('/').next().map(str::to_owned).context("the talk's address")
    }

    /// Media tools that work for this place, by what stands in their arguments.
    pub fn tools(&self) -> Vec<u32> {
        let folder = self.data.to_string_lossy().into_owned();
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        pids.filter(|pid| {
            let words = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            let words = String::from_utf8_lossy(&words);
            let folders = words.contains(&folder) || fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd.starts_with(&self.data));
            folders && words.contains("ffmpeg")
        })
        .collect()
    }
}

impl Server {
    /// SIGKILL, at once.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to stop as a supervisor does, and waits for that.
    pub fn stop(mut self) -> Result<Option<i32>> {
        self.signal("TERM")?;
        Ok(self.child.wait()?.code())
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) -> Result<()> {
        output("kill", &[&format!("-{name}"), &self.pid.to_string()]).map(|_| ())
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Resident memory in KiB.
    pub fn rss_kib(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The last lines of a log.
pub fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(4)..].join(" / ")
}

/// What a command said, on one line, without its log.
pub fn said(out: &Output) -> String {
    let text = [&out.stdout[..], &out.stderr[..]].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    let words = text.lines().filter(|line| !line.contains("Z  WARN ") && !line.contains("Z  INFO ") && !line.contains("Z ERROR "));
    words.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
