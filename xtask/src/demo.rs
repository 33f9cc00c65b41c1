//! `cargo xtask demo`: set-up, build, and the product with living content.

use crate::{
    assets,
    setup::{Tool, need},
    shell::{Done, command, run, step},
};

/// Sets up, builds with the `fast` profile and runs `socialtalks demo`.
pub fn demo(args: &[String]) -> Done {
    need(&[Tool::C, Tool::Node, Tool::Ffmpeg, Tool::Espeak])?;
    assets::build()?;
    step("Building Social Talks (some minutes the first time)");
    run(&mut command(&["cargo", "build", "--profile", "fast", "--package", "socialtalks"]))?;
    let mut product = command(&["target/fast/socialtalks", "demo"]);
    if !args.iter().any(|arg| arg == "--data") {
        product.args(["--data", "demo-data"]);
    }
    run(product.args(args))
}
