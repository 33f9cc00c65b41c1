//! ffmpeg's arguments for a pass.

use std::ffi::OsString;
use std::path::Path;

use super::{colour, file_argument, filters, preamble};
use crate::plan::{Codec, PassKind, PassSpec, Rung, Sound};
use crate::storyboard;

/// Twelve hours and a little: no output grows without end, whatever the timestamps say.
const LONGEST: &str = "43260";

/// The whole command line of a pass, without the program's name.
pub(super) fn pass(spec: &PassSpec, input: &Path, gain_db: f64, threads: usize) -> Vec<OsString> {
    let mut args = preamble();
    if let Some(video) = &spec.video {
        if video.orientation.broken {
            args.push("-noautorotate".into());
        }
        words(&mut args, &format!("-threads {threads}"));
    }
    args.extend(["-i".into(), file_argument(input)]);
    if let Some(video) = spec.video.as_ref().filter(|_| !spec.rungs.is_empty()) {
        args.extend(["-filter_complex".into(), filters::graph(spec, video).into()]);
        for (n, rung) in spec.rungs.iter().enumerate() {
            self::rung(&mut args, n, rung, spec.kind);
        }
        if spec.storyboard.is_some() {
            words(&mut args, &format!("-map [board] {NOTHING_ELSE} -fps_mode passthrough -c:v mjpeg -q:v 2 -f matroska {}", storyboard::TILES));
        }
    }
    if let Some(sound) = spec.sound {
        self::sound(&mut args, sound, gain_db);
    }
    args
}

/// No subtitles, no data, no metadata, no chapters of a stranger's.
pub(crate) const NOTHING_ELSE: &str = "-sn -dn -map_metadata -1 -map_chapters -1";

fn rung(args: &mut Vec<OsString>, n: usize, rung: &Rung, kind: PassKind) {
    words(args, &format!("-map [r{n}] {NOTHING_ELSE} -t {LONGEST} -fps_mode passthrough"));
    let (cap, gop) = (rung.max_kbit, rung.gop);
    match rung.codec {
        Codec::H264 => {
            let preset = if kind == PassKind::First { "superfast" } else { "veryfast" };
            words(args, &format!("-c:v libx264 -preset {preset} -crf 23 -maxrate {cap}k -bufsize {}k -profile:v high", cap * 2));
            words(args, &format!("-g {gop} -keyint_min {gop} -sc_threshold 0"));
        }
        Codec::Av1 => words(args, &format!("-c:v libsvtav1 -preset 10 -crf 40 -g {gop} -svtav1-params keyint={gop}:irefresh-type=2:scd=0")),
    }
    words(args, "-pix_fmt yuv420p");
    args.extend(colour::TAGS.map(OsString::from));
    hls(args, &rung.name);
}

fn sound(args: &mut Vec<OsString>, sound: Sound, gain_db: f64) {
    words(args, &format!("-map 0:{} {NOTHING_ELSE} -vn -t {LONGEST} -af {}", sound.index, filters::sound(sound.channels, gain_db)));
    words(args, &format!("-c:a aac -b:a {}k -ac {} -ar 48000", sound.kbit, sound.channels));
    hls(args, "audio");
}

/// CMAF in a folder of its own: `init.mp4`, `00000.m4s` …, and `index.m3u8` when all of it is there.
///
/// Picture and sound both begin before 0 in decoding order (B-frames, the AAC encoder's priming). ffmpeg would shift each output
/// by its own amount and the two would part by 60 ms; left alone, the edit list in the init says where 0 is, and they stay in step.
fn hls(args: &mut Vec<OsString>, folder: &str) {
    words(args, "-avoid_negative_ts disabled -f hls -hls_time 4 -hls_list_size 0 -hls_playlist_type vod -hls_segment_type fmp4");
    words(args, "-hls_flags independent_segments+temp_file -hls_fmp4_init_filename init.mp4");
    words(args, &format!("-hls_segment_filename {folder}/%05d.m4s {folder}/index.m3u8"));
}

/// Adds words of our own that hold no space inside.
fn words(args: &mut Vec<OsString>, text: &str) {
    args.extend(text.split_ascii_whitespace().map(OsString::from));
}
