//! What the layout needs to know of a page: title, language, menu, sharing.

use std::sync::{Arc, OnceLock};

use i18n::Lang;

use crate::language::prefixed;
use crate::nav::Furniture;
use crate::{App, Assets, NavItem, Place, Reader, Text};

/// The frame around a page; a template that extends `layout.html` has a field `frame` of this type.
#[derive(Clone)]
pub struct Frame {
    /// The layout's own words.
    pub text: Text,
    reader: Reader,
    title: String,
    description: Option<String>,
    canonical: String,
    image: Option<Image>,
    kind: &'static str,
    body_class: Option<&'static str>,
    main_class: Option<&'static str>,
    stage: bool,
    hidden: bool,
    assets: Assets,
    furniture: Arc<OnceLock<Furniture>>,
    public_url: String,
}

/// A share picture of 1200 × 630.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its absolute address.
    pub url: String,
    /// What is on it.
    pub alt: String,
}

/// A link of menu or footer.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its address, with the chosen language.
    pub href: String,
    /// Its words.
    pub label: &'static str,
    /// `aria-current`: `page` on the page itself, `true` below it.
    pub current: Option<&'static str>,
}

/// A column of the footer.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub title: &'static str,
    /// Its links, never empty.
    pub items: Vec<Link>,
}

/// What a page says of itself.
impl Frame {
    /// A frame with the given title, shown as »title – Social Talks«.
    #[must_use]
    pub fn new(app: &App, reader: &Reader, title: impl Into<String>) -> Frame {
        Frame {
            text: Text::of(reader.lang),
            canonical: reader.path.clone(),
            reader: reader.clone(),
            title: title.into(),
            description: None,
            image: None,
            kind: "website",
            body_class: None,
            main_class: None,
            stage: false,
            hidden: false,
            assets: app.assets.clone(),
            furniture: app.furniture.clone(),
            public_url: app.config.public_url.clone(),
        }
    }

    /// One or two sentences for search engines and shared links.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Frame {
        self.description = Some(text.into());
        self
    }

    /// The page's own address without language prefix, when it differs from the one asked for.
    #[must_use]
    pub fn canonical(mut self, path: impl Into<String>) -> Frame {
        self.canonical = path.into();
        self
    }

    /// The path of a share picture (1200 × 630) and what is on it.
    #[must_use]
    pub fn image(mut self, path: &str, alt: impl Into<String>) -> Frame {
        self.image = Some(Image { url: format!("{}{path}", self.public_url), alt: alt.into() });
        self
    }

    /// Open Graph's kind of thing; `website` when not said.
    #[must_use]
    pub fn og_type(mut self, kind: &'static str) -> Frame {
        self.kind = kind;
        self
    }

    /// A class on `<body>`.
    #[must_use]
    pub fn body_class(mut self, class: &'static str) -> Frame {
        self.body_class = Some(class);
        self
    }

    /// A class on `<main>`.
    #[must_use]
    pub fn main_class(mut self, class: &'static str) -> Frame {
        self.main_class = Some(class);
        self
    }

    /// The head lies in the dark hall, as on the home page.
    #[must_use]
    pub fn on_stage(mut self) -> Frame {
        self.stage = true;
        self
    }

    /// Search engines leave the page out.
    #[must_use]
    pub fn hidden(mut self) -> Frame {
        self.hidden = true;
        self
    }
}

/// What templates ask.
impl Frame {
    /// An internal address under the language that the reader chose.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        self.reader.href(path)
    }

    /// The absolute address of a path, without language prefix.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The address of an asset by its logical name (`app.css`).
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.assets.href(name).unwrap_or_else(|| format!("/assets/{name}"))
    }

    /// The address of an asset that may not have been built.
    #[must_use]
    pub fn optional_asset(&self, name: &str) -> Option<String> {
        self.assets.href(name)
    }

    /// The page's language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// Language and address of this request.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// This page in the other language.
    #[must_use]
    pub fn switch_href(&self) -> String {
        self.reader.in_other_language()
    }

    /// For `<title>`.
    #[must_use]
    pub fn document_title(&self) -> String {
        if self.title.is_empty() { "Social Talks".into() } else { format!("{} – Social Talks", self.title) }
    }

    /// The title alone.
    #[must_use]
    pub fn title_text(&self) -> &str {
        &self.title
    }

    /// See [`Frame::description`].
    #[must_use]
    pub fn description_text(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The absolute address that search engines should keep.
    #[must_use]
    pub fn canonical_url(&self) -> String {
        self.absolute(&prefixed(self.reader.prefix, &self.canonical))
    }

    /// `hreflang` and absolute address of each version of this page.
    #[must_use]
    pub fn alternates(&self) -> [(&'static str, String); 3] {
        let url = |prefix| self.absolute(&prefixed(prefix, &self.canonical));
        [("da", url(Some(Lang::Da))), ("en", url(Some(Lang::En))), ("x-default", url(None))]
    }

    /// See [`Frame::image`].
    #[must_use]
    pub fn share_image(&self) -> Option<&Image> {
        self.image.as_ref()
    }

    /// See [`Frame::og_type`].
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// See [`Frame::body_class`].
    #[must_use]
    pub fn body_class_name(&self) -> Option<&'static str> {
        self.body_class
    }

    /// See [`Frame::main_class`].
    #[must_use]
    pub fn main_class_name(&self) -> Option<&'static str> {
        self.main_class
    }

    /// See [`Frame::on_stage`].
    #[must_use]
    pub fn is_on_stage(&self) -> bool {
        self.stage
    }

    /// See [`Frame::hidden`].
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Whether any room has a page for the main menu.
    #[must_use]
    pub fn has_menu(&self) -> bool {
        self.items(Place::Menu).next().is_some()
    }

    /// The main menu.
    #[must_use]
    pub fn menu(&self) -> Vec<Link> {
        self.links(Place::Menu)
    }

    /// The search button, when there is a search page.
    #[must_use]
    pub fn search(&self) -> Vec<Link> {
        self.links(Place::Search)
    }

    /// The sign-in button, when one can sign in.
    #[must_use]
    pub fn sign_in(&self) -> Vec<Link> {
        self.links(Place::SignIn)
    }

    /// The footer's columns that have something in them.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let text = self.text;
        [(text.column_watch(), Place::Watch), (text.column_practice(), Place::Practice), (text.column_about(), Place::About), (text.column_care(), Place::Care)]
            .into_iter()
            .map(|(title, place)| Column { title, items: self.links(place) })
            .filter(|column| !column.items.is_empty())
            .collect()
    }

    fn items(&self, place: Place) -> impl Iterator<Item = &NavItem> {
        self.furniture.get().into_iter().flat_map(move |furniture| furniture.at(place))
    }

    fn links(&self, place: Place) -> Vec<Link> {
        let current = |path: &str| match self.reader.path.strip_prefix(path) {
            Some("") => Some("page"),
            Some(rest) if rest.starts_with('/') && path != "/" => Some("true"),
            _ => None,
        };
        let link = |item: &NavItem| Link { href: self.href(item.path), label: (item.label)(self.lang()), current: current(item.path) };
        self.items(place).map(link).collect()
    }
}
