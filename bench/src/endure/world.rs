//! What all scenarios share: the program to be harmed, a folder for it, chance with a seed, waiting with an end.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::Mutex,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tokio::runtime::Runtime;

/// See the module.
pub struct World {
    /// The server's program.
    pub program: PathBuf,
    /// Everything is done below this folder.
    pub folder: PathBuf,
    /// The short form.
    pub short: bool,
    /// How often to kill.
    pub kills: usize,
    /// Where chance begins.
    pub seed: u64,
    runtime: Runtime,
    chance: Mutex<u64>,
}

impl World {
    /// Finds the program and makes a fresh folder.
    pub fn new(short: bool, kills: usize, seed: Option<u64>) -> Result<World> {
        #[expect(clippy::disallowed_methods, reason = "which program to harm is told by the environment")]
        let program = PathBuf::from(std::env::var("SOCIALTALKS_PROGRAM").unwrap_or_else(|_| "target/fast/socialtalks".into()));
        let program = program.canonicalize().with_context(|| format!("{} is not built", program.display()))?;
        let folder = PathBuf::from("target/endure");
        fs::create_dir_all(folder.join("films"))?;
        let seed = match seed {
            Some(seed) => seed,
            None => output("date", &["+%s"])?.parse()?,
        };
        Ok(World { program, folder: folder.canonicalize()?, short, kills, seed, runtime: Runtime::new()?, chance: Mutex::new(seed) })
    }

    /// Waits for something of tokio's; not to be called from its own threads.
    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// A number below `end` (SplitMix64, <https://prng.di.unimi.it/splitmix64.c>).
    pub fn below(&self, end: u64) -> u64 {
        let mut state = self.chance.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end.max(1)
    }

    /// An empty folder of this name.
    pub fn fresh(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// A fresh database on the PostgreSQL server for tests; none where PostgreSQL is not installed.
    pub fn postgres(&self) -> Option<db::test::TestDb> {
        #[expect(clippy::disallowed_methods, reason = "which server to use is told by the environment")]
        let told = std::env::var("TEST_POSTGRES_URL").is_ok();
        (told || fs::exists("/usr/lib/postgresql").unwrap_or(false)).then(|| self.wait(db::test::postgres()))
    }
}

/// Looks every `every` until something is there; says after `patience` what it waited for.
pub fn until<T>(what: &str, patience: Duration, every: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let end = Instant::now() + patience;
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if Instant::now() > end {
            bail!("waited {} s in vain: {what}", patience.as_secs());
        }
        std::thread::sleep(every);
    }
}

/// What a program prints, trimmed; an error when it fails.
pub fn output(program: &str, args: &[&str]) -> Result<String> {
    let out = Command::new(program).args(args).output().with_context(|| program.to_owned())?;
    anyhow::ensure!(out.status.success(), "{program} {}: {}", args.join(" "), String::from_utf8_lossy(&out.stderr).trim());
    Ok(String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// Whether a program of this name is there.
pub fn has(program: &str) -> bool {
    ["/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin"].iter().any(|folder| fs::exists(format!("{folder}/{program}")).unwrap_or(false))
}
