//! Makes films, publishes them through `film::jit` into a folder, and reads packets back with ffprobe.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use bytes::Bytes;
use film::jit::{AudioSource, Fragment, JustInTime, NotEligible};
use film::mp4::{Movie, read_moov};
use serde_json::Value;
use tempfile::TempDir;

/// A folder for one test's films.
pub struct Studio(TempDir);

impl Studio {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs ffmpeg with arguments separated by spaces; the last is the film's name in this folder.
    pub fn film(&self, arguments: &str, name: &str) -> PathBuf {
        let out = self.path(name);
        ffmpeg(arguments, &out);
        out
    }
}

pub fn ffmpeg(arguments: &str, out: &Path) {
    let done =
        Command::new("ffmpeg").args(["-v", "error", "-nostdin", "-y"]).args(arguments.split_whitespace()).arg(out).output().expect("ffmpeg must be installed");
    assert!(done.status.success(), "ffmpeg {arguments}: {}", String::from_utf8_lossy(&done.stderr));
}

/// Fourteen seconds with B-frames, closed groups of two seconds and stereo sound, `moov` at the end. Made once.
pub fn talk() -> &'static str {
    static TALK: OnceLock<(TempDir, String)> = OnceLock::new();
    let (_, path) = TALK.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talk.mp4");
        ffmpeg(&format!("{PICTURE} {SOUND} -c:v libx264 -preset ultrafast -bf 3 -g 50 -pix_fmt yuv420p -c:a aac -shortest"), &path);
        let text = path.to_str().unwrap().to_owned();
        (folder, text)
    });
    path
}

pub const PICTURE: &str = "-f lavfi -i testsrc2=s=640x360:r=25:d=14";
const SOUND: &str = "-f lavfi -i sine=f=440:r=48000:d=14";

pub fn open(film: &Path) -> Result<JustInTime, NotEligible> {
    let moov = read_moov(&File::open(film).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", film.display()));
    JustInTime::new(Movie::parse(&moov.bytes, moov.file_len).unwrap())
}

/// Writes playlists, init segments and fragments as the server would send them; answers the master playlist.
pub fn publish(jit: &JustInTime, film: &Path, folder: &Path) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    let source = File::open(film).unwrap();
    fs::write(folder.join("video.m3u8"), jit.video_playlist()).unwrap();
    fs::write(folder.join("video-init.mp4"), jit.video_init()).unwrap();
    for n in 0..jit.video_fragments() {
        fs::write(folder.join(format!("video-{n}.m4s")), assemble(&jit.video_fragment(n).unwrap(), &source)).unwrap();
    }
    assert_eq!(jit.video_fragment(jit.video_fragments()), None);
    let about = jit.description();
    let (mut group, mut attribute) = (String::new(), "");
    if jit.audio() == AudioSource::Copy {
        fs::write(folder.join("audio.m3u8"), jit.audio_playlist().unwrap()).unwrap();
        fs::write(folder.join("audio-init.mp4"), jit.audio_init().unwrap()).unwrap();
        for n in 0..jit.audio_fragments() {
            fs::write(folder.join(format!("audio-{n}.m4s")), assemble(&jit.audio_fragment(n).unwrap(), &source)).unwrap();
        }
        group = "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"aud\",NAME=\"a\",DEFAULT=YES,AUTOSELECT=YES,URI=\"audio.m3u8\"\n".into();
        attribute = ",AUDIO=\"aud\"";
    }
    let master = format!("#EXTM3U\n{group}#EXT-X-STREAM-INF:BANDWIDTH={},CODECS=\"{}\"{attribute}\nvideo.m3u8\n", about.peak_bandwidth, about.codecs);
    let path = folder.join("master.m3u8");
    fs::write(&path, master).unwrap();
    path
}

fn assemble(fragment: &Fragment, source: &File) -> Vec<u8> {
    let range = fragment.covering_range();
    let mut covered = vec![0; (range.end - range.start) as usize];
    source.read_exact_at(&mut covered, range.start).unwrap();
    let whole = fragment.parts(&Bytes::from(covered)).unwrap().concat();
    assert_eq!(whole.len() as u64, fragment.len);
    whole
}

/// A packet as ffmpeg sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Packet {
    /// Seconds.
    pub pts: f64,
    pub hash: String,
    /// Whether an edit list hides it.
    pub hidden: bool,
}

/// The first track of a kind (`v` or `a`): its packets, its tick in seconds.
pub fn packets(media: &Path, kind: &str) -> (Vec<Packet>, f64) {
    let mut command = Command::new("ffprobe");
    command.args(["-v", "error"]);
    if media.extension().is_some_and(|ext| ext == "m3u8") {
        command.args(["-allowed_extensions", "ALL"]);
    }
    let entries = "packet=pts,flags,data_hash:stream=time_base";
    command.args(["-select_streams", &format!("{kind}:0"), "-show_data_hash", "md5", "-of", "json", "-show_entries", entries]);
    let out = command.arg(media).output().expect("ffprobe must be installed");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let json: Value = serde_json::from_slice(&out.stdout).unwrap();
    let Some(base) = json["streams"][0]["time_base"].as_str() else { return (Vec::new(), 1.0) };
    let (num, den) = base.split_once('/').unwrap();
    let tick = num.parse::<f64>().unwrap() / den.parse::<f64>().unwrap();
    let packet = |p: &Value| Packet {
        pts: p["pts"].as_i64().expect("a packet without pts") as f64 * tick,
        hash: p["data_hash"].as_str().unwrap().to_owned(),
        hidden: p["flags"].as_str().unwrap().contains('D'),
    };
    (json["packets"].as_array().unwrap().iter().map(packet).collect(), tick)
}

/// Plays `film` just in time and compares with the source: the same packets, each as long after the first sight or
/// sound as there. Answers that first moment of the source in seconds.
pub fn assert_same(jit: &JustInTime, film: &Path) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let master = publish(jit, film, folder.path());
    let mut rebased = Vec::new();
    for kind in ["v", "a"] {
        if kind == "a" && jit.audio() != AudioSource::Copy {
            continue;
        }
        let (source, tick) = packets(film, kind);
        let (played, played_tick) = packets(&master, kind);
        let at = place(&source, &played).unwrap_or_else(|| panic!("{}: other packets ({kind})", film.display()));
        for (here, there) in played.iter().zip(&source[at..]) {
            rebased.push((there.pts - here.pts, tick.max(played_tick), format!("{kind} {} of {}", here.pts, film.display())));
        }
        let sent = at..at + played.len();
        let left: Vec<_> = source.iter().enumerate().filter(|(i, packet)| !sent.contains(i) && !packet.hidden).collect();
        assert!(left.is_empty(), "{}: left out {left:?} ({kind})", film.display());
    }
    let zero = rebased[0].0;
    let coarse = rebased.iter().map(|(_, tick, _)| *tick).fold(0.0, f64::max);
    for (shift, _, packet) in rebased {
        assert!((shift - zero).abs() <= coarse + 1e-6, "packet {packet}: {shift} instead of {zero}");
    }
    zero
}

/// Where the played packets stand, all together, among the source's.
fn place(source: &[Packet], played: &[Packet]) -> Option<usize> {
    let same = |window: &[Packet]| window.iter().zip(played).all(|(a, b)| a.hash == b.hash);
    (!played.is_empty()).then(|| source.windows(played.len()).position(same))?
}
