//! Cue text: from markup to plain text, voice by voice.
//! Source: WebVTT section 6.4 (cue text parsing rules) and 6.5 (tokenizer).

use super::entity;

/// What one voice says within a cue.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Spoken {
    pub speaker: Option<String>,
    pub text: String,
}

/// Reads a cue's markup: what each voice says (one entry without a voice tag) and whether a tag was left open.
pub(super) fn plain(markup: &str) -> (Vec<Spoken>, bool) {
    let mut spoken = vec![Spoken::default()];
    let mut rest = markup;
    let mut open = false;
    while let Some(c) = rest.chars().next() {
        match c {
            '<' => {
                let end = rest.find('>');
                let tag = &rest[1..end.unwrap_or(rest.len())];
                if let Some(speaker) = voice_change(tag) {
                    spoken.push(Spoken { speaker, text: String::new() });
                }
                open |= end.is_none();
                rest = end.map_or("", |end| &rest[end + 1..]);
            }
            '&' => {
                let (c, len) = entity::reference(rest).unwrap_or(('&', 1));
                said(&mut spoken, c);
                rest = &rest[len..];
            }
            _ => {
                said(&mut spoken, c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    (tidy(spoken), open)
}

fn said(spoken: &mut [Spoken], c: char) {
    if let Some(now) = spoken.last_mut() {
        now.text.push(c);
    }
}

/// `Some(new speaker)` for `<v Name>` and `</v>`, `None` for every other tag.
fn voice_change(tag: &str) -> Option<Option<String>> {
    if let Some(name) = tag.strip_prefix('/') {
        return (name.trim() == "v").then_some(None);
    }
    let rest = tag.strip_prefix('v')?;
    if !(rest.is_empty() || rest.starts_with(['.', ' ', '\t', '\n', '\u{c}'])) {
        return None;
    }
    let annotation = rest.split_once(char::is_whitespace).map_or("", |(_, after)| after);
    let mut name = String::new();
    let mut rest = annotation;
    while let Some(c) = rest.chars().next() {
        let (c, len) = entity::reference(rest).unwrap_or((c, c.len_utf8()));
        name.push(c);
        rest = &rest[len..];
    }
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Some((!name.is_empty()).then_some(name))
}

/// One entry per voice that says something. A cue of one voice keeps its text as it stands.
fn tidy(mut spoken: Vec<Spoken>) -> Vec<Spoken> {
    let several = spoken.iter().filter(|part| !part.text.trim().is_empty()).count() > 1;
    if several {
        spoken.retain(|part| !part.text.trim().is_empty());
        spoken.dedup_by(|next, part| {
            let same = next.speaker == part.speaker;
            if same {
                part.text.push_str(&next.text);
            }
            same
        });
        if spoken.len() > 1 {
            for part in &mut spoken {
                part.text = part.text.trim().to_owned();
            }
        }
    } else if spoken.len() > 1 {
        let speaker = spoken.iter().find(|part| !part.text.trim().is_empty()).and_then(|part| part.speaker.clone());
        let text = spoken.iter().map(|part| part.text.as_str()).collect();
        spoken = vec![Spoken { speaker, text }];
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::plain;

    fn one(markup: &str) -> (Option<String>, String) {
        let (mut spoken, _) = plain(markup);
        assert_eq!(spoken.len(), 1, "{markup}");
        let part = spoken.remove(0);
        (part.speaker, part.text)
    }

    #[test]
    fn tags_are_read_away() {
        assert_eq!(one("<b>Jeg</b> <c.gul>tog</c> <00:01.000>en &amp; stol").1, "Jeg tog en & stol");
        assert_eq!(one("<v.høj Mette  Lind>Hej</v>"), (Some("Mette Lind".into()), "Hej".into()));
        assert_eq!(one("<video>Hej"), (None, "Hej".into()));
        assert!(plain("Hej <b med dig").1);
    }

    #[test]
    fn two_voices_in_one_cue_are_kept_apart() {
        let (spoken, _) = plain("<v Mette>Hvad så du?\n<v Elias>En port.");
        let found: Vec<_> = spoken.iter().map(|part| (part.speaker.as_deref(), part.text.as_str())).collect();
        assert_eq!(found, [(Some("Mette"), "Hvad så du?"), (Some("Elias"), "En port.")]);
    }
}
