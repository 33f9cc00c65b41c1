//! The storage's address: `file:///folder`, or `s3://bucket/prefix?endpoint=…&region=…`.

use std::{fmt, path::PathBuf, time::Duration};

use crate::{Result, StorageError, key};

/// What proves to S3 who we are. Its `Debug` tells nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// `AWS_ACCESS_KEY_ID`.
    pub id: String,
    /// `AWS_SECRET_ACCESS_KEY`.
    pub secret: String,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    Folder(PathBuf),
    S3(S3Address),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct S3Address {
    pub bucket: String,
    /// Without slashes around; may be empty.
    pub prefix: String,
    /// None for Amazon's own.
    pub endpoint: Option<String>,
    pub region: String,
    /// How long S3 may be silent; there are up to three tries at reading.
    pub timeout: Duration,
    pub keys: Option<Keys>,
}

impl Address {
    /// Reads an address. Keys may stand in it as `s3://ID:SECRET@bucket/…`; `keys` given apart win.
    pub fn parse(text: &str, keys: Option<Keys>) -> Result<Address> {
        if let Some(path) = text.strip_prefix("file://") {
            return if path.is_empty() { Err(wrong("file:// needs a folder")) } else { Ok(Address::Folder(path.into())) };
        }
        if !text.starts_with("s3://") {
            return Err(wrong("it begins with file:// or s3://"));
        }
        // the parser's own error may repeat the text, and with it a secret
        let url = reqwest::Url::parse(text).map_err(|_| wrong("it is not an address"))?;
        let mut s3 = S3Address {
            bucket: url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("s3:// needs a bucket"))?.to_owned(),
            prefix: key::check_prefix(url.path().trim_matches('/'))?.to_owned(),
            endpoint: None,
            region: "us-east-1".to_owned(),
            timeout: Duration::from_secs(8),
            keys,
        };
        if let (None, Some(secret)) = (&s3.keys, url.password()) {
            s3.keys = Some(Keys { id: decoded(url.username()), secret: decoded(secret) });
        }
        for (name, value) in url.query_pairs() {
            match &*name {
                "endpoint" => s3.endpoint = Some(value.trim_end_matches('/').to_owned()),
                "region" => s3.region = value.into_owned(),
                "timeout" => s3.timeout = seconds(&value)?,
                _ => return Err(wrong("s3:// takes endpoint, region and timeout after the question mark")),
            }
        }
        Ok(Address::S3(s3))
    }
}

fn wrong(why: &str) -> StorageError {
    StorageError::Address(why.to_owned())
}

fn seconds(text: &str) -> Result<Duration> {
    let seconds: f64 = text.parse().map_err(|_| wrong("timeout is a number of seconds"))?;
    if (0.05..=300.0).contains(&seconds) { Ok(Duration::from_secs_f64(seconds)) } else { Err(wrong("timeout lies between 0.05 and 300 seconds")) }
}

/// Undoes percent-encoding, which secrets with a slash need.
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(|_| byte == b'%') {
            Some(code) => {
                out.push(code);
                rest = &tail[2..];
            }
            None => {
                out.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s3(text: &str) -> S3Address {
        match Address::parse(text, None).unwrap() {
            Address::S3(s3) => s3,
            Address::Folder(_) => panic!("a folder"),
        }
    }

    #[test]
    fn addresses_are_read() {
        assert_eq!(Address::parse("file:///srv/media", None), Ok(Address::Folder("/srv/media".into())));
        let plain = s3("s3://media");
        assert_eq!((plain.bucket.as_str(), plain.prefix.as_str(), plain.endpoint, plain.keys), ("media", "", None, None));
        let full = s3("s3://ak:s%2Fk@media/some/where/?endpoint=http://127.0.0.1:9000/&region=eu-north-1&timeout=0.5");
        assert_eq!((full.prefix.as_str(), full.endpoint.as_deref()), ("some/where", Some("http://127.0.0.1:9000")));
        assert_eq!((full.region.as_str(), full.timeout), ("eu-north-1", Duration::from_millis(500)));
        assert_eq!(full.keys, Some(Keys { id: "ak".into(), secret: "s/k".into() }));
    }

    #[test]
    fn wrong_addresses_are_refused_without_telling_the_secret() {
        for text in ["", "file://", "/srv/media", "ftp://x", "s3://", "s3://ak:hush@b/?secret=hush", "s3://ak:hush@b/../x?timeout=0", "s3://b?timeout=x"] {
            let error = Address::parse(text, None).unwrap_err().to_string();
            assert!(!error.contains("hush"), "{error}");
        }
    }

    #[test]
    fn debug_tells_no_secret() {
        assert!(!format!("{:?}", s3("s3://ak:hush@media")).contains("hush"));
    }
}
