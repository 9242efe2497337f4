//! The code on the screen: a QR symbol → light, each pixel the mean of the modules under it.

use ikd_scan::Symbol;

use super::canvas::Canvas;
use super::light::{Light, between};
use super::screen::{CODE, WHITE};
use super::shape::Point;

/// White modules around a symbol, as the standard asks.
const QUIET: usize = 4;
/// Points each way in a pixel.
const POINTS: usize = 3;
/// A dark module of a lit screen is not black: room light comes back from the glass.
const DARK: Light = [0.022, 0.022, 0.025, 1.0];

/// Draws `symbol` with its quiet zone.
pub(super) fn paint(symbol: &Symbol, density: f32) -> Canvas {
    let mut canvas = Canvas::new(CODE, density);
    let module = (CODE[2] - CODE[0]) / (symbol.size() + 2 * QUIET) as f32;
    let dark = |p: Point| {
        let place = |axis: usize| ((p[axis] - CODE[axis]) / module) as usize;
        let (x, y) = (place(0), place(1));
        x >= QUIET && y >= QUIET && symbol.is_dark(x - QUIET, y - QUIET)
    };
    let step = 1.0 / (density * POINTS as f32);
    let offset = |point: usize| (point as f32 - (POINTS - 1) as f32 / 2.0) * step;
    canvas.paint(CODE, |_, p| {
        let points = (0..POINTS * POINTS).map(|i| [p[0] + offset(i % POINTS), p[1] + offset(i / POINTS)]);
        let share = points.filter(|p| dark(*p)).count() as f32 / (POINTS * POINTS) as f32;
        between(WHITE, DARK, share)
    });
    canvas
}

/// Half of each: what a shutter that is open during the change sees.
pub(super) fn blend(last: &Canvas, next: &Canvas) -> Canvas {
    let mut canvas = next.clone();
    for (light, before) in canvas.pixels.iter_mut().zip(&last.pixels) {
        *light = between(*before, *light, 0.5);
    }
    canvas
}
