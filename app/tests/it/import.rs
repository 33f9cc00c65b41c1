//! `import` as an operator meets it: alone and beside a server, taken and refused.

use crate::program::{Place, captions, err, film, get, out};

#[tokio::test]
async fn a_film_becomes_a_page_that_plays() {
    let place = Place::new();
    let (film, words) = (film(place.folder.path()), captions(place.folder.path()));
    let (film, words) = (film.to_str().unwrap(), words.to_str().unwrap());
    let taken = place.run(&["import", film, "--title", "Stolen ved vinduet", "--speaker", "Mette Lind, pædagog", "--captions", words, "--publish", "--wait"]);
    assert!(taken.status.success(), "{}", err(&taken));
    let address = out(&taken).trim().lines().next_back().unwrap().to_owned();
    assert_eq!(address, "http://127.0.0.1:8080/talks/stolen-ved-vinduet");

    let mut server = place.serve(&["serve"]);
    let page = get(&format!("{}/talks/stolen-ved-vinduet", server.origin)).await;
    assert_eq!(page.status(), 200);
    let html = page.text().await.unwrap();
    assert!(html.contains("Stolen ved vinduet") && html.contains("Mette Lind") && html.contains("Ingen spurgte hvorfor."), "{html}");
    let talk = get(&format!("{}/api/v1/talks/stolen-ved-vinduet", server.origin)).await;
    let talk: serde_json::Value = serde_json::from_str(&talk.text().await.unwrap()).unwrap();
    assert_eq!((talk["state"].as_str(), talk["playable"].as_bool()), (Some("public"), Some(true)), "{talk}");
    let playlist = talk["playlist"].as_str().unwrap();
    let playlist = playlist.strip_prefix("http://127.0.0.1:8080").unwrap_or(playlist).replace(&server.origin, "");
    let master = get(&format!("{}{playlist}", server.origin)).await.text().await.unwrap();
    assert!(master.starts_with("#EXTM3U"), "{master}");
    assert_eq!(server.stop(), Some(0));
}

#[tokio::test]
async fn beside_a_server_the_server_does_the_work() {
    let place = Place::new();
    let film = film(place.folder.path());
    let server = place.serve(&["serve"]);
    let taken = place.run(&["import", film.to_str().unwrap(), "--title", "Uden tekster", "--publish", "--public-url", &server.origin]);
    assert!(taken.status.success(), "{}", err(&taken));
    assert!(err(&taken).contains("kørende server"), "{}", err(&taken));
    let said = out(&taken);
    assert!(said.contains("undertekster"), "it says why the talk is not listed: {said}");
    let address = said.trim().lines().next_back().unwrap();
    assert_eq!(address, format!("{}/talks/uden-tekster", server.origin));
    assert_eq!(get(address).await.status(), 200, "by its address");
    let list = get(&format!("{}/talks", server.origin)).await.text().await.unwrap();
    assert!(!list.contains("uden-tekster"), "not on the list");
}

#[test]
fn a_refusal_is_a_sentence() {
    let place = Place::new();
    let wrong = place.folder.path().join("letter.mp4");
    std::fs::write(&wrong, "Kære redaktion, her er min film. ".repeat(400)).unwrap();
    let refused = place.run(&["import", wrong.to_str().unwrap(), "--title", "Et brev"]);
    assert_eq!(refused.status.code(), Some(1));
    let words = err(&refused);
    assert!(words.trim().ends_with('.') && !words.contains("film-"), "{words}");
    assert!(!out(&refused).contains("/talks/"));
    let absent = place.run(&["import", "/nowhere/film.mp4", "--title", "Ingenting"]);
    assert_eq!(absent.status.code(), Some(1));
    assert!(err(&absent).contains("/nowhere/film.mp4"), "{}", err(&absent));
    let untitled = place.run(&["import", wrong.to_str().unwrap(), "--title", "  "]);
    assert_eq!(untitled.status.code(), Some(1));
}
