//! Plays by programs that say so: kept, and marked, so that a better list can be applied later.

/// Raised whenever the list changes; stored beside each play.
pub const VERSION: i32 = 1;

/// Words in the `User-Agent` of programs that watch for nobody.
const MARKS: [&str; 13] =
    ["bot", "crawl", "spider", "slurp", "headless", "preview", "monitor", "lighthouse", "curl/", "wget/", "python", "java/", "go-http-client"];

/// Whether that `User-Agent` is a program's; an absent one is.
#[must_use]
pub fn is_robot(user_agent: &str) -> bool {
    let name = user_agent.to_ascii_lowercase();
    name.is_empty() || MARKS.iter().any(|mark| name.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::is_robot;

    #[test]
    fn people_and_programs() {
        assert!(is_robot("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"));
        assert!(is_robot("") && is_robot("curl/8.5.0"));
        assert!(!is_robot("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1"));
        assert!(!is_robot("Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"));
    }
}
