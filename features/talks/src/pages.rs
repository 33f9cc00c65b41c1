//! The pages' routes, menu entries and addresses, and what several pages share.

use std::sync::Arc;

use futures::FutureExt as _;
use i18n::Lang;
use schema::Viewer;
use web::{App, NavItem, Place, Route, Sitemap, SitemapEntry, Who};

use crate::store::Shelf;
use crate::talk::Perspective;
use crate::watch::Said;
use crate::{Text, list, poster, profession, speaker, store, topic, watch};

/// What the pages' handlers stand on.
#[derive(Clone)]
pub(crate) struct Pages {
    pub app: App,
    pub shelf: Shelf,
    pub said: Said,
}

/// The pages people see, with the Danish words that lead to them.
pub(crate) fn routes(app: &App, shelf: &Shelf) -> Vec<Route> {
    let pages = Pages { app: app.clone(), shelf: shelf.clone(), said: Said::default() };
    let table = [
        Route::get("/talks", Who::Anyone, list::page),
        Route::get("/talks/{slug}", Who::Anyone, watch::page),
        Route::get("/topics", Who::Anyone, topic::index),
        Route::get("/topics/{slug}", Who::Anyone, topic::page),
        Route::get("/professions/{slug}", Who::Anyone, profession::page),
        Route::get("/speakers", Who::Anyone, speaker::index),
        Route::get("/speakers/{slug}", Who::Anyone, speaker::page),
        Route::redirect("/temaer", "/topics"),
        Route::redirect("/temaer/{slug}", "/topics/{slug}"),
        Route::redirect("/faggrupper/{slug}", "/professions/{slug}"),
        Route::redirect("/oplaegsholdere", "/speakers"),
        Route::redirect("/oplaegsholdere/{slug}", "/speakers/{slug}"),
    ];
    web::routes(&pages, table)
}

/// Menu and footer.
pub(crate) fn nav() -> Vec<NavItem> {
    let item = |place, path, label, order| NavItem { place, path, label, order };
    let talks: fn(Lang) -> &'static str = |lang| Text::of(lang).menu_talks();
    let all: fn(Lang) -> &'static str = |lang| Text::of(lang).menu_all_talks();
    let topics: fn(Lang) -> &'static str = |lang| Text::of(lang).menu_topics();
    let speakers: fn(Lang) -> &'static str = |lang| Text::of(lang).menu_speakers();
    vec![
        item(Place::Menu, "/talks", talks, 10),
        item(Place::Menu, "/topics", topics, 20),
        item(Place::Menu, "/speakers", speakers, 30),
        item(Place::Watch, "/talks", all, 10),
        item(Place::Watch, "/topics", topics, 20),
        item(Place::Watch, "/speakers", speakers, 30),
    ]
}

/// Every public page, for search engines.
pub(crate) fn sitemap() -> Sitemap {
    Arc::new(|app: App| {
        async move {
            let (db, viewer) = (&app.db, &Viewer::Anonymous);
            let entry = |path: String| SitemapEntry { path, changed: None };
            let mut entries: Vec<SitemapEntry> = ["/talks", "/topics", "/speakers"].map(|path| entry(path.into())).into();
            let talks = store::addresses(db, viewer).await?;
            entries.extend(talks.into_iter().map(|(slug, changed)| SitemapEntry { path: format!("/talks/{slug}"), changed: Some(changed) }));
            entries.extend(store::topics(db, viewer).await?.into_iter().map(|counted| entry(format!("/topics/{}", counted.group.slug))));
            entries.extend(store::professions(db, viewer).await?.into_iter().map(|counted| entry(format!("/professions/{}", counted.group.slug))));
            entries.extend(store::speakers(db, viewer).await?.into_iter().map(|speaker| entry(format!("/speakers/{}", speaker.person.slug))));
            Ok(entries)
        }
        .boxed()
    })
}

/// From where somebody knows it, in words.
pub(crate) fn perspective(t: Text, perspective: Perspective) -> &'static str {
    match perspective {
        Perspective::Practice => t.perspective_practice(),
        Perspective::Research => t.perspective_research(),
        Perspective::Decision => t.perspective_decision(),
        Perspective::Lived => t.perspective_lived(),
    }
}

/// Where a drawn portrait lies; `None` for none, and for one that is not drawn.
pub(crate) fn portrait(name: &str) -> Option<String> {
    poster::FACES.iter().any(|face| face.id == name).then(|| format!("/posters/p-{name}.svg"))
}

/// The first letter large: for a name that begins a line.
pub(crate) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How one speaks of a speaker: the first of their names.
pub(crate) fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_a_line_and_are_spoken_of() {
        assert_eq!(capital("økologi"), "Økologi");
        assert_eq!(capital(""), "");
        assert_eq!(first_name("Mette Østergaard Lind"), "Mette");
    }

    #[test]
    fn only_drawn_portraits_are_shown() {
        assert_eq!(portrait("mette").as_deref(), Some("/posters/p-mette.svg"));
        assert_eq!(portrait("../x"), None);
    }
}
