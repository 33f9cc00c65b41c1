//! A TCP proxy that can be slow, lose, cut off or answer 503, and be told so while it runs. For tests only.

mod control;
mod proxy;

use std::{fmt, str::FromStr, time::Duration};

pub use control::serve_control;
pub use proxy::Proxy;

/// What goes wrong. The default is nothing.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Each chunk of up to 64 KiB waits so long.
    pub latency: Duration,
    /// Bytes per second in each direction of each connection; 0 is no limit.
    pub rate: u64,
    /// A connection is reset when so many bytes have gone to the client; 0 is never. The count begins with the fault.
    pub reset_after: u64,
    /// Every so many requests (chunks from a client that begin like one) are answered 503; 1 is all, 0 is none.
    pub refuse_every: u64,
    /// New connections are reset at once, old ones at their next byte.
    pub reset: bool,
    /// Nothing comes through; connections stay open.
    pub swallow: bool,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Faults { latency, rate, reset_after, refuse_every, reset, swallow } = self;
        let (reset, swallow) = (u8::from(*reset), u8::from(*swallow));
        write!(f, "latency_ms={}&rate={rate}&reset_after={reset_after}&refuse_every={refuse_every}&reset={reset}&swallow={swallow}", latency.as_millis())
    }
}

impl FromStr for Faults {
    type Err = String;

    /// Reads what `Display` writes; what is not named does not go wrong.
    fn from_str(text: &str) -> Result<Faults, String> {
        let mut faults = Faults::default();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').ok_or_else(|| format!("{pair}: name=number is wanted"))?;
            let value: u64 = value.parse().map_err(|_| format!("{pair}: a number is wanted"))?;
            match name {
                "latency_ms" => faults.latency = Duration::from_millis(value),
                "rate" => faults.rate = value,
                "reset_after" => faults.reset_after = value,
                "refuse_every" => faults.refuse_every = value,
                "reset" => faults.reset = value != 0,
                "swallow" => faults.swallow = value != 0,
                _ => return Err(format!("{name} is not a fault")),
            }
        }
        Ok(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_survive_their_text() {
        let faults = Faults { latency: Duration::from_millis(30), rate: 9, reset_after: 8, refuse_every: 3, reset: true, swallow: true };
        assert_eq!(faults.to_string().parse(), Ok(faults));
        assert_eq!("".parse(), Ok(Faults::default()));
        assert!("slow=1".parse::<Faults>().is_err());
        assert!("rate=x".parse::<Faults>().is_err());
    }
}
