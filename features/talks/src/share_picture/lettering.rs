//! Setting words in a drawing: measured widths, line breaks, size to fit.

use std::fmt::Write as _;

use resvg::usvg::Node;

use super::{escaped, render};

/// The house's typefaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// For titles.
    Display,
    /// For running text.
    Text,
    /// For words that matter in running text.
    Bold,
}

impl Face {
    fn attributes(self) -> &'static str {
        match self {
            Self::Display => r#"font-family="Social Talks Display" font-weight="700""#,
            Self::Text => r#"font-family="Social Talks Text" font-weight="400""#,
            Self::Bold => r#"font-family="Social Talks Text" font-weight="700""#,
        }
    }
}

/// Words broken into lines at one size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Set {
    pub size: f32,
    pub lines: Vec<String>,
}

/// Puts one line of text into a drawing, its baseline at `at`.
pub(crate) fn line(svg: &mut String, face: Face, size: f32, at: (f32, f32), colour: &str, words: &str) {
    let _ = write!(svg, r#"<text x="{}" y="{:.1}" {} font-size="{size}" fill="{colour}">{}</text>"#, at.0, at.1, face.attributes(), escaped(words));
}

/// The largest of `sizes` (in falling order) at which the words take at most `most` lines and no word is cut;
/// at the smallest one they are cut and end in an ellipsis.
pub(crate) fn fit(face: Face, sizes: &[f32], width: f32, most: usize, words: &str) -> Set {
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let measures = measure(face, &tokens);
    for &size in sizes {
        let (lines, cut) = broken(&tokens, &measures, width / size, usize::MAX);
        if lines.len() <= most && !cut {
            return Set { size, lines };
        }
    }
    let size = sizes.last().copied().unwrap_or(16.0);
    let lines = wrap(face, size, width, most, words);
    Set { size, lines }
}

/// The words at `size` in lines no wider than `width`; after `most` lines they end in an ellipsis.
pub(crate) fn wrap(face: Face, size: f32, width: f32, most: usize, words: &str) -> Vec<String> {
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let measures = measure(face, &tokens);
    broken(&tokens, &measures, width / size, most).0
}

/// Widths at size 1 of each word, then that of a space and of an ellipsis.
struct Measures {
    words: Vec<f32>,
    space: f32,
    ellipsis: f32,
}

/// Measures by setting each word once at 100 units.
fn measure(face: Face, tokens: &[&str]) -> Measures {
    let mut svg = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">"#);
    for token in tokens.iter().chain(&["n n", "nn", "…"]) {
        line(&mut svg, face, 100.0, (0.0, 100.0), "#000", token);
    }
    svg.push_str("</svg>");
    let Ok(tree) = render::tree(&svg) else {
        return Measures { words: vec![1.0; tokens.len()], space: 0.25, ellipsis: 0.8 };
    };
    let widths: Vec<f32> = tree
        .root()
        .children()
        .iter()
        .filter_map(|node| match node {
            Node::Text(text) => Some(text.bounding_box().width() / 100.0),
            _ => None,
        })
        .collect();
    let at = |n: usize| widths.get(n).copied().unwrap_or(0.5);
    let count = tokens.len();
    Measures { words: (0..count).map(at).collect(), space: (at(count) - at(count + 1)).max(0.1), ellipsis: at(count + 2) }
}

/// Lines, and whether a word had to be cut because it is wider than a line. `width` at size 1.
fn broken(tokens: &[&str], measures: &Measures, width: f32, most: usize) -> (Vec<String>, bool) {
    let mut lines: Vec<(String, f32)> = Vec::new();
    let mut cut = false;
    for (&token, &wide) in tokens.iter().zip(&measures.words) {
        if let Some((line, used)) = lines.last_mut()
            && *used + measures.space + wide <= width
        {
            line.push(' ');
            line.push_str(token);
            *used += measures.space + wide;
            continue;
        }
        if wide <= width {
            lines.push((token.to_owned(), wide));
            continue;
        }
        cut = true;
        let letters: Vec<char> = token.chars().collect();
        // Letters differ in width: a tenth is kept as a margin.
        let room = ((letters.len() as f32 * width / wide * 0.9) as usize).max(1);
        for piece in letters.chunks(room) {
            let share = wide * piece.len() as f32 / letters.len() as f32;
            lines.push((piece.iter().collect(), share));
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some((line, used)) = lines.last_mut() {
            shorten(line, *used, width - measures.ellipsis);
            line.push('…');
        }
    }
    (lines.into_iter().map(|(line, _)| line).collect(), cut)
}

/// Takes letters from the end until the line fits, and the space or comma that then would stand last.
fn shorten(line: &mut String, used: f32, width: f32) {
    let letters = line.chars().count();
    let keep = if used > width { (letters as f32 * width / used * 0.96) as usize } else { letters };
    *line = line.chars().take(keep).collect();
    let end = line.trim_end_matches([' ', ',', '.', ';', ':', '-', '–']).len();
    line.truncate(end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_within_the_width_and_lose_no_word() {
        let words = "Drengen, der ikke ville sidde i rundkreds, og de voksne, der holdt op med at hente ham";
        let lines = wrap(Face::Display, 60.0, 590.0, 9, words);
        assert_eq!(lines.join(" "), words);
        let tokens: Vec<&str> = lines.iter().map(String::as_str).collect();
        for (line, width) in lines.iter().zip(measure(Face::Display, &tokens).words) {
            assert!(width * 60.0 <= 594.0, "{line} is {} wide", width * 60.0);
        }
    }

    #[test]
    fn a_short_title_is_large_and_a_long_one_small() {
        let sizes = [72.0, 56.0, 44.0];
        assert_eq!(fit(Face::Display, &sizes, 590.0, 4, "Otte kufferter").size, 72.0);
        let long = "Vi flyttede mødet hjem til familien og opdagede, at det var os, der havde været på udebane";
        let set = fit(Face::Display, &sizes, 590.0, 4, long);
        assert_eq!(set.size, 44.0);
        assert!(set.lines.len() <= 4);
    }
}
