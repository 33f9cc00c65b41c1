//! Wall and CPU time of a piece of work, medians, and the machine in words.

use std::{
    fs,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

/// What a piece of work took.
#[derive(Copy, Clone, Debug)]
pub struct Cost {
    /// Time on the wall.
    pub wall: f64,
    /// User and system time of this process's finished children and itself, in seconds.
    pub cpu: f64,
}

/// CPU seconds of this process and of its children that have been waited for. Source: proc_pid_stat(5), fields 14 to 17,
/// in ticks of 1/100 s.
fn cpu() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit_once(')').context("a process's name ends with a parenthesis")?.1;
    let ticks: u64 = after_name.split_whitespace().skip(11).take(4).filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(ticks as f64 / 100.0)
}

/// Runs `work` and says what it took.
pub async fn cost<T>(work: impl AsyncFnOnce() -> Result<T>) -> Result<Cost> {
    let (cpu_before, begun) = (cpu()?, Instant::now());
    work().await?;
    Ok(Cost { wall: begun.elapsed().as_secs_f64(), cpu: cpu()? - cpu_before })
}

/// Runs a command to its end and says what it took.
pub async fn command(command: &mut Command) -> Result<Cost> {
    cost(async || {
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
        ensure!(status.success(), "{command:?} ended with {status}");
        Ok(())
    })
    .await
}

/// The middle value; of an even number the lower middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() - 1) / 2]
}

/// Median of the pairwise ratios a/b, with smallest and largest.
pub fn ratio(pairs: &[(f64, f64)]) -> String {
    let ratios: Vec<f64> = pairs.iter().map(|(a, b)| a / b).collect();
    let (least, most) = ratios.iter().fold((f64::MAX, 0f64), |(least, most), r| (least.min(*r), most.max(*r)));
    format!("**{:.3} ×** ({least:.3} to {most:.3}, {} pairs)", median(ratios), pairs.len())
}

/// Output of a program that measures.
pub fn output(command: &mut Command) -> Result<String> {
    let out = command.stdin(Stdio::null()).output().with_context(|| format!("{command:?}"))?;
    ensure!(out.status.success(), "{command:?} ended with {}: {}", out.status, String::from_utf8_lossy(&out.stderr));
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// What wrk says: requests a second and the 99th percentile in milliseconds.
pub fn wrk(threads: u32, connections: u32, time: Duration, url: &str) -> Result<(f64, f64)> {
    let said = output(Command::new("wrk").args(["--latency", "-H", "Accept-Encoding: gzip"]).args([
        format!("-t{threads}"),
        format!("-c{connections}"),
        format!("-d{}s", time.as_secs()),
        url.into(),
    ]))?;
    let field = |name: &str| said.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim).with_context(|| format!("{name} in what wrk said"));
    ensure!(!said.contains("Non-2xx"), "wrk got refusals from {url}:\n{said}");
    let rate = field("Requests/sec:")?.parse()?;
    Ok((rate, milliseconds(field("99%")?)?))
}

fn milliseconds(text: &str) -> Result<f64> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic()).context("a unit")?;
    let value: f64 = text[..unit].parse()?;
    Ok(match &text[unit..] {
        "us" => value / 1000.0,
        "ms" => value,
        _ => value * 1000.0,
    })
}
