//! Where a request comes from, behind the proxies that are trusted.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, StatusCode};

use crate::Network;

/// The address of whoever asks. Never stored, never logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

impl Client {
    /// The last address of the chain that no trusted proxy vouches for. Anybody can write `X-Forwarded-For`, so it is
    /// read from its end, and only as long as the one who says it is trusted.
    pub(crate) fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> Client {
        let mut client = peer.to_canonical();
        let chain = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let mut hops: Vec<&str> = chain.flat_map(|line| line.split(',')).collect();
        while trusted.iter().any(|network| network.contains(client)) {
            let Some(said) = hops.pop() else { break };
            let Some(said) = address(said.trim()) else { break };
            client = said.to_canonical();
        }
        Client(client)
    }
}

/// An address with or without port: `192.0.2.7`, `192.0.2.7:81`, `[2001:db8::1]:81`, `2001:db8::1`.
fn address(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip()))
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Client, StatusCode> {
        parts.extensions.get::<Client>().copied().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn seen(peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_str(forwarded).unwrap());
        let trusted = ["10.0.0.0/8".parse().unwrap(), "127.0.0.1".parse().unwrap()];
        Client::of(peer.parse().unwrap(), &headers, &trusted).0.to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("192.0.2.1", "198.51.100.7"), "192.0.2.1");
        assert_eq!(seen("127.0.0.1", "198.51.100.7"), "198.51.100.7");
        assert_eq!(seen("10.1.2.3", "6.6.6.6, 198.51.100.7:4711, 10.9.9.9"), "198.51.100.7");
        assert_eq!(seen("127.0.0.1", "nonsense"), "127.0.0.1");
        assert_eq!(seen("::ffff:127.0.0.1", "[2001:db8::1]:80"), "2001:db8::1");
        assert_eq!(seen("127.0.0.1", "10.0.0.1"), "10.0.0.1");
    }
}
