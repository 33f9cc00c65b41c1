//! Drawn faces for speakers without a photograph: a head and shoulders in the light, without features.

use super::Curtain;
use super::object::inner;

/// A drawn face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    /// Its name in the database; its address is `/posters/p-{id}.svg`.
    pub id: &'static str,
    curtain: &'static str,
    /// Clothes in light and in shade.
    clothes: [&'static str; 2],
    /// Skin in light and in shade.
    skin: [&'static str; 2],
    /// Hair, beard, glasses: an SVG document of its own.
    hair: &'static str,
}

macro_rules! faces {
    ($($id:literal $curtain:literal $cloth:literal $cloth2:literal $skin:literal $skin2:literal),* $(,)?) => {
        [$(Face {
            id: $id,
            curtain: $curtain,
            clothes: [$cloth, $cloth2],
            skin: [$skin, $skin2],
            hair: include_str!(concat!("faces/", $id, ".svg")),
        }),*]
    };
}

/// All faces.
pub const FACES: [Face; 12] = faces![
    "amina" "indigo" "#2E6E63" "#235750" "#B57A4F" "#8E5A36",
    "fatma" "fig" "#C9803A" "#A0642A" "#D9A27A" "#B67D56",
    "jonas" "pine" "#2F4C86" "#23396A" "#EFC3A0" "#D49A74",
    "mette" "plum" "#E0673F" "#B8482C" "#F2C6A4" "#D99F78",
    "rasmus" "umber" "#5C6B46" "#465336" "#EBBE9A" "#CF9671",
    "signe" "oxblood" "#7FB3A7" "#5B8F83" "#F4CBAE" "#DCA684",
    "karen" "navy" "#B8482C" "#8F3622" "#F0C6A8" "#D5A07E",
    "henrik" "moss" "#4A6DB3" "#2F4C86" "#ECBF9C" "#CE9672",
    "line" "fig" "#3F8F80" "#2E6E63" "#F6D0B4" "#DDAA88",
    "tobias" "navy" "#FFC247" "#D9982A" "#A86F48" "#855231",
    "yasmin" "pine" "#A0527E" "#7A3A5E" "#C68C60" "#A06A42",
    "ole" "oxblood" "#D9B877" "#B4925A" "#EDC2A2" "#D09A78",
];

impl Face {
    /// The face of that name.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        FACES.iter().find(|face| face.id == id)
    }

    /// Clothes in light and in shade.
    pub(crate) fn clothes(&self) -> [&'static str; 2] {
        self.clothes
    }

    /// Skin in light and in shade.
    pub(crate) fn skin(&self) -> [&'static str; 2] {
        self.skin
    }

    /// Neck, head and hair on the picture's scale; the neck ends at (200, 290).
    pub(crate) fn head(&self) -> String {
        let [skin, shade] = self.skin;
        let hair = inner(self.hair);
        format!(
            r#"<path d="M166,236 h68 v58 q-34,34 -68,0z" fill="{shade}"/><ellipse cx="200" cy="172" rx="68" ry="86" fill="{skin}"/><path d="M206,86 C250,88 268,126 268,172 C268,220 240,258 200,258 C236,210 190,180 220,150 C236,130 206,110 206,86Z" fill="{shade}"/>{hair}"#
        )
    }

    /// The picture as an SVG document, 400 × 400.
    #[must_use]
    pub fn svg(&self) -> String {
        let cloth = Curtain::named(self.curtain).map_or("#3A1730", |curtain| curtain.cloth);
        let [light, shade] = self.clothes;
        let head = self.head();
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400"><rect width="400" height="400" fill="{cloth}"/><polygon points="60,-10 130,-10 420,400 40,400" fill="#FFC247" opacity=".28"/><path d="M40,400 C48,318 110,296 160,286 L240,286 C292,296 352,318 360,400Z" fill="{light}"/><path d="M200,286 L240,286 C292,296 352,318 360,400 L214,400Z" fill="{shade}"/>{head}</svg>"##
        )
    }
}
