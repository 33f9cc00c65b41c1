//! The configuration: one table of fields, from which file, environment and sample are made.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use web::{AccessLog, Config, Network};

/// Builds the type, its defaults, the reading of single values and the sample from one table.
macro_rules! settings {
    ($($(#[doc = $doc:literal])+ $name:ident: $kind:ty = $default:expr;)+) => {
        /// Everything the operator may decide.
        #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Settings {
            $($(#[doc = $doc])+ pub $name: $kind,)+
        }

        impl Default for Settings {
            fn default() -> Self {
                Settings { $($name: $default,)+ }
            }
        }

        /// Name and comment of every field, in the order of the sample.
        const FIELDS: &[(&str, &[&str])] = &[$((stringify!($name), &[$($doc),+])),+];

        impl Settings {
            /// Sets one field from text, as the environment and the command line give it.
            ///
            /// # Errors
            /// When there is no such field, or the text does not fit it.
            pub fn set(&mut self, name: &str, text: &str) -> anyhow::Result<()> {
                match name {
                    $(stringify!($name) => self.$name = FromText::from_text(text).with_context(|| format!("{name}: »{text}«"))?,)+
                    _ => bail!("there is no setting »{name}«"),
                }
                Ok(())
            }
        }
    };
}

settings! {
    /// Where to listen for readers. Let a proxy with TLS stand in front of it.
    listen: String = "127.0.0.1:8080".into();
    /// Where readers find the site, such as "https://talks.example.dk". Empty: http:// and the listening address.
    public_url: String = String::new();
    /// Where readers can write to you, such as "hej@talks.example.dk". It stands on the pages about the site.
    contact: String = String::new();
    /// Proxies whose X-Forwarded-For is believed, as addresses or blocks: ["127.0.0.1", "10.0.0.0/8"].
    trusted_proxies: Vec<String> = Vec::new();
    /// Where Prometheus may read figures; "off" for nowhere. Keep it on an inner address.
    metrics_listen: String = "127.0.0.1:9464".into();
    /// The database: "postgres://user:password@host/name", or empty for a SQLite file in the data folder.
    /// The environment variable DATABASE_URL says the same.
    database_url: String = String::new();
    /// The media: "s3://bucket/prefix?endpoint=https://…&region=…", "file:///folder", or empty for the data folder.
    /// The environment variable STORAGE_URL says the same; keys stand in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    storage_url: String = String::new();
    /// Memory for media that is asked for often, in MiB.
    media_cache_mib: u64 = 256;
    /// Memory for finished pages, in MiB. 0: every page is made anew.
    page_cache_mib: u64 = 32;
    /// The most connections held at a time; fewer where the system allows fewer open files.
    max_connections: usize = 16_000;
    /// Which requests get a line in the log: "off", "pages" or "all". Never with query or IP address.
    access_log: String = "pages".into();
    /// What is logged: "warn", "info", "debug", or by room: "info,jobs=debug".
    log: String = "info".into();
    /// How log lines look: "human" or "json".
    log_format: String = "human".into();
    /// Cores that one media tool may use. 0: all.
    media_threads: usize = 0;
    /// Make AV1 versions too, when nothing else waits. They save readers' data and cost much computing.
    av1: bool = false;
    /// Run media tools even where the kernel has no Landlock, with the other restrictions only.
    allow_unsandboxed: bool = false;
}

impl Settings {
    /// Defaults, then the file, then the environment (`SOCIALTALKS_LISTEN` for `listen`, and so on).
    ///
    /// # Errors
    /// When the file cannot be read or names something unknown, or a variable does not fit.
    pub fn read(file: Option<&Path>) -> anyhow::Result<Settings> {
        let mut settings = match file {
            None => Settings::default(),
            Some(file) => {
                let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
                toml::from_str(&text).with_context(|| file.display().to_string())?
            }
        };
        settings.take_environment(env)?;
        Ok(settings)
    }

    fn take_environment(&mut self, look: impl Fn(&str) -> Option<String>) -> anyhow::Result<()> {
        for name in ["database_url", "storage_url"] {
            if let Some(value) = look(&name.to_uppercase()).filter(|value| !value.is_empty()) {
                self.set(name, &value)?;
            }
        }
        for (name, _) in FIELDS {
            let variable = format!("SOCIALTALKS_{}", name.to_uppercase());
            if let Some(value) = look(&variable) {
                self.set(name, &value).with_context(|| variable)?;
            }
        }
        Ok(())
    }

    /// Whether the values make sense together.
    ///
    /// # Errors
    /// In words that name the setting.
    pub fn check(&self) -> anyhow::Result<()> {
        self.web()?;
        if !["human", "json"].contains(&self.log_format.as_str()) {
            bail!("log_format is »human« or »json«, not »{}«", self.log_format);
        }
        Ok(())
    }

    /// The web platform's part.
    ///
    /// # Errors
    /// See [`Settings::check`].
    pub fn web(&self) -> anyhow::Result<Config> {
        let public_url = if self.public_url.is_empty() { format!("http://{}", self.listen) } else { self.public_url.trim_end_matches('/').to_owned() };
        let host = public_url.strip_prefix("https://").or_else(|| public_url.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.contains(['/', '?', '#', ' ', '"', '<'])) {
            bail!("public_url is http:// or https:// with a host and no path, not »{public_url}«");
        }
        let contact = self.contact.trim().to_owned();
        if !contact.is_empty() && (!contact.contains('@') || contact.contains(|c: char| c.is_whitespace() || "<>\"'?&".contains(c))) {
            bail!("contact is an e-mail address, not »{contact}«");
        }
        let trusted_proxies = self.trusted_proxies.iter().map(|text| text.parse::<Network>()).collect::<Result<_, _>>().context("trusted_proxies")?;
        let access_log = match self.access_log.as_str() {
            "off" => AccessLog::Off,
            "pages" => AccessLog::Pages,
            "all" => AccessLog::All,
            other => bail!("access_log is »off«, »pages« or »all«, not »{other}«"),
        };
        let page_cache_bytes = self.page_cache_mib * 1024 * 1024;
        Ok(Config { public_url, contact, trusted_proxies, max_connections: self.max_connections, page_cache_bytes, access_log, ..Config::default() })
    }

    /// The settings as a file would say them; a password in an address is not shown.
    pub fn shown(&self) -> String {
        let mut shown = self.clone();
        shown.database_url = without_password(&shown.database_url);
        shown.storage_url = without_password(&shown.storage_url);
        toml::to_string(&shown).unwrap_or_default()
    }
}

/// A commented file with the defaults.
pub fn sample() -> String {
    let defaults = toml::Table::try_from(Settings::default()).unwrap_or_default();
    let mut out = String::from(
        "# Settings of Social Talks. Every line shows its default; the command line and the environment\n# (SOCIALTALKS_LISTEN for listen, and so on) win over this file.\n",
    );
    for (name, comment) in FIELDS {
        out.push('\n');
        for line in *comment {
            let _ = writeln!(out, "#{line}");
        }
        if let Some(value) = defaults.get(*name) {
            let _ = writeln!(out, "{name} = {value}");
        }
    }
    out
}

/// `postgres://user:secret@host` → `postgres://user:…@host`.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.split_once('@') {
        Some((who, place)) => format!("{scheme}://{}:…@{place}", who.split(':').next().unwrap_or_default()),
        None => url.to_owned(),
    }
}

/// A variable of the environment.
#[expect(clippy::disallowed_methods, reason = "the one home of configuration")]
pub fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A value as the environment and the command line write it.
trait FromText: Sized {
    fn from_text(text: &str) -> anyhow::Result<Self>;
}

impl FromText for String {
    fn from_text(text: &str) -> anyhow::Result<Self> {
        Ok(text.to_owned())
    }
}

impl FromText for Vec<String> {
    fn from_text(text: &str) -> anyhow::Result<Self> {
        Ok(text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect())
    }
}

macro_rules! from_text {
    ($($kind:ty),+) => {$(impl FromText for $kind {
        fn from_text(text: &str) -> anyhow::Result<Self> {
            Ok(text.trim().parse()?)
        }
    })+};
}

from_text!(u64, usize, bool);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_says_the_defaults() {
        let sample = sample();
        assert_eq!(toml::from_str::<Settings>(&sample).unwrap(), Settings::default());
        for (name, comment) in FIELDS {
            assert!(sample.contains(&format!("\n{name} = ")), "{name}");
            assert!(!comment.is_empty());
        }
    }

    #[test]
    fn what_is_unknown_is_refused() {
        let error = toml::from_str::<Settings>("lisen = \"x\"").unwrap_err().to_string();
        assert!(error.contains("lisen") && error.contains("listen"), "{error}");
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let mut settings: Settings = toml::from_str("listen = \"127.0.0.1:1\"\npage_cache_mib = 7").unwrap();
        let look = |name: &str| match name {
            "SOCIALTALKS_LISTEN" => Some("127.0.0.1:2".to_owned()),
            "SOCIALTALKS_TRUSTED_PROXIES" => Some("127.0.0.1, 10.0.0.0/8".to_owned()),
            "DATABASE_URL" => Some("postgres://u:p@h/d".to_owned()),
            _ => None,
        };
        settings.take_environment(look).unwrap();
        assert_eq!((settings.listen.as_str(), settings.page_cache_mib), ("127.0.0.1:2", 7));
        assert_eq!(settings.trusted_proxies, ["127.0.0.1", "10.0.0.0/8"]);
        assert!(settings.shown().contains("postgres://u:…@h/d"));
        let wrong = settings.take_environment(|name| (name == "SOCIALTALKS_PAGE_CACHE_MIB").then(|| "many".to_owned())).unwrap_err();
        assert!(format!("{wrong:#}").contains("SOCIALTALKS_PAGE_CACHE_MIB"));
    }

    #[test]
    fn addresses_are_checked() {
        let with = |url: &str| Settings { public_url: url.into(), ..Settings::default() }.web().map(|config| config.public_url);
        assert_eq!(with("https://talks.example.dk/").unwrap(), "https://talks.example.dk");
        assert_eq!(with("").unwrap(), "http://127.0.0.1:8080");
        for wrong in ["talks.example.dk", "ftp://x", "https://x/path", "https://"] {
            assert!(with(wrong).is_err(), "{wrong}");
        }
        assert!(Settings { trusted_proxies: vec!["host".into()], ..Settings::default() }.check().is_err());
        for wrong in ["us", "a b@x", "a@x?subject=y"] {
            assert!(Settings { contact: wrong.into(), ..Settings::default() }.check().is_err(), "{wrong}");
        }
        assert!(Settings { access_log: "some".into(), ..Settings::default() }.check().is_err());
    }
}
