//! In which language and under which address a page is read.

use axum::extract::FromRequestParts;
use http::StatusCode;
use http::request::Parts;
use i18n::Lang;

use crate::language::prefixed;

/// The reader's side of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The language of the page.
    pub lang: Lang,
    /// The language in the address, when it was chosen there.
    pub prefix: Option<Lang>,
    /// The path without language prefix.
    pub path: String,
    /// The query as it came, without question mark.
    pub query: Option<String>,
}

impl Reader {
    /// An internal address, such as `/talks`, under the language that the reader chose.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        prefixed(self.prefix, path)
    }

    /// This same page in the other language, chosen for good.
    #[must_use]
    pub fn in_other_language(&self) -> String {
        let mut href = prefixed(Some(self.lang.other()), &self.path);
        if let Some(query) = &self.query {
            href.push('?');
            href.push_str(query);
        }
        href
    }
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Reader, StatusCode> {
        // `Site` puts it there for every request that reaches a handler.
        parts.extensions.get::<Reader>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
