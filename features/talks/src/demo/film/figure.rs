//! The speaker as a drawn figure in a few poses, so that the stage lives a little.

use crate::poster::Face;

/// Where elbows and hands are, from the point between the shoulders down to the feet at (0, 0); and how the head leans.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Posture {
    left: [(f32, f32); 2],
    right: [(f32, f32); 2],
    /// Degrees.
    head: f32,
}

/// Hands together; one hand out; both hands open.
const POSTURES: [Posture; 3] = [
    Posture { left: [(-116.0, -372.0), (-30.0, -336.0)], right: [(116.0, -372.0), (30.0, -342.0)], head: 0.0 },
    Posture { left: [(-118.0, -368.0), (-92.0, -262.0)], right: [(138.0, -394.0), (192.0, -462.0)], head: 3.0 },
    Posture { left: [(-138.0, -386.0), (-186.0, -430.0)], right: [(134.0, -378.0), (150.0, -300.0)], head: -3.0 },
];

/// How many poses there are.
pub(super) const POSES: usize = POSTURES.len();

/// The figure as SVG shapes, standing at `foot`; `breath` moves hands and head a little.
pub(super) fn shapes(face: &Face, pose: usize, breath: bool, foot: (f32, f32), scale: f32) -> String {
    let mut posture = POSTURES[pose % POSES];
    if breath {
        posture.left[1].1 -= 9.0;
        posture.right[1].1 -= 11.0;
        posture.right[1].0 += 4.0;
        posture.head += 1.6;
    }
    let [light, shade] = face.clothes();
    let [skin, skin_shade] = face.skin();
    let left = arm(-82.0, posture.left, light, skin);
    let right = arm(82.0, posture.right, shade, skin_shade);
    let head = face.head();
    let (x, y) = foot;
    format!(
        r##"<g transform="translate({x},{y}) scale({scale})"><ellipse cx="30" cy="6" rx="120" ry="16" fill="#000" opacity=".3"/><path d="M-66,-290 H2 L-8,-14 H-58Z" fill="#33242E"/><path d="M-2,-290 H66 L58,-14 H8Z" fill="#21101B"/><path d="M-72,4 q-2,-24 22,-26 h42 v26z" fill="#120A10"/><path d="M72,4 q2,-24 -22,-26 h-42 v26z" fill="#0C060A"/><path d="M-70,-276 L-98,-470 Q-92,-506 -28,-512 H28 Q92,-506 98,-470 L70,-276 Q0,-262 -70,-276Z" fill="{light}"/><path d="M0,-512 H28 Q92,-506 98,-470 L70,-276 Q40,-270 10,-268Z" fill="{shade}"/><g transform="rotate({:.1} 0 -505) translate(-124,-686) scale(.62)">{head}</g>{left}{right}</g>"##,
        posture.head
    )
}

fn arm(shoulder: f32, [elbow, hand]: [(f32, f32); 2], sleeve: &str, skin: &str) -> String {
    let line = format!(r#"d="M{shoulder},-474 L{},{} L{},{}" fill="none" stroke-linecap="round" stroke-linejoin="round""#, elbow.0, elbow.1, hand.0, hand.1);
    // A soft edge keeps sleeve and body apart.
    format!(
        r##"<path {line} stroke="#21101B" stroke-width="48" opacity=".22"/><path {line} stroke="{sleeve}" stroke-width="42"/><circle cx="{}" cy="{}" r="23" fill="{skin}"/>"##,
        hand.0, hand.1
    )
}
