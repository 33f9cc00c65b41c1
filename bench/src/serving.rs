//! Media from the server, with access rule and ranges, beside nginx with sendfile and open_file_cache.

use std::{
    fs,
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::Result;

use crate::{
    measure::{median, ratio, wrk},
    media,
    report::Section,
    site::{Site, data, free_port, import},
};

/// The peer's configuration, as it stands beside the figures.
const NGINX: &str = include_str!("../nginx.conf");
const SIZES: [(&str, usize, &str); 3] = [("200 B", 200, "≥ 1.2 ×"), ("64 KiB", 64 << 10, "≥ 1.2 ×"), ("1 MiB", 1 << 20, "≥ 1.0 ×")];

struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn nginx(port: u16) -> Result<Nginx> {
    let folder = data("nginx")?;
    fs::create_dir_all(folder.join("www"))?;
    for (n, (_, size, _)) in SIZES.iter().enumerate() {
        fs::write(folder.join(format!("www/{n}.m4s")), vec![b'x'; *size])?;
    }
    fs::write(folder.join("nginx.conf"), NGINX.replace("PORT", &port.to_string()))?;
    let program = if fs::exists("/usr/sbin/nginx")? { "/usr/sbin/nginx" } else { "nginx" };
    let child = Command::new(program).arg("-p").arg(&folder).args(["-c", "nginx.conf"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    Ok(Nginx(child))
}

/// Requests a second in alternation.
pub async fn serving() -> Result<Section> {
    let folder = data("serving")?;
    let path = import(&folder, &media::film("h264", 20)?, &[])?;
    let site = Site::start(&folder, &[]).await?;
    let key = site.media_key(&path)?;
    // objects of known sizes beside the film's own segments, under its access rule
    let rung = folder.join(format!("media/films/{key}/240"));
    for (n, (_, size, _)) in SIZES.iter().enumerate() {
        fs::write(rung.join(format!("{:05}.m4s", 90_000 + n)), vec![b'x'; *size])?;
    }
    let port = free_port()?;
    let _peer = nginx(port)?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut rows = Vec::new();
    for (n, (name, _, reach)) in SIZES.iter().enumerate() {
        let ours = format!("{}/media/{key}/240/{:05}.m4s", site.origin, 90_000 + n);
        let theirs = format!("http://127.0.0.1:{port}/{n}.m4s");
        let mut pairs = Vec::new();
        let mut tails = Vec::new();
        for _ in 0..5 {
            let (a, tail) = wrk(1, 8, Duration::from_secs(2), &ours)?;
            let (b, _) = wrk(1, 8, Duration::from_secs(2), &theirs)?;
            pairs.push((a, b));
            tails.push(tail);
        }
        let rate = median(pairs.iter().map(|p| p.0).collect());
        rows.push([format!("{name}: requests a second"), (*reach).into(), format!("{}; ours {rate:.0}/s, p99 {:.1} ms", ratio(&pairs), median(tails))]);
    }
    let method = format!("`wrk -t1 -c8`, 2 s a run, the film public, one access check a request. The peer:\n\n```nginx\n{}\n```", NGINX.trim());
    Ok(Section { title: "Media beside nginx".into(), method, rows })
}
