//! Rules 8 to 10: no inline script or style anywhere, links keep the chosen language, words stand in `.ftl`.

use super::{Finding, files::Tree};

/// Looks at templates and scripts.
pub fn look(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(".html") {
        for (at, line) in file.lines() {
            if let Some(why) = inline(line) {
                findings.push(Finding::at(&file.path, at, why));
            }
            if line.contains("href=\"/") && !line.contains("href=\"/assets") {
                findings.push(Finding::at(&file.path, at, "links are written with frame.href, which keeps the chosen language"));
            }
        }
    }
    for file in tree.ending(".ts") {
        let words = |line: &str| !line.trim_start().starts_with(['/', '*']) && line.contains(['æ', 'ø', 'å', 'Æ', 'Ø', 'Å']);
        for (at, _) in file.lines().filter(|(_, line)| words(line)) {
            findings.push(Finding::at(&file.path, at, "words stand in .ftl and reach an island by attributes"));
        }
    }
    findings
}

fn inline(line: &str) -> Option<&'static str> {
    if line.contains(" style=") || line.contains("<style") {
        return Some("no inline style: the content security policy refuses it");
    }
    if line.contains("<script") && !line.contains(" src=") && !line.contains("application/ld+json") {
        return Some("no inline script: the content security policy refuses it");
    }
    let handler = line.split(" on").skip(1).any(|rest| {
        let name: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
        !name.is_empty() && rest[name.len()..].starts_with("=\"")
    });
    handler.then_some("no event handler in an attribute: islands listen")
}

#[cfg(test)]
mod tests {
    use super::inline;

    #[test]
    fn what_the_policy_refuses_is_found() {
        assert!(inline(r#"<p style="color:red">"#).is_some());
        assert!(inline("<script>alert(1)</script>").is_some());
        assert!(inline(r#"<a onclick="go()">"#).is_some());
        assert!(inline(r#"<script type="module" src="/assets/app.js"></script>"#).is_none());
        assert!(inline(r#"<p class="on">one = two</p>"#).is_none());
    }
}
