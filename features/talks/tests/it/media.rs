//! Ranges, tags, names; and that the answer from memory is the answer.

use crate::kit::{self, House, films, talk};

async fn original(house: &House) -> (String, Vec<u8>) {
    let done = house.import(talk(films().join("eligible.mp4"), "Rækker")).await;
    let told = house.api(&done.slug).await;
    (house.path(&told["links"]["film"]), std::fs::read(films().join("eligible.mp4")).unwrap())
}

#[tokio::test]
async fn the_original_is_had_in_parts() {
    kit::each(async |house| {
        let (path, bytes) = original(&house).await;
        let len = bytes.len();
        let whole = house.get(&path).await;
        assert_eq!((whole.status, whole.header("accept-ranges"), whole.header("content-length")), (200, "bytes", len.to_string().as_str()));
        let etag = whole.header("etag").to_owned();
        let last = format!("bytes={}-", len - 7);
        for (range, expected) in
            [("bytes=0-99", &bytes[..100]), ("bytes=100-", &bytes[100..]), ("bytes=-5", &bytes[len - 5..]), (last.as_str(), &bytes[len - 7..])]
        {
            let part = house.ask("GET", &path, &[("range", range)]).await;
            assert_eq!((part.status, &part.body[..]), (206, expected), "{range}");
            assert!(part.header("content-range").ends_with(&format!("/{len}")));
        }
        let out = house.ask("GET", &path, &[("range", &format!("bytes={len}-"))]).await;
        assert_eq!((out.status, out.header("content-range")), (416, format!("bytes */{len}").as_str()));
        assert_eq!(house.ask("GET", &path, &[("if-none-match", &etag)]).await.status, 304);
        assert_eq!(house.ask("GET", &path, &[("range", "bytes=0-0"), ("if-range", "\"older\"")]).await.status, 200);
        assert_eq!(house.ask("GET", &path, &[("range", "bytes=0-0"), ("if-range", &etag)]).await.status, 206);
        let head = house.ask("HEAD", &path, &[]).await;
        assert_eq!((head.status, head.body.len(), head.header("content-length")), (200, 0, len.to_string().as_str()));
        let saved = house.get(&format!("{path}?download")).await;
        assert_eq!(saved.header("content-disposition"), "attachment; filename=\"raekker.mp4\"");
    })
    .await;
}

#[tokio::test]
async fn what_lies_in_memory_answers_as_what_does_not() {
    let house = kit::small().await;
    let (path, _) = original(&house).await;
    house.work().await;
    let base = path.rsplit_once('/').unwrap().0;
    for file in
        ["master.m3u8", "source/video.m3u8", "source/video-0.m4s", "source/audio-1.m4s", "240/index.m3u8", "240/00001.m4s", "audio/00000.m4s", "sprite.jpg"]
    {
        let path = format!("{base}/{file}");
        let cold = house.get(&path).await;
        let warm = house.get(&path).await;
        assert_eq!((cold.status, &cold.body), (200, &warm.body), "{file}");
        for name in ["content-type", "etag", "cache-control", "content-length", "x-content-type-options"] {
            assert_eq!(cold.header(name), warm.header(name), "{file}: {name}");
        }
        let part = house.ask("GET", &path, &[("range", "bytes=1-4")]).await;
        assert_eq!((part.status, &part.body[..]), (206, &cold.body[1..5]), "{file}");
        let head = house.ask("HEAD", &path, &[]).await;
        assert_eq!((head.status, head.body.len()), (200, 0), "{file}");
    }
    for file in ["original", "moov.bin", "source/video-99.m4s", "240/00099.m4s", "720/index.m3u8", "film.mp4/x", "../../etc/passwd", "240/..%2foriginal"] {
        assert_eq!(house.get(&format!("{base}/{file}")).await.status, 404, "{file}");
    }
    assert_eq!(house.get("/media/0123456789abcdef0123456789abcdef/master.m3u8").await.status, 404);
    assert_eq!(house.get("/media/short/master.m3u8").await.status, 404);
}

#[tokio::test]
async fn words_come_as_files() {
    let house = kit::small().await;
    house.import(talk(films().join("eligible.mp4"), "Ord")).await;
    let captions = house.get("/talks/ord/captions/da.vtt").await;
    assert_eq!((captions.status, captions.header("content-type")), (200, "text/vtt; charset=utf-8"));
    assert!(captions.text().starts_with("WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nJeg tog en stol\n"), "{}", captions.text());
    assert_eq!(house.get("/talks/ord/transcript.txt").await.text(), "Stolen\n\nJeg tog en stol og satte mig ved siden af ham.\n\nVinduet\n");
    assert_eq!(house.get("/talks/ord/captions/en.vtt").await.status, 404);
    assert_eq!(house.get("/talks/ord/chapters/da.vtt").await.status, 200);
    let picture = house.get("/talks/ord/share.png").await;
    assert_eq!((picture.status, &picture.body[1..4]), (200, &b"PNG"[..]));
}

#[tokio::test]
async fn a_file_to_download_is_made_on_demand() {
    let house = kit::small().await;
    let done = house.import(talk(films().join("other.avi"), "Hent")).await;
    house.work().await;
    // As it is for a film whose file was not made by itself.
    kit::forget_download(&house, done.film).await;
    let waiting = house.get("/talks/hent/download").await;
    assert_eq!((waiting.status, waiting.header("refresh")), (202, "4"), "{}", waiting.text());
    assert!(waiting.text().contains("Vi gør filmen klar"));
    house.work().await;
    let ready = house.get("/talks/hent/download").await;
    assert_eq!(ready.status, 307);
    let file = house.get(ready.header("location")).await;
    assert_eq!((file.status, file.header("content-disposition")), (200, "attachment; filename=\"hent.mp4\""));
}
