//! `backup` beside a running server, and `restore` elsewhere.

use crate::program::{Place, captions, err, film, get, out};

/// A site with one talk.
fn told() -> Place {
    let place = Place::new();
    let (film, words) = (film(place.folder.path()), captions(place.folder.path()));
    let (film, words) = (film.to_str().unwrap(), words.to_str().unwrap());
    let taken = place.run(&["import", film, "--title", "Stolen ved vinduet", "--captions", words, "--poster", "kop-navy", "--publish"]);
    assert!(taken.status.success(), "{}", err(&taken));
    place
}

#[tokio::test]
async fn a_talk_comes_back_in_another_folder() {
    let (place, other) = (told(), Place::new());
    let mut server = place.serve(&["serve"]);
    let kept = other.folder.path().join("kept");
    let kept = kept.to_str().unwrap();
    for _ in 0..2 {
        let made = place.run(&["backup", kept, "--verify"]);
        assert!(made.status.success(), "{}", err(&made));
        assert!(out(&made).contains("Sikkerhedskopien i") && out(&made).contains("er hel"), "{}", out(&made));
    }
    let busy = place.run(&["restore", kept]);
    assert_eq!(busy.status.code(), Some(1));
    assert!(err(&busy).contains(&format!("serve, process {}", server.id())), "{}", err(&busy));
    assert_eq!(server.stop(), Some(0));

    let done = other.run(&["restore", kept]);
    assert!(done.status.success(), "{}", err(&done));
    assert!(out(&done).starts_with("Gendannet fra "), "{}", out(&done));
    let mut restored = other.serve(&["serve"]);
    let page = get(&format!("{}/talks/stolen-ved-vinduet", restored.origin)).await;
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    assert!(page.contains("Ingen spurgte hvorfor.") && page.contains("/posters/kop-navy.svg"), "{page}");
    let playlist = page.split("data-playlist=\"").nth(1).unwrap().split('"').next().unwrap();
    let folder = playlist.rsplit_once('/').unwrap().0;
    for file in ["master.m3u8", "film.mp4", "source/video-0.m4s"] {
        let answer = get(&format!("{}{folder}/{file}", restored.origin)).await;
        assert_eq!(answer.status(), 200, "{file}");
    }
    assert_eq!(restored.stop(), Some(0));

    let again = other.run(&["restore", kept]);
    assert_eq!(again.status.code(), Some(1));
    assert!(err(&again).contains("ikke tom"), "{}", err(&again));
}

#[test]
fn what_is_missing_or_damaged_is_told() {
    let (place, empty) = (told(), Place::new());
    let kept = empty.folder.path().join("kept");
    let nothing = empty.run(&["backup", kept.to_str().unwrap()]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(err(&nothing).contains("ingen database") && !kept.exists() && !empty.data().exists(), "{}", err(&nothing));
    let within = place.data().join("media/kept");
    let within = place.run(&["backup", within.to_str().unwrap()]);
    assert!(within.status.code() == Some(1) && err(&within).contains("datamappen"), "{}", err(&within));

    assert!(place.run(&["backup", kept.to_str().unwrap()]).status.success());
    let shelf = std::fs::read_dir(kept.join("media")).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_dir()).unwrap();
    let content = std::fs::read_dir(shelf).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&content).unwrap();
    bytes[0] ^= 1;
    std::fs::write(&content, bytes).unwrap();
    let looked = empty.run(&["backup", kept.to_str().unwrap(), "--verify-only"]);
    assert_eq!(looked.status.code(), Some(1));
    assert!(err(&looked).contains("beskadiget") && err(&looked).contains(content.file_name().unwrap().to_str().unwrap()), "{}", err(&looked));
    assert_eq!(empty.run(&["restore", kept.to_str().unwrap()]).status.code(), Some(1));
    let absent = empty.run(&["restore", "/nowhere"]);
    assert!(absent.status.code() == Some(1) && err(&absent).contains("/nowhere"), "{}", err(&absent));
}
