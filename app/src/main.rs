//! `socialtalks`: the whole product in one program; its roles are subcommands.
//!
//! `wiring` lists the features, and that list is the whole wiring. Configuration is read here and nowhere else: command
//! line, then environment, then file, then defaults (`settings`).

mod backup;
mod cli;
mod data_folder;
mod demo;
mod doctor;
mod import;
mod logging;
mod measure;
mod migrate;
mod open;
mod serve;
mod settings;
mod wiring;

use std::process::ExitCode;

use clap::Parser as _;
use cli::{Cli, Command};

i18n::texts!();

fn main() -> ExitCode {
    // A media tool's process restricts itself before any thread exists.
    let mut args = std::env::args_os().skip(1);
    if args.next().is_some_and(|first| first == "sandbox") {
        let Err(error) = film::sandbox::enter(args);
        eprintln!("{error}");
        return ExitCode::from(u8::try_from(film::sandbox::REFUSED).unwrap_or(78));
    }
    let cli = Cli::parse();
    let text = Text::of(cli.common.language());
    let mut settings = match cli.common.settings() {
        Ok(settings) => settings,
        Err(error) => return refuse(&error),
    };
    if let Command::Config { sample } = cli.command {
        print!("{}", if sample { settings::sample() } else { settings.shown() });
        return ExitCode::SUCCESS;
    }
    logging::start(&settings, cli.command.is_server());
    let files = raise_file_limit();
    if cli.command.is_server() {
        settings.max_connections = settings.max_connections.min(files.saturating_sub(SPARE_FILES));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(run(cli, settings, text)),
        Err(error) => Err(error.into()),
    };
    done.unwrap_or_else(|error| refuse(&error))
}

async fn run(cli: Cli, settings: settings::Settings, text: Text) -> anyhow::Result<ExitCode> {
    let data = cli.data();
    match cli.command {
        Command::Serve => serve::run(&data, &settings, text, serve::Role::All).await,
        Command::Web => serve::run(&data, &settings, text, serve::Role::Web).await,
        Command::Worker => serve::run(&data, &settings, text, serve::Role::Worker).await,
        Command::Demo { empty } => demo::run(&data, &settings, text, empty).await,
        Command::Import(import) => import::run(&data, &settings, text, *import).await,
        Command::Migrate => migrate::run(&data, &settings, text).await,
        Command::Backup(asked) => backup::run(&data, &settings, text, asked).await,
        Command::Restore { folder } => backup::restore(&data, &settings, text, &folder).await,
        Command::Doctor => doctor::run(&data, &settings, text).await,
        Command::Openapi => {
            println!("{}", wiring::openapi());
            Ok(ExitCode::SUCCESS)
        }
        // Both are answered in `main`, before there are threads.
        Command::Config { .. } | Command::Sandbox { .. } => Ok(ExitCode::SUCCESS),
    }
}

/// Files of the program beside its connections: databases, media, tools.
const SPARE_FILES: usize = 256;

/// Every connection is an open file, and the soft limit of many systems is 1,024. Answers how many there may be.
fn raise_file_limit() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    maximum.and_then(|maximum| usize::try_from(maximum).ok()).unwrap_or(usize::MAX)
}

fn refuse(error: &anyhow::Error) -> ExitCode {
    eprintln!("{error:#}");
    ExitCode::FAILURE
}
