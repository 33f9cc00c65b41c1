//! The front page, and the pages about the place: about, privacy, accessibility. All of it is public.
//!
//! Addresses: `/`, `/about`, `/privacy`, `/accessibility`, `/manifest.webmanifest`, and the Danish words that lead there.
//! No tables: the front page asks the talks.

mod about;
mod accessibility;
mod home;
mod manifest;
mod privacy;

use std::sync::Arc;

use futures::FutureExt as _;
use i18n::Lang;
use web::{App, Feature, NavItem, Place, Route, Sitemap, SitemapEntry, Who};

i18n::texts!();

/// What the room brings to the program.
#[must_use]
pub fn feature(app: &App) -> Feature {
    let table = [
        Route::get("/", Who::Anyone, home::page),
        Route::get("/about", Who::Anyone, about::page),
        Route::get("/privacy", Who::Anyone, privacy::page),
        Route::get("/accessibility", Who::Anyone, accessibility::page),
        Route::get("/manifest.webmanifest", Who::Anyone, manifest::manifest),
        Route::redirect("/om", "/about"),
        Route::redirect("/privatliv", "/privacy"),
        Route::redirect("/tilgaengelighed", "/accessibility"),
        Route::redirect("/was", "/accessibility"),
    ];
    Feature { name: "front", routes: web::routes(app, table), nav: nav(), sitemap: Some(sitemap()), ..Feature::default() }
}

fn nav() -> Vec<NavItem> {
    let item = |place, path, label, order| NavItem { place, path, label, order };
    let about: fn(Lang) -> &'static str = |lang| Text::of(lang).about_menu();
    let behind: fn(Lang) -> &'static str = |lang| Text::of(lang).about_menu_foot();
    let privacy: fn(Lang) -> &'static str = |lang| Text::of(lang).privacy_menu();
    let accessibility: fn(Lang) -> &'static str = |lang| Text::of(lang).access_menu();
    vec![
        item(Place::Menu, "/about", about, 90),
        item(Place::About, "/about", behind, 10),
        item(Place::Care, "/accessibility", accessibility, 10),
        item(Place::Care, "/privacy", privacy, 20),
    ]
}

fn sitemap() -> Sitemap {
    Arc::new(|_| {
        let pages = ["/", "/about", "/accessibility", "/privacy"];
        async move { Ok(pages.map(|path| SitemapEntry { path: path.into(), changed: None }).into()) }.boxed()
    })
}

/// A day of a text's last change in words: midnight UTC in microseconds since 1970.
fn changed(lang: Lang, day: i64) -> String {
    Text::of(lang).updated(i18n::date(lang, day, i18n::DateStyle::Day))
}
