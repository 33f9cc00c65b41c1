//! `doctor`: looks at everything the program needs and says in plain words what is missing and what then does not work.

mod machine;
mod media;
mod setup;
mod stores;

use std::path::Path;
use std::process::ExitCode;

use web::{Finding, Level};

use crate::data_folder::DataFolder;
use crate::settings::Settings;
use crate::{Text, open, wiring};

/// Looks at all of it. Exit code 0: well; 1: works, with warnings; 2: something does not work.
///
/// # Errors
/// Never for what it finds; only when it cannot look at all.
pub async fn run(data: &Path, settings: &Settings, text: Text) -> anyhow::Result<ExitCode> {
    println!("{}\n", text.doctor_title(env!("CARGO_PKG_VERSION")));
    let mut all = Vec::new();
    tell(text, &mut all, setup::look(settings, text));
    match DataFolder::open(data) {
        Err(error) => tell(text, &mut all, vec![fault(text.folder_fault(data.display(), format!("{error:#}")))]),
        Ok(folder) => {
            tell(text, &mut all, machine::look(&folder, settings, text));
            tell(text, &mut all, media::look(settings, text).await);
            let (db, findings) = stores::look(&folder, settings, text).await;
            tell(text, &mut all, findings);
            if let Some(db) = db
                && let Ok(app) = open::app(db, &folder, settings).await
            {
                let features = wiring::features(&app, wiring::media(open::tools(settings).await, jobs::Progress::default(), settings));
                for check in features.iter().flat_map(|feature| &feature.checks) {
                    let findings = (check.run)(app.clone(), text.lang()).await;
                    tell(text, &mut all, findings);
                }
                app.stopping.cancel();
            }
        }
    }
    let count = |level| all.iter().filter(|held| **held == level).count();
    let (warnings, faults) = (count(Level::Warning), count(Level::Fault));
    println!();
    Ok(match (faults, warnings) {
        (0, 0) => {
            println!("{}", text.doctor_all_well());
            ExitCode::SUCCESS
        }
        (0, _) => {
            println!("{}", text.doctor_warnings(warnings));
            ExitCode::from(1)
        }
        _ => {
            println!("{}", text.doctor_faults(faults));
            ExitCode::from(2)
        }
    })
}

fn tell(text: Text, all: &mut Vec<Level>, findings: Vec<Finding>) {
    for finding in findings {
        let word = match finding.level {
            Level::Good => text.doctor_good(),
            Level::Warning => text.doctor_warning(),
            Level::Fault => text.doctor_fault(),
        };
        println!("{word:>6}  {}", finding.words);
        all.push(finding.level);
    }
}

fn good(words: impl Into<String>) -> Finding {
    Finding { level: Level::Good, words: words.into() }
}

fn warning(words: impl Into<String>) -> Finding {
    Finding { level: Level::Warning, words: words.into() }
}

fn fault(words: impl Into<String>) -> Finding {
    Finding { level: Level::Fault, words: words.into() }
}
