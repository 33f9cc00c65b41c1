//! A frame of the film as a talk's poster.

use image::GenericImageView as _;
use talks::import::Import;
use talks::release::set_state;
use talks::talk::State;

use crate::kit::{self, Answer, films, talk};

fn size(answer: &Answer, kind: &str) -> (u32, u32) {
    assert_eq!((answer.status, answer.header("content-type")), (200, kind));
    image::load_from_memory(&answer.body).expect("a picture").dimensions()
}

#[tokio::test]
async fn a_chosen_frame_is_the_poster_everywhere_as_soon_as_it_is_there() {
    kit::each(async |house| {
        let asked = Import { poster: Some("frame-2".into()), ..talk(films().join("eligible.mp4"), "Stolen") };
        let done = house.import(asked).await;
        let fresh = house.api("stolen").await;
        let drawn = house.path(&fresh["links"]["poster"]);
        assert!(drawn.starts_with("/posters/") && house.get(&drawn).await.status == 200, "{drawn}");
        assert_eq!(house.path(&fresh["links"]["share_picture"]), "/talks/stolen/share.png");
        let page = house.get("/talks/stolen").await.text();
        assert!(page.contains(&format!("poster=\"{drawn}\"")) && page.contains("alt=\"Tegning: "), "{page}");
        assert!(house.get("/talks").await.text().contains(&drawn));
        let before = house.get("/talks/stolen/share.jpg").await;
        assert_eq!(size(&before, "image/jpeg"), (1200, 630), "drawn meanwhile");

        house.work().await;
        let whole = house.api("stolen").await;
        let frame = house.path(&whole["links"]["poster"]);
        assert!(frame.starts_with("/media/") && frame.ends_with("/frame-2.jpg"), "{frame}");
        assert_eq!(size(&house.get(&frame).await, "image/jpeg"), (320, 240));
        let page = house.get("/talks/stolen").await.text();
        for part in [
            format!("poster=\"{frame}\""),
            "alt=\"Et billede fra filmen.\"".into(),
            "property=\"og:image\" content=\"http://127.0.0.1:8080/talks/stolen/share.jpg\"".into(),
            "data-artwork=\"/talks/stolen/share.jpg\"".into(),
            format!("\"thumbnailUrl\":[\"http://127.0.0.1:8080{frame}\",\"http://127.0.0.1:8080/talks/stolen/share.jpg\"]"),
        ] {
            assert!(page.contains(&part), "»{part}« is missing in {page}");
        }
        for list in ["/talks", "/topics/overgange", "/speakers/mette-oestergaard-lind"] {
            let list = house.get(list).await.text();
            assert!(list.contains(&frame) && !list.contains(&drawn), "{list}");
        }
        let after = house.get("/talks/stolen/share.jpg").await;
        assert_eq!(size(&after, "image/jpeg"), (1200, 630));
        assert!(before.body != after.body && before.header("etag") != after.header("etag"));
        assert_eq!(size(&house.get("/talks/stolen/share.png").await, "image/png"), (1200, 630));

        set_state(&house.talks, done.talk, State::Withdrawn, "operator").await.unwrap();
        for gone in [frame.as_str(), "/talks/stolen/share.jpg"] {
            assert_eq!(house.get(gone).await.status, 410, "{gone}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_frame_that_cannot_be_read_leaves_the_drawing() {
    let house = kit::small().await;
    let sound = Import { poster: Some("frame-1".into()), ..talk(films().join("sound.wav"), "Klokken") };
    house.import(sound).await;
    house.work().await;
    let told = house.api("klokken").await;
    assert!(house.path(&told["links"]["poster"]).starts_with("/posters/"), "a film without picture has no frame");

    house.import(Import { poster: Some("frame-1".into()), ..talk(films().join("eligible.mp4"), "Vinduet") }).await;
    house.work().await;
    let told = house.api("vinduet").await;
    let frame = house.path(&told["links"]["poster"]).replace("/media/", "films/");
    assert!(frame.ends_with("/frame-1.jpg"), "{frame}");
    house.talks.app.storage.delete(&frame).await.unwrap();
    assert_eq!(size(&house.get("/talks/vinduet/share.jpg").await, "image/jpeg"), (1200, 630));
}
