//! The pages through HTTP, on both databases: what stands on them for whom.

use web::test::{Answer, TestSite};

use crate::content::{CHAIR, Told, fill};

async fn site(db: db::Db, talks: &[Told]) -> TestSite {
    fill(&db, talks).await;
    web::test::site(db, |app| vec![talks::feature(app, talks::Settings::default())]).await
}

/// The page, and that it is one: one `h1`, one `main`, no inline style or script.
async fn html(site: &TestSite, path: &str) -> String {
    let answer: Answer = site.get(path).await;
    let page = answer.text();
    assert_eq!(answer.status, 200, "{path}: {page}");
    assert_eq!((page.matches("<h1").count(), page.matches("<main").count()), (1, 1), "{path}");
    for banned in [" style=", "<style", " onclick=", " onload=", "<script>"] {
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
async fn a_talk_page_holds_film_words_people_and_ways_on() {
    db::test::each(async |db| {
        let other = Told { slug: "kufferter", title: "Otte kufferter", topics: &["overgange"], speaker: "aase", ..Told::PLAIN };
        let site = site(db, &[CHAIR, other]).await;
        let page = html(&site, "/talks/rundkreds").await;
        has(
            &page,
            &[
                "<title>Drengen, der ikke ville sidde i &#60;rundkreds&#62; – Social Talks</title>",
                "<track kind=\"captions\" src=\"/talks/rundkreds/captions/da.vtt\" srclang=\"da\" label=\"Dansk\" default>",
                "Jeg tog en stol &#38; satte mig.",
                "Vi kaldte det uro",
                "Optaget 14. marts 2026, Social Talks Vejle",
                "<a href=\"/topics/overgange\">Overgange</a>, <a href=\"/topics/spoerge\">At spørge barnet</a>",
                "Elias er et opdigtet navn.",
                "/posters/p-mette.svg",
                "»Jeg er ikke foredragsholder.«",
                "Mere om Mette",
                "Lyden (M4A)",
                "Filmen (MP4)",
                "I samme lys",
                "Otte kufferter",
                "property=\"og:image\" content=\"http://127.0.0.1:8080/talks/rundkreds/share.png\"",
                "hreflang=\"en\"",
            ],
        );
        assert_eq!(page.matches("class=\"lede").count(), 2, "each line of the summary is a paragraph");
        let data = page.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("data for search engines");
        let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
        assert_eq!(data["name"], CHAIR.title);
        assert_eq!(data["duration"], "PT840S");
        assert_eq!(data["hasPart"][1]["startOffset"], 161);
    })
    .await;
}

#[tokio::test]
async fn a_moment_of_the_address_works_without_script() {
    db::test::each(async |db| {
        let site = site(db, &[CHAIR]).await;
        let page = html(&site, "/talks/rundkreds?t=258").await;
        has(&page, &["film.mp4#t=258\" type=\"video/mp4\"", "rel=\"canonical\" href=\"http://127.0.0.1:8080/talks/rundkreds\""]);
        assert!(!html(&site, "/talks/rundkreds?t=nonsense").await.contains("#t="));
    })
    .await;
}

#[tokio::test]
async fn a_reader_of_english_is_told_what_is_danish() {
    db::test::each(async |db| {
        let both = Told { slug: "begge", captions: &["da", "en"], ..Told::PLAIN };
        let none = Told { slug: "ingen", captions: &[], state: "unlisted", ..Told::PLAIN };
        let site = site(db, &[CHAIR, both, none]).await;
        let page = html(&site, "/en/talks/rundkreds").await;
        has(
            &page,
            &[
                "<html lang=\"en\">",
                "<h1 lang=\"da\">",
                "The talk is in Danish, with captions in Danish.",
                "<span lang=\"da\">Vi kaldte det uro</span>",
                "<div lang=\"da\">",
                "/en/topics/overgange\">Transitions</a>",
                "14 March 2026",
            ],
        );
        let page = html(&site, "/en/talks/begge").await;
        has(&page, &["The talk is in Danish, with captions in English and Danish.", "srclang=\"en\" label=\"English\" default"]);
        has(&page, &["<div lang=\"en\">", "<p class=\"chap\" lang=\"da\">2. Vi kaldte det uro</p>", "chapters/da.vtt\" srclang=\"da\""]);
        let page = html(&site, "/en/talks/ingen").await;
        has(&page, &["The talk is in Danish. It has no captions yet.", "Not listed.", "<meta name=\"robots\" content=\"noindex\">"]);
        assert!(!page.contains("application/ld+json"));
    })
    .await;
}

#[tokio::test]
async fn a_film_on_its_way_is_told_in_words() {
    db::test::each(async |db| {
        let told = |slug, film| Told { slug, film, ..Told::PLAIN };
        let site = site(db, &[told("uden", None), told("kommet", Some("arrived")), told("undervejs", Some("working"))]).await;
        has(&html(&site, "/talks/uden").await, &["Filmen er ikke kommet endnu."]);
        let waiting = html(&site, "/talks/kommet").await;
        has(&waiting, &["Filmen er kommet og bliver gjort klar.", "data-src=\"/talks/kommet/progress\" data-waiting"]);
        assert!(!waiting.contains("<video"));
        let working = html(&site, "/talks/undervejs").await;
        has(&working, &["<video", "720p og 480p er på vej. Du kan godt se talken imens."]);
        assert!(!working.contains("data-waiting"));
    })
    .await;
}

#[tokio::test]
async fn what_nobody_may_see_is_nowhere() {
    db::test::each(async |db| {
        let hidden = |slug, state| Told { slug, title: "Hemmelig titel", state, speaker: "aase", topics: &["tom"], ..Told::PLAIN };
        let site = site(db, &[CHAIR, hidden("kladde", "draft"), hidden("skjult", "unlisted"), hidden("vaek", "withdrawn")]).await;
        for (path, status) in
            [("/talks/kladde", 404), ("/talks/skjult", 200), ("/talks/vaek", 410), ("/talks/aldrig", 404), ("/speakers/aase", 404), ("/speakers/mette", 200)]
        {
            assert_eq!(site.get(path).await.status, status, "{path}");
        }
        for path in ["/talks", "/talks?topic=tom", "/topics", "/topics/tom", "/topics/overgange", "/professions/paedagog", "/speakers", "/sitemap.xml"] {
            let page = site.get(path).await.text();
            assert!(!page.contains("Hemmelig") && !page.contains("Åse") && !page.contains("skjult"), "{path}");
        }
        assert!(site.get("/sitemap.xml").await.text().contains("/talks/rundkreds"));
        has(&html(&site, "/topics/tom").await, &["Der er ingen talks om det her endnu."]);
    })
    .await;
}

#[tokio::test]
async fn the_list_is_narrowed_by_a_plain_form() {
    db::test::each(async |db| {
        let short = Told { slug: "kort", title: "En kort", minutes: 3, speaker: "aase", topics: &["overgange"], days_ago: 2, ..Told::PLAIN };
        let site = site(db, &[CHAIR, short]).await;
        let page = html(&site, "/talks").await;
        has(&page, &["2 fortællinger fra scenen.", "<h2 id=\"h-res\" class=\"h-xl\">2 talks</h2>", "14.00", "Mette Østergaard Lind · Pædagog i 22 år"]);
        assert!(page.find("Drengen").expect("the newest") < page.find("En kort").expect("the older"));
        let page = html(&site, "/talks?topic=overgange&perspective=lived&length=&sort=shortest").await;
        has(
            &page,
            &[
                "1 talk</h2>",
                "<option value=\"overgange\" selected>Overgange</option>",
                "href=\"/talks?perspective=lived&#38;sort=shortest\"",
                "Ryd alt",
                "name=\"sort\" value=\"shortest\"",
            ],
        );
        assert!(!page.contains("Drengen"));
        let empty = html(&site, "/talks?topic=spoerge&length=short").await;
        has(&empty, &["Den talk er ikke fortalt endnu", "Ingen talks passer til begge valg.", "Uden »Under 5 minutter«", "Uden »At spørge barnet«"]);
        assert_eq!(site.get("/talks?page=2").await.status, 404);
        has(&html(&site, "/en/talks?profession=paedagog").await, &["Childcare educator", "href=\"/en/talks\"", "1 talk</h2>"]);
    })
    .await;
}

#[tokio::test]
async fn a_long_list_has_pages() {
    db::test::each(async |db| {
        let slugs: Vec<&'static str> = (0..13).map(|n| &*Box::leak(format!("talk-{n}").into_boxed_str())).collect();
        let many: Vec<Told> = slugs.iter().enumerate().map(|(n, slug)| Told { slug, days_ago: n as i64, film: None, captions: &[], ..Told::PLAIN }).collect();
        let site = site(db, &many).await;
        has(&html(&site, "/talks").await, &["1–12 af 13", "href=\"/talks?page=2\" rel=\"next\"", "aria-current=\"page\" aria-label=\"Side 1\""]);
        let second = html(&site, "/talks?page=2").await;
        has(&second, &["13–13 af 13", "href=\"/talks/talk-12\"", "<title>Talks, side 2 – Social Talks</title>"]);
    })
    .await;
}

#[tokio::test]
async fn speakers_stand_in_danish_order_with_their_talks() {
    db::test::each(async |db| {
        let site = site(db, &[Told { speaker: "aase", slug: "a", ..Told::PLAIN }, CHAIR]).await;
        let page = html(&site, "/speakers").await;
        assert!(page.find("Mette").expect("Mette") < page.find("Åse Ærø").expect("Åse"), "å comes last");
        has(&page, &["Selv prøvet det", "1 talk"]);
        let page = html(&site, "/speakers/mette").await;
        has(
            &page,
            &[
                "Tegnet portræt af Mette Østergaard Lind",
                "Praktiker · 1 talk · første talk her i marts 2026",
                "»Jeg er ikke foredragsholder.«",
                "Om Mette",
                "Hun finder vanten.",
            ],
        );
    })
    .await;
}

#[tokio::test]
async fn danish_addresses_lead_to_their_pages() {
    let test = db::test::sqlite().await;
    let site = site(test.db.clone(), &[CHAIR]).await;
    for (from, to) in [
        ("/temaer", "/topics"),
        ("/temaer/overgange", "/topics/overgange"),
        ("/en/faggrupper/paedagog?x=1", "/en/professions/paedagog?x=1"),
        ("/oplaegsholdere", "/speakers"),
        ("/oplaegsholdere/mette", "/speakers/mette"),
    ] {
        let answer = site.get(from).await;
        assert_eq!((answer.status, answer.header("location")), (308, to), "{from}");
    }
}
