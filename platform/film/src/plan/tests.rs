//! Plans of films of every shape.

use super::*;
use crate::probe::{Audio, Colour, Light, Metadata, Orientation};

fn film(width: u32, height: u32, rate: Ratio) -> Probe {
    let video = Video {
        index: 0,
        codec: "h264".into(),
        profile: "High".into(),
        width,
        height,
        sample_aspect: Ratio::new(1, 1),
        orientation: Orientation::default(),
        pixel_format: "yuv420p".into(),
        bit_depth: 8,
        colour: Colour::default(),
        light: Light::Standard,
        average_rate: rate,
        tick_rate: rate,
        variable_rate: false,
        interlaced: false,
        start_us: 0,
        duration_us: 60_000_000,
    };
    let audio = Audio {
        index: 1,
        codec: "aac".into(),
        profile: "LC".into(),
        channels: 2,
        sample_rate: 48_000,
        start_us: 0,
        offset_us: 0,
        duration_us: 60_000_000,
        language: String::new(),
    };
    Probe {
        container: "mov".into(),
        duration_us: 60_000_000,
        bytes: 1,
        start_us: 0,
        video: Some(video),
        audio: Some(audio),
        cover: false,
        cut_short: false,
        chapters: vec![],
        text: vec![],
        metadata: Metadata::default(),
    }
}

fn sizes(plan: &Plan) -> Vec<(String, u32, u32)> {
    plan.rungs().into_iter().map(|rung| (rung.name.clone(), rung.width, rung.height)).collect()
}

fn row(name: &str, width: u32, height: u32) -> (String, u32, u32) {
    (name.into(), width, height)
}

const EXCELLENT: SourceRole = SourceRole { just_in_time: true, bits_per_second: 6_000_000, keyframe_gap_us: 5_000_000 };

#[test]
fn two_passes_for_what_cannot_be_cut() {
    let plan = plan(&film(1_920, 1_080, Ratio::new(25, 1)), &SourceRole::default());
    assert_eq!(sizes(&plan), [row("1080", 1_920, 1_080), row("720", 1_280, 720), row("480", 854, 480), row("240", 426, 240)]);
    let [first, rest] = plan.passes.as_slice() else { panic!("{} passes", plan.passes.len()) };
    assert!(first.kind == PassKind::First && first.rungs.len() == 1 && first.sound.is_some() && first.storyboard.is_some());
    assert!(rest.kind == PassKind::Rest && rest.rungs.len() == 3 && rest.sound.is_none());
    assert_eq!(plan.later.unwrap().rungs.iter().map(|rung| rung.name.clone()).collect::<Vec<_>>(), ["av1-1080", "av1-720"]);
}

#[test]
fn an_excellent_source_is_its_own_top_rung() {
    let made = plan(&film(1_920, 1_080, Ratio::new(25, 1)), &EXCELLENT);
    assert!(made.source_is_top && made.passes.len() == 1);
    assert_eq!(sizes(&made).iter().map(|size| size.0.as_str()).collect::<Vec<_>>(), ["720", "480", "240"]);
    let heavy = SourceRole { bits_per_second: 20_000_000, ..EXCELLENT };
    let made = plan(&film(1_920, 1_080, Ratio::new(25, 1)), &heavy);
    assert!(!made.source_is_top && made.passes.len() == 1 && made.rungs().len() == 4, "it plays at once, but needs a lighter 1080");
}

#[test]
fn nothing_is_made_larger_and_shapes_are_kept() {
    let made = |probe: &Probe| sizes(&plan(probe, &SourceRole::default()));
    let rate = Ratio::new(30, 1);
    assert_eq!(made(&film(3_840, 2_160, rate))[0], row("1080", 1_920, 1_080));
    assert_eq!(made(&film(321, 179, rate)), [row("178", 320, 178)]);
    assert_eq!(made(&film(640, 360, rate)), [row("360", 640, 360), row("240", 426, 240)]);
    assert_eq!(made(&film(1_058, 794, rate))[0], row("720", 960, 720));
    assert_eq!(made(&film(720, 1_280, rate))[0], row("720", 720, 1_280));
    assert_eq!(made(&film(2, 2, rate)), [row("2", 2, 2)]);
    let mut turned = film(1_920, 1_080, rate);
    turned.video.as_mut().unwrap().orientation.degrees = 90;
    assert_eq!(made(&turned)[0], row("1080", 1_080, 1_920));
    let mut oblong = film(720, 576, rate);
    oblong.video.as_mut().unwrap().sample_aspect = Ratio::new(64, 45);
    assert_eq!(made(&oblong)[0], row("480", 854, 480));
}

#[test]
fn keyframes_stand_at_the_same_instants_in_every_rung() {
    for (rate, low) in [
        (Ratio::new(60, 1), Ratio::new(30, 1)),
        (Ratio::new(60_000, 1_001), Ratio::new(30_000, 1_001)),
        (Ratio::new(50, 1), Ratio::new(25, 1)),
        (Ratio::new(24_000, 1_001), Ratio::new(24_000, 1_001)),
    ] {
        let plan = plan(&film(1_920, 1_080, rate), &SourceRole::default());
        let seconds: Vec<f64> = plan.rungs().iter().map(|rung| f64::from(rung.gop) / rung.rate.value()).collect();
        assert!(seconds.iter().all(|s| (s - seconds[0]).abs() < 1e-9 && (4.0..4.05).contains(s)), "{seconds:?}");
        assert_eq!((plan.rungs()[0].rate, plan.rungs()[3].rate), (rate, low));
        assert_eq!((plan.passes[0].rate, plan.passes[0].rungs[0].step), (low, 1), "the first pass drops pictures early");
    }
}

#[test]
fn sound_alone_and_no_sound() {
    let mut probe = film(1_280, 720, Ratio::new(25, 1));
    probe.video = None;
    probe.audio.as_mut().unwrap().channels = 1;
    let made = plan(&probe, &SourceRole::default());
    assert_eq!((made.passes.len(), made.passes[0].kind, made.sound().map(|sound| (sound.channels, sound.kbit))), (1, PassKind::Sound, Some((1, 64))));
    let mut probe = film(1_280, 720, Ratio::new(25, 1));
    probe.audio = None;
    assert_eq!(plan(&probe, &SourceRole::default()).sound(), None);
}

#[test]
fn the_storyboard_covers_the_film_in_one_picture() {
    let plan = plan(&film(1_920, 1_080, Ratio::new(25, 1)), &SourceRole::default());
    let tiles = plan.passes[0].storyboard.unwrap();
    assert_eq!(tiles, Tiles { width: 160, height: 90, columns: 10, rows: 2, step: 125, every_us: 5_000_000 });
    let text = tiles.webvtt(60_000_000);
    assert!(text.starts_with("WEBVTT\n\n00:00:00.000 --> 00:00:05.000\nsprite.jpg#xywh=0,0,160,90\n"), "{text}");
    assert!(text.ends_with("00:00:55.000 --> 00:01:00.000\nsprite.jpg#xywh=160,90,160,90\n"), "{text}");
    let long = Tiles::of(plan.rungs()[3], 12 * 3_600 * 1_000_000);
    assert!(long.columns * long.rows <= 730 && long.every_us == 60_000_000);
}
