//! A request's way: fast path → page cache → router → finished answer with everything that belongs on it.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::middleware::{map_request, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use futures::FutureExt as _;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, Version, header};
use http_body_util::BodyExt as _;
use tower::Service as _;

use crate::answer::Answer;
use crate::error::Fault;
use crate::feature::FastPath;
use crate::meter::Meter;
use crate::nav::Furniture;
use crate::page::Finished;
use crate::request_id::RequestIds;
use crate::{AccessLog, App, Client, Feature, PageError, Reader, RequestId, Route, Who, cache, door, headers, health, language, limits, robots, route};

/// A page must begin to answer within this time, so that readers are told soon when the database hangs.
const SLOWEST_PAGE: Duration = Duration::from_secs(15);
/// Media may have to be read from far away, with several tries.
const SLOWEST_MEDIA: Duration = Duration::from_secs(60);
/// Whole bodies up to this size are compressed on their way out, when they are text.
const COMPRESS_UP_TO: u64 = 1024 * 1024;

/// The whole site as a function from request to response. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    app: App,
    router: Router,
    fast: Vec<Arc<dyn FastPath>>,
    page_headers: HeaderMap,
    media_headers: HeaderMap,
    ids: RequestIds,
    meter: Meter,
    table: Vec<(Method, &'static str, Who)>,
}

/// The path of the route table that answered.
#[derive(Clone, Copy)]
struct RoutePath(&'static str);

/// Marks an error response that stays as its handler made it.
#[derive(Clone, Copy)]
pub(crate) struct AsItIs;

impl Site {
    /// Builds the router from the features' tables. To be called once per [`App`].
    ///
    /// # Panics
    /// When two features claim the same method and path.
    #[must_use]
    pub fn new(app: &App, features: Vec<Feature>) -> Site {
        let (mut table, mut nav, mut panels, mut sitemaps, mut fast) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for feature in features {
            table.extend(feature.routes);
            nav.extend(feature.nav);
            panels.extend(feature.panels);
            sitemaps.extend(feature.sitemap);
            fast.extend(feature.fast);
        }
        table.extend(health::table(app));
        table.extend(robots::table(app, sitemaps));
        table.extend(route::routes(app, [Route::get("/assets/{name}", Who::Anyone, asset)]));
        let _ = app.furniture.set(Furniture::new(nav, panels));
        let listed = table.iter().map(|route| (route.method.clone(), route.path, route.who)).collect();
        Site(Arc::new(Inner {
            router: router(table, app.config.body_limit),
            fast,
            page_headers: headers::page_headers(&app.config),
            media_headers: headers::media_headers(&app.config),
            ids: RequestIds::new(&app.ids),
            meter: Meter::new(),
            table: listed,
            app: app.clone(),
        }))
    }

    /// What all rooms share.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The route table: method, path and who may ask.
    #[must_use]
    pub fn table(&self) -> &[(Method, &'static str, Who)] {
        &self.0.table
    }

    pub(crate) fn meter(&self) -> &Meter {
        &self.0.meter
    }

    /// Answers a request that came from `peer`.
    pub async fn answer(&self, request: http::Request<Body>, peer: IpAddr) -> Response {
        let (parts, body) = request.into_parts();
        match self.at_once(&parts) {
            Some(response) => response,
            None => self.clone().routed(parts, body, peer).await,
        }
    }

    /// The answer, where it lies in memory: never waits.
    pub(crate) fn at_once(&self, parts: &Parts) -> Option<Response> {
        let inner = &*self.0;
        let begun = Instant::now();
        if let Some(mut response) = inner.fast.iter().find_map(|fast| fast.answer(parts)) {
            headers::add(response.headers_mut(), &inner.media_headers);
            inner.meter.fast(begun.elapsed());
            if inner.app.config.access_log == AccessLog::All {
                log(parts, response.status(), begun, inner.ids.next());
            }
            return Some(response);
        }
        if !inner.app.pages.is_on() || !keepable(parts) {
            return None;
        }
        let (prefix, path) = language::split(parts.uri.path());
        let lang = prefix.unwrap_or_else(|| language::negotiated(&parts.headers));
        let key = cache::key(lang, prefix, path, parts.uri.query())?;
        let respond = |answer: &Answer| answer.respond(&parts.headers, parts.method == Method::HEAD);
        let mut response = inner.app.pages.answer(&key, inner.app.changes.seq(), respond)?;
        if inner.app.changes.is_away() {
            // RFC 7234, 5.5.1: what proxies and people understand as »perhaps not the newest«.
            response.headers_mut().insert(header::WARNING, HeaderValue::from_static("110 - \"Response is Stale\""));
        }
        let id = inner.ids.next();
        name(&mut response, id);
        inner.meter.hit(begun.elapsed());
        if inner.app.config.access_log != AccessLog::Off {
            log(parts, response.status(), begun, id);
        }
        Some(response)
    }

    /// The answer by way of the router.
    pub(crate) async fn routed(self, mut parts: Parts, body: Body, peer: IpAddr) -> Response {
        let inner = &*self.0;
        let begun = Instant::now();
        let id = inner.ids.next();
        let seq = inner.app.changes.seq();
        let (prefix, path) = language::split(parts.uri.path());
        let lang = prefix.unwrap_or_else(|| language::negotiated(&parts.headers));
        let reader = Reader { lang, prefix, path: path.to_owned(), query: parts.uri.query().map(str::to_owned) };
        let asked = parts.clone();
        if prefix.is_some() {
            parts.uri = without_prefix(&reader).unwrap_or(parts.uri);
        }
        parts.extensions.insert(reader.clone());
        parts.extensions.insert(id);
        parts.extensions.insert(Client::of(peer, &parts.headers, &inner.app.config.trusted_proxies));
        let mut response = match refused(&asked) {
            Some(status) => Fault::of(status).into_response(),
            None => self.call(Request::from_parts(parts, body)).await,
        };
        let route = response.extensions_mut().remove::<RoutePath>().map_or("(none)", |RoutePath(path)| path);
        let response = self.with_door(response, &asked, &reader, id);
        let mut response = self.finish(response, &asked, &reader, seq).await;
        name(&mut response, id);
        inner.meter.routed(route, response.status(), begun.elapsed());
        let level = inner.app.config.access_log;
        let quiet = ["/assets/", "/media/", "/healthz", "/readyz", "/posters/"].iter().any(|start| reader.path.starts_with(start));
        if level == AccessLog::All || level == AccessLog::Pages && !quiet || response.status().is_server_error() {
            log(&asked, response.status(), begun, id);
        }
        response
    }

    /// Calls the router; a panic or a handler that hangs becomes an error page.
    async fn call(&self, request: Request) -> Response {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let patience = if request.uri().path().starts_with("/media/") { SLOWEST_MEDIA } else { SLOWEST_PAGE };
        let mut router = self.0.router.clone();
        let handled = AssertUnwindSafe(async move { router.call(request).await }).catch_unwind();
        let handled = match reads {
            true => tokio::time::timeout(patience, handled).await,
            false => Ok(handled.await),
        };
        match handled {
            Ok(Ok(Ok(response))) => response,
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(panic)) => {
                let words = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
                PageError::Internal(anyhow::anyhow!("panic: {}", words.unwrap_or("without words"))).into_response()
            }
            Err(_) => Fault { cause: Some("the handler did not answer in time".into()), ..Fault::of(StatusCode::SERVICE_UNAVAILABLE) }.into_response(),
        }
    }

    /// Draws what went otherwise.
    fn with_door(&self, mut response: Response, asked: &Parts, reader: &Reader, id: RequestId) -> Response {
        let fault = response.extensions_mut().remove::<Fault>().or_else(|| bare_rejection(&response));
        let Some(fault) = fault else { return response };
        if fault.status.is_server_error() {
            let cause = fault.cause.as_deref().unwrap_or("-");
            tracing::error!(%id, case = id.case(), method = %asked.method, path = reader.path, status = fault.status.as_u16(), cause, "request failed");
        }
        if fault.status == StatusCode::NOT_FOUND
            && let Some(location) = without_slash(reader)
        {
            return Redirect::permanent(&location).into_response();
        }
        let unread = ["/media/", "/assets/", "/posters/"].iter().any(|start| reader.path.starts_with(start)) || asked.uri.path() == "/v";
        let mut drawn = if reader.path.starts_with("/api/") {
            door::problem(reader.lang, &fault, id)
        } else if unread {
            door::bare(&fault)
        } else {
            door::page(&self.0.app, reader, &fault, id)
        };
        for kept in [header::ALLOW, header::RETRY_AFTER, header::CONTENT_RANGE, header::CACHE_CONTROL] {
            if let Some(value) = response.headers_mut().remove(&kept) {
                drawn.headers_mut().insert(kept, value);
            }
        }
        drawn
    }

    /// Tags, compresses and keeps what is finished; dresses everything in security headers.
    async fn finish(&self, mut response: Response, asked: &Parts, reader: &Reader, seq: i64) -> Response {
        let inner = &*self.0;
        let head = asked.method == Method::HEAD;
        let finished = match response.extensions_mut().remove::<Finished>() {
            Some(finished) => finished,
            None => match small_text(&response) {
                true => {
                    let (parts, body) = response.into_parts();
                    response = Response::from_parts(parts, Body::empty());
                    match body.collect().await {
                        Ok(body) => Finished { body: body.to_bytes(), keep: false },
                        Err(_) => return door::bare(&Fault::of(StatusCode::INTERNAL_SERVER_ERROR)),
                    }
                }
                false => {
                    headers::add(response.headers_mut(), &inner.page_headers);
                    return response;
                }
            },
        };
        let status = response.status();
        let answer = Answer::new(status, std::mem::take(response.headers_mut()), finished.body, &inner.page_headers, reader.prefix.is_none());
        let respond = |answer: &Answer| answer.respond(&asked.headers, head);
        if finished.keep && status == StatusCode::OK && inner.app.pages.is_on() && keepable(asked) {
            inner.meter.miss();
            if let Some(key) = cache::key(reader.lang, reader.prefix, &reader.path, reader.query.as_deref()) {
                return inner.app.pages.keep(key, seq, answer, respond);
            }
        }
        respond(&answer)
    }
}

fn router(table: Vec<Route>, site_limit: usize) -> Router {
    let mut router = Router::new();
    for line in table {
        let path = line.path;
        let limit = line.body_limit.unwrap_or(site_limit);
        let mut handler = line.handler.layer(map_response(move |mut response: Response| async move {
            response.extensions_mut().insert(RoutePath(path));
            response
        }));
        if line.method != Method::GET {
            handler = handler.layer(DefaultBodyLimit::max(limit));
            handler = handler.layer(map_request(move |request: Request| async move { limits::bounded(request, limit) }));
        }
        router = router.route(path, handler);
    }
    router.method_not_allowed_fallback(|| async { Fault::of(StatusCode::METHOD_NOT_ALLOWED) }).fallback(|| async { PageError::NotFound })
}

async fn asset(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    app.assets.answer(&name, &headers).unwrap_or_else(|| PageError::NotFound.into_response())
}

/// An error that axum's own extractors or routing made: a status with a line of English, or nothing.
fn bare_rejection(response: &Response) -> Option<Fault> {
    let status = response.status();
    let erroneous = status.is_client_error() || status.is_server_error();
    let typed = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    (erroneous && !typed && response.extensions().get::<AsItIs>().is_none() && status != StatusCode::RANGE_NOT_SATISFIABLE).then(|| Fault::of(status))
}

/// A text with a known, moderate length that nobody has compressed yet.
fn small_text(response: &Response) -> bool {
    use http_body::Body as _;
    let size = response.body().size_hint().exact();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    response.status() != StatusCode::PARTIAL_CONTENT
        && size.is_some_and(|size| size >= crate::compress::WORTH_IT as u64 && size <= COMPRESS_UP_TO)
        && !response.headers().contains_key(header::CONTENT_ENCODING)
        && !response.headers().contains_key(header::ETAG)
        && crate::compress::compressible(kind)
}

/// Whether the answer may come from, or go to, the page cache: a reading request of somebody not signed in.
fn keepable(parts: &Parts) -> bool {
    matches!(parts.method, Method::GET | Method::HEAD)
        && !parts.headers.contains_key(header::COOKIE)
        && !parts.headers.contains_key(header::AUTHORIZATION)
        && !parts.headers.contains_key(header::RANGE)
}

/// HTTP/1.1 demands a host; TRACE and CONNECT are nobody's business here.
fn refused(asked: &Parts) -> Option<StatusCode> {
    if asked.version == Version::HTTP_11 && !asked.headers.contains_key(header::HOST) && asked.uri.host().is_none() {
        Some(StatusCode::BAD_REQUEST)
    } else if matches!(asked.method, Method::TRACE | Method::CONNECT) {
        Some(StatusCode::METHOD_NOT_ALLOWED)
    } else {
        None
    }
}

fn without_prefix(reader: &Reader) -> Option<Uri> {
    let query = reader.query.as_deref().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", reader.path).parse().ok()
}

/// `/talks/` → `/talks`. Never for `//…`, which a browser would take for another host.
fn without_slash(reader: &Reader) -> Option<String> {
    let path = reader.path.strip_suffix('/').filter(|path| !path.is_empty() && !path.starts_with("//") && !path.ends_with('/'))?;
    let query = reader.query.as_deref().map(|query| format!("?{query}")).unwrap_or_default();
    Some(reader.href(&format!("{path}{query}")))
}

fn name(response: &mut Response, id: RequestId) {
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(header::HeaderName::from_static("x-request-id"), value);
    }
}

fn log(parts: &Parts, status: StatusCode, begun: Instant, id: RequestId) {
    let took = begun.elapsed().as_micros() as u64;
    tracing::info!(target: "access", method = %parts.method, path = parts.uri.path(), status = status.as_u16(), us = took, %id);
}
