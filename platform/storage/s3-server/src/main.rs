//! `s3-server FOLDER [ADDRESS]`: prints the storage's address and serves until its standard input ends.

use std::io::Read;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(folder), address) = (args.next(), args.next()) else {
        return Err(std::io::Error::other("usage: s3-server FOLDER [127.0.0.1:PORT]"));
    };
    let address = address.as_deref().unwrap_or("127.0.0.1:0").parse().map_err(std::io::Error::other)?;
    let server = s3_server::S3Server::start_on(folder.as_ref(), address).await?;
    println!("{}", server.url());
    // whoever started us need not remember to end us
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
    Ok(())
}
