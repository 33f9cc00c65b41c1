//! What the operator decides about the site, already read and checked.

use std::net::IpAddr;
use std::str::FromStr;

/// The web platform's part of the configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where readers find the site, without a slash at the end: `https://talks.example.dk`.
    pub public_url: String,
    /// Where readers can write to those who run the site: an e-mail address, or empty.
    pub contact: String,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// The most connections held at a time; the next ones are told to come back.
    pub max_connections: usize,
    /// Bytes that finished pages may take in memory. Zero switches the page cache off.
    pub page_cache_bytes: u64,
    /// Bytes a request body may have where a route does not say otherwise.
    pub body_limit: usize,
    /// Which requests are logged.
    pub access_log: AccessLog,
}

/// Which requests get a line in the log. Addresses are logged without their query and without the reader's IP address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessLog {
    /// None but failures of the server.
    Off,
    /// Pages and API, not media and assets.
    Pages,
    /// Every request.
    All,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            public_url: "http://127.0.0.1:8080".into(),
            contact: String::new(),
            trusted_proxies: Vec::new(),
            max_connections: 16_000,
            page_cache_bytes: 32 * 1024 * 1024,
            body_limit: 1024 * 1024,
            access_log: AccessLog::Pages,
        }
    }
}

impl Config {
    /// Whether readers reach the site encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// An address or a block of addresses: `10.0.0.0/8`, `::1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether the address lies in the block. An IPv4 address mapped into IPv6 counts as IPv4.
    #[must_use]
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(ip)) => prefix_equal(&net.octets(), &ip.octets(), self.bits),
            (IpAddr::V6(net), IpAddr::V6(ip)) => prefix_equal(&net.octets(), &ip.octets(), self.bits),
            _ => false,
        }
    }
}

fn prefix_equal(a: &[u8], b: &[u8], bits: u8) -> bool {
    let (whole, rest) = (usize::from(bits / 8), bits % 8);
    a[..whole] == b[..whole] && (rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0)
}

/// Neither an address nor a block.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("»{0}« is neither an IP address nor a block such as 10.0.0.0/8")]
pub struct ParseNetworkError(String);

impl FromStr for Network {
    type Err = ParseNetworkError;

    fn from_str(text: &str) -> Result<Self, ParseNetworkError> {
        let fault = || ParseNetworkError(text.to_owned());
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| fault())?;
        let widest = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(widest), str::parse).map_err(|_| fault())?;
        if bits > widest { Err(fault()) } else { Ok(Network { address, bits }) }
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn blocks_contain_their_addresses_only() {
        for (block, inside, outside) in [
            ("10.0.0.0/8", "10.200.3.4", "11.0.0.1"),
            ("192.168.4.0/22", "192.168.7.255", "192.168.8.0"),
            ("127.0.0.1", "::ffff:127.0.0.1", "127.0.0.2"),
            ("fd00::/8", "fd12::1", "fe80::1"),
            ("0.0.0.0/0", "8.8.8.8", "::1"),
        ] {
            let network: Network = block.parse().unwrap();
            assert!(network.contains(inside.parse().unwrap()), "{block} {inside}");
            assert!(!network.contains(outside.parse().unwrap()), "{block} {outside}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "10.0.0.0/33", "host", "1.2.3.4/", "::/129", "1.2.3.4/-1"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
