//! The pipeline beside ffmpeg: index against remux, first pass against the film's length, ladder against one bare ffmpeg.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use film::{
    jit::JustInTime,
    mp4::{self, Movie},
    plan::{PassSpec, Plan, SourceRole},
    tool::{SandboxMode, Tools},
};
use tokio_util::sync::CancellationToken;

use crate::{
    measure::{command, cost, median, ratio},
    media,
    report::Section,
    site,
};

const ROUNDS: usize = 5;
/// A first pass takes more than a minute.
const FIRST_ROUNDS: usize = 3;

/// Ours and the peer's: wall seconds, then CPU seconds.
type Pair = ((f64, f64), (f64, f64));

async fn tools() -> Result<Tools> {
    let sandbox = SandboxMode::Program(site::program()?);
    Ok(Tools::find(sandbox, 2).await?)
}

fn fresh(name: &str) -> Result<PathBuf> {
    let folder = media::folder()?.join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    Ok(fs::canonicalize(folder)?)
}

fn index(path: &Path) -> Result<JustInTime> {
    let file = File::open(path)?;
    let moov = mp4::read_moov(&file)?;
    let movie = Movie::parse(&moov.bytes, file.metadata()?.len())?;
    Ok(JustInTime::new(movie)?)
}

/// File durable → playable, beside a remux.
pub async fn just_in_time() -> Result<Section> {
    let film = media::film("h264", 300)?;
    let mut pairs = Vec::new();
    for _ in 0..ROUNDS {
        let ours = cost(async || {
            let film = index(&film)?;
            anyhow::ensure!(film.video_playlist().len() > 1000 && film.video_init().len() > 100);
            film.video_fragment(0).context("a first fragment")?;
            Ok(())
        })
        .await?;
        let out = fresh("remux")?;
        let mut remux = Command::new("ffmpeg");
        remux.args(["-v", "error", "-nostdin", "-y", "-i"]).arg(&film).args([
            "-c",
            "copy",
            "-f",
            "hls",
            "-hls_time",
            "4",
            "-hls_playlist_type",
            "vod",
            "-hls_segment_type",
            "fmp4",
        ]);
        let theirs = command(remux.current_dir(&out).arg(out.join("index.m3u8")).current_dir(".")).await?;
        pairs.push((ours.wall, theirs.wall));
    }
    let ours = median(pairs.iter().map(|p| p.0).collect());
    let theirs = median(pairs.iter().map(|p| p.1).collect());
    Ok(Section {
        title: "An eligible film plays".into(),
        method: "5 minutes of 1080p25 H.264 (6 Mbit/s, keyframes every 2 s) with AAC. Ours: read and parse the index, write playlist and init, cut the first fragment. Peer: `ffmpeg -c copy` to fMP4 HLS, 4 s segments.".into(),
        rows: vec![
            ["ratio of the wall times".into(), "≤ 0.3 ×".into(), ratio(&pairs)],
            ["medians".into(), String::new(), format!("{:.1} ms beside {:.0} ms", ours * 1e3, theirs * 1e3)],
        ],
    })
}

fn planned(probe: &film::probe::Probe, role: &SourceRole) -> Plan {
    film::plan::plan(probe, role)
}

async fn run(tools: &Tools, spec: &PassSpec, input: &Path, out: &Path) -> Result<()> {
    film::encode::run(tools, spec, input, out, &|_| {}, &CancellationToken::new()).await?;
    Ok(())
}

/// File durable → playable for what can not be cut just in time.
pub async fn first_pass() -> Result<Section> {
    let tools = tools().await?;
    let mut rows = Vec::new();
    for codec in ["hevc", "vp9"] {
        let film = fs::canonicalize(media::film(codec, 300)?)?;
        let mut walls = Vec::new();
        for _ in 0..FIRST_ROUNDS {
            let out = fresh("first")?;
            let spent = cost(async || {
                let probe = film::probe::probe(&tools, &film).await?;
                let plan = planned(&probe, &SourceRole::default());
                run(&tools, &plan.passes[0], &film, &out).await
            })
            .await?;
            walls.push(spent.wall / 300.0);
        }
        rows.push([
            format!("5 minutes of 1080p25 {codec}: probe and first pass, as part of the film's length"),
            "≤ 0.3 ×".into(),
            format!("**{:.2} ×** (median of 3)", median(walls)),
        ]);
    }
    Ok(Section { title: "Any other film plays".into(), method: "240p and sound, in the sandbox, two threads; x265 and libvpx made the films.".into(), rows })
}

/// What a person would write by hand for the same rungs: one decode, cascaded scaling, x264, AAC, a storyboard.
fn bare(input: &Path, spec: &PassSpec, out: &Path) -> Command {
    let mut graph = String::from("[0:v]");
    let mut maps: Vec<String> = Vec::new();
    let last = spec.rungs.len() - 1;
    for (n, rung) in spec.rungs.iter().enumerate() {
        graph += &format!("scale={}:{}:flags=bicubic", rung.width, rung.height);
        let storyboard = n == last && spec.storyboard.is_some();
        let branches = usize::from(n < last) + usize::from(storyboard);
        graph += &if branches > 0 { format!(",split={}[v{n}][next]", branches + 1) } else { format!("[v{n}]") };
        if n < last {
            graph += ";[next]";
        } else if storyboard {
            graph += ";[next]fps=1/5,scale=160:-2,tile=10x10[tiles]";
        }
        let args = format!(
            "-map [v{n}] -c:v libx264 -preset veryfast -crf 23 -maxrate {0}k -bufsize {1}k -profile:v high -g {2} -keyint_min {2} -sc_threshold 0 -pix_fmt yuv420p \
             -f hls -hls_time 4 -hls_playlist_type vod -hls_segment_type fmp4 -hls_flags independent_segments+temp_file -hls_fmp4_init_filename init.mp4",
            rung.max_kbit,
            rung.max_kbit * 2,
            rung.gop
        );
        maps.extend(args.split(' ').map(Into::into));
        maps.push("-hls_segment_filename".into());
        maps.push(out.join(&rung.name).join("%05d.m4s").display().to_string());
        maps.push(out.join(&rung.name).join("index.m3u8").display().to_string());
    }
    if spec.storyboard.is_some() {
        maps.extend(["-map", "[tiles]", "-frames:v", "1", "-q:v", "5"].map(Into::into));
        maps.push(out.join("sprite.jpg").display().to_string());
    }
    if spec.sound.is_some() {
        maps.extend(
            "-map 0:a:0 -c:a aac -b:a 128k -ac 2 -ar 48000 -f hls -hls_time 4 -hls_playlist_type vod -hls_segment_type fmp4 -hls_fmp4_init_filename init.mp4"
                .split(' ')
                .map(Into::into),
        );
        maps.push("-hls_segment_filename".into());
        maps.push(out.join("audio").join("%05d.m4s").display().to_string());
        maps.push(out.join("audio").join("index.m3u8").display().to_string());
    }
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-nostdin", "-y", "-i"]).arg(input).args(["-filter_complex", &graph]).args(maps);
    ffmpeg
}

async fn beside_bare(tools: &Tools, passes: &[&PassSpec], input: &Path) -> Result<Vec<Pair>> {
    let mut whole = passes[0].clone();
    whole.rungs = passes.iter().flat_map(|pass| pass.rungs.clone()).collect();
    whole.rungs.sort_by_key(|rung| std::cmp::Reverse(rung.height));
    let mut pairs = Vec::new();
    for _ in 0..ROUNDS {
        let out = fresh("ours")?;
        let ours = cost(async || {
            for pass in passes {
                run(tools, pass, input, &out).await?;
            }
            Ok(())
        })
        .await?;
        let out = fresh("bare")?;
        for folder in whole.rungs.iter().map(|rung| rung.name.as_str()).chain(["audio"]) {
            fs::create_dir_all(out.join(folder))?;
        }
        let theirs = command(&mut bare(input, &whole, &out)).await?;
        pairs.push(((ours.wall, theirs.wall), (ours.cpu, theirs.cpu)));
    }
    Ok(pairs)
}

fn rows(what: &str, reach: &str, pairs: &[Pair]) -> Vec<[String; 3]> {
    let wall: Vec<_> = pairs.iter().map(|p| p.0).collect();
    let cpu: Vec<_> = pairs.iter().map(|p| p.1).collect();
    vec![[format!("{what}: wall"), reach.into(), ratio(&wall)], [format!("{what}: CPU"), reach.into(), ratio(&cpu)]]
}

/// The ladder beside one bare ffmpeg that makes the same.
pub async fn ladder() -> Result<Section> {
    let tools = tools().await?;
    let film = fs::canonicalize(media::film("h264", 20)?)?;
    let role = SourceRole { just_in_time: true, bits_per_second: 6_000_000, keyframe_gap_us: 2_000_000 };
    let probe = film::probe::probe(&tools, &film).await?;
    let one = planned(&probe, &role);
    let mut all =
        rows("eligible film: rungs below the original, sound, storyboard, waveform", "≤ 1.05 ×", &beside_bare(&tools, &[&one.passes[0]], &film).await?);
    let hevc = fs::canonicalize(media::film("hevc", 20)?)?;
    let probe = film::probe::probe(&tools, &hevc).await?;
    let two = planned(&probe, &SourceRole::default());
    all.extend(rows("second pass of an HEVC film", "≤ 1.05 ×", &beside_bare(&tools, &[&two.passes[1]], &hevc).await?));
    all.extend(rows("both passes of an HEVC film", "≤ 1.25 ×", &beside_bare(&tools, &[&two.passes[0], &two.passes[1]], &hevc).await?));
    Ok(Section {
        title: "The ladder".into(),
        method: "20 seconds of 1080p25. Ours: `film::encode` in the sandbox, with the loudness scan, gain and waveform. Peer: one ffmpeg with the same rungs (x264 veryfast, crf 23, capped, cascaded bicubic scaling), AAC and a storyboard, without loudness or waveform.".into(),
        rows: all,
    })
}
