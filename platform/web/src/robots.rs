//! `/robots.txt` and `/sitemap.xml`, made of what the rooms list.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::State;
use i18n::Lang;

use crate::language::prefixed;
use crate::{App, PageResult, Plain, Route, Sitemap, Who, routes};

#[derive(Clone)]
struct Robots {
    app: App,
    sitemaps: Arc<Vec<Sitemap>>,
}

pub(crate) fn table(app: &App, sitemaps: Vec<Sitemap>) -> Vec<Route> {
    let robots = Robots { app: app.clone(), sitemaps: Arc::new(sitemaps) };
    routes(&robots, [Route::get("/robots.txt", Who::Anyone, rules), Route::get("/sitemap.xml", Who::Anyone, sitemap)])
}

/// What the pages' data for search engines point at may be fetched; the longest rule that fits is the one in force
/// (RFC 9309, section 2.2.2).
async fn rules(State(robots): State<Robots>) -> Plain {
    let rules = format!(
        "User-agent: *\nAllow: /media/*/film.mp4\nAllow: /media/*/frame-*.jpg\nDisallow: /media/\nDisallow: /api/\n\nSitemap: {}/sitemap.xml\n",
        robots.app.config.public_url
    );
    Plain::new("text/plain; charset=utf-8", rules)
}

async fn sitemap(State(robots): State<Robots>) -> PageResult<Plain> {
    let mut entries = Vec::new();
    for sitemap in robots.sitemaps.iter() {
        entries.extend(sitemap(robots.app.clone()).await?);
    }
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for entry in entries.iter().take(50_000) {
        let url = |prefix| escape(&format!("{}{}", robots.app.config.public_url, prefixed(prefix, &entry.path)));
        let _ = write!(xml, "<url><loc>{}</loc>", url(None));
        if let Some(changed) = entry.changed {
            let _ = write!(xml, "<lastmod>{}</lastmod>", i18n::iso(changed.0));
        }
        for lang in Lang::ALL {
            let _ = write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\"/>", url(Some(lang)));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    Ok(Plain::new("application/xml", xml))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
