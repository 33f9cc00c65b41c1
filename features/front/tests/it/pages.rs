//! What stands on the pages, in both languages.

use web::test::TestSite;

use crate::content::{CHAIR, Told, fill};

async fn site(db: db::Db, talks: &[Told]) -> TestSite {
    fill(&db, talks).await;
    web::test::site(db, |app| vec![talks::feature(app, talks::Settings::default()), front::feature(app)]).await
}

async fn html(site: &TestSite, path: &str) -> String {
    let answer = site.get(path).await;
    let page = answer.text();
    assert_eq!(answer.status, 200, "{path}: {page}");
    assert_eq!((page.matches("<h1").count(), page.matches("<main").count()), (1, 1), "{path}");
    for banned in [" style=", "<style", " onclick=", "<script>"] {
        assert!(!page.contains(banned), "{path}: {banned}");
    }
    page
}

fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "»{part}« is missing in {page}");
    }
}

#[tokio::test]
async fn home_is_made_of_what_there_is() {
    db::test::each(async |db| {
        let older = Told {
            slug: "kufferter",
            title: "Otte kufferter",
            summary: "Jonas flyttede otte gange. Så holdt han op.",
            days_ago: 3,
            topics: &["overgange"],
            professions: &["laerer"],
            ..Told::PLAIN
        };
        let site = site(db, &[CHAIR, older]).await;
        let page = html(&site, "/").await;
        has(
            &page,
            &[
                "De står tættest på barnet. Her står de på scenen.",
                "/posters/hero-stol-plum.svg",
                "Nyeste talk · 14 min. · tekstet",
                "Jeg arbejder som <a href=\"/professions/paedagog\">pædagog</a>",
                "</span> eller <a href=\"/professions/laerer\">lærer</a>",
                ", og vil høre, hvordan andre gør.",
                "Nye fra scenen",
                "Otte kufferter",
                "Se alle 2 talks",
                "<span>Overgange</span><span class=\"n\">2 talks</span>",
                "<p class=\"huge\">20<small>min.</small></p>",
                "<dt>oplægsholder</dt><dd>1</dd>",
                "<link rel=\"manifest\"",
            ],
        );
        let english = html(&site, "/en").await;
        has(
            &english,
            &["Here they stand on stage.", "I work as a <a href=\"/en/professions/paedagog\">childcare educator</a>", "<h2 lang=\"da\">", "See all 2 talks"],
        );
    })
    .await;
}

#[tokio::test]
async fn an_empty_house_says_so_and_promises_no_figures() {
    db::test::each(async |db| {
        let site = site(db, &[]).await;
        let page = html(&site, "/").await;
        has(&page, &["Scenen er klar", "/posters/hero-stol.svg"]);
        for absent in ["class=\"iam\"", "Nye fra scenen", "reachband", "class=\"index\""] {
            assert!(!page.contains(absent), "{absent}");
        }
        has(&html(&site, "/talks").await, &["Der er endnu ingen talks her."]);
        has(&html(&site, "/topics").await, &["Der er ingen temaer endnu."]);
        has(&html(&site, "/speakers").await, &["Der er ingen oplægsholdere endnu."]);
    })
    .await;
}

#[tokio::test]
async fn minutes_are_promised_only_where_all_are_captioned() {
    db::test::each(async |db| {
        let bare = Told { slug: "bar", captions: &[], ..Told::PLAIN };
        let page = html(&site(db, &[CHAIR, bare]).await, "/").await;
        assert!(!page.contains("reachband") && !page.contains("tekstet ·") && !page.contains("· tekstet"));
    })
    .await;
}

#[tokio::test]
async fn the_pages_about_the_place_stand_in_both_languages() {
    let test = db::test::sqlite().await;
    let site = site(test.db.clone(), &[]).await;
    for (path, danish, english) in [
        ("/about", "stiftet som forening den 15. januar 2021", "founded as an association on 15 January 2021"),
        ("/privacy", "Vi sætter ingen cookies.", "We set no cookies."),
        ("/accessibility", "Dansk tegnsprog.", "Danish sign language."),
    ] {
        has(&html(&site, path).await, &[danish, "<html lang=\"da\">"]);
        has(&html(&site, &format!("/en{path}")).await, &[english, "<html lang=\"en\">"]);
    }
    has(&html(&site, "/privacy").await, &["Sidst ændret 22. november 2026"]);
    assert!(!html(&site, "/about").await.contains("mailto:"), "no address is promised where none was given");
    let config = web::Config { contact: "hej@example.dk".into(), ..web::Config::default() };
    let with = web::test::site_with(test.db.clone(), config, |app| vec![front::feature(app)]).await;
    for path in ["/about", "/privacy", "/accessibility"] {
        has(&html(&with, path).await, &["<a href=\"mailto:hej@example.dk\">hej@example.dk</a>"]);
    }
    let privacy = site.get("/privacy").await;
    assert!(privacy.headers.get("set-cookie").is_none(), "what the page says is so");
}

#[tokio::test]
async fn danish_addresses_and_the_manifest() {
    let test = db::test::sqlite().await;
    let site = site(test.db.clone(), &[]).await;
    for (from, to) in [("/om", "/about"), ("/privatliv", "/privacy"), ("/tilgaengelighed", "/accessibility"), ("/en/was", "/en/accessibility")] {
        let answer = site.get(from).await;
        assert_eq!((answer.status, answer.header("location")), (308, to), "{from}");
    }
    let manifest = site.get("/en/manifest.webmanifest").await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest.text()).expect("JSON");
    assert_eq!((manifest["start_url"].as_str(), manifest["lang"].as_str()), (Some("/en"), Some("en")));
    has(&site.get("/sitemap.xml").await.text(), &["/accessibility", "/about"]);
}
