//! A connection that knows how long it may be silent: bounds on idleness, slow heads and readers that stall.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// Between two requests, or in a stream that sends nothing.
const IDLE: Duration = Duration::from_secs(75);
/// From a request's first byte to its last header.
const HEAD: Duration = Duration::from_secs(10);
/// How long a client may refuse to take what it asked for.
const STALLED: Duration = Duration::from_secs(60);

/// What happened last on a connection; shared between its stream and its watch. Times are milliseconds since `opened`.
pub(crate) struct Pulse {
    opened: Instant,
    /// The last byte read or written.
    moved: AtomicU64,
    /// When the head now arriving began; zero between heads.
    head: AtomicU64,
    /// Since when a write has waited; zero when none does.
    stalled: AtomicU64,
    /// A handler is at work.
    serving: AtomicBool,
}

impl Pulse {
    pub(crate) fn new() -> Arc<Pulse> {
        Arc::new(Pulse {
            opened: Instant::now(),
            moved: AtomicU64::new(0),
            head: AtomicU64::new(0),
            stalled: AtomicU64::new(0),
            serving: AtomicBool::new(false),
        })
    }

    /// The head has arrived, a handler begins.
    pub(crate) fn begin(&self) {
        self.serving.store(true, Ordering::Relaxed);
        self.head.store(0, Ordering::Relaxed);
    }

    /// The handler has answered; the body may still be on its way.
    pub(crate) fn end(&self) {
        self.serving.store(false, Ordering::Relaxed);
        self.moved.store(self.now(), Ordering::Relaxed);
    }

    /// When the connection's patience ends, as things stand.
    pub(crate) fn deadline(&self) -> Instant {
        let at = |ms: u64| self.opened + Duration::from_millis(ms);
        let moved = self.moved.load(Ordering::Relaxed);
        match (self.stalled.load(Ordering::Relaxed), self.head.load(Ordering::Relaxed)) {
            (since, _) if since > 0 => at(since) + STALLED,
            _ if self.serving.load(Ordering::Relaxed) => Instant::now() + IDLE,
            (_, began) if began > 0 => at(began) + HEAD,
            _ => at(moved) + IDLE,
        }
    }

    /// Never zero, which means »not«.
    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX).max(1)
    }

    fn has_read(&self) {
        let now = self.now();
        self.moved.store(now, Ordering::Relaxed);
        if !self.serving.load(Ordering::Relaxed) {
            let _ = self.head.compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed);
        }
    }

    fn has_written(&self) {
        self.moved.store(self.now(), Ordering::Relaxed);
        self.stalled.store(0, Ordering::Relaxed);
        // What is read while a body is being sent belongs to the next request and may wait for its turn.
        self.head.store(0, Ordering::Relaxed);
    }

    fn cannot_write(&self) {
        let _ = self.stalled.compare_exchange(0, self.now(), Ordering::Relaxed, Ordering::Relaxed);
    }
}

/// Runs a connection until it ends or its patience does.
pub(crate) struct Watched<C> {
    connection: Pin<Box<C>>,
    pulse: Arc<Pulse>,
    alarm: Pin<Box<Sleep>>,
}

impl<C> Watched<C> {
    pub(crate) fn new(connection: C, pulse: Arc<Pulse>) -> Watched<C> {
        let alarm = Box::pin(tokio::time::sleep_until(pulse.deadline()));
        Watched { connection: Box::pin(connection), pulse, alarm }
    }

    pub(crate) fn connection(&mut self) -> Pin<&mut C> {
        self.connection.as_mut()
    }
}

impl<C: Future> Future for Watched<C> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.connection.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        loop {
            let deadline = self.pulse.deadline();
            // A deadline that moved away is looked at when the old one rings; only an earlier one must be set at once.
            if deadline < self.alarm.deadline() {
                self.alarm.as_mut().reset(deadline);
            }
            if self.alarm.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            if self.pulse.deadline() <= Instant::now() {
                return Poll::Ready(());
            }
            let deadline = self.pulse.deadline();
            self.alarm.as_mut().reset(deadline);
        }
    }
}

/// A stream that tells its pulse.
pub(crate) struct Watch<S> {
    stream: S,
    pulse: Arc<Pulse>,
}

impl<S> Watch<S> {
    pub(crate) fn new(stream: S, pulse: Arc<Pulse>) -> Watch<S> {
        Watch { stream, pulse }
    }

    fn wrote(&self, result: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match &result {
            Poll::Ready(Ok(_)) => self.pulse.has_written(),
            Poll::Pending => self.pulse.cannot_write(),
            Poll::Ready(Err(_)) => {}
        }
        result
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watch<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.pulse.has_read();
        }
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watch<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, data: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, data);
        self.wrote(result)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, data: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(cx, data);
        self.wrote(result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn silence_has_an_end_and_a_slow_head_a_shorter_one() {
        let begun = Instant::now();
        Watched::new(std::future::pending::<()>(), Pulse::new()).await;
        assert_eq!(begun.elapsed().as_secs(), IDLE.as_secs());

        let (mut client, server) = tokio::io::duplex(64);
        let pulse = Pulse::new();
        let mut stream = Watch::new(server, pulse.clone());
        let begun = Instant::now();
        let drip = async {
            loop {
                client.write_all(b"x").await.unwrap();
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        };
        let read = async { while stream.read_u8().await.is_ok() {} };
        tokio::select! {
            () = drip => {}
            () = Watched::new(read, pulse) => {}
        }
        assert!((10..=11).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_that_stalls_is_left() {
        let (_client, server) = tokio::io::duplex(8);
        let pulse = Pulse::new();
        let mut stream = Watch::new(server, pulse.clone());
        pulse.begin();
        let begun = Instant::now();
        Watched::new(async move { stream.write_all(&[0; 100]).await }, pulse).await;
        assert_eq!(begun.elapsed().as_secs(), STALLED.as_secs());
    }
}
