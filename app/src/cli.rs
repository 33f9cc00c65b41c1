//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use i18n::Lang;

use crate::settings::Settings;

/// Social Talks: talks that are watched, read and used.
#[derive(Debug, Parser)]
#[command(name = "socialtalks", version, max_term_width = 110)]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command understands.
#[derive(Args, Debug)]
pub struct Common {
    /// Folder of database, media and scratch files [default: data; for `demo`: demo-data]
    #[arg(long, global = true, value_name = "DIR", env = "SOCIALTALKS_DATA")]
    pub data: Option<PathBuf>,
    /// Configuration; `socialtalks config --sample` prints one with comments
    #[arg(long, global = true, value_name = "FILE", env = "SOCIALTALKS_CONFIG")]
    pub config: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDR")]
    pub listen: Option<String>,
    /// Where readers find the site, such as https://talks.example.dk
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// A proxy whose X-Forwarded-For is believed: an address or a block; may be given several times
    #[arg(long = "trusted-proxy", global = true, value_name = "ADDR")]
    pub trusted_proxies: Vec<String>,
    /// Where Prometheus may read figures, or `off` [default: 127.0.0.1:9464]
    #[arg(long, global = true, value_name = "ADDR")]
    pub metrics_listen: Option<String>,
    /// Language of this command's words: da or en [default: by LANG, else Danish]
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub lang: Option<Lang>,
}

/// The roles.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Pages, API and background work in one process
    Serve,
    /// Pages and API alone, beside workers on other machines (PostgreSQL)
    Web,
    /// Background work alone (PostgreSQL)
    Worker,
    /// The product with living Danish content
    Demo {
        /// Without content
        #[arg(long)]
        empty: bool,
    },
    /// Take in the film of a talk; the last line is the talk's address
    Import(Box<Import>),
    /// Bring the database's tables to this version's shape, after a copy of it
    Migrate,
    /// Copy rows and media into a folder, beside a running server; media that are there already are not copied again
    Backup(Backup),
    /// Bring a backup into an empty database and the storage; they may be of other kinds than those it was made of
    Restore {
        /// The backup
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Look at everything the program needs, and say what is missing; exit code 0 well, 1 warnings, 2 faults
    Doctor,
    /// Print the description of the API
    Openapi,
    /// Print the configuration in force, or a sample
    Config {
        /// A commented sample with the defaults
        #[arg(long)]
        sample: bool,
    },
    /// Restrict this process, then become a media tool
    #[command(hide = true)]
    Sandbox {
        /// Not read here: `main` looks at the arguments before anything else.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<std::ffi::OsString>,
    },
}

/// The film and what is said of it.
#[derive(Args, Debug)]
pub struct Import {
    /// The film
    pub file: PathBuf,
    /// The talk's title
    #[arg(long)]
    pub title: String,
    /// Who tells, with work or background after a comma; may be given several times
    #[arg(long = "speaker", value_name = "NAME[, LINE]")]
    pub speakers: Vec<String>,
    /// One or two sentences
    #[arg(long)]
    pub summary: Option<String>,
    /// The language spoken
    #[arg(long, default_value = "da")]
    pub language: String,
    /// Captions (WebVTT)
    #[arg(long, value_name = "F.vtt")]
    pub captions: Option<PathBuf>,
    /// Chapters (WebVTT)
    #[arg(long, value_name = "F.vtt")]
    pub chapters: Option<PathBuf>,
    /// What it is about; may be given several times
    #[arg(long = "topic", value_name = "TOPIC")]
    pub topics: Vec<String>,
    /// Who it is for; may be given several times
    #[arg(long = "profession", value_name = "PROFESSION")]
    pub professions: Vec<String>,
    /// A drawing such as stol-plum, or a picture from the film [default: a drawing]
    #[arg(long, value_name = "OBJECT-CURTAIN|frame-N")]
    pub poster: Option<String>,
    /// Publish at once; you vouch that whoever is seen and heard has agreed
    #[arg(long)]
    pub publish: bool,
    /// Wait until everything has been made, not only until the film has been looked at
    #[arg(long)]
    pub wait: bool,
}

/// Where to, and what else.
#[derive(Args, Debug)]
pub struct Backup {
    /// Where to; made when missing. Keep it as safe as the site: it holds what is not published, and the site's secret
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Then read every byte of it and compare; exit code 1 when something is damaged
    #[arg(long)]
    pub verify: bool,
    /// Make none, only verify the one that is there
    #[arg(long, conflicts_with = "verify")]
    pub verify_only: bool,
}

impl Command {
    /// Whether it runs until it is told to stop.
    pub fn is_server(&self) -> bool {
        matches!(self, Command::Serve | Command::Web | Command::Worker | Command::Demo { .. })
    }
}

impl Cli {
    /// The data folder. The demo has its own, so that its content never mixes with real talks.
    pub fn data(&self) -> PathBuf {
        let usual = if matches!(self.command, Command::Demo { .. }) { "demo-data" } else { "data" };
        self.common.data.clone().unwrap_or_else(|| usual.into())
    }
}

impl Common {
    /// The settings in force: command line over environment over file over defaults.
    ///
    /// # Errors
    /// In words that name the file or the variable.
    pub fn settings(&self) -> anyhow::Result<Settings> {
        let mut settings = Settings::read(self.config.as_deref())?;
        let said = [("listen", &self.listen), ("public_url", &self.public_url), ("metrics_listen", &self.metrics_listen)];
        for (name, value) in said {
            if let Some(value) = value {
                settings.set(name, value)?;
            }
        }
        if !self.trusted_proxies.is_empty() {
            settings.trusted_proxies = self.trusted_proxies.clone();
        }
        settings.check()?;
        Ok(settings)
    }

    /// `--lang`, else what the terminal says, else Danish.
    pub fn language(&self) -> Lang {
        self.lang.unwrap_or_else(|| {
            let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| crate::settings::env(name).filter(|value| !value.is_empty()));
            if said.is_some_and(|said| said.starts_with("en")) { Lang::En } else { Lang::Da }
        })
    }
}

fn language(text: &str) -> Result<Lang, String> {
    text.parse().map_err(|_| "da or en".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn common_flags_stand_before_and_after_the_command() {
        for words in [["socialtalks", "--data", "x", "serve"], ["socialtalks", "serve", "--data", "x"]] {
            assert_eq!(Cli::try_parse_from(words).unwrap().data(), PathBuf::from("x"));
        }
        assert_eq!(Cli::try_parse_from(["socialtalks", "demo"]).unwrap().data(), PathBuf::from("demo-data"));
    }
}
