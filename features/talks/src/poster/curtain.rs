//! The eight curtains before which an object stands.

/// A curtain: its colours as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curtain {
    /// Its name in addresses and in the database.
    pub id: &'static str,
    /// The cloth.
    pub cloth: &'static str,
    /// The folds that catch a little light.
    pub fold: &'static str,
    /// The floor in front of it.
    pub floor: &'static str,
}

const fn curtain(id: &'static str, cloth: &'static str, fold: &'static str, floor: &'static str) -> Curtain {
    Curtain { id, cloth, fold, floor }
}

/// All curtains; the first is the house's own.
pub const CURTAINS: [Curtain; 8] = [
    curtain("plum", "#3A1730", "#4A2140", "#2C0F24"),
    curtain("pine", "#17302F", "#21403E", "#0F2322"),
    curtain("indigo", "#252244", "#322F58", "#191733"),
    curtain("oxblood", "#4B1D1A", "#5E2A25", "#391311"),
    curtain("umber", "#3A2A18", "#4C3921", "#2A1E10"),
    curtain("navy", "#14233B", "#1E3150", "#0C182B"),
    curtain("fig", "#2B1A3A", "#3A2650", "#1E112A"),
    curtain("moss", "#1B3325", "#274433", "#112418"),
];

impl Curtain {
    /// The curtain of that name.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        CURTAINS.iter().find(|curtain| curtain.id == id)
    }
}
