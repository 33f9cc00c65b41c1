//! Compiles this room's words.

fn main() {
    i18n::codegen::build("text");
}
