//! Skin and fingers: shapes → light, rounded by their distance to the edge, with nails and creases.

use super::canvas::Canvas;
use super::light::{Light, add, faded, lit};
use super::phone;
use super::random::{ease, grain};
use super::shape::{Point, ellipse, melt, rod};

/// A finger as round joints from the hand to its tip.
pub(super) struct Finger {
    pub(super) joints: [(Point, f32); 3],
    /// Half length and half width of the nail.
    pub(super) nail: Point,
}

/// Where the room's light comes from: left, above, in front.
const SUN: [f32; 3] = [-0.45, -0.55, 0.70];

/// Light on skin of `tone` at `p`; `shape` gives distances, and the skin is round over the depth `round`.
pub(super) fn skin(tone: Light, p: Point, round: f32, shape: impl Fn(Point) -> f32) -> Light {
    let deep = (-shape(p)).clamp(0.0, round);
    let slope = 1.0 - deep / round;
    let (dx, dy) =
        (shape([p[0] + 0.4, p[1]]) - shape([p[0] - 0.4, p[1]]), shape([p[0], p[1] + 0.4]) - shape([p[0], p[1] - 0.4]));
    let length = dx.hypot(dy).max(1e-4);
    let normal = [dx / length * slope, dy / length * slope, (1.0 - slope * slope).max(0.0).sqrt()];
    let facing: f32 = normal.iter().zip(SUN).map(|(n, l)| n * l).sum();
    let bright = 0.30
        + 0.62 * (facing * 0.75 + 0.25).max(0.0)
        + 0.05 * grain(p[0] * 0.9, p[1] * 0.9)
        + 0.05 * grain(p[0] * 0.15, p[1] * 0.15);
    // Shaded skin is redder: light wanders in it.
    let warm = [bright + 0.06, bright, bright - 0.02];
    let mut light = [tone[0] * warm[0], tone[1] * warm[1], tone[2] * warm[2], 1.0];
    let shine = facing.max(0.0).powi(14) * 0.07;
    light = add(light, [shine, shine, shine, 0.0], 1.0);
    // The screen lights what is next to it.
    let glow = 0.16 * (-phone::outside(p).abs() / 5.0).exp();
    add(light, [glow * tone[0], glow * tone[1], glow * tone[2], 0.0], 1.0)
}

impl Finger {
    fn shape(&self, p: Point) -> f32 {
        let [root, knuckle, tip] = self.joints;
        melt(rod(p, root, knuckle), rod(p, knuckle, tip), 3.0)
    }

    fn area(&self) -> [f32; 4] {
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        for (p, radius) in self.joints {
            low = [low[0].min(p[0] - radius), low[1].min(p[1] - radius)];
            high = [high[0].max(p[0] + radius), high[1].max(p[1] + radius)];
        }
        [low[0] - 5.0, low[1] - 5.0, high[0] + 5.0, high[1] + 5.0]
    }

    /// Draws the finger and its shadow on what is under it.
    pub(super) fn paint(&self, canvas: &mut Canvas, tone: Light) {
        let under = canvas.clone();
        canvas.paint(self.area(), |_, p| {
            let dark = 1.0 - ease((self.shape([p[0] - 0.8, p[1] - 1.2]) + 1.0) / 3.2);
            [0.0, 0.0, 0.0, 0.55 * dark * under.sample(p)[3]]
        });
        let round = self.joints[2].1;
        canvas.paint(self.area(), |canvas, p| {
            let light = lit(skin(tone, p, round, |p| self.shape(p)), self.crease(p));
            faded(light, canvas.cover(self.shape(p)))
        });
        self.paint_nail(canvas, tone);
    }

    /// Fine dark lines over the last joint.
    fn crease(&self, p: Point) -> f32 {
        let [_, (knuckle, radius), (tip, _)] = self.joints;
        let (dx, dy) = (tip[0] - knuckle[0], tip[1] - knuckle[1]);
        let length = dx.hypot(dy).max(1e-3);
        let along =
            ((p[0] - knuckle[0]) * dx + (p[1] - knuckle[1]) * dy) / length + grain(p[0] * 0.5, p[1] * 0.5) * 0.5;
        let near = (1.0 - (p[0] - knuckle[0]).hypot(p[1] - knuckle[1]) / radius).max(0.0);
        let line = |at: f32| (1.0 - ((along - at) / 0.45).powi(2)).max(0.0);
        1.0 - 0.3 * near.sqrt() * (line(-1.6) + line(0.0) + line(1.3)).min(1.0)
    }

    fn paint_nail(&self, canvas: &mut Canvas, tone: Light) {
        let [_, (knuckle, _), (tip, radius)] = self.joints;
        let turn = (tip[1] - knuckle[1]).atan2(tip[0] - knuckle[0]);
        let (sin, cos) = turn.sin_cos();
        let reach = radius - self.nail[0] - 0.6;
        let middle = [tip[0] + cos * reach, tip[1] + sin * reach];
        let plate = add(lit(tone, 0.68), [0.14, 0.10, 0.095, 0.0], 1.0);
        canvas.fill(self.area(), faded(lit(tone, 0.3), 0.7), |p| ellipse(p, middle, self.nail, turn) - 0.25);
        canvas.paint(self.area(), |canvas, p| {
            let cover = canvas.cover(ellipse(p, middle, self.nail, turn) + 0.2);
            let along = ((p[0] - middle[0]) * cos + (p[1] - middle[1]) * sin) / self.nail[0];
            let across = ((p[1] - middle[1]) * cos - (p[0] - middle[0]) * sin) / self.nail[1];
            let tip = ease((along - 0.72) * 8.0) * 0.12;
            let shine = (-((across + 0.3) / 0.22).powi(2)).exp() * 0.16;
            let light = add(lit(plate, 1.0 - 0.3 * across * across), [tip + shine, tip + shine, tip + shine, 0.0], 1.0);
            faded(light, cover)
        });
    }
}
