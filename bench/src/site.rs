//! A release server with content, for the benchmarks over HTTP.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use crate::measure::output;

/// The program under measure: the one built beside this one, in the same profile.
pub fn program() -> Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name("socialtalks"))
}

/// A running server; killed when dropped.
pub struct Site {
    /// `http://127.0.0.1:port`.
    pub origin: String,
    child: Child,
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A free port, for the moment.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Imports `film` into `data` as a public talk with captions and waits for its ladder; returns its path.
pub fn import(data: &Path, film: &Path, env: &[(&str, &str)]) -> Result<String> {
    let captions = data.with_extension("vtt");
    fs::write(
        &captions,
        (0..60).fold("WEBVTT\n".to_owned(), |vtt, n| format!("{vtt}\n00:00:{n:02}.000 --> 00:00:{n:02}.900\nLinje {n} af det, der bliver sagt.\n")),
    )?;
    let mut import = Command::new(program()?);
    import.args(["import"]).arg(film).args([
        "--title",
        "Målt talk",
        "--speaker",
        "Mette Lind",
        "--summary",
        "En talk at måle på.",
        "--publish",
        "--wait",
        "--captions",
    ]);
    let said = output(import.arg(captions).arg("--data").arg(data).envs(env.iter().copied()))?;
    let address = said.trim().lines().last().context("the talk's address")?;
    let path = address.find("/talks/").context("a talk's address")?;
    Ok(address[path..].to_owned())
}

impl Site {
    /// Starts a server on `data` with these settings in its environment.
    pub async fn start(data: &Path, env: &[(&str, &str)]) -> Result<Site> {
        let port = free_port()?;
        let origin = format!("http://127.0.0.1:{port}");
        let mut serve = Command::new(program()?);
        serve.args(["serve", "--metrics-listen", "off", "--listen", &format!("127.0.0.1:{port}"), "--public-url", &origin, "--data"]).arg(data);
        let child = serve.envs(env.iter().copied()).env("RUST_LOG", "warn").stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut site = Site { origin, child };
        let end = Instant::now() + Duration::from_secs(20);
        while output(Command::new("curl").args(["-sf", &format!("{}/readyz", site.origin)])).is_err() {
            if site.child.try_wait()?.is_some() || Instant::now() > end {
                bail!("the server did not start on {}", data.display());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(site)
    }

    /// Resident memory in KiB.
    pub fn rss_kib(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }

    /// Body of a page.
    pub fn get(&self, path: &str) -> Result<String> {
        let body = output(Command::new("curl").args(["-sf", &format!("{}{path}", self.origin)]))?;
        ensure!(!body.is_empty(), "{path} is empty");
        Ok(body)
    }

    /// The films' key in media addresses, of the talk at `path`.
    pub fn media_key(&self, path: &str) -> Result<String> {
        let talk: serde_json::Value = serde_json::from_str(&self.get(&format!("/api/v1{path}"))?)?;
        let playlist = talk["playlist"].as_str().context("a playlist")?;
        Ok(playlist.split('/').rev().nth(1).context("a key")?.to_owned())
    }
}

/// A fresh data folder under target/.
pub fn data(name: &str) -> Result<PathBuf> {
    let folder = crate::media::folder()?.join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    Ok(fs::canonicalize(folder)?)
}
