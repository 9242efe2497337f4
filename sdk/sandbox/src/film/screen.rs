//! What the phone's screen shows around the code: a wallet's page with a status bar, a caption and a button.

use super::canvas::Canvas;
use super::light::{Light, lit, srgb};
use super::shape::{Point, rounded};

/// Where the code and its quiet zone are, in millimetres: left, top, right, bottom.
pub(super) const CODE: [f32; 4] = [-33.0, -33.0, 33.0, 33.0];
/// No symbol reaches further from the middle: what is beyond is quiet zone, white as the page around it.
pub(super) const SYMBOL: f32 = 31.8;
/// The lit part of the phone.
pub(super) const SCREEN: [f32; 4] = [-35.0, -65.0, 35.0, 88.0];
/// Bright, but not so that all of it is clipped: the noise stays visible.
pub(super) const WHITE: Light = [0.78, 0.81, 0.86, 1.0];

/// Bars of text and icons: middle, half size, round corner, colour.
const MARKS: [(Point, Point, f32, u32); 15] = [
    // The time, in the status bar.
    ([-27.5, -60.0], [0.5, 1.2], 0.2, 0x0022_2428),
    ([-25.6, -60.0], [0.7, 1.2], 0.4, 0x0022_2428),
    ([-23.8, -60.0], [0.25, 0.8], 0.2, 0x0022_2428),
    ([-22.1, -60.0], [0.7, 1.2], 0.4, 0x0022_2428),
    ([-20.2, -60.0], [0.6, 1.2], 0.2, 0x0022_2428),
    // Signal and battery.
    ([21.0, -59.6], [0.4, 0.7], 0.1, 0x0022_2428),
    ([22.4, -59.9], [0.4, 1.0], 0.1, 0x0022_2428),
    ([23.8, -60.2], [0.4, 1.3], 0.1, 0x0022_2428),
    ([28.0, -60.0], [2.2, 1.2], 0.5, 0x0022_2428),
    // The page's name, and a line under it.
    ([-14.0, -48.0], [17.0, 1.9], 1.0, 0x002b_3440),
    ([-19.0, -42.0], [12.0, 1.1], 0.6, 0x00a3_abb5),
    // The caption under the code, in two lines, and the bar that counts the seconds.
    ([0.0, 40.5], [24.0, 1.6], 0.8, 0x008d_959f),
    ([0.0, 45.5], [16.0, 1.3], 0.7, 0x00b4_bac2),
    ([0.0, 52.5], [29.0, 0.9], 0.9, 0x00d9_dee4),
    ([-8.5, 52.5], [20.5, 0.9], 0.9, 0x000e_8f7e),
];

/// Draws the page; the place of the code stays white.
pub(super) fn paint(canvas: &mut Canvas) {
    let middle = [0.0, f32::midpoint(SCREEN[1], SCREEN[3])];
    let half = [SCREEN[2], (SCREEN[3] - SCREEN[1]) / 2.0];
    canvas.paint(SCREEN, |canvas, p| glow(p).map(|part| part * canvas.cover(rounded(p, middle, half, 6.5))));
    for (middle, half, radius, colour) in MARKS {
        bar(canvas, middle, half, (radius, srgb(colour)));
    }
    bar(canvas, [0.0, 66.0], [29.0, 6.0], (3.0, srgb(0x000e_8f7e)));
    bar(canvas, [0.0, 66.0], [11.0, 1.4], (0.7, WHITE));
    bar(canvas, [0.0, -60.0], [1.9, 1.9], (1.9, srgb(0x0004_0405)));
}

/// A screen is a little dimmer towards its corners, but not under the code, which is drawn apart.
fn glow(p: Point) -> Light {
    let out = (p[0].abs() - CODE[2]).max(0.0).hypot((p[1].abs() - CODE[3]).max(0.0));
    lit(WHITE, 1.0 - 0.0022 * out)
}

fn bar(canvas: &mut Canvas, middle: Point, half: Point, (radius, light): (f32, Light)) {
    let area =
        [middle[0] - half[0] - 1.0, middle[1] - half[1] - 1.0, middle[0] + half[0] + 1.0, middle[1] + half[1] + 1.0];
    canvas.fill(area, light, |p| rounded(p, middle, half, radius));
}
