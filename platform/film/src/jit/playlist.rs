//! The media playlist (RFC 8216).

use std::fmt::Write;

use super::rendition::Rendition;

/// Writes the playlist of a rendition whose files are named after `name`.
pub(super) fn write(rendition: &Rendition, name: &str) -> String {
    let spans: Vec<_> = (0..rendition.segments.len()).map(|n| rendition.span(n)).collect();
    // No duration, rounded to whole seconds, may be longer than this (4.3.3.1).
    let target = spans.iter().map(|(start, end)| (end - start + 500_000) / 1_000_000).max().unwrap_or(1).max(1);
    let mut out = String::with_capacity(200 + spans.len() * 40);
    let _ = write!(out, "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{target}\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    let _ = writeln!(out, "#EXT-X-MAP:URI=\"{name}-init.mp4\"");
    for (n, (start, end)) in spans.into_iter().enumerate() {
        let micros = end - start;
        let _ = writeln!(out, "#EXTINF:{}.{:06},\n{name}-{n}.m4s", micros / 1_000_000, micros % 1_000_000);
    }
    out.push_str("#EXT-X-ENDLIST\n");
    out
}
