//! The language prefix of an address: `/da/…` and `/en/…` are a choice, no prefix leaves it to the browser.

use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use i18n::Lang;

/// The chosen language and the path without it: `/en/talks` → (English, `/talks`).
pub(crate) fn split(path: &str) -> (Option<Lang>, &str) {
    for (prefix, lang) in [("/da", Lang::Da), ("/en", Lang::En)] {
        match path.strip_prefix(prefix) {
            Some("") => return (Some(lang), "/"),
            Some(rest) if rest.starts_with('/') => return (Some(lang), rest),
            _ => {}
        }
    }
    (None, path)
}

/// The language that the browser asks for.
pub(crate) fn negotiated(headers: &HeaderMap) -> Lang {
    headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map_or(Lang::Da, Lang::negotiate)
}

/// `/talks` with the prefix in front; the home page is `/da`, not `/da/`.
pub(crate) fn prefixed(prefix: Option<Lang>, path: &str) -> String {
    match prefix {
        None => path.to_owned(),
        Some(lang) if path == "/" => format!("/{lang}"),
        Some(lang) if path.starts_with("/?") || path.starts_with("/#") => format!("/{lang}{}", &path[1..]),
        Some(lang) => format!("/{lang}{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_segments_are_a_choice() {
        assert_eq!(split("/en/talks"), (Some(Lang::En), "/talks"));
        assert_eq!(split("/da"), (Some(Lang::Da), "/"));
        assert_eq!(split("/da/"), (Some(Lang::Da), "/"));
        assert_eq!(split("/dagtilbud"), (None, "/dagtilbud"));
        assert_eq!(split("/english"), (None, "/english"));
    }

    #[test]
    fn links_keep_the_choice() {
        assert_eq!(prefixed(Some(Lang::En), "/talks?t=2"), "/en/talks?t=2");
        assert_eq!(prefixed(Some(Lang::Da), "/"), "/da");
        assert_eq!(prefixed(Some(Lang::Da), "/#temaer"), "/da#temaer");
        assert_eq!(prefixed(None, "/"), "/");
    }
}
