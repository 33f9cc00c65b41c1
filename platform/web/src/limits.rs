//! Bounds on request bodies: how large, and how slow.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_LENGTH;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::Limited;
use tokio::time::{Instant, Sleep};

use crate::error::Fault;

/// What a body is given before its rate counts.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes per second below which a body is too slow to wait for.
const SLOWEST: u64 = 1024;

/// Refuses what says that it is too large, and cuts off what turns out to be.
pub(crate) fn bounded(request: Request, limit: usize) -> Result<Request, Fault> {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|said| said > limit as u64) {
        return Err(Fault::of(StatusCode::PAYLOAD_TOO_LARGE));
    }
    Ok(request.map(|body| Body::new(Limited::new(body, limit))))
}

/// A body that fails when it arrives too slowly.
pub(crate) struct Timely<B> {
    inner: B,
    started: Instant,
    received: u64,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl<B> Timely<B> {
    pub(crate) fn new(inner: B) -> Timely<B> {
        Timely { inner, started: Instant::now(), received: 0, alarm: None }
    }

    fn deadline(&self) -> Instant {
        self.started + PATIENCE + Duration::from_secs(self.received / SLOWEST)
    }
}

impl<B> HttpBody for Timely<B>
where
    B: HttpBody<Data = Bytes> + Unpin,
    B::Error: Into<axum::BoxError>,
{
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let this = &mut *self;
        match Pin::new(&mut this.inner).poll_frame(cx) {
            Poll::Ready(frame) => {
                if let Some(Ok(frame)) = &frame {
                    this.received += frame.data_ref().map_or(0, |data| data.len() as u64);
                }
                this.alarm = None;
                Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
            }
            Poll::Pending => {
                let deadline = this.deadline();
                let alarm = this.alarm.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
                alarm.as_mut().poll(cx).map(|()| Some(Err("the request body arrives too slowly".into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::{BodyExt, StreamBody};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stalls_fails() {
        let stalls = StreamBody::new(futures::stream::pending::<Result<Frame<Bytes>, axum::BoxError>>());
        let begun = Instant::now();
        assert!(Timely::new(stalls).collect().await.is_err());
        assert_eq!(begun.elapsed().as_secs(), PATIENCE.as_secs());
    }

    #[tokio::test]
    async fn a_body_that_says_it_is_too_large_is_refused_unread() {
        let request = Request::builder().header(CONTENT_LENGTH, "99999999999").body(Body::empty()).unwrap();
        assert_eq!(bounded(request, 1000).unwrap_err().status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
