//! What the page tells search engines: schema.org's VideoObject as a data block (JSON-LD 1.1).
//!
//! A data block is no script: the content security policy lets it stand, and nothing runs.

use serde_json::{Value, json};

use crate::store::TalkPage;

/// The JSON, safe to stand inside `<script type="application/ld+json">`. `url` is the talk's full address, `site` the
/// address of the site without a slash at the end.
pub(super) fn video(page: &TalkPage, url: &str, site: &str) -> String {
    let talk = &page.talk;
    let people: Vec<Value> =
        page.links.speakers.iter().map(|person| json!({"@type": "Person", "name": person.name, "url": format!("{site}/speakers/{}", person.slug)})).collect();
    let pictures: Vec<String> = page.frame().into_iter().chain([page.share_picture()]).map(|picture| format!("{site}{picture}")).collect();
    let mut video = json!({
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": talk.title,
        "description": if talk.summary.is_empty() { &talk.title } else { &talk.summary },
        "url": url,
        "thumbnailUrl": pictures,
        "inLanguage": talk.language,
        "isAccessibleForFree": true,
        "actor": people,
        "publisher": {"@type": "Organization", "name": "Social Talks", "url": site},
    });
    if let Some(at) = talk.published_at {
        video["uploadDate"] = i18n::iso(at.0).into();
    }
    if talk.duration_ms > 0 {
        video["duration"] = format!("PT{}S", talk.duration_ms.div_ceil(1000)).into();
    }
    if let Some(file) = page.film.as_ref().and_then(crate::store::Film::progressive) {
        video["contentUrl"] = format!("{site}{file}").into();
    }
    if !page.links.topics.is_empty() {
        let names: Vec<&str> = page.links.topics.iter().map(|topic| topic.name_da.as_str()).collect();
        video["keywords"] = names.join(", ").into();
    }
    let clips: Vec<Value> = page.chapters(&talk.language).iter().map(|chapter| clip(chapter, url)).collect();
    if !clips.is_empty() {
        video["hasPart"] = clips.into();
    }
    for_script(&video.to_string())
}

fn clip(chapter: &captions::Chapter, url: &str) -> Value {
    let (start, end) = (chapter.start_ms / 1000, chapter.end_ms.div_ceil(1000));
    json!({"@type": "Clip", "name": chapter.title, "startOffset": start, "endOffset": end.max(start + 1), "url": format!("{url}?t={start}")})
}

/// No `<`, so that nothing can end the element; no line separators, which older parsers took for line ends.
fn for_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_ends_the_element() {
        let json = serde_json::json!({"name": "</script><script>alert(1)</script> & \u{2028}"}).to_string();
        let safe = super::for_script(&json);
        assert!(!safe.contains('<') && !safe.contains('\u{2028}'));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), serde_json::from_str::<serde_json::Value>(&json).unwrap());
    }
}
