//! Styles and scripts: `npm ci` when the lock file is newer than what is installed, then the bundler.

use std::{fs, path::Path};

use crate::shell::{Done, command, run, step};

/// Makes `frontend/dist`.
pub fn build() -> Done {
    step("Styles and scripts");
    npm_ci("frontend")?;
    run(command(&["node", "build.mjs"]).current_dir("frontend"))
}

/// Installs a folder's packages as its lock file says, unless that has been done.
pub fn npm_ci(folder: &str) -> Done {
    let lock = fs::read(Path::new(folder).join("package-lock.json")).map_err(|error| format!("{folder}/package-lock.json: {error}"))?;
    let stamp = Path::new(folder).join("node_modules/.lock-of-this-install");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = command(&["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(npm.current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    // esbuild's program comes as a package of its own, so no install script is needed
    fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
}
