//! `demo`: the product with living content, which arrives while one looks around.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;

use web::Progress;

use crate::Text;
use crate::serve::{Role, prepare, start};
use crate::settings::Settings;

/// Serves, and lets the features make their demo content in the background.
///
/// # Errors
/// When it cannot start.
pub async fn run(data: &Path, settings: &Settings, text: Text, empty: bool) -> anyhow::Result<ExitCode> {
    let mut ready = prepare(data, settings, text, Role::All).await?;
    let app = ready.app.clone();
    let seeds: Vec<_> = ready.features.iter_mut().filter_map(|feature| feature.seed.take()).collect();
    start(ready, |address| {
        println!("{}", text.serving(address));
        if empty {
            return;
        }
        let inner = app.clone();
        app.background.spawn(async move {
            let stopping = inner.stopping.clone();
            let seeding = async {
                for seed in seeds {
                    if let Err(error) = seed(inner.clone(), bar()).await {
                        eprintln!("\n{}", text.demo_failed(format!("{error:#}")));
                        return;
                    }
                }
                println!("{}", text.demo_ready(&inner.config.public_url));
            };
            tokio::select! {
                () = seeding => {}
                () = stopping.cancelled() => {}
            }
        });
    })
    .await
}

/// A bar on a terminal; elsewhere a line whenever something else is being done.
fn bar() -> Progress {
    let terminal = std::io::stderr().is_terminal();
    let last = Mutex::new(String::new());
    Progress::new(move |what, permille| {
        let mut err = std::io::stderr().lock();
        if terminal {
            let end = if permille >= 1000 { "\n" } else { "" };
            let _ = write!(err, "\r\x1b[K{}{end}", line(what, permille));
            let _ = err.flush();
            return;
        }
        let Ok(mut last) = last.lock() else { return };
        if *last != what {
            what.clone_into(&mut last);
            let _ = writeln!(err, "{}", line(what, permille));
        }
    })
}

fn line(what: &str, permille: u32) -> String {
    let filled = (permille / 50).min(20) as usize;
    format!("[{}{}] {:3} % {what}", "#".repeat(filled), "·".repeat(20 - filled), permille / 10)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_bar_fills() {
        assert_eq!(super::line("Støvlerne", 500), "[##########··········]  50 % Støvlerne");
        assert!(super::line("x", 1000).starts_with("[####################] 100 %"));
    }
}
