//! Peculiar pictures come out upright, in shape, in colour and at an even rate.

use film::plan::SourceRole;
use film::probe::Light;
use tempfile::TempDir;

use crate::kit::{corners, decode, make, make_all};

/// Matrices as phones write them; after each, the size and the corners as they must be seen.
#[tokio::test]
async fn turned_films_stand_upright() {
    let dir = TempDir::new().unwrap();
    let flat = make(dir.path(), "flat.mp4", &format!("{} -c:v libx264 -preset ultrafast", corners(320, 180, 1, 25)));
    let bytes = std::fs::read(&flat).unwrap();
    let cases = [
        ([0, 1, -1, 0], 90, (180, 320), ["blue", "red", "green", "white"]),
        ([-1, 0, 0, -1], 180, (320, 180), ["white", "blue", "red", "green"]),
        ([0, -1, 1, 0], 270, (180, 320), ["green", "white", "blue", "red"]),
    ];
    for (matrix, degrees, size, expected) in cases {
        let file = dir.path().join("turned.mp4");
        std::fs::write(&file, with_matrix(&bytes, matrix)).unwrap();
        let made = make_all(&file, &SourceRole::default()).await;
        let orientation = made.probe.video.as_ref().unwrap().orientation;
        assert_eq!((orientation.degrees, orientation.mirrored), (degrees, false), "{matrix:?}");
        let rung = &made.plan.rungs()[0].name.clone();
        assert_eq!(((made.of(rung).width, made.of(rung).height), made.corners(rung)), (size, expected), "{degrees}");
    }
}

/// Writes a display matrix (a b c d) into the one video track of an MP4: `tkhd`, 40 bytes after its version.
fn with_matrix(bytes: &[u8], matrix: [i32; 4]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = bytes.windows(4).position(|word| word == b"tkhd").unwrap() + 4 + 40;
    for (n, value) in [0, 1, 3, 4].into_iter().zip(matrix) {
        bytes[at + n * 4..][..4].copy_from_slice(&(value * 65_536).to_be_bytes());
    }
    bytes
}

#[tokio::test]
async fn mirrored_and_broken_matrices() {
    let dir = TempDir::new().unwrap();
    let flat = make(dir.path(), "flat.mp4", &format!("{} -c:v libx264 -preset ultrafast", corners(320, 180, 1, 25)));
    let bytes = std::fs::read(&flat).unwrap();
    // (x, y) goes to (ax + cy, bx + dy).
    let cases = [
        ([-1, 0, 0, 1], (320, 180), ["green", "red", "blue", "white"]),
        ([1, 0, 0, -1], (320, 180), ["blue", "white", "green", "red"]),
        ([0, 1, 1, 0], (180, 320), ["red", "blue", "white", "green"]),
        ([0, 0, 0, 0], (320, 180), ["red", "green", "white", "blue"]),
    ];
    for (matrix, size, expected) in cases {
        let file = dir.path().join("mirrored.mp4");
        std::fs::write(&file, with_matrix(&bytes, matrix)).unwrap();
        let made = make_all(&file, &SourceRole::default()).await;
        let orientation = made.probe.video.as_ref().unwrap().orientation;
        assert_eq!((orientation.mirrored, orientation.broken), (matrix != [0; 4], matrix == [0; 4]), "{matrix:?}");
        let rung = &made.plan.rungs()[0].name.clone();
        assert_eq!(((made.of(rung).width, made.of(rung).height), made.corners(rung)), (size, expected), "{matrix:?}");
    }
}

#[tokio::test]
async fn hdr_becomes_standard_range() {
    let dir = TempDir::new().unwrap();
    // PQ code 0.5 is about 92 cd/m²: a middle grey that must neither vanish nor glare.
    for (transfer, light) in [("smpte2084", Light::Pq), ("arib-std-b67", Light::Hlg)] {
        let words = format!(
            "-f lavfi -i color=gray:s=320x180:r=25:d=1 -c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -color_trc {transfer} -color_primaries bt2020 -colorspace bt2020nc -x265-params log-level=error:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc -tag:v hvc1"
        );
        let made = make_all(&make(dir.path(), "hdr.mp4", &words), &SourceRole::default()).await;
        let video = made.probe.video.as_ref().unwrap();
        assert_eq!((video.light, video.bit_depth), (light, 10));
        let (_, _, rgb) = made.picture("180", 0.5);
        let spread = rgb.chunks_exact(3).map(|p| p.iter().max().unwrap() - p.iter().min().unwrap()).max().unwrap();
        assert!((60..=235).contains(&rgb[0]) && spread <= 4, "{transfer}: grey stays grey: {:?}", &rgb[..3]);
        assert!(made.of("180").codecs.starts_with("avc1.64"), "8 bits, High: {}", made.of("180").codecs);
    }
}

#[tokio::test]
async fn odd_sizes_and_full_chroma() {
    let dir = TempDir::new().unwrap();
    let made = make_all(&make(dir.path(), "odd.mkv", &format!("{} -c:v ffv1 -pix_fmt yuv444p", corners(321, 179, 1, 25))), &SourceRole::default()).await;
    let found = made.of("178");
    assert_eq!((found.width, found.height), (320, 178));
    assert_eq!(made.corners("178"), ["red", "green", "white", "blue"]);
    let said = decode_words(&made.path("178"));
    assert!(said.contains("pix_fmt=yuv420p\n") && said.contains("color_space=bt709") && said.contains("color_range=tv"), "{said}");
}

/// ffprobe's words about a rendition.
fn decode_words(folder: &std::path::Path) -> String {
    let done = std::process::Command::new("ffprobe")
        .args(["-v", "error", "-allowed_extensions", "ALL", "-show_streams"])
        .arg(folder.join("index.m3u8"))
        .output()
        .unwrap();
    String::from_utf8(done.stdout).unwrap()
}

#[tokio::test]
async fn oblong_pixels_become_square() {
    let dir = TempDir::new().unwrap();
    let made =
        make_all(&make(dir.path(), "pal.mpg", &format!("{},setsar=64/45 -c:v mpeg2video -b:v 4M", corners(720, 576, 1, 25))), &SourceRole::default()).await;
    assert_eq!((made.of("480").width, made.of("480").height, made.of("240").width), (854, 480, 426));
    assert!(decode_words(&made.path("480")).contains("sample_aspect_ratio=1:1"));
}

#[tokio::test]
async fn uneven_rates_become_even_and_fast_ones_slower() {
    let dir = TempDir::new().unwrap();
    let uneven = make(
        dir.path(),
        "vfr.mp4",
        "-f lavfi -i testsrc2=s=320x180:r=50:d=6 -vf select='not(mod(n,2))+gt(mod(n,50),40)' -vsync vfr -c:v libx264 -preset ultrafast",
    );
    let made = make_all(&uneven, &SourceRole::default()).await;
    assert!(made.probe.video.as_ref().unwrap().variable_rate, "{:?}", made.probe.video);
    assert_eq!(made.of("180").frame_rate, 25.0);
    let times = decode_words(&made.path("180"));
    assert!(times.contains("r_frame_rate=25/1"), "{times}");
    let fast = make(dir.path(), "fast.mp4", "-f lavfi -i testsrc2=s=1280x720:r=120:d=5 -c:v libx264 -preset ultrafast");
    let made = make_all(&fast, &SourceRole::default()).await;
    assert_eq!((made.of("720").frame_rate, made.of("480").frame_rate, made.of("240").frame_rate), (60.0, 30.0, 30.0));
}

#[tokio::test]
async fn woven_fields_are_untangled() {
    let dir = TempDir::new().unwrap();
    // A white bar that moves 16 px a field: woven, its edge is a comb.
    let words = "-f lavfi -i color=black:s=320x240:r=50:d=2,drawbox=w=40:h=240:c=white:t=fill,scroll=h=0.05,interlace=scan=tff -flags +ilme+ildct -c:v mpeg2video -b:v 4M -top 1";
    let made = make_all(&make(dir.path(), "woven.ts", words), &SourceRole::default()).await;
    assert!(made.probe.video.as_ref().unwrap().interlaced);
    let (width, height, rgb) = made.picture("240", 1.0);
    let grey = |x: u32, y: u32| i32::from(rgb[((y * width + x) * 3) as usize]);
    let comb = (0..width)
        .flat_map(|x| (1..height - 1).map(move |y| (x, y)))
        .filter(|(x, y)| grey(*x, y - 1).abs_diff(grey(*x, *y)) > 60 && grey(*x, *y).abs_diff(grey(*x, y + 1)) > 60)
        .count();
    assert!(comb < 200, "{comb} pixels differ from both neighbours");
}

#[tokio::test]
async fn cover_art_is_not_a_film() {
    let dir = TempDir::new().unwrap();
    let cover = make(dir.path(), "cover.jpg", "-f lavfi -i testsrc2=s=300x300 -frames:v 1");
    let words = format!("-f lavfi -i sine=d=3 -i {} -map 0 -map 1 -c:a aac -c:v copy -disposition:v attached_pic", cover.display());
    let made = make_all(&make(dir.path(), "song.m4a", &words), &SourceRole::default()).await;
    assert!(made.probe.cover && made.probe.video.is_none());
    assert_eq!(made.verified.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["audio"]);
    assert!(made.path("audio.m4a").exists() && made.path("waveform.json").exists() && !made.path("sprite.jpg").exists());
    let tags = decode(&["-i", made.path("audio.m4a").to_str().unwrap(), "-f", "ffmetadata", "-"]);
    assert!(!String::from_utf8_lossy(&tags).contains("comment"));
}
