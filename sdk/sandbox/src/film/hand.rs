//! The hand that holds the phone: palm and sleeve behind it, four fingertips and the thumb over its edges.

use super::canvas::Canvas;
use super::finger::{Finger, skin};
use super::light::{Light, between, faded, lit, srgb};
use super::phone::{self, AREA};
use super::random::{Random, grain};
use super::shape::{Point, melt, rod};

/// The drawing of the phone in the hand.
pub(super) fn hold(density: f32, random: &mut Random) -> Canvas {
    let tone = between(srgb(0x00b8_8660), srgb(0x00dc_b08c), random.between(0.0, 1.0));
    let mut canvas = Canvas::new(AREA, density);
    canvas.paint(AREA, |canvas, p| faded(skin(tone, p, 22.0, palm), canvas.cover(palm(p))));
    sleeve(&mut canvas, random);
    phone::paint(&mut canvas, random);
    for finger in fingers(random) {
        finger.paint(&mut canvas, tone);
    }
    canvas
}

/// The ball of the thumb, the palm and the wrist.
fn palm(p: Point) -> f32 {
    let wrist = rod(p, ([22.0, 150.0], 26.0), ([14.0, 96.0], 34.0));
    let ball = rod(p, ([30.0, 92.0], 25.0), ([43.0, 58.0], 13.5));
    melt(wrist, ball, 12.0)
}

fn sleeve(canvas: &mut Canvas, random: &mut Random) {
    let cloth: Light = between(srgb(0x0020_3350), srgb(0x0046_3a5c), random.between(0.0, 1.0));
    canvas.paint(AREA, |canvas, p| {
        let cuff = rod(p, ([24.0, 170.0], 40.0), ([20.0, 138.0], 38.0));
        let weave = 0.8 + 0.25 * grain(p[0] * 2.2, p[1] * 2.2) + 0.3 * grain(p[0] * 0.12, p[1] * 0.25);
        faded(lit(cloth, weave), canvas.cover(cuff))
    });
}

/// The fingers from the little one up, and then the thumb, which lies over all.
fn fingers(random: &mut Random) -> [Finger; 5] {
    let mut tip = |y: f32, reach: f32, radius: f32| {
        let y = y + random.between(-1.0, 1.0);
        let joints = [([-45.5, y + 12.0], radius), ([-47.5, y + 6.0], radius), ([-41.0 + reach, y], radius * 0.88)];
        Finger { joints, nail: [radius * 0.56, radius * 0.5] }
    };
    let four = [tip(66.0, 4.0, 6.8), tip(50.0, 4.0, 7.6), tip(32.5, 0.0, 8.0), tip(14.5, 0.2, 7.8)];
    let thumb = Finger { joints: [([53.0, 62.0], 12.0), ([48.5, 33.0], 10.2), ([42.8, 8.0], 8.6)], nail: [6.4, 5.0] };
    let [little, ring, middle, index] = four;
    [little, ring, middle, index, thumb]
}
