//! A feature with a page that counts its drawings, and one of everything that can go otherwise.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use askama::Template;
use axum::body::Body;
use axum::extract::{FromRef, Path, State};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use i18n::Lang;
use web::test::TestSite;
use web::{App, Client, Config, FastPath, Feature, Frame, NavItem, Page, PageError, PageResult, Place, Plain, Reader, Route, Who, routes};

#[derive(Clone)]
pub struct Small {
    app: App,
    drawn: Arc<AtomicU32>,
}

impl FromRef<Small> for App {
    fn from_ref(small: &Small) -> App {
        small.app.clone()
    }
}

#[derive(Template)]
#[template(
    source = "{% extends \"layout.html\" %}{% block main %}<h1>Talks</h1><p>drawn {{ drawn }} <a href=\"{{ frame.href(\"/talks/a\") }}\">a</a>{{ filler }}</p>{% endblock %}",
    ext = "html"
)]
struct List {
    frame: Frame,
    drawn: u32,
    filler: String,
}

async fn list(State(small): State<Small>, reader: Reader) -> Page<List> {
    Page(List {
        frame: Frame::new(&small.app, &reader, "Talks").description("Alle »talks«"),
        drawn: small.drawn.fetch_add(1, Ordering::SeqCst) + 1,
        filler: "ord ".repeat(400),
    })
}

async fn fresh(State(small): State<Small>, reader: Reader) -> Response {
    Page(List { frame: Frame::new(&small.app, &reader, "Frisk"), drawn: small.drawn.fetch_add(1, Ordering::SeqCst) + 1, filler: String::new() })
        .uncached()
        .into_response()
}

async fn one(Path(slug): Path<String>) -> PageResult<Plain> {
    match slug.as_str() {
        "gone" => Err(PageError::Gone),
        "bad" => Err(PageError::Bad("Der mangler en endelse.".into())),
        "away" => Err(PageError::Unavailable),
        "fault" => Err(anyhow::anyhow!("a secret detail").into()),
        "panic" => panic!("a secret panic"),
        "slow" => {
            tokio::time::sleep(Duration::from_secs(600)).await;
            Err(PageError::NotFound)
        }
        "text" => Ok(Plain::new("text/vtt; charset=utf-8", "WEBVTT\n")),
        _ => Err(PageError::NotFound),
    }
}

async fn whence(Client(ip): Client) -> String {
    ip.to_string()
}

async fn echo(body: String) -> String {
    body.len().to_string()
}

/// A page that needs the database.
async fn asks(State(small): State<Small>) -> PageResult<String> {
    let tx = small.app.db.begin().await?;
    tx.commit().await?;
    Ok("asked".into())
}

struct Fast;

impl FastPath for Fast {
    fn answer(&self, parts: &Parts) -> Option<http::Response<Body>> {
        (parts.uri.path() == "/media/x/a.m4s").then(|| http::Response::new(Body::from("fast")))
    }
}

pub fn small(app: &App) -> Vec<Feature> {
    let small = Small { app: app.clone(), drawn: Arc::default() };
    let label = |lang| match lang {
        Lang::Da => "Alle talks",
        Lang::En => "All talks",
    };
    vec![Feature {
        name: "small",
        routes: routes(
            &small,
            [
                Route::get("/talks", Who::Anyone, list),
                Route::get("/fresh", Who::Anyone, fresh),
                Route::get("/talks/{slug}", Who::Anyone, one),
                Route::get("/api/v1/talks/{slug}", Who::Anyone, one),
                Route::get("/asks", Who::Anyone, asks),
                Route::get("/whence", Who::Anyone, whence),
                Route::post("/echo", Who::Anyone, echo).body_limit(1000),
                Route::redirect("/foredrag/{slug}", "/talks/{slug}"),
            ],
        ),
        nav: vec![NavItem { place: Place::Menu, path: "/talks", label, order: 1 }, NavItem { place: Place::Watch, path: "/talks", label, order: 1 }],
        fast: Some(Arc::new(Fast)),
        ..Feature::default()
    }]
}

/// The small site on SQLite.
pub async fn site() -> (TestSite, db::test::TestDb) {
    site_with(Config::default()).await
}

pub async fn site_with(config: Config) -> (TestSite, db::test::TestDb) {
    let database = db::test::sqlite().await;
    (web::test::site_with(database.db.clone(), config, small).await, database)
}
