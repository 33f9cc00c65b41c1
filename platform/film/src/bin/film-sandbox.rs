//! The sandbox as a program of its own: `film-sandbox [sandbox] IN OUT LIMITS -- TOOL ARG…` (see `film::sandbox`).

fn main() {
    let Err(error) = film::sandbox::enter(std::env::args_os().skip(1));
    eprintln!("sandbox: {error}");
    std::process::exit(film::sandbox::REFUSED);
}
