//! What the sandbox keeps a tool from doing, tried with ordinary programs in the tool's place.

use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use film::encode;
use film::plan::{SourceRole, plan};
use film::probe::probe;
use film::sandbox::REFUSED;
use film::{ToolError, verify};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::kit;

const LIMITS: &str = "as=2000000000,cpu=60,fsize=100000,nofile=64";

fn sandboxed(input: &Path, output: &str, limits: &str, tool: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_film-sandbox")).arg("sandbox").arg(input).args([output, limits, "--"]).args(tool).env("SECRET", "x").output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{:?} {} {}", output.status.code(), String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_tool_sees_its_input_and_its_output_folder_only() {
    let dir = TempDir::new().unwrap();
    let (input, other, out) = (dir.path().join("in"), dir.path().join("other"), dir.path().join("out"));
    std::fs::create_dir(&out).unwrap();
    std::fs::write(&input, "mine").unwrap();
    std::fs::write(&other, "another's").unwrap();
    let out = out.to_str().unwrap();
    let run = |script: &str| sandboxed(&input, out, LIMITS, &["/bin/sh", "-c", script]);
    let reads = run(&format!("cat {}", input.display()));
    assert_eq!(reads.stdout, b"mine", "{}", said(&reads));
    for forbidden in [
        format!("cat {}", other.display()),
        "cat /etc/passwd".into(),
        "ls /".into(),
        format!("echo x > {}", input.display()),
        format!("echo x > {}", other.display()),
        "cat /proc/1/cmdline".into(),
    ] {
        let done = run(&forbidden);
        assert!(!done.status.success() && done.stdout.is_empty(), "{forbidden}: {}", said(&done));
    }
    let writes = run("echo hello > \"$HOME/x\" && cat \"$HOME/x\" && env");
    let text = String::from_utf8_lossy(&writes.stdout).into_owned();
    assert!(text.starts_with("hello\n") && !text.contains("SECRET"), "{}", said(&writes));
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "another's");
}

#[test]
fn a_tool_has_no_network_and_no_say_over_other_processes() {
    let dir = TempDir::new().unwrap();
    let tcp = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    tcp.set_nonblocking(true).unwrap();
    let port = tcp.local_addr().unwrap().port();
    let unix = UnixListener::bind(dir.path().join("s")).unwrap();
    unix.set_nonblocking(true).unwrap();
    let out = dir.path().to_str().unwrap();
    for address in [format!("tcp://127.0.0.1:{port}"), format!("unix:{out}/s"), format!("http://127.0.0.1:{port}/x.mp4")] {
        let done = sandboxed(
            dir.path(),
            out,
            LIMITS,
            &["ffmpeg", "-v", "error", "-nostdin", "-protocol_whitelist", "tcp,unix,http,file", "-i", &address, "-f", "null", "-"],
        );
        assert!(!done.status.success(), "{address}: {}", said(&done));
    }
    assert!(tcp.accept().is_err() && unix.accept().is_err(), "nobody came");
    let me = std::process::id().to_string();
    assert!(!sandboxed(dir.path(), "-", LIMITS, &["/bin/sh", "-c", &format!("kill -0 {me}")]).status.success());
    assert!(!sandboxed(dir.path(), "-", LIMITS, &["unshare", "-U", "true"]).status.success());
}

#[test]
fn limits_hold() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().to_str().unwrap();
    let big = sandboxed(dir.path(), out, LIMITS, &["/bin/sh", "-c", "head -c 200000 /dev/zero > \"$HOME/big\""]);
    assert!(!big.status.success() && !dir.path().join("big").metadata().is_ok_and(|file| file.len() > 100_000), "{}", said(&big));
    let busy = sandboxed(dir.path(), out, "as=2000000000,cpu=1,fsize=1,nofile=64", &["/bin/sh", "-c", "while :; do :; done"]);
    assert_eq!(busy.status.code(), None, "killed: {}", said(&busy));
    let orphan = sandboxed(dir.path(), out, "as=2000000000,cpu=1,fsize=1,nofile=64,parent=1", &["true"]);
    assert!(std::process::id() == 1 || orphan.status.code() == Some(REFUSED), "{}", said(&orphan));
    let usage = Command::new(env!("CARGO_BIN_EXE_film-sandbox")).arg("x").output().unwrap();
    assert_eq!(usage.status.code(), Some(REFUSED));
}

/// Processes of this machine whose command line mentions `text`.
fn processes_with(text: &str) -> usize {
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    all.filter(|entry| std::fs::read(entry.path().join("cmdline")).is_ok_and(|line| String::from_utf8_lossy(&line).contains(text))).count()
}

#[tokio::test]
async fn cancelling_and_dropping_end_the_tool_at_once() {
    let dir = TempDir::new().unwrap();
    let file = kit::make(dir.path(), "long.mkv", "-f lavfi -i testsrc2=s=640x360:r=25:d=60 -c:v libx264 -preset ultrafast -g 50");
    let tools = kit::tools().await;
    let plan = plan(&probe(&tools, &file).await.unwrap(), &SourceRole::default());
    let pass = plan.passes.last().unwrap();
    let out = dir.path().join("cancelled-pass");
    std::fs::create_dir(&out).unwrap();
    let mark = file.to_str().unwrap();
    let cancel = CancellationToken::new();
    let stop = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert!(processes_with(mark) > 0, "it runs");
        cancel.cancel();
    };
    let (result, ()) = tokio::join!(encode::run(&tools, pass, &file, &out, &|_| (), &cancel), stop);
    assert!(matches!(result, Err(encode::EncodeError::Tool(ToolError::Cancelled))), "{result:?}");
    assert_eq!(processes_with(mark), 0);
    let never = CancellationToken::new();
    let dropped = tokio::time::timeout(Duration::from_millis(700), encode::run(&tools, pass, &file, &out, &|_| (), &never)).await;
    assert!(dropped.is_err(), "it was still running");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(processes_with(mark), 0);
}

#[test]
fn a_tool_dies_with_the_process_that_started_it() {
    let sandbox = env!("CARGO_BIN_EXE_film-sandbox");
    let script = format!("{sandbox} / - {LIMITS},parent=$$ -- sleep 77.0625 & wait");
    let mut shell = Command::new("/bin/sh").args(["-c", &script]).spawn().unwrap();
    let sleeping = || processes_with("sleep\u{0}77.0625");
    let wait_for = |count| {
        (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            sleeping() == count
        })
    };
    assert!(wait_for(1), "it runs");
    shell.kill().unwrap();
    shell.wait().unwrap();
    assert!(wait_for(0), "it is gone");
}

#[tokio::test]
async fn a_missing_sandbox_or_tool_is_said() {
    let mut tools = kit::tools().await;
    tools.ffprobe = "/nowhere/ffprobe".into();
    let dir = TempDir::new().unwrap();
    let file = kit::make(dir.path(), "a.wav", "-f lavfi -i sine=d=1");
    let said = probe(&tools, &file).await.unwrap_err().to_string();
    assert!(said.contains("/nowhere/ffprobe"), "{said}");
    tools.sandbox = film::SandboxMode::Program("/nowhere/socialtalks".into());
    let said = probe(&tools, &file).await.unwrap_err().to_string();
    assert!(said.contains("/nowhere/socialtalks"), "{said}");
}

#[tokio::test]
async fn half_a_rendition_never_counts() {
    let dir = TempDir::new().unwrap();
    let file = kit::make(dir.path(), "a.mkv", "-f lavfi -i testsrc2=s=320x240:r=25:d=9 -c:v libx264 -preset ultrafast");
    let made = kit::make_all(&file, &SourceRole::default()).await;
    let (tools, cancel, rung) = (kit::tools().await, CancellationToken::new(), made.path("240"));
    let check = async || verify::rendition(&tools, &rung, 9_000_000, dir.path(), &cancel).await.map_err(|why| why.to_string());
    assert!(check().await.is_ok());
    let list = std::fs::read_to_string(rung.join("index.m3u8")).unwrap();
    std::fs::write(rung.join("index.m3u8"), list.replace("#EXT-X-ENDLIST", "")).unwrap();
    assert!(check().await.unwrap_err().contains("no end"));
    std::fs::write(rung.join("index.m3u8"), list.replace("#EXTINF:4.000000,\n00001.m4s\n", "")).unwrap();
    assert!(check().await.unwrap_err().contains("instead of"));
    std::fs::write(rung.join("index.m3u8"), &list).unwrap();
    let last = std::fs::read(rung.join("00002.m4s")).unwrap();
    std::fs::write(rung.join("00002.m4s"), &last[..last.len() / 2]).unwrap();
    assert!(check().await.unwrap_err().contains("the ends can't be decoded"));
    std::fs::remove_file(rung.join("00001.m4s")).unwrap();
    assert!(check().await.unwrap_err().contains("00001.m4s"));
}
