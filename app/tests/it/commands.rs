//! Commands that end by themselves.

use crate::program::{Place, err, out};

#[test]
fn the_sample_is_a_configuration() {
    let place = Place::new();
    let sample = place.run(&["config", "--sample"]);
    assert!(sample.status.success());
    let file = place.folder.path().join("settings.toml");
    std::fs::write(&file, &sample.stdout).unwrap();
    let shown = place.run(&["config", "--config", file.to_str().unwrap()]);
    assert!(shown.status.success(), "{}", err(&shown));
    assert_eq!(out(&shown), out(&place.run(&["config"])), "the sample says the defaults");
    assert!(!place.data().exists(), "looking at settings makes no folder");
}

#[test]
fn a_wrong_setting_is_named() {
    let place = Place::new();
    let file = place.folder.path().join("settings.toml");
    std::fs::write(&file, "lisen = \"x\"\n").unwrap();
    let refused = place.run(&["serve", "--config", file.to_str().unwrap()]);
    assert!(!refused.status.success());
    assert!(err(&refused).contains("lisen") && err(&refused).contains("settings.toml"), "{}", err(&refused));
    let refused = place.run(&["serve", "--public-url", "talks.example.dk"]);
    assert!(!refused.status.success() && err(&refused).contains("public_url"));
}

#[test]
fn roles_apart_need_postgresql() {
    let place = Place::new();
    for role in ["web", "worker"] {
        let refused = place.run(&[role]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(err(&refused).contains("kræver PostgreSQL"), "{}", err(&refused));
    }
    assert!(err(&place.run(&["worker", "--lang", "en"])).contains("needs PostgreSQL"));
}

#[test]
fn the_doctor_speaks_and_counts() {
    let place = Place::new();
    let looked = place.run(&["doctor", "--listen", "0.0.0.0:8080"]);
    assert!(matches!(looked.status.code(), Some(1 | 2)), "{:?}", looked.status);
    let words = out(&looked);
    assert!(words.contains("uden kryptering, åbent for netværket"), "{words}");
    assert!(words.contains("ffmpeg"), "{words}");
    assert!(words.contains("Her er ingen database endnu") && !place.data().join("social-talks.db").exists(), "looking leaves nothing behind");
    let english = out(&place.run(&["doctor", "--lang", "en"]));
    assert!(english.contains("There is no database here yet"), "{english}");
    let broken = place.command(&["doctor"]).env("DATABASE_URL", "postgres://nobody:secret@127.0.0.1:1/none").output().unwrap();
    assert_eq!(broken.status.code(), Some(2));
    assert!(out(&broken).contains("Databasen svarer ikke") && !out(&broken).contains("secret"), "{}", out(&broken));
}

#[test]
fn without_ffmpeg_the_doctor_says_what_does_not_work() {
    let place = Place::new();
    let looked = place.command(&["doctor"]).env("PATH", "/nonexistent").output().unwrap();
    assert_eq!(looked.status.code(), Some(2));
    assert!(out(&looked).contains("apt install ffmpeg"), "{}", out(&looked));
}

#[test]
fn migrate_makes_the_tables_once() {
    let place = Place::new();
    assert!(out(&place.run(&["migrate"])).contains("ført frem"));
    assert!(out(&place.run(&["migrate"])).contains("allerede"));
}

#[test]
fn the_api_is_described() {
    let described = Place::new().run(&["openapi"]);
    let openapi: serde_json::Value = serde_json::from_slice(&described.stdout).unwrap();
    assert!(openapi["paths"].as_object().is_some_and(|paths| paths.keys().any(|path| path.starts_with("/api/v1/talks"))), "{openapi}");
}
