//! What a tool says, within bounds.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Most of stderr that is kept: the end of it.
const TAIL: usize = 64_000;
/// Most of an answer on stdout. ffprobe's is a few kB; one with long tags is some hundred.
const ANSWER: u64 = 16_000_000;

/// All of an answer.
pub(super) async fn all(pipe: Option<impl AsyncRead + Unpin>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        pipe.take(ANSWER + 1).read_to_end(&mut bytes).await?;
    }
    if bytes.len() as u64 > ANSWER {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the tool's answer has no end"));
    }
    Ok(bytes)
}

/// The last [`TAIL`] bytes, as text.
pub(super) async fn tail(pipe: Option<impl AsyncRead + Unpin>) -> io::Result<String> {
    let mut kept: Vec<u8> = Vec::new();
    let mut chunk = vec![0; 8_192];
    if let Some(mut pipe) = pipe {
        loop {
            let read = pipe.read(&mut chunk).await?;
            if read == 0 {
                break;
            }
            kept.extend_from_slice(&chunk[..read]);
            if kept.len() > TAIL {
                kept.drain(..kept.len() - TAIL);
            }
        }
    }
    Ok(String::from_utf8_lossy(&kept).into_owned())
}

/// The last `count` lines with something in them, for a log.
pub(super) fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let cut: Vec<String> = lines[lines.len().saturating_sub(count)..].iter().map(|line| line.chars().take(400).collect()).collect();
    cut.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_end_of_much_noise_is_kept() {
        let noise = "a line of noise\n".repeat(10_000) + "the reason\n";
        let kept = tail(Some(noise.as_bytes())).await.unwrap();
        assert_eq!(kept.len(), TAIL);
        assert_eq!(last_lines(&kept, 2), "a line of noise\nthe reason");
    }
}
