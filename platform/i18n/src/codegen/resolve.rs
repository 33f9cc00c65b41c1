//! From Fluent's syntax tree to flat texts: references and terms inlined, selectors understood, arguments typed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::unicode::unescape_unicode_to_string;

/// What an argument is, decided by its use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A whole number: chosen by, or shown by `NUMBER()`.
    Number,
    /// Anything that can be shown.
    Word,
}

/// A piece of a flattened message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Plain(String),
    Argument(String),
    Number(String),
    Select { argument: String, kind: Kind, cases: Vec<(Case, Vec<Piece>)>, otherwise: Vec<Piece> },
}

/// What a variant stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Exactly(u64),
    One,
    Word(String),
}

/// A message's value or one of its attributes, with everything inlined.
pub(super) struct Text {
    /// `talk-list`, or `talk-list.label` for an attribute.
    pub key: String,
    pub pieces: Vec<Piece>,
}

/// One parsed file.
pub(super) struct Bundle {
    path: PathBuf,
    messages: Vec<Message<String>>,
    terms: BTreeMap<String, Pattern<String>>,
}

impl Bundle {
    pub(super) fn parse(path: &Path, source: &str) -> Result<Bundle, Vec<String>> {
        let resource = fluent_syntax::parser::parse(source.to_owned()).map_err(|(_, errors)| {
            let line = |at: usize| source[..at.min(source.len())].matches('\n').count() + 1;
            errors.iter().map(|e| format!("{}:{}: {}", path.display(), line(e.pos.start), e.kind)).collect::<Vec<_>>()
        })?;
        let mut bundle = Bundle { path: path.to_owned(), messages: Vec::new(), terms: BTreeMap::new() };
        let mut faults = Vec::new();
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    if bundle.messages.iter().any(|held| held.id.name == message.id.name) {
                        faults.push(format!("{}: the message »{}« stands twice", path.display(), message.id.name));
                    }
                    bundle.messages.push(message);
                }
                Entry::Term(term) => {
                    bundle.terms.insert(term.id.name, term.value);
                }
                _ => {}
            }
        }
        if faults.is_empty() { Ok(bundle) } else { Err(faults) }
    }

    /// Every message and attribute of the file, flattened.
    pub(super) fn texts(&self) -> Result<Vec<Text>, Vec<String>> {
        let (mut texts, mut faults) = (Vec::new(), Vec::new());
        for message in &self.messages {
            let id = &message.id.name;
            let value = message.value.iter().map(|value| (id.clone(), value));
            let attributes = message.attributes.iter().map(|a| (format!("{id}.{}", a.id.name), &a.value));
            for (key, pattern) in value.chain(attributes) {
                let mut pieces = Vec::new();
                match self.flatten(pattern, &mut pieces, 0) {
                    Ok(()) => texts.push(Text { key, pieces }),
                    Err(fault) => faults.push(format!("{}: {key}: {fault}", self.path.display())),
                }
            }
        }
        if faults.is_empty() { Ok(texts) } else { Err(faults) }
    }

    fn flatten(&self, pattern: &Pattern<String>, out: &mut Vec<Piece>, depth: u8) -> Result<(), String> {
        if depth > 8 {
            return Err("references go in a circle or too deep".into());
        }
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => push_plain(out, value),
                PatternElement::Placeable { expression } => self.expression(expression, out, depth)?,
            }
        }
        Ok(())
    }

    fn expression(&self, expression: &Expression<String>, out: &mut Vec<Piece>, depth: u8) -> Result<(), String> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, out, depth),
            Expression::Select { selector, variants } => {
                out.push(self.select(selector, variants, depth)?);
                Ok(())
            }
        }
    }

    fn inline(&self, inline: &InlineExpression<String>, out: &mut Vec<Piece>, depth: u8) -> Result<(), String> {
        match inline {
            InlineExpression::StringLiteral { value } => push_plain(out, &unescape_unicode_to_string(value)),
            InlineExpression::NumberLiteral { value } => push_plain(out, value),
            InlineExpression::VariableReference { id } => out.push(Piece::Argument(id.name.clone())),
            InlineExpression::FunctionReference { id, arguments } => {
                out.push(Piece::Number(number_argument(&id.name, arguments)?));
            }
            InlineExpression::MessageReference { id, attribute } => {
                let message = self.messages.iter().find(|m| m.id.name == id.name);
                let pattern = message.and_then(|m| match attribute {
                    None => m.value.as_ref(),
                    Some(name) => m.attributes.iter().find(|a| a.id.name == name.name).map(|a| &a.value),
                });
                let pattern = pattern.ok_or_else(|| format!("refers to »{}«, which is not here", id.name))?;
                self.flatten(pattern, out, depth + 1)?;
            }
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                let term = self.terms.get(&id.name).ok_or_else(|| format!("the term »-{}« is not here", id.name))?;
                self.flatten(term, out, depth + 1)?;
            }
            InlineExpression::TermReference { id, .. } => {
                return Err(format!("the term »-{}« cannot take attributes or arguments here", id.name));
            }
            InlineExpression::Placeable { expression } => self.expression(expression, out, depth)?,
        }
        Ok(())
    }

    fn select(&self, selector: &InlineExpression<String>, variants: &[Variant<String>], depth: u8) -> Result<Piece, String> {
        let (argument, forced) = match selector {
            InlineExpression::VariableReference { id } => (id.name.clone(), false),
            InlineExpression::FunctionReference { id, arguments } => (number_argument(&id.name, arguments)?, true),
            _ => return Err("only a variable can be selected by".into()),
        };
        let counts = |v: &Variant<String>| match &v.key {
            VariantKey::NumberLiteral { .. } => true,
            VariantKey::Identifier { name } => name == "one" || name == "other",
        };
        let kind = if forced || variants.iter().all(counts) { Kind::Number } else { Kind::Word };
        let (mut cases, mut otherwise) = (Vec::new(), Vec::new());
        for variant in variants {
            let mut pieces = Vec::new();
            self.flatten(&variant.value, &mut pieces, depth + 1)?;
            if variant.default {
                otherwise = pieces;
            } else {
                cases.push((case(&variant.key, kind)?, pieces));
            }
        }
        // An exact number says more than a plural form, wherever it stands.
        cases.sort_by_key(|(case, _)| matches!(case, Case::One));
        Ok(Piece::Select { argument, kind, cases, otherwise })
    }
}

fn case(key: &VariantKey<String>, kind: Kind) -> Result<Case, String> {
    match (key, kind) {
        (VariantKey::NumberLiteral { value }, Kind::Number) => value.parse().map(Case::Exactly).map_err(|_| format!("[{value}] is not a whole number")),
        (VariantKey::Identifier { name }, Kind::Number) if name == "one" => Ok(Case::One),
        (VariantKey::Identifier { name }, Kind::Number) => Err(format!("[{name}] is no plural form of Danish or English (one, other)")),
        (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }, Kind::Word) => Ok(Case::Word(name.clone())),
    }
}

fn number_argument(function: &str, arguments: &CallArguments<String>) -> Result<String, String> {
    match (function, arguments.positional.as_slice()) {
        ("NUMBER", [InlineExpression::VariableReference { id }]) if arguments.named.is_empty() => Ok(id.name.clone()),
        _ => Err(format!("{function}(): only NUMBER($variable) is known")),
    }
}

fn push_plain(out: &mut Vec<Piece>, text: &str) {
    match out.last_mut() {
        Some(Piece::Plain(held)) => held.push_str(text),
        _ => out.push(Piece::Plain(text.to_owned())),
    }
}

/// The arguments of a message, in the order of the Danish text, with the kind that both languages together ask for.
pub(super) fn arguments(danish: &Text, english: &Text) -> Result<Vec<(String, Kind)>, String> {
    let (mut da, mut en) = (Vec::new(), Vec::new());
    uses(&danish.pieces, &mut da);
    uses(&english.pieces, &mut en);
    for (here, there, name) in [(&da, &en, "English"), (&en, &da, "Danish")] {
        if let Some((argument, _)) = here.iter().find(|(a, _)| !there.iter().any(|(b, _)| a == b)) {
            return Err(format!("${argument} is missing in the {name} text"));
        }
    }
    let mut found: Vec<(String, Kind)> = Vec::new();
    for (argument, _) in &da {
        if found.iter().any(|(held, _)| held == argument) {
            continue;
        }
        let said: Vec<_> = da.iter().chain(&en).filter(|(a, _)| a == argument).filter_map(|(_, kind)| *kind).collect();
        let kind = said.first().copied().unwrap_or(Kind::Word);
        if said.iter().any(|other| *other != kind) {
            return Err(format!("${argument} is used as a number and as a word"));
        }
        found.push((argument.clone(), kind));
    }
    Ok(found)
}

/// Every use of an argument; a plain `{ $name }` says nothing of its kind.
fn uses(pieces: &[Piece], out: &mut Vec<(String, Option<Kind>)>) {
    for piece in pieces {
        match piece {
            Piece::Plain(_) => {}
            Piece::Argument(name) => out.push((name.clone(), None)),
            Piece::Number(name) => out.push((name.clone(), Some(Kind::Number))),
            Piece::Select { argument, kind, cases, otherwise } => {
                out.push((argument.clone(), Some(*kind)));
                cases.iter().for_each(|(_, pieces)| uses(pieces, out));
                uses(otherwise, out);
            }
        }
    }
}
