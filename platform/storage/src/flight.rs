//! One read for many readers: those who ask for the same key at the same time wait for the same answer.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use futures::{
    FutureExt,
    future::{BoxFuture, Shared, WeakShared},
};

use crate::Result;

type Answer = BoxFuture<'static, Result<Option<Bytes>>>;

/// The reads under way. A read whose last reader has gone away is dropped.
#[derive(Default)]
pub(crate) struct Flights(Mutex<HashMap<String, WeakShared<Answer>>>);

impl Flights {
    /// Joins the read of `key` that is under way, else begins `read`.
    pub async fn join(&self, key: &str, read: impl FnOnce() -> Answer) -> Result<Option<Bytes>> {
        let flight = self.enter(key, read);
        let answer = flight.clone().await;
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // only its own entry: a later read of the same key may have begun
        if under_way.get(key).is_some_and(|weak| weak.upgrade().is_none_or(|read| read.ptr_eq(&flight))) {
            under_way.remove(key);
        }
        answer
    }

    /// Lets nobody join a read of `key` that began before now.
    pub fn forget(&self, key: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn enter(&self, key: &str, read: impl FnOnce() -> Answer) -> Shared<Answer> {
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // one that has its answer already may be older than a write that has ended since
        if let Some(flight) = under_way.get(key).and_then(WeakShared::upgrade).filter(|flight| flight.peek().is_none()) {
            return flight;
        }
        // entries of readers who all went away
        if under_way.len() > 1024 {
            under_way.retain(|_, weak| weak.upgrade().is_some());
        }
        let flight = read().shared();
        if let Some(weak) = flight.downgrade() {
            under_way.insert(key.to_owned(), weak);
        }
        flight
    }
}
