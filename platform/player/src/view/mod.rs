//! The partials that pages put in: player, chapter list, transcript, share box. Each gets finished strings and renders
//! itself; a page prints the result unescaped.

mod player;
mod share;
mod transcript;

pub use player::{Captions, Chapter, ChaptersView, Film, PlayerView};
pub use share::{Share, ShareView};
pub use transcript::{Line, Part, Transcript, TranscriptView};

use i18n::Lang;

/// What stands between hours, minutes and seconds on a clock: `.` in Danish, `:` in English.
fn separator(lang: Lang) -> &'static str {
    match lang {
        Lang::Da => ".",
        Lang::En => ":",
    }
}

/// Seconds with as many decimals as needed, for `data-start`: `258` or `258.4`.
fn seconds(ms: u64) -> String {
    let (whole, rest) = (ms / 1000, ms % 1000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}").trim_end_matches('0').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn seconds_are_short() {
        assert_eq!(seconds(258_000), "258");
        assert_eq!(seconds(258_400), "258.4");
        assert_eq!(seconds(5), "0.005");
    }
}
