//! The configuration: what is insecure or cannot be meant.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use web::{Assets, Finding};

use super::{fault, good, warning};
use crate::Text;
use crate::settings::Settings;

pub fn look(settings: &Settings, text: Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    let config = match settings.web() {
        Ok(config) => config,
        Err(error) => return vec![fault(format!("{error:#}"))],
    };
    let listens = reach(&settings.listen);
    findings.push(match (config.is_https(), is_local(&config.public_url)) {
        (true, _) => good(text.url_good(&config.public_url)),
        (false, true) => good(text.url_local(&config.public_url)),
        (false, false) => warning(text.url_plain(&config.public_url)),
    });
    if !config.is_https() && listens == Reach::Network {
        findings.push(warning(text.url_exposed(&settings.listen)));
    }
    if config.is_https() && config.trusted_proxies.is_empty() {
        findings.push(warning(text.proxy_missing()));
    }
    // An address from the documentation's block (RFC 5737), which no proxy has.
    if config.trusted_proxies.iter().any(|network| network.contains(IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7)))) {
        findings.push(warning(text.proxy_wide()));
    }
    if settings.metrics_listen != "off" && reach(&settings.metrics_listen) == Reach::Network {
        findings.push(warning(text.metrics_exposed(&settings.metrics_listen)));
    }
    findings.push(if Assets::embedded().are_built() { good(text.assets_good()) } else { warning(text.assets_missing()) });
    findings
}

#[derive(Debug, PartialEq, Eq)]
enum Reach {
    Machine,
    Network,
}

/// Who can reach a listening address. A private address counts as inner; the wildcard does not.
fn reach(listen: &str) -> Reach {
    match listen.parse::<SocketAddr>().map(|socket| socket.ip().to_canonical()) {
        Ok(ip) if ip.is_loopback() => Reach::Machine,
        Ok(IpAddr::V4(ip)) if ip.is_private() => Reach::Machine,
        Err(_) if listen.starts_with("localhost:") => Reach::Machine,
        _ => Reach::Network,
    }
}

fn is_local(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or_default();
    host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]")
}

#[cfg(test)]
mod tests {
    use i18n::Lang;
    use web::Level;

    use super::*;

    fn levels(change: impl FnOnce(&mut Settings)) -> Vec<Level> {
        let mut settings = Settings::default();
        change(&mut settings);
        // What was built into the test is not the configuration's business.
        let mut findings = look(&settings, Text::of(Lang::Da));
        findings.pop();
        findings.into_iter().map(|finding| finding.level).collect()
    }

    #[test]
    fn insecure_settings_are_named() {
        assert_eq!(levels(|_| ()), [Level::Good]);
        assert_eq!(levels(|s| s.public_url = "http://talks.example.dk".into()), [Level::Warning]);
        assert_eq!(levels(|s| s.listen = "0.0.0.0:80".into()), [Level::Warning, Level::Warning]);
        assert_eq!(levels(|s| s.public_url = "https://talks.example.dk".into()), [Level::Good, Level::Warning]);
        let behind = |s: &mut Settings| {
            s.public_url = "https://talks.example.dk".into();
            s.trusted_proxies = vec!["127.0.0.1".into()];
        };
        assert_eq!(levels(behind), [Level::Good]);
        assert_eq!(levels(|s| s.trusted_proxies = vec!["0.0.0.0/0".into()]), [Level::Good, Level::Warning]);
        assert_eq!(levels(|s| s.metrics_listen = "0.0.0.0:9464".into()), [Level::Good, Level::Warning]);
    }
}
