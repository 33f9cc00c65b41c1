//! Starts the program with a folder and an environment of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// A folder for one test's program.
pub struct Place {
    pub folder: TempDir,
    environment: Vec<(String, String)>,
}

/// A program that serves.
pub struct Server {
    child: Child,
    pub origin: String,
}

impl Place {
    pub fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap(), environment: Vec::new() }
    }

    /// With a variable of the environment for every program started here.
    pub fn with(mut self, name: &str, value: &str) -> Place {
        self.environment.push((name.into(), value.into()));
        self
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_socialtalks"));
        command.args(args).arg("--data").arg(self.data()).current_dir(self.folder.path());
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("LANG", "da_DK.UTF-8");
        command.envs(self.environment.iter().cloned());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Starts a server role and waits until it says where it is.
    pub fn serve(&self, args: &[&str]) -> Server {
        let mut command = self.command(args);
        command.args(["--listen", "127.0.0.1:0", "--metrics-listen", "off"]);
        Server::start(command)
    }

    /// `serve` with figures where the environment says.
    pub fn serve_measured(&self) -> Server {
        let mut command = self.command(&["serve"]);
        command.args(["--listen", "127.0.0.1:0"]);
        Server::start(command)
    }
}

impl Server {
    fn start(mut command: Command) -> Server {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        let Some(at) = said.find("http://") else {
            let mut log = String::new();
            let _ = child.stderr.take().unwrap().read_to_string(&mut log);
            panic!("it did not open: {said}{log}");
        };
        let stderr = child.stderr.take().unwrap();
        // Somebody must read the log, or it fills its pipe.
        std::thread::spawn(move || std::io::copy(&mut BufReader::new(stderr), &mut std::io::sink()));
        Server { child, origin: said[at..].trim().to_owned() }
    }
}

impl Server {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop as a supervisor does; answers its exit code.
    pub fn stop(&mut self) -> Option<i32> {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Standard output as text.
pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Standard error as text.
pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Three seconds of picture and tone that can be cut just in time.
pub fn film(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("film.mp4");
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=3", "-f", "lavfi", "-i", "sine=f=440:d=3"])
        .args(["-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"])
        .arg(&file)
        .status()
        .unwrap();
    assert!(made.success(), "ffmpeg made no film");
    file
}

/// Two cues for that film.
pub fn captions(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("film.vtt");
    std::fs::write(&file, "WEBVTT\n\n00:00.200 --> 00:01.400\nDer stod en stol ved vinduet.\n\n00:01.500 --> 00:02.800\nIngen spurgte hvorfor.\n").unwrap();
    file
}

/// Fetches an address.
pub async fn get(url: &str) -> reqwest::Response {
    // Refused when it is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::get(url).await.unwrap()
}
