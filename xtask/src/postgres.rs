//! A throw-away PostgreSQL for the tests. The server refuses root; then it runs as `nobody`.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::shell::Done;

/// The same script that a test uses when it runs alone.
const SCRIPT: &str = include_str!("../../platform/db/src/test-postgres.sh");

/// A running server; it ends when this is dropped, or this program ends.
pub struct Server {
    /// `postgres://user@127.0.0.1:port`.
    pub url: String,
    child: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// The newest installed server's programs.
pub fn bin() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir("/usr/lib/postgresql").ok()?.flatten().map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).collect();
    found.sort();
    found.pop()
}

/// Starts a server in a folder of its own.
pub fn start() -> Done<Server> {
    let bin = bin().ok_or("PostgreSQL is not installed")?;
    let folder = std::env::temp_dir().join(format!("socialtalks_xtask_pg_{}", std::process::id()));
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).map_err(|error| error.to_string())?.port();
    let mut child = Command::new("sh")
        .args(["-c", SCRIPT, "sh"])
        .arg(bin)
        .arg(folder)
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("sh: {error}"))?;
    let mut line = String::new();
    let _ = BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line);
    if line.trim() != "ready" {
        return Err("PostgreSQL did not start; what it said stands above".into());
    }
    Ok(Server { url: format!("postgres://test@127.0.0.1:{port}"), child })
}
