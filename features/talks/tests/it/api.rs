//! The API's description is part of the contract with others: it changes on purpose or not at all.

use futures::StreamExt as _;

use crate::kit::{self, films, talk};

#[tokio::test]
async fn the_description_is_served_as_agreed() {
    let house = kit::small().await;
    let served = house.get("/api/v1/openapi.json").await;
    assert_eq!((served.status, served.header("content-type")), (200, "application/json"));
    insta::assert_snapshot!("openapi", serde_json::to_string_pretty(&served.json()).unwrap());
}

#[tokio::test]
async fn questions_that_make_no_sense_are_told_so() {
    let house = kit::small().await;
    for query in ["page=0", "size=0", "size=101", "page=x", "perspective=nobody"] {
        let answer = house.get(&format!("/api/v1/talks?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
    }
    let nothing = house.get("/api/v1/talks?topic=findes-ikke").await;
    assert_eq!((nothing.status, &nothing.json()["total"]), (200, &0.into()));
    assert_eq!(house.get("/api/v1/talks/findes-ikke").await.status, 404);
    assert_eq!(house.get("/api/v1/talks/0000000000001").await.status, 404);
}

#[tokio::test]
async fn progress_is_told_as_it_goes() {
    let house = kit::small().await;
    let done = house.import(talk(films().join("eligible.mp4"), "Undervejs")).await;
    let request = http::Request::builder().uri(format!("/talks/{}/progress", done.slug)).header("host", "localhost");
    let response = house.site.answer(request.body(axum::body::Body::empty()).unwrap(), [127, 0, 0, 1].into()).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut events = response.into_body().into_data_stream();
    let mut told = async || {
        let event = tokio::time::timeout(std::time::Duration::from_secs(20), events.next()).await.expect("an event").unwrap().unwrap();
        let text = String::from_utf8(event.to_vec()).unwrap();
        let data = text.lines().find_map(|line| line.strip_prefix("data: ")).unwrap_or_else(|| panic!("{text}")).to_owned();
        assert!(text.contains("event: progress"));
        serde_json::from_str::<serde_json::Value>(&data).unwrap()
    };
    let first = told().await;
    assert_eq!((&first["state"], &first["playable"], &first["renditions"][0]["name"]), (&"arrived".into(), &true.into(), &"source".into()));
    house.work().await;
    let mut last = told().await;
    while last["state"] != "ready" {
        last = told().await;
    }
    let states: Vec<_> = last["renditions"].as_array().unwrap().iter().map(|r| r["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["playable"; 3]);
}
