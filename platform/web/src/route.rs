//! The route table: every address with its method and who may ask. The router is made from it and from nothing else.

use axum::extract::{OriginalUri, RawPathParams};
use axum::handler::Handler;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{self, MethodRouter};
use http::{Method, StatusCode};

use crate::{PageError, Reader};

/// Who may ask for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Anyone,
}

/// A line of the route table. `S` is the state its handler still waits for; see [`routes`].
pub struct Route<S = ()> {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) who: Who,
    pub(crate) body_limit: Option<usize>,
    pub(crate) handler: MethodRouter<S>,
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident $method:ident),*) => {$(
        $(#[$doc])*
        pub fn $name<H: Handler<T, S>, T: 'static>(path: &'static str, who: Who, handler: H) -> Route<S> {
            Route { method: Method::$method, path, who, body_limit: None, handler: routing::$name(handler) }
        }
    )*};
}

impl<S: Clone + Send + Sync + 'static> Route<S> {
    methods! {
        /// `GET` (and `HEAD`) of a path such as `/talks/{slug}`.
        get GET,
        /// `POST`
        post POST,
        /// `PUT`
        put PUT,
        /// `PATCH`
        patch PATCH,
        /// `DELETE`
        delete DELETE
    }

    /// Sends readers of `path` on to `target` for good (308), keeping language prefix and query. Parameters of `path`
    /// that `target` names (`{slug}`) are carried over.
    pub fn redirect(path: &'static str, target: &'static str) -> Route<S> {
        Route::get(
            path,
            Who::Anyone,
            move |reader: Reader, uri: OriginalUri, parameters: RawPathParams| async move { redirect(&reader, &uri, &parameters, target) },
        )
    }

    /// Another bound of the request body than the site's, in bytes.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// Gives the handler its state.
    #[must_use]
    pub fn with_state(self, state: S) -> Route {
        Route { method: self.method, path: self.path, who: self.who, body_limit: self.body_limit, handler: self.handler.with_state(state) }
    }

    /// The method, as in `GET`.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path with its parameters in braces.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// Who may ask.
    #[must_use]
    pub fn who(&self) -> Who {
        self.who
    }
}

/// A room's table: every route with the room's state.
pub fn routes<S: Clone + Send + Sync + 'static>(state: &S, table: impl IntoIterator<Item = Route<S>>) -> Vec<Route> {
    table.into_iter().map(|route| route.with_state(state.clone())).collect()
}

fn redirect(reader: &Reader, uri: &OriginalUri, parameters: &RawPathParams, target: &str) -> Response {
    let mut to = target.to_owned();
    for (name, value) in parameters {
        to = to.replace(&format!("{{{name}}}"), &percent(value));
    }
    let mut location = reader.href(&to);
    if let Some(query) = uri.query() {
        location.push('?');
        location.push_str(query);
    }
    if location.bytes().any(|byte| byte < 0x21 || byte == 0x7f) {
        return PageError::NotFound.into_response();
    }
    let mut response = Redirect::permanent(&location).into_response();
    debug_assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT);
    response.headers_mut().insert(http::header::CACHE_CONTROL, http::HeaderValue::from_static("public, max-age=3600"));
    response
}

/// A path segment with everything but RFC 3986's unreserved characters escaped.
pub(crate) fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
