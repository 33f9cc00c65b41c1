//! Storage in a folder and on S3: the same demands on both, then what only one of them can do wrong.

mod both;
mod cache;
mod faulty;
mod folder;

use s3_server::S3Server;
use storage::Storage;

/// Runs `test` on a folder and on an S3 server in this process, each fresh, without memory if `cache` is 0.
pub async fn each(cache: u64, test: impl AsyncFn(Storage)) {
    let folder = tempfile::tempdir().unwrap();
    test(Storage::open(&format!("file://{}", folder.path().display()), cache).unwrap()).await;
    let folder = tempfile::tempdir().unwrap();
    let server = S3Server::start(folder.path()).await.unwrap();
    test(Storage::open(&server.url(), cache).unwrap()).await;
}

/// Bytes that differ from place to place.
pub fn bytes(len: usize) -> bytes::Bytes {
    (0..len as u64).map(|n| (n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect()
}
