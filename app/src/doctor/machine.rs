//! The machine: room on the disk, open files, the clock, who may read what.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use i18n::DateStyle;
use rustix::process::{Resource, geteuid, getrlimit};
use schema::{Clock, Time};
use web::Finding;

use super::{fault, good, warning};
use crate::data_folder::DataFolder;
use crate::settings::Settings;
use crate::{SPARE_FILES, Text};

/// 2026-01-01: the program is younger than this.
const EARLIEST: Time = Time(1_767_225_600_000_000);
pub fn look(data: &DataFolder, settings: &Settings, text: Text) -> Vec<Finding> {
    let mut findings = vec![readers(data, text)];
    if geteuid().is_root() {
        findings.push(warning(text.running_as_root()));
    }
    findings.extend([clock(data, text), disk(data.path(), text), files(settings, text)]);
    findings
}

fn readers(data: &DataFolder, text: Text) -> Finding {
    match std::fs::metadata(data.path()) {
        Err(error) => fault(text.folder_fault(data.path().display(), error)),
        Ok(held) if held.permissions().mode() & 0o077 != 0 => warning(text.folder_open(data.path().display())),
        Ok(_) => good(text.folder_good()),
    }
}

/// Compares the clock with reason, and with the file system's, which may be another machine's.
fn clock(data: &DataFolder, text: Text) -> Finding {
    let now = Clock::system().now();
    if now < EARLIEST {
        return fault(text.clock_wrong(i18n::date(text.lang(), now.0, DateStyle::Minute)));
    }
    let probe = data.path().join(".clock");
    let written = std::fs::write(&probe, b"").and_then(|()| std::fs::metadata(&probe)?.modified());
    let _ = std::fs::remove_file(&probe);
    match written {
        Err(error) => fault(text.folder_fault(data.path().display(), error)),
        Ok(written) => {
            let micros = written.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(0));
            let seconds = (now.0 - micros).unsigned_abs() / 1_000_000;
            if seconds > 5 { warning(text.clock_off(seconds)) } else { good(text.clock_good()) }
        }
    }
}

fn disk(path: &Path, text: Text) -> Finding {
    let free = match rustix::fs::statvfs(path) {
        Ok(held) => held.f_bavail.saturating_mul(held.f_frsize),
        Err(error) => return fault(text.folder_fault(path.display(), error)),
    };
    const GB: u64 = 1_000_000_000;
    match free {
        0..GB => fault(text.disk_full(path.display())),
        GB..10_000_000_000 => warning(text.disk_low(free / GB, path.display())),
        _ => good(text.disk_good(free / GB)),
    }
}

fn files(settings: &Settings, text: Text) -> Finding {
    let allowed = getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX);
    let wanted = settings.max_connections as u64;
    if allowed < wanted + SPARE_FILES as u64 { warning(text.files_low(allowed, wanted)) } else { good(text.files_good(wanted)) }
}

#[cfg(test)]
mod tests {
    use i18n::Lang;
    use web::Level;

    use super::*;

    #[test]
    fn an_open_folder_is_named() {
        let temporary = tempfile::tempdir().unwrap();
        let text = Text::of(Lang::En);
        let data = DataFolder::open(&temporary.path().join("data")).unwrap();
        assert_eq!(readers(&data, text).level, Level::Good);
        std::fs::set_permissions(data.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let finding = readers(&data, text);
        assert!(finding.level == Level::Warning && finding.words.contains("chmod 700"));
        assert_eq!(clock(&data, text).level, Level::Good);
    }
}
