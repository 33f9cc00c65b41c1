//! Fluent compiled to Rust: read both languages, compare them, write one method per message.

mod emit;
mod resolve;

use std::path::{Path, PathBuf};

use resolve::{Bundle, Text};

/// To be called by a room's `build.rs` with the folder of its words (`"text"`): writes `$OUT_DIR/text.rs`.
///
/// # Panics
/// With the file and the key, when a file cannot be read or parsed, or a message or argument stands in one language
/// only. Cargo shows the text as the build error.
pub fn build(folder: &str) {
    let root = PathBuf::from(cargo_env("CARGO_MANIFEST_DIR")).join(folder);
    let out = PathBuf::from(cargo_env("OUT_DIR")).join("text.rs");
    println!("cargo::rerun-if-changed={}", root.display());
    let read = |name: &str| {
        let path = root.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        let source = std::fs::read_to_string(&path).unwrap_or_else(|error| fail(&format!("{}: {error}", path.display())));
        (path, source)
    };
    let (da_path, da) = read("da.ftl");
    let (en_path, en) = read("en.ftl");
    match generate((&da_path, &da), (&en_path, &en)) {
        Ok(code) => write_if_changed(&out, &code),
        Err(faults) => fail(&faults.join("\n")),
    }
}

/// The code of `Text`, or every fault found, each naming its file and key.
///
/// # Errors
/// See [`build`].
pub fn generate(da: (&Path, &str), en: (&Path, &str)) -> Result<String, Vec<String>> {
    let danish = Bundle::parse(da.0, da.1)?;
    let english = Bundle::parse(en.0, en.1)?;
    let (danish, english) = (danish.texts()?, english.texts()?);
    let mut faults = Vec::new();
    missing(&danish, &english, en.0, &mut faults);
    missing(&english, &danish, da.0, &mut faults);
    let mut pairs = Vec::new();
    for text in &danish {
        let Some(other) = english.iter().find(|other| other.key == text.key) else {
            continue;
        };
        match resolve::arguments(text, other) {
            Ok(arguments) => pairs.push((text, other, arguments)),
            Err(fault) => faults.push(format!("{} and {}: {}: {fault}", da.0.display(), en.0.display(), text.key)),
        }
    }
    if faults.is_empty() { Ok(emit::code(&pairs)) } else { Err(faults) }
}

fn missing(here: &[Text], there: &[Text], file: &Path, faults: &mut Vec<String>) {
    for text in here {
        if !there.iter().any(|other| other.key == text.key) {
            faults.push(format!("{}: the message »{}« is missing", file.display(), text.key));
        }
    }
}

/// Writes only news, so that an unchanged text does not rebuild the room.
fn write_if_changed(path: &Path, code: &str) {
    if std::fs::read_to_string(path).is_ok_and(|held| held == code) {
        return;
    }
    if let Err(error) = std::fs::write(path, code) {
        fail(&format!("{}: {error}", path.display()));
    }
}

#[expect(clippy::disallowed_methods, reason = "a build script is told by cargo through the environment")]
fn cargo_env(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| fail(&format!("{name} is unset: call this from build.rs")))
}

fn fail(message: &str) -> ! {
    for line in message.lines() {
        println!("cargo::error={line}");
    }
    panic!("{message}")
}

#[cfg(test)]
mod tests;
