//! `/manifest.webmanifest`: name and icon for a phone's home screen. Source: W3C Web Application Manifest.

use axum::extract::State;
use serde_json::json;
use web::{App, Plain, Reader};

use crate::Text;

/// The manifest in the reader's language.
pub(crate) async fn manifest(State(app): State<App>, reader: Reader) -> Plain {
    let icon = app.assets.href("icon.svg").unwrap_or_default();
    let manifest = json!({
        "name": "Social Talks",
        "short_name": "Social Talks",
        "description": Text::of(reader.lang).manifest_description(),
        "lang": reader.lang.code(),
        "start_url": reader.href("/"),
        "scope": "/",
        "display": "browser",
        "background_color": "#24101D",
        "theme_color": "#24101D",
        "icons": [{"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    });
    Plain::new("application/manifest+json", manifest.to_string())
}
