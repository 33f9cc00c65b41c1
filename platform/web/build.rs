//! Compiles the words, and makes sure that there is a folder of assets to embed.

use std::path::Path;

fn main() {
    i18n::codegen::build("text");
    let dist = Path::new("../../frontend/dist");
    // Without a built front end the program still compiles; the server and `doctor` say what is missing.
    if !dist.join("manifest.json").exists() {
        let made = std::fs::create_dir_all(dist).and_then(|()| std::fs::write(dist.join("manifest.json"), "{}\n"));
        if let Err(error) = made {
            println!("cargo::error={}: {error}", dist.display());
        }
    }
    println!("cargo::rerun-if-changed=../../frontend/dist");
    println!("cargo::rerun-if-changed=pictures");
    println!("cargo::rerun-if-changed=templates");
}
