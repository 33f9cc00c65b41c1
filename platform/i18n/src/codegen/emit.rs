//! Writes the Rust of `Text`.

use std::fmt::Write as _;

use super::resolve::{Case, Kind, Piece, Text};

/// A message in Danish and in English, and its arguments.
pub(super) type Pair<'a> = (&'a Text, &'a Text, Vec<(String, Kind)>);

/// The whole file, from pairs of Danish and English texts with their arguments.
pub(super) fn code(pairs: &[Pair<'_>]) -> String {
    let mut out = String::from(
        "// Written by i18n::codegen from text/da.ftl and text/en.ftl; change those instead.\n\n\
         /// This room's words in one language.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n\
         pub struct Text(::i18n::Lang);\n\n\
         #[allow(clippy::all, dead_code, unused_imports, unused_variables)]\n\
         impl Text {\n    \
             /// The words of that language.\n    \
             #[must_use]\n    \
             pub const fn of(lang: ::i18n::Lang) -> Self { Self(lang) }\n\n    \
             /// The language of these words.\n    \
             #[must_use]\n    \
             pub const fn lang(self) -> ::i18n::Lang { self.0 }\n",
    );
    for (danish, english, arguments) in pairs {
        method(&mut out, danish, english, arguments);
    }
    out.push_str("}\n");
    out
}

fn method(out: &mut String, danish: &Text, english: &Text, arguments: &[(String, Kind)]) {
    let name = identifier(&danish.key);
    for line in shown(&danish.pieces).lines() {
        let _ = write!(out, "\n    /// {}", line.replace('[', "\\[").replace('<', "\\<"));
    }
    if arguments.is_empty() {
        let _ = write!(
            out,
            "\n    #[must_use]\n    pub const fn {name}(self) -> &'static str {{\n        match self.0 {{\n            \
             ::i18n::Lang::Da => {:?},\n            ::i18n::Lang::En => {:?},\n        }}\n    }}\n",
            plain(&danish.pieces),
            plain(&english.pieces)
        );
        return;
    }
    let mut parameters = String::new();
    let mut prelude = String::new();
    for (argument, kind) in arguments {
        let argument = identifier(argument);
        match kind {
            Kind::Number => {
                let _ = write!(parameters, ", {argument}: impl ::i18n::Count");
                let _ = writeln!(prelude, "        let {argument} = ::i18n::Count::count(&{argument});");
            }
            Kind::Word => {
                let _ = write!(parameters, ", {argument}: impl ::std::fmt::Display");
            }
        }
    }
    let _ = write!(
        out,
        "\n    #[must_use]\n    pub fn {name}(self{parameters}) -> String {{\n        use ::std::fmt::Write as _;\n\
         {prelude}        let mut out = String::new();\n        match self.0 {{\n"
    );
    for (lang, text) in [("Da", danish), ("En", english)] {
        let _ = writeln!(out, "            ::i18n::Lang::{lang} => {{");
        pieces(out, &text.pieces, arguments, 4);
        out.push_str("            }\n");
    }
    out.push_str("        }\n        out\n    }\n");
}

fn pieces(out: &mut String, list: &[Piece], arguments: &[(String, Kind)], depth: usize) {
    let pad = "    ".repeat(depth);
    for piece in list {
        match piece {
            Piece::Plain(text) => {
                let _ = writeln!(out, "{pad}out.push_str({text:?});");
            }
            Piece::Argument(name) | Piece::Number(name) => {
                let number = arguments.iter().any(|(a, kind)| a == name && *kind == Kind::Number);
                let name = identifier(name);
                let _ = if number {
                    writeln!(out, "{pad}out.push_str(&::i18n::number(self.0, {name}));")
                } else {
                    writeln!(out, "{pad}let _ = write!(out, \"{{}}\", {name});")
                };
            }
            Piece::Select { argument, kind, cases, otherwise } => {
                let argument = identifier(argument);
                let _ = match kind {
                    Kind::Number => writeln!(out, "{pad}match {argument} {{"),
                    Kind::Word => writeln!(out, "{pad}match {argument}.to_string().as_str() {{"),
                };
                for (case, inner) in cases {
                    let _ = match case {
                        Case::Exactly(n) => writeln!(out, "{pad}    {n} => {{"),
                        // CLDR: the only whole number in the category `one` of both languages.
                        Case::One => writeln!(out, "{pad}    1 => {{"),
                        Case::Word(word) => writeln!(out, "{pad}    {word:?} => {{"),
                    };
                    pieces(out, inner, arguments, depth + 2);
                    let _ = writeln!(out, "{pad}    }}");
                }
                let _ = writeln!(out, "{pad}    _ => {{");
                pieces(out, otherwise, arguments, depth + 2);
                let _ = writeln!(out, "{pad}    }}\n{pad}}}");
            }
        }
    }
}

/// The text of a message without arguments.
fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| if let Piece::Plain(text) = piece { text.as_str() } else { "" }).collect()
}

/// The text as its reader would guess it, for the doc comment.
fn shown(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Plain(text) => out.push_str(text),
            Piece::Argument(name) | Piece::Number(name) => {
                let _ = write!(out, "{{ ${name} }}");
            }
            Piece::Select { otherwise, .. } => out.push_str(&shown(otherwise)),
        }
    }
    out
}

/// `talk-list.label` → `talk_list_label`.
fn identifier(key: &str) -> String {
    let name = key.replace(['-', '.'], "_").to_lowercase();
    match name.as_str() {
        "self" | "super" | "crate" | "of" | "lang" | "out" => format!("{name}_"),
        "as" | "async" | "await" | "break" | "const" | "continue" | "dyn" | "else" | "enum" | "extern" | "false" | "fn" | "for" | "if" | "impl" | "in"
        | "let" | "loop" | "match" | "mod" | "move" | "mut" | "pub" | "ref" | "return" | "static" | "struct" | "trait" | "true" | "type" | "unsafe" | "use"
        | "where" | "while" | "abstract" | "become" | "box" | "do" | "final" | "gen" | "macro" | "override" | "priv" | "try" | "typeof" | "unsized"
        | "virtual" | "yield" => format!("r#{name}"),
        _ => name,
    }
}
