//! `cargo xtask endure`: does harm to a running server and looks whether what was promised holds; writes docs/reliability.md.

#[path = "../endure/mod.rs"]
mod endure;

fn main() -> std::process::ExitCode {
    endure::main()
}
