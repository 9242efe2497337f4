//! The phone: a dark body with round corners, a metal rim, and its screen. Millimetres around the code's middle.

use super::canvas::Canvas;
use super::light::{between, faded, lit, srgb};
use super::random::{Random, grain};
use super::screen;
use super::shape::{Point, rounded};

/// What the drawing holds: the phone and the space around it for the hand.
pub(super) const AREA: [f32; 4] = [-58.0, -71.0, 67.0, 100.0];
/// The glass front.
pub(super) const GLASS: [f32; 4] = [-37.0, -68.0, 37.0, 91.0];

const MIDDLE: Point = [0.0, 11.5];
const HALF: Point = [38.2, 80.7];
const CORNER: f32 = 9.5;

/// How far a point is outside the phone.
pub(super) fn outside(p: Point) -> f32 {
    rounded(p, MIDDLE, HALF, CORNER)
}

/// Draws the phone over what is there: the hand behind it.
pub(super) fn paint(canvas: &mut Canvas, random: &mut Random) {
    let rim = between(srgb(0x0030_3236), srgb(0x008a_8e96), random.between(0.0, 1.0));
    shade(canvas);
    canvas.paint(AREA, |canvas, p| {
        let light = lit(rim, 0.55 + 0.5 * grain(p[0] * 0.02, p[1] * 0.05).abs() + (-p[0] * 0.008));
        faded(light, canvas.cover(outside(p)))
    });
    canvas.fill(AREA, srgb(0x0005_0506), |p| outside(p) + 0.9);
    canvas.fill([-6.0, -68.0, 6.0, -65.0], srgb(0x0016_171a), |p| rounded(p, [0.0, -66.6], [5.0, 0.35], 0.35));
    screen::paint(canvas);
}

/// The phone's soft shadow on the hand behind it.
fn shade(canvas: &mut Canvas) {
    let origin = canvas.clone();
    canvas.paint(AREA, |_, p| {
        let near = (1.0 - outside([p[0] - 1.0, p[1] - 2.0]) / 6.0).clamp(0.0, 1.0);
        [0.0, 0.0, 0.0, 0.6 * near * near * origin.sample(p)[3]]
    });
}
