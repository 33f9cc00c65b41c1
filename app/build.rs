//! Compiles the commands' words.

fn main() {
    i18n::codegen::build("text");
}
