//! One rule for the page, the list, the counts, the API, media, words and pictures.

use talks::release::set_state;
use talks::talk::State;

use crate::kit::{self, films, talk};

#[tokio::test]
async fn every_address_of_a_talk_obeys_its_state() {
    kit::each(async |house| {
        let done = house.import(talk(films().join("eligible.mp4"), "Støvlerne i gangen")).await;
        house.work().await;
        let told = house.api(&done.slug).await;
        let base = house.path(&told["playlist"]).rsplit_once('/').unwrap().0.to_owned();
        let own = format!("/talks/{}", done.slug);
        let below = |tail: &str| format!("{own}{tail}");
        let mut addresses =
            vec![own.clone(), below("/captions/da.vtt"), below("/chapters/da.vtt"), below("/transcript.txt"), below("/share.png"), below("/share.jpg")];
        addresses.extend([format!("/en{own}"), format!("/api/v1/talks/{}", done.slug), format!("/api/v1/talks/{}", done.talk)]);
        let media = ["master.m3u8", "source/video.m3u8", "source/video-0.m4s", "source/audio-init.mp4", "240/index.m3u8", "240/00000.m4s", "audio/init.mp4"];
        addresses.extend(media.iter().chain(&["film.mp4", "audio.m4a", "sprite.vtt", "waveform.json", "frame-1.jpg"]).map(|file| format!("{base}/{file}")));

        for (state, status, listed) in
            [(State::Public, 200, true), (State::Unlisted, 200, false), (State::Withdrawn, 410, false), (State::Draft, 404, false), (State::Public, 200, true)]
        {
            set_state(&house.talks, done.talk, state, "operator").await.unwrap();
            for address in &addresses {
                // Twice, so that the second answer comes from memory.
                for _ in 0..2 {
                    let answer = house.get(address).await;
                    assert_eq!(answer.status, status, "{address} while {state:?}");
                    if address.starts_with("/media/") && status == 200 {
                        assert_eq!(answer.header("cache-control"), "public, max-age=60", "{address}");
                    }
                }
            }
            let download = house.get(&below("/download")).await.status;
            assert_eq!(download, if status == 200 { 307 } else { status });
            for list in ["/talks", "/topics", "/topics/overgange", "/speakers", "/professions/paedagog", "/sitemap.xml"] {
                let seen = house.get(list).await.text();
                let name = if list == "/topics" || list == "/speakers" {
                    list == "/topics" && seen.contains("/topics/overgange") || seen.contains("/speakers/mette")
                } else {
                    seen.contains(&own)
                };
                assert_eq!(name, listed, "{list} while {state:?}");
            }
            assert_eq!(house.get("/speakers/mette-oestergaard-lind").await.status, if listed { 200 } else { 404 });
            assert_eq!(house.get("/api/v1/talks").await.json()["total"], u64::from(listed));
        }
    })
    .await;
}

#[tokio::test]
async fn posters_are_public_drawings() {
    let house = kit::small().await;
    for (path, status) in [("/posters/stol-plum.svg", 200), ("/posters/p-mette.svg", 200), ("/posters/stol-pink.svg", 404), ("/posters/stol-plum.png", 404)] {
        let answer = house.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        if status == 200 {
            assert_eq!(answer.header("content-type"), "image/svg+xml");
        }
    }
}
