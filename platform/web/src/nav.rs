//! Menu and footer, made of what the rooms bring.

use i18n::Lang;

use crate::Panel;

/// An entry of the menu or the footer. It appears because its page exists.
#[derive(Clone, Copy, Debug)]
pub struct NavItem {
    /// Where it stands.
    pub place: Place,
    /// The page, without language prefix.
    pub path: &'static str,
    /// Its words.
    pub label: fn(Lang) -> &'static str,
    /// Lower numbers come first within their place.
    pub order: u16,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The main menu.
    Menu,
    /// The search button of the head.
    Search,
    /// The sign-in button of the head.
    SignIn,
    /// Footer column »Se og lyt«.
    Watch,
    /// Footer column »Brug i praksis«.
    Practice,
    /// Footer column »Om Social Talks«.
    About,
    /// Footer column »Hensyn«.
    Care,
}

/// What all rooms together brought.
pub(crate) struct Furniture {
    pub nav: Vec<NavItem>,
    pub panels: Vec<Panel>,
}

impl Furniture {
    pub(crate) fn new(mut nav: Vec<NavItem>, panels: Vec<Panel>) -> Furniture {
        nav.sort_by_key(|item| item.order);
        Furniture { nav, panels }
    }

    pub(crate) fn at(&self, place: Place) -> impl Iterator<Item = &NavItem> {
        self.nav.iter().filter(move |item| item.place == place)
    }
}
