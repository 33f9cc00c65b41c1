//! A film goes in, plays, and becomes a verified ladder.

use talks::import::{Import, Outcome, Release, Until, outcome};

use crate::kit::{self, House, films, in_state, talk};

/// Follows the master playlist to the last segment of every variant, as a player would.
async fn plays_through(house: &House, master: &str) -> usize {
    let base = master.rsplit_once('/').unwrap().0;
    let text = house.get(master).await;
    assert_eq!((text.status, text.header("content-type")), (200, "application/vnd.apple.mpegurl"));
    let text = text.text();
    let sound = text.split("URI=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let lists: Vec<&str> = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).chain(sound).collect();
    for list in &lists {
        let media = house.get(&format!("{base}/{list}")).await;
        assert_eq!(media.status, 200, "{list} in {text}");
        let media = media.text();
        assert!(media.contains("#EXT-X-ENDLIST"), "{media}");
        let folder = list.rsplit_once('/').unwrap().0;
        let init = media.split("URI=\"").nth(1).unwrap().split('"').next().unwrap();
        for file in media.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).chain([init]) {
            let file = house.get(&format!("{base}/{folder}/{file}")).await;
            assert_eq!(file.status, 200);
            assert!(&file.body[4..8] == b"ftyp" || &file.body[4..8] == b"styp" || &file.body[4..8] == b"moof", "no media");
        }
    }
    lists.len()
}

#[tokio::test]
async fn an_eligible_film_plays_at_once_and_becomes_a_ladder() {
    kit::each(async |house| {
        let done = house.import(talk(films().join("eligible.mp4"), "Drengen, der ikke ville sidde i rundkreds")).await;
        assert_eq!((done.slug.as_str(), done.release, done.playable), ("drengen-der-ikke-ville-sidde-i-rundkreds", Release::Public, true));
        // No worker has run yet.
        let fresh = house.api(&done.slug).await;
        assert_eq!((&fresh["state"], &fresh["playable"]), (&"public".into(), &true.into()), "{fresh}");
        assert_eq!(fresh["renditions"][0], serde_json::json!({"name": "source", "height": 240, "state": "playable", "source": "original"}));
        let master = house.path(&fresh["playlist"]);
        assert_eq!(plays_through(&house, &master).await, 2, "pictures and sound of the original");
        assert_eq!(house.get(&house.path(&fresh["links"]["film"])).await.body, std::fs::read(films().join("eligible.mp4")).unwrap());

        house.work().await;
        assert_eq!(outcome(&house.talks, done.film, Until::Ready).await.unwrap(), Outcome::Reached { playable: true });
        let whole = house.api(&done.talk.to_string()).await;
        assert_eq!(in_state(&whole, "playable"), ["source", "240", "audio"], "{whole}");
        assert_eq!(whole["duration_ms"], 5_000);
        assert_eq!(plays_through(&house, &master).await, 3, "original, 240, the ladder's sound");
        let base = master.rsplit_once('/').unwrap().0;
        for file in ["sprite.jpg", "sprite.vtt", "waveform.json", "audio.m4a", "frame-1.jpg", "frame-3.jpg"] {
            assert_eq!(house.get(&format!("{base}/{file}")).await.status, 200, "{file}");
        }
        assert_eq!(house.get(&format!("{base}/frame-4.jpg")).await.status, 404);
        assert!(house.get(&format!("/talks/{}", done.slug)).await.text().contains(&master));
    })
    .await;
}

#[tokio::test]
async fn any_other_film_gets_a_first_pass_and_a_file_for_plain_players() {
    kit::each(async |house| {
        let done = house.import(talk(films().join("other.avi"), "Otte kufferter")).await;
        assert!(!done.playable);
        assert_eq!(house.get("/talks/otte-kufferter").await.status, 404, "a draft until it is taken");
        house.work().await;
        let whole = house.api("otte-kufferter").await;
        assert_eq!(in_state(&whole, "playable"), ["480", "240", "audio"], "{whole}");
        assert_eq!(plays_through(&house, &house.path(&whole["playlist"])).await, 3);
        let film = house.get(&house.path(&whole["links"]["film"])).await;
        assert_eq!((film.status, film.header("content-type")), (200, "video/mp4"));
        assert_eq!(&film.body[4..8], b"ftyp");
        let jobs = jobs::of_subject(house.talks.app.db.read(), &format!("film/{}", done.film)).await.unwrap();
        let mut names: Vec<&str> = jobs.iter().map(|job| job.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["film.download", "film.first_pass", "film.frames", "film.inspect", "film.ladder"]);
        assert!(jobs.iter().all(|job| job.state == jobs::State::Done), "{jobs:?}");
    })
    .await;
}

#[tokio::test]
async fn pictures_that_can_be_cut_wait_for_sound_that_must_be_made() {
    let house = kit::small().await;
    let done = house.import(talk(films().join("other-sound.mov"), "Nøglen")).await;
    assert!(!done.playable);
    house.work().await;
    let whole = house.api("noeglen").await;
    assert_eq!(in_state(&whole, "playable"), ["source", "240", "audio"], "{whole}");
    assert_eq!(plays_through(&house, &house.path(&whole["playlist"])).await, 3);
}

#[tokio::test]
async fn sound_alone_is_a_talk() {
    let house = kit::small().await;
    house.import(talk(films().join("sound.wav"), "Klokken fire")).await;
    house.work().await;
    let whole = house.api("klokken-fire").await;
    assert_eq!((in_state(&whole, "playable"), &whole["playable"]), (vec!["audio".to_owned()], &true.into()));
    assert_eq!(plays_through(&house, &house.path(&whole["playlist"])).await, 1);
}

#[tokio::test]
async fn without_captions_it_becomes_unlisted() {
    let house = kit::small().await;
    let done = house.import(Import { captions: vec![], ..talk(films().join("eligible.mp4"), "Gryden") }).await;
    assert_eq!(done.release, Release::UnlistedForWantOfCaptions);
    assert_eq!(house.api("gryden").await["state"], "unlisted");
    assert_eq!(house.get("/api/v1/talks").await.json()["total"], 0);
}

#[tokio::test]
async fn without_publish_it_stays_a_draft_and_nobody_vouches() {
    let house = kit::small().await;
    house.import(Import { publish: false, ..talk(films().join("eligible.mp4"), "Gryden") }).await;
    house.work().await;
    assert_eq!(house.get("/api/v1/talks/gryden").await.status, 404);
    let lines = kit::audit(&house).await;
    assert!(lines.contains(&"talk.imported".into()) && !lines.contains(&"talk.vouched".into()), "{lines:?}");
}

#[tokio::test]
async fn what_is_published_is_vouched_for_and_same_titles_get_addresses_of_their_own() {
    kit::each(async |house| {
        for slug in ["gryden", "gryden-2", "gryden-3"] {
            assert_eq!(house.import(talk(films().join("eligible.mp4"), "Gryden")).await.slug, slug);
        }
        let lines = kit::audit(&house).await;
        assert_eq!(lines.iter().filter(|line| *line == "talk.vouched").count(), 3);
        assert_eq!(lines.iter().filter(|line| *line == "talk.public").count(), 3);
        let list = house.get("/api/v1/talks?topic=overgange&size=2").await.json();
        assert_eq!((&list["total"], list["talks"].as_array().unwrap().len()), (&3.into(), 2));
        assert_eq!(list["talks"][0]["speakers"][0]["name"], "Mette Østergaard Lind");
        assert_eq!(list["talks"][0]["professions"][0]["slug"], "paedagog");
        assert_eq!(house.path(&list["next"]), "/api/v1/talks?topic=overgange&size=2&page=2");
    })
    .await;
}
