//! Text from a stranger's file, made harmless to show: no control characters, no direction overrides, a bounded length.

use super::answer::Tags;
use super::{Chapter, Metadata, answer};

/// Longest text that is kept, in characters.
const LONGEST: usize = 500;

/// One line of at most [`LONGEST`] characters.
pub(super) fn text(raw: &str) -> String {
    let spaced = raw.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let kept: String = spaced.filter(|c| !c.is_control() && !is_direction(*c)).take(LONGEST).collect();
    kept.trim().to_owned()
}

/// Marks that change the direction or join of the text around them, and others that show nothing (Unicode's Cf).
fn is_direction(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A tag by any of its names; containers write them in different case.
fn tag(tags: &Tags, names: &[&str]) -> String {
    let found = names.iter().find_map(|name| tags.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)));
    found.map(|(_, value)| text(value)).unwrap_or_default()
}

pub(super) fn language(tags: &Tags) -> String {
    let said = tag(tags, &["language"]);
    if said == "und" { String::new() } else { said.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(35).collect() }
}

pub(super) fn metadata(tags: &Tags) -> Metadata {
    Metadata {
        title: tag(tags, &["title"]),
        artist: tag(tags, &["artist", "author", "album_artist"]),
        comment: tag(tags, &["comment", "description", "synopsis"]),
        created: tag(tags, &["com.apple.quicktime.creationdate", "creation_time", "date"]),
    }
}

pub(super) fn chapters(parts: &[answer::Part]) -> Vec<Chapter> {
    let time = |text: &Option<String>| answer::micros(text.as_deref()).and_then(|us| u64::try_from(us).ok());
    let chapter = |part: &answer::Part| Some(Chapter { start_us: time(&part.start_time)?, end_us: time(&part.end_time)?, title: tag(&part.tags, &["title"]) });
    parts.iter().take(1_000).filter_map(chapter).filter(|chapter| chapter.end_us > chapter.start_us).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_characters_go_and_length_is_bounded() {
        assert_eq!(text("Anna\nBerg\u{202e}gpj.\u{0}exe\t"), "Anna Berggpj.exe");
        assert_eq!(text("<script>"), "<script>", "escaping is the template's work");
        assert_eq!(text(&"æ".repeat(200_000)).chars().count(), 500);
    }

    #[test]
    fn tags_are_found_in_any_case() {
        let tags = Tags::from([("TITLE".into(), "Om søvn".into()), ("LANGUAGE".into(), "dan\"><".into())]);
        assert_eq!((metadata(&tags).title.as_str(), language(&tags).as_str()), ("Om søvn", "dan"));
    }
}
