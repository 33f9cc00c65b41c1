//! The drawn objects: one stands for each talk.

/// A drawn object and how the light falls on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Object {
    /// Its name in addresses, in the database and in the texts (`poster-object-stol`).
    pub id: &'static str,
    /// Where it stands on a stage 1600 wide.
    pub(super) x: i32,
    /// Where the light hangs, on the same scale.
    pub(super) beam: i32,
    /// `false` when the object is its own light (the open door).
    pub(super) spot: bool,
    /// The drawing as a whole SVG document; its origin is the point of the floor where the object stands.
    drawing: &'static str,
}

macro_rules! objects {
    ($($id:literal $x:literal $beam:literal $spot:literal),* $(,)?) => {
        [$(Object {
            id: $id,
            x: $x,
            beam: $beam,
            spot: $spot,
            drawing: include_str!(concat!("objects/", $id, ".svg")),
        }),*]
    };
}

/// All objects in the order in which an editor is shown them.
pub const OBJECTS: [Object; 24] = objects![
    "stol" 800 980 true,
    "kuffert" 760 520 true,
    "stovler" 720 1060 true,
    "bord" 790 640 true,
    "rygsaek" 780 1120 true,
    "gryde" 790 900 true,
    "ur" 790 420 true,
    "noegle" 800 800 true,
    "doer" 765 765 false,
    "kop" 790 560 true,
    "lampe" 810 1080 true,
    "drage" 800 1000 true,
    "cykel" 790 480 true,
    "bamse" 800 700 true,
    "halstoerklaede" 790 1020 true,
    "brev" 800 540 true,
    "telefon" 840 1060 true,
    "vindue" 800 1140 true,
    "trappe" 810 460 true,
    "paraply" 790 960 true,
    "bold" 800 620 true,
    "bog" 800 880 true,
    "plante" 800 1100 true,
    "barnevogn" 790 500 true,
];

/// Drawings for states, not for talks.
pub(super) const FALLEN: Object = objects!["vaelt" 800 640 true][0];
pub(super) const UNPLUGGED: Object = objects!["stik" 800 1000 true][0];

impl Object {
    /// The object of that name.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        OBJECTS.iter().find(|object| object.id == id)
    }

    /// Whether a spotlight falls on it; if not it shines itself and stands where the curtain meets the floor.
    pub(crate) fn is_lit(&self) -> bool {
        self.spot
    }

    /// The drawing without its document: what stands between `<svg …>` and `</svg>`.
    pub(super) fn shapes(&self) -> &'static str {
        inner(self.drawing)
    }
}

/// What an SVG document holds.
pub(super) fn inner(document: &str) -> &str {
    let start = document.find('>').map_or(0, |at| at + 1);
    let end = document.rfind("</svg>").unwrap_or(document.len());
    document[start..end].trim()
}
