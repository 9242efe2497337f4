//! The room behind the phone: a wall, a window, a shelf of books, a desk with things; all blurred.

use super::Size;
use super::blur::blur;
use super::canvas::Canvas;
use super::light::{Light, add, between, faded, lit, srgb};
use super::random::{Random, ease, grain};
use super::shape::{Point, ellipse, rod, rounded};

/// Paints the room for pictures of `size`. Its units are picture heights.
pub(super) fn paint(size: Size, random: &mut Random) -> Canvas {
    let height = size.height() as f32;
    let wide = size.width() as f32 / height;
    let edge = 8.0 / height;
    // Half the pixels are enough for what is blurred.
    let mut rough = Canvas::new([-edge, -edge, wide + edge, 1.0 + edge], height / 2.0);
    let everywhere = [-edge, -edge, wide + edge, 1.0 + edge];
    rough.paint(everywhere, |_, p| wall(p));
    let mut brush = Brush { canvas: &mut rough, stretch: wide / (16.0 / 9.0) };
    window(&mut brush);
    shelf(&mut brush, random);
    frame(&mut brush);
    soften(&mut rough, height * 0.0045);
    let mut brush = Brush { canvas: &mut rough, stretch: wide / (16.0 / 9.0) };
    desk(&mut brush, random);
    plant(&mut brush, random);
    soften(&mut rough, height * 0.0028);
    let mut sharp = Canvas::new([0.0, 0.0, wide, 1.0], height);
    sharp.paint([0.0, 0.0, wide, 1.0], |_, p| {
        let (x, y) = (p[0] / wide - 0.5, p[1] - 0.5);
        lit(rough.sample(p), 1.06 - 0.9 * (x * x + y * y))
    });
    sharp
}

fn soften(canvas: &mut Canvas, radius: f32) {
    let width = canvas.width;
    blur(&mut canvas.pixels, width, radius / 2.0);
    blur(&mut canvas.pixels, width, radius / 2.0);
}

/// Paints in a 16:9 room whatever the picture's sides are.
struct Brush<'a> {
    canvas: &'a mut Canvas,
    stretch: f32,
}

impl Brush<'_> {
    fn shape(&mut self, area: [f32; 4], light: impl Fn(Point) -> Light, shape: impl Fn(Point) -> f32) {
        let stretch = self.stretch;
        let area = [area[0] * stretch, area[1], area[2] * stretch, area[3]];
        self.canvas.paint(area, |canvas, p| {
            let p = [p[0] / stretch, p[1]];
            faded(light(p), canvas.cover(shape(p)))
        });
    }

    /// A box, lit from the left.
    fn slab(&mut self, [left, top, right, bottom]: [f32; 4], colour: Light) {
        let (middle, half) =
            ([f32::midpoint(left, right), f32::midpoint(top, bottom)], [(right - left) / 2.0, (bottom - top) / 2.0]);
        let light = move |p: Point| {
            lit(colour, 1.15 - 0.35 * (p[0] - left) / (right - left) + 0.1 * grain(p[0] * 60.0, p[1] * 9.0))
        };
        let margin = 0.01;
        self.shape([left - margin, top - margin, right + margin, bottom + margin], light, |p| {
            rounded(p, middle, half, 0.004)
        });
    }
}

fn wall(p: Point) -> Light {
    let warm = srgb(0x00cf_c4b2);
    let fall = 0.98 - 0.34 * p[0] - 0.12 * p[1]
        + 0.05 * grain(p[0] * 3.0, p[1] * 3.0)
        + 0.03 * grain(p[0] * 40.0, p[1] * 40.0);
    let light = lit(warm, fall.max(0.2));
    // A lamp behind the shelf's corner.
    let lamp = (-((p[0] - 1.12).hypot(p[1] - 0.1) / 0.22).powi(2)).exp();
    add(light, [0.30, 0.20, 0.10, 0.0], lamp)
}

fn window(brush: &mut Brush<'_>) {
    let pane = |p: Point| {
        let leaves = ease((p[1] - 0.30 + 0.1 * grain(p[0] * 9.0, p[1] * 9.0)) * 5.0);
        let sky = lit(srgb(0x00e4_f0fa), 1.3);
        between(sky, lit(srgb(0x0088_a870), 0.9 + 0.3 * grain(p[0] * 25.0, p[1] * 25.0)), leaves)
    };
    brush.slab([0.04, -0.1, 0.43, 0.58], srgb(0x00ec_e6da));
    brush.shape([0.0, -0.1, 0.5, 0.6], pane, |p| rounded(p, [0.235, 0.22], [0.175, 0.33], 0.0));
    brush.slab([0.228, -0.1, 0.244, 0.56], srgb(0x00e0_d9cc));
    brush.slab([0.05, 0.25, 0.42, 0.264], srgb(0x00e0_d9cc));
    let fold = |p: Point| lit(srgb(0x00b9_b4a4), 0.75 + 0.25 * (p[0] * 190.0 + p[1] * 2.0).sin());
    brush.shape([-0.1, -0.1, 0.12, 0.72], fold, |p| {
        rounded(p, [0.0, 0.3], [0.085 + 0.012 * (p[1] * 6.0).sin(), 0.4], 0.0)
    });
}

fn shelf(brush: &mut Brush<'_>, random: &mut Random) {
    let colours =
        [0x0086_4a42, 0x0042_5666, 0x00b5_9a62, 0x004b_6656, 0x00d0_c8ba, 0x0058_5060, 0x002a_2d33, 0x009c_6e52];
    brush.slab([1.20, -0.1, 1.9, 0.64], srgb(0x0058_4330));
    for (top, floor) in [(-0.08_f32, 0.17_f32), (0.19, 0.40), (0.42, 0.62)] {
        brush.slab([1.22, top, 1.9, floor], srgb(0x0038_2c22));
        let mut left = 1.23;
        while left < 1.8 {
            let thick = random.between(0.016, 0.042);
            let tall = random.between(0.62, 0.95) * (floor - top);
            let colour = srgb(colours[random.next() as usize % colours.len()]);
            if !random.next().is_multiple_of(6) {
                brush.slab([left, floor - tall, left + thick, floor], colour);
                brush.slab([left, floor - tall * 0.8, left + thick, floor - tall * 0.72], lit(colour, 1.8));
            }
            left += thick + 0.002;
        }
        brush.slab([1.20, floor, 1.9, floor + 0.018], srgb(0x007a_5c40));
    }
}

fn frame(brush: &mut Brush<'_>) {
    brush.slab([0.56, 0.05, 0.82, 0.40], srgb(0x0033_2a24));
    brush.slab([0.575, 0.07, 0.805, 0.38], srgb(0x00e4_dfd2));
    brush.slab([0.61, 0.11, 0.77, 0.34], srgb(0x006d_8a94));
    brush.slab([0.61, 0.24, 0.77, 0.34], srgb(0x0097_7d54));
}

fn desk(brush: &mut Brush<'_>, random: &mut Random) {
    let wood = |p: Point| {
        let ring = (p[1] * 120.0 + 5.0 * grain(p[0] * 2.5, p[1] * 14.0)).sin();
        lit(srgb(0x00a0_7a54), 0.75 + 0.12 * ring + 0.12 * grain(p[0] * 8.0, p[1] * 90.0) - 0.12 * p[0])
    };
    brush.shape([-0.1, 0.7, 1.9, 1.1], wood, |p| 0.76 - p[1]);
    brush.slab([-0.1, 0.752, 1.9, 0.762], srgb(0x006d_5138));
    for sheet in 0..6 {
        let (left, top) = (random.between(0.28, 0.33), 0.80 - 0.008 * sheet as f32);
        brush.slab([left, top, left + 0.24, top + 0.02], lit(srgb(0x00ef_ece4), random.between(0.75, 1.0)));
    }
    // A mug, a pot of pens, a small clock.
    brush.shape(
        [0.0, 0.6, 0.3, 0.9],
        |p| lit(srgb(0x003d_6a80), 1.5 - 4.0 * (p[0] - 0.1)),
        |p| rounded(p, [0.17, 0.76], [0.055, 0.075], 0.015),
    );
    brush.shape(
        [0.0, 0.6, 0.3, 0.9],
        |_| srgb(0x0035_5c70),
        |p| ellipse(p, [0.105, 0.755], [0.035, 0.04], 0.0).abs() - 0.009,
    );
    brush.slab([1.36, 0.68, 1.45, 0.82], srgb(0x004d_4d52));
    for pen in 0..6 {
        let left = 1.37 + 0.012 * pen as f32;
        let lean = random.between(-0.03, 0.03);
        let colour = lit(srgb(0x00c0_4038), random.between(0.3, 1.4));
        let colour = if pen % 2 == 0 { colour } else { srgb(0x0022_3a7a) };
        brush.shape([1.2, 0.5, 1.6, 0.7], |_| colour, |p| rod(p, ([left, 0.70], 0.005), ([left + lean, 0.57], 0.004)));
    }
}

fn plant(brush: &mut Brush<'_>, random: &mut Random) {
    brush.shape(
        [1.5, 0.6, 1.8, 0.95],
        |p| lit(srgb(0x00b5_6a48), 1.2 - 2.2 * (p[0] - 1.55)),
        |p| rounded(p, [1.64, 0.80], [0.07, 0.09], 0.02),
    );
    for _ in 0..26 {
        let turn = random.between(-2.7, -0.4);
        let long = random.between(0.09, 0.2);
        let middle = [1.64 + turn.cos() * long, 0.72 + turn.sin() * long];
        let colour = lit(srgb(0x004f_7d42), random.between(0.35, 1.3));
        let half = [random.between(0.05, 0.09), random.between(0.012, 0.026)];
        brush.shape(
            [1.3, 0.3, 1.9, 0.9],
            |p| lit(colour, 1.0 + 0.3 * grain(p[0] * 50.0, p[1] * 50.0)),
            |p| ellipse(p, middle, half, turn),
        );
    }
}
