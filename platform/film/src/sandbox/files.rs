//! Landlock: what the tool may see. Programs and libraries of the system to read and run, one input to read, one folder to write.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreated, RulesetCreatedAttr,
    RulesetError, RulesetStatus, Scope,
};

use super::{SandboxError, restrict as refused};

/// The newest interface asked for; older kernels give what they have.
const ABI_WANTED: ABI = ABI::V6;

/// Places that a dynamically linked tool reads before it does anything. Those that aren't there are left out.
const SYSTEM: [&str; 11] = [
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/etc/fonts",
    "/dev/null",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/sys/devices/system/cpu",
];

/// Restricts this process; says whether the kernel enforces it.
pub(super) fn restrict(input: &Path, output: Option<&Path>, tool: &OsStr) -> Result<bool, SandboxError> {
    let rules = || -> Result<RulesetStatus, RulesetError> {
        let mut rules = Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(ABI_WANTED))?
            .handle_access(AccessNet::from_all(ABI_WANTED))?
            .scope(Scope::from_all(ABI_WANTED))?
            .create()?;
        for place in SYSTEM {
            rules = allow(rules, place.as_ref(), AccessFs::from_read(ABI_WANTED))?;
        }
        if let Some(tool) = outside_the_system(tool) {
            rules = allow(rules, &tool, AccessFs::ReadFile | AccessFs::Execute)?;
        }
        rules = allow(rules, input, AccessFs::ReadFile | AccessFs::ReadDir)?;
        if let Some(output) = output {
            let write =
                AccessFs::from_all(ABI_WANTED) & !(AccessFs::Execute | AccessFs::MakeBlock | AccessFs::MakeChar | AccessFs::MakeSock | AccessFs::IoctlDev);
            rules = allow(rules, output, write)?;
        }
        Ok(rules.restrict_self()?.ruleset)
    };
    let status = rules().map_err(|why| refused("landlock", why))?;
    Ok(status != RulesetStatus::NotEnforced)
}

fn allow(rules: RulesetCreated, path: &Path, access: BitFlags<AccessFs>) -> Result<RulesetCreated, RulesetError> {
    match PathFd::new(path) {
        // Rights that only a folder can have are an error on a file.
        Ok(fd) if path.is_file() || !path.is_dir() => rules.add_rule(PathBeneath::new(fd, access & AccessFs::from_file(ABI_WANTED))),
        Ok(fd) => rules.add_rule(PathBeneath::new(fd, access)),
        // What isn't there need not be allowed; the tool will say that it can't open its input.
        Err(_) => Ok(rules),
    }
}

/// A tool given by path, when it lies outside the system's folders.
fn outside_the_system(tool: &OsStr) -> Option<PathBuf> {
    let path = Path::new(tool);
    path.is_absolute().then(|| path.to_path_buf())
}
