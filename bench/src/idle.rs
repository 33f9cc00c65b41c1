//! Ten thousand connections that say nothing: what each costs, and what they do to those who ask.

use std::{net::TcpStream, time::Duration};

use anyhow::{Context, Result};

use crate::{
    measure::{median, wrk},
    media,
    report::Section,
    site::{Site, data, import},
};

const CONNECTIONS: usize = 10_000;

/// Memory per idle connection and the tail of good requests beside them.
pub async fn idle() -> Result<Section> {
    let folder = data("idle")?;
    let path = import(&folder, &media::film("h264", 20)?, &[])?;
    let site = Site::start(&folder, &[]).await?;
    let url = format!("{}/da{path}", site.origin);
    let tail = |runs: usize| -> Result<f64> { Ok(median((0..runs).map(|_| Ok(wrk(1, 8, Duration::from_secs(2), &url)?.1)).collect::<Result<_>>()?)) };
    let quiet = tail(3)?;
    let before = site.rss_kib()?;
    let address = site.origin.trim_start_matches("http://").to_owned();
    // a request each, so that the connection has been used, then silence
    let idle: Vec<TcpStream> = (0..CONNECTIONS)
        .map(|_| {
            use std::io::{Read, Write};
            let mut stream = TcpStream::connect(&address)?;
            stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
            let mut answer = [0u8; 2048];
            anyhow::ensure!(stream.read(&mut answer)? > 0, "no answer");
            Ok(stream)
        })
        .collect::<Result<_>>()
        .context("10,000 connections (raise the limit of open files: ulimit -n 65536)")?;
    let after = site.rss_kib()?;
    let busy = tail(3)?;
    let each = (after.saturating_sub(before)) as f64 / idle.len() as f64;
    Ok(Section {
        title: "Ten thousand idle connections".into(),
        method: "Each has asked once and then says nothing; resident memory before and after. Beside them `wrk -t1 -c8` asks for the talk page.".into(),
        rows: vec![
            ["memory each".into(), "≤ 20 KiB".into(), format!("**{each:.1} KiB**")],
            ["p99 of good requests".into(), "≤ 2 ×".into(), format!("**{:.2} ×** ({busy:.2} ms beside {quiet:.2} ms)", busy / quiet)],
        ],
    })
}
