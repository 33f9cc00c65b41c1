//! Several machines: `web` and `worker` apart, with PostgreSQL and an S3 server between them.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;

use crate::program::{Place, captions, err, film, get, out};

/// An S3 server with the bucket `media`, ending with the test.
#[expect(clippy::disallowed_methods, reason = "the test is the program here")]
async fn s3(root: &Path) -> String {
    std::fs::create_dir_all(root.join("media")).unwrap();
    let mut service = s3s::service::S3ServiceBuilder::new(s3s_fs::FileSystem::new(root).unwrap());
    service.set_auth(s3s::auth::SimpleAuth::from_single("key", "secret"));
    let service = service.build();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = service.clone();
            tokio::spawn(async move {
                let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    format!("s3://media/talks?endpoint=http://{address}&region=us-east-1")
}

struct Worker(Child);

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_elsewhere_makes_what_the_web_node_shows() {
    let database = db::test::postgres().await;
    let bucket = tempfile::tempdir().unwrap();
    let storage = s3(bucket.path()).await;
    let node = || {
        let keys = Place::new().with("AWS_ACCESS_KEY_ID", "key").with("AWS_SECRET_ACCESS_KEY", "secret");
        keys.with("DATABASE_URL", &database.url).with("STORAGE_URL", &storage)
    };
    let (web, far, desk) = (node(), node(), node());
    let mut server = web.serve(&["web"]);
    let mut worker = far.command(&["worker", "--metrics-listen", "off"]);
    let _worker = Worker(worker.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());

    let (film, words) = (film(desk.folder.path()), captions(desk.folder.path()));
    let (film, words) = (film.to_str().unwrap().to_owned(), words.to_str().unwrap().to_owned());
    let taken = tokio::task::spawn_blocking(move || desk.run(&["import", &film, "--title", "Langt herfra", "--captions", &words, "--publish", "--wait"]))
        .await
        .unwrap();
    assert!(taken.status.success(), "{}", err(&taken));
    assert!(out(&taken).trim().ends_with("/talks/langt-herfra"));

    // The web node learns of it from the change log within two seconds.
    let mut listed = false;
    for _ in 0..20 {
        let list = get(&format!("{}/talks", server.origin)).await.text().await.unwrap();
        listed = list.contains("/talks/langt-herfra");
        if listed {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(listed);
    let talk = get(&format!("{}/api/v1/talks/langt-herfra", server.origin)).await.text().await.unwrap();
    let talk: serde_json::Value = serde_json::from_str(&talk).unwrap();
    assert_eq!(talk["playable"], true, "{talk}");
    let rungs = talk["renditions"].as_array().unwrap();
    assert!(rungs.iter().any(|rung| rung["source"] == "ladder" && rung["state"] == "playable"), "{talk}");
    assert_eq!(server.stop(), Some(0));
}
