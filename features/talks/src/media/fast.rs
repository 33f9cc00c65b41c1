//! Media that lie in memory, answered before routing: access, conditions and range are checked all the same.

use axum::body::Body;
use http::request::Parts;
use http::{Method, Response};
use web::FastPath;

use super::reply::from_memory;
use super::target::{PLAYLIST, Target, target};
use crate::Talks;
use crate::access::Reach;

/// The fast path of `/media/`.
pub(crate) struct Fast(Talks);

impl Fast {
    pub fn new(talks: &Talks) -> Fast {
        Fast(talks.clone())
    }
}

impl FastPath for Fast {
    fn answer(&self, parts: &Parts) -> Option<Response<Body>> {
        let head_only = match parts.method {
            Method::GET => false,
            Method::HEAD => true,
            _ => return None,
        };
        let (key, file) = parts.uri.path().strip_prefix("/media/")?.split_once('/')?;
        let talks = &self.0;
        let door = talks.doors.known(key).filter(|door| door.reach == Reach::Open)?;
        let (bytes, kind, version) = match target(&door.film, file)? {
            Target::Object(object) => (talks.app.storage.cached(&object.key)?, object.kind, object.version),
            Target::Cut(part) => (talks.doors.cut_at_once(&door, part)?, part.kind(), 1),
            Target::Master => {
                let text = door.master();
                let version = master_version(&text);
                (text, PLAYLIST, version)
            }
            Target::Large(..) => return None,
        };
        Some(from_memory(&bytes, kind, version, &parts.headers, head_only))
    }
}

/// The master playlist changes with its rungs: its tag is made of its text (FNV-1a).
pub(super) fn master_version(text: &[u8]) -> i64 {
    let hash = text.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 1).cast_signed()
}
