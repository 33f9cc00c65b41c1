//! Tools, tiny films made by ffmpeg, and eyes and ears for what came out.

use std::path::{Path, PathBuf};
use std::process::Command;

use film::encode::{self, PassResult};
use film::plan::{Plan, SourceRole, plan};
use film::probe::{Probe, ProbeError, probe};
use film::verify::{self, Verified};
use film::{Refusal, SandboxMode, Tools};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// The tools in the sandbox.
pub async fn tools() -> Tools {
    let sandbox = SandboxMode::Program(env!("CARGO_BIN_EXE_film-sandbox").into());
    Tools::find(sandbox, 2).await.expect("ffmpeg and ffprobe are needed: apt-get install ffmpeg")
}

/// Makes `name` in `folder` by ffmpeg's words after the common ones; words are split at spaces.
pub fn make(folder: &Path, name: &str, words: &str) -> PathBuf {
    let file = folder.join(name);
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-y"]).args(words.split_whitespace()).arg(&file);
    let done = command.output().unwrap();
    assert!(done.status.success(), "{words}: {}", String::from_utf8_lossy(&done.stderr));
    file
}

/// A picture that says which way is up: red, green, blue and white in the corners (from the top left, clockwise: r g w b).
pub fn corners(width: u32, height: u32, seconds: u32, rate: u32) -> String {
    let (w, h) = (width / 2, height / 2);
    format!(
        "-f lavfi -i color=red:s={width}x{height}:r={rate}:d={seconds},drawbox=x={w}:y=0:w={w}:h={h}:c=lime:t=fill,drawbox=x=0:y={h}:w={w}:h={h}:c=blue:t=fill,drawbox=x={w}:y={h}:w={w}:h={h}:c=white:t=fill"
    )
}

/// A film made and verified.
pub struct Made {
    pub dir: TempDir,
    pub probe: Probe,
    pub plan: Plan,
    pub results: Vec<PassResult>,
    pub verified: Vec<(String, Verified)>,
}

impl Made {
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn of(&self, name: &str) -> &Verified {
        &self.verified.iter().find(|(found, _)| found == name).unwrap_or_else(|| panic!("no {name} in {:?}", self.verified)).1
    }

    /// A rung's picture at `second` as (width, height, RGB).
    pub fn picture(&self, rung: &str, second: f64) -> (u32, u32, Vec<u8>) {
        let found = self.of(rung);
        let list = self.path(rung).join("index.m3u8");
        let bytes = decode(&[
            "-allowed_extensions",
            "ALL",
            "-i",
            list.to_str().unwrap(),
            "-ss",
            &second.to_string(),
            "-frames:v",
            "1",
            "-pix_fmt",
            "rgb24",
            "-f",
            "rawvideo",
            "-",
        ]);
        assert_eq!(bytes.len() as u32, found.width * found.height * 3, "a picture at {second} s");
        (found.width, found.height, bytes)
    }

    /// Colours of the four corners (from the top left, clockwise) in words.
    pub fn corners(&self, rung: &str) -> [&'static str; 4] {
        let (width, height, rgb) = self.picture(rung, 0.5);
        let at = |x: u32, y: u32| name_of(&rgb[((y * width + x) * 3) as usize..][..3]);
        let (left, right, top, bottom) = (width / 8, width * 7 / 8, height / 8, height * 7 / 8);
        [at(left, top), at(right, top), at(right, bottom), at(left, bottom)]
    }
}

fn name_of(rgb: &[u8]) -> &'static str {
    match [rgb[0] > 128, rgb[1] > 128, rgb[2] > 128] {
        [true, false, false] => "red",
        [false, true, false] => "green",
        [false, false, true] => "blue",
        [true, true, true] => "white",
        _ => "other",
    }
}

/// Runs ffmpeg outside the sandbox, for the tests' own eyes.
pub fn decode(args: &[&str]) -> Vec<u8> {
    let done = Command::new("ffmpeg").args(["-v", "error", "-nostdin"]).args(args).output().unwrap();
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

/// Probes, plans, makes all passes (AV1 not) and verifies all renditions.
pub async fn make_all(file: &Path, role: &SourceRole) -> Made {
    let tools = tools().await;
    let probe = probe(&tools, file).await.unwrap();
    let plan = plan(&probe, role);
    let dir = TempDir::new().unwrap();
    let mut made = Made { dir, probe, plan, results: vec![], verified: vec![] };
    let cancel = CancellationToken::new();
    let scratch = TempDir::new().unwrap();
    for pass in &made.plan.passes {
        let result = encode::run(&tools, pass, file, made.dir.path(), &|_| (), &cancel).await.unwrap();
        let sound = result.sound.then(|| ("audio".to_owned(), result.sound_us));
        for (name, expected) in result.rungs.iter().map(|rung| (rung.clone(), result.duration_us)).chain(sound) {
            let verified = verify::rendition(&tools, &made.dir.path().join(&name), expected, scratch.path(), &cancel).await.unwrap();
            made.verified.push((name, verified));
        }
        made.results.push(result);
    }
    made
}

/// Why a file is refused.
pub async fn refusal(file: &Path) -> Refusal {
    match probe(&tools().await, file).await {
        Err(ProbeError::Refused(why)) => why,
        other => panic!("{}: {other:?}", file.display()),
    }
}
