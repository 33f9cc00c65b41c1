//! `fault-proxy LISTEN UPSTREAM CONTROL`: passes LISTEN on to UPSTREAM; `http://CONTROL/set?latency_ms=500` makes it worse.

use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [listen, upstream, control] = args.as_slice() else {
        return Err(std::io::Error::other("usage: fault-proxy 127.0.0.1:9100 127.0.0.1:9000 127.0.0.1:9101"));
    };
    let proxy = faults::Proxy::start(listen.parse().map_err(std::io::Error::other)?, upstream.clone()).await?;
    let control = TcpListener::bind(control).await?;
    println!("{} {}", proxy.addr(), control.local_addr()?);
    faults::serve_control(control, proxy.handle()).await
}
