//! Finished pages in memory, valid as long as the change log stands where it stood before they were made.

use std::sync::Arc;

use i18n::Lang;
use moka::sync::Cache;

use crate::answer::Answer;

/// Longer queries are nobody's link; they are answered but not kept.
const LONGEST_QUERY: usize = 256;

/// The page cache: bounded in bytes, shared by all connections of the process.
#[derive(Clone)]
pub struct PageCache(Option<Cache<String, Arc<Kept>>>);

struct Kept {
    seq: i64,
    answer: Answer,
}

impl PageCache {
    /// A cache of so many bytes; zero keeps nothing.
    #[must_use]
    pub fn new(bytes: u64) -> PageCache {
        let build = || {
            let weigh = |key: &String, kept: &Arc<Kept>| u32::try_from(key.len() + kept.answer.weight()).unwrap_or(u32::MAX);
            Cache::builder().max_capacity(bytes).weigher(weigh).build()
        };
        PageCache((bytes > 0).then(build))
    }

    /// Forgets all pages.
    pub fn clear(&self) {
        if let Some(cache) = &self.0 {
            cache.invalidate_all();
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Answers from the page kept under `key`, if it was made while the log stood at `seq`.
    pub(crate) fn answer<T>(&self, key: &str, seq: i64, respond: impl FnOnce(&Answer) -> T) -> Option<T> {
        let kept = self.0.as_ref()?.get(key)?;
        (kept.seq == seq).then(|| respond(&kept.answer))
    }

    /// Keeps a page that was made while the log stood at `seq`; answers from it.
    pub(crate) fn keep<T>(&self, key: String, seq: i64, answer: Answer, respond: impl FnOnce(&Answer) -> T) -> T {
        let kept = Arc::new(Kept { seq, answer });
        let response = respond(&kept.answer);
        if let Some(cache) = &self.0 {
            cache.insert(key, kept);
        }
        response
    }
}

/// Under what a page is kept: language, chosen or not, path, and the query with its fields sorted.
pub(crate) fn key(lang: Lang, prefix: Option<Lang>, path: &str, query: Option<&str>) -> Option<String> {
    let query = query.unwrap_or_default();
    if query.len() > LONGEST_QUERY {
        return None;
    }
    let mut key = String::with_capacity(path.len() + query.len() + 4);
    key.push_str(lang.code());
    key.push(if prefix.is_some() { '/' } else { '~' });
    key.push_str(path);
    if !query.is_empty() {
        let mut fields: Vec<&str> = query.split('&').filter(|field| !field.is_empty()).collect();
        // Stable, and by name only: the order of one name's values may mean something.
        fields.sort_by_key(|field| field.split('=').next());
        for (index, field) in fields.iter().enumerate() {
            key.push(if index == 0 { '?' } else { '&' });
            key.push_str(field);
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};

    use super::*;

    fn answer() -> Answer {
        Answer::new(StatusCode::OK, HeaderMap::new(), Bytes::from_static(b"side"), &HeaderMap::new(), false)
    }

    #[test]
    fn the_order_of_fields_does_not_matter() {
        let key = |query| key(Lang::Da, None, "/talks", Some(query)).unwrap();
        assert_eq!(key("topic=a&sort=b"), key("sort=b&&topic=a"));
        assert_ne!(key("x=1&x=2"), key("x=2&x=1"));
        assert_eq!(super::key(Lang::Da, None, "/", Some(&"x".repeat(300))), None);
        assert_ne!(super::key(Lang::Da, None, "/", None), super::key(Lang::Da, Some(Lang::Da), "/", None));
    }

    #[test]
    fn a_page_lives_until_the_log_moves() {
        let cache = PageCache::new(100_000);
        cache.keep("k".into(), 7, answer(), |_| ());
        assert!(cache.answer("k", 7, |_| ()).is_some());
        assert!(cache.answer("k", 8, |_| ()).is_none());
        assert!(cache.answer("other", 7, |_| ()).is_none());
        let off = PageCache::new(0);
        off.keep("k".into(), 7, answer(), |_| ());
        assert!(off.answer("k", 7, |_| ()).is_none());
    }
}
