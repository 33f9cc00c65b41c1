//! ffmpeg's `-progress pipe:1`: blocks of `key=value` lines, each closed by `progress=continue` or `progress=end`.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::sync::Notify;

use super::OnProgress;

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Film time written, in µs.
    pub done_us: u64,
    /// Film time in all, in µs; 0 when unknown.
    pub total_us: u64,
    /// Film time per wall time; 0 while unknown.
    pub speed: f64,
}

impl Progress {
    /// Parts of a thousand that are done.
    #[must_use]
    pub fn permille(&self) -> u32 {
        if self.total_us == 0 {
            return 0;
        }
        u32::try_from((self.done_us.min(self.total_us) * 1_000) / self.total_us).unwrap_or(1_000)
    }

    /// Time that is left at this speed.
    #[must_use]
    pub fn remaining(&self) -> Option<std::time::Duration> {
        let left = std::time::Duration::from_micros(self.total_us.saturating_sub(self.done_us));
        (self.speed > 0.001 && self.total_us > 0).then(|| left.div_f64(self.speed))
    }
}

/// Reports each block until the pipe closes; gives the furthest point reached in µs.
pub(super) async fn follow(pipe: Option<impl AsyncRead + Unpin>, total_us: u64, on_progress: OnProgress<'_>, moved: &Notify) -> io::Result<u64> {
    let Some(pipe) = pipe else { return Ok(0) };
    let mut lines = BufReader::new(pipe).lines();
    let mut block = Block::default();
    let (mut last, mut reached) = (None, 0);
    while let Some(line) = lines.next_line().await? {
        if !block.take(&line) {
            continue;
        }
        reached = block.done_us.max(reached);
        if last != Some(block.position()) {
            last = Some(block.position());
            moved.notify_one();
        }
        on_progress(Progress { done_us: reached, total_us: total_us.max(reached), speed: block.speed });
    }
    Ok(reached)
}

/// What is known from the lines so far.
#[derive(Default)]
struct Block {
    done_us: u64,
    frames: u64,
    bytes: u64,
    speed: f64,
}

impl Block {
    /// What changes when ffmpeg does anything at all.
    fn position(&self) -> (u64, u64, u64) {
        (self.done_us, self.frames, self.bytes)
    }

    /// Takes in a line; true when it closes a block.
    fn take(&mut self, line: &str) -> bool {
        let Some((key, value)) = line.split_once('=') else { return false };
        let value = value.trim();
        match key {
            // Before the first frame these are negative or `N/A`.
            "out_time_us" => self.done_us = value.parse().unwrap_or(self.done_us),
            "frame" => self.frames = value.parse().unwrap_or(self.frames),
            "total_size" => self.bytes = value.parse().unwrap_or(self.bytes),
            "speed" => self.speed = value.trim_end_matches('x').trim().parse().unwrap_or(self.speed),
            "progress" => return true,
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[tokio::test]
    async fn blocks_become_steps() {
        let text = "frame=0\nout_time_us=N/A\nspeed=N/A\nprogress=continue\nframe=50\nout_time_us=2000000\nspeed=4.5x\nprogress=continue\nout_time_us=1900000\nprogress=end\n";
        let steps = Mutex::new(Vec::new());
        let reached = follow(Some(text.as_bytes()), 8_000_000, &|step| steps.lock().unwrap().push(step), &Notify::new()).await.unwrap();
        let steps = steps.into_inner().unwrap();
        assert_eq!((reached, steps.len()), (2_000_000, 3));
        assert_eq!(steps[1], Progress { done_us: 2_000_000, total_us: 8_000_000, speed: 4.5 });
        assert_eq!((steps[1].permille(), steps[2].permille()), (250, 250));
        assert_eq!(steps[1].remaining().unwrap().as_millis(), 1_333);
    }
}
