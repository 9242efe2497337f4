//! A drawing: a grid of light with its own units, painted by functions and read between its points.

use super::light::{Light, between, over};
use super::shape::Point;

/// Light over an area. `origin` is the top left corner in units; `density` is pixels a unit.
#[derive(Clone)]
pub(super) struct Canvas {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) origin: Point,
    pub(super) density: f32,
    pub(super) pixels: Vec<Light>,
}

impl Canvas {
    /// An empty drawing of `[left, top, right, bottom]`.
    pub(super) fn new(area: [f32; 4], density: f32) -> Self {
        let width = ((area[2] - area[0]) * density).ceil().max(1.0) as usize;
        let height = ((area[3] - area[1]) * density).ceil().max(1.0) as usize;
        let pixels = vec![[0.0; 4]; width * height];
        Self { width, height, origin: [area[0], area[1]], density, pixels }
    }

    /// How much of a pixel is covered by a shape at `distance` units.
    pub(super) fn cover(&self, distance: f32) -> f32 {
        (0.5 - distance * self.density).clamp(0.0, 1.0)
    }

    /// Lays `ink` over the part of the drawing in `area`.
    pub(super) fn paint(&mut self, area: [f32; 4], ink: impl Fn(&Self, Point) -> Light) {
        let column = |x: f32| (((x - self.origin[0]) * self.density).max(0.0) as usize).min(self.width);
        let row = |y: f32| (((y - self.origin[1]) * self.density).max(0.0) as usize).min(self.height);
        let (left, right, top, bottom) = (column(area[0]), column(area[2]), row(area[1]), row(area[3]));
        for y in top..bottom {
            for x in left..right {
                let point = self.point(x, y);
                let light = ink(self, point);
                let pixel = &mut self.pixels[y * self.width + x];
                *pixel = over(light, *pixel);
            }
        }
    }

    /// Lays one colour over a shape whose distances `shape` gives.
    pub(super) fn fill(&mut self, area: [f32; 4], light: Light, shape: impl Fn(Point) -> f32) {
        self.paint(area, |canvas, p| light.map(|part| part * canvas.cover(shape(p))));
    }

    fn point(&self, x: usize, y: usize) -> Point {
        [self.origin[0] + (x as f32 + 0.5) / self.density, self.origin[1] + (y as f32 + 0.5) / self.density]
    }

    /// The light at a point, between the nearest four pixels; nothing outside.
    #[inline]
    pub(super) fn sample(&self, p: Point) -> Light {
        let x = (p[0] - self.origin[0]) * self.density - 0.5;
        let y = (p[1] - self.origin[1]) * self.density - 0.5;
        if x < 0.0 || y < 0.0 {
            return [0.0; 4];
        }
        let (column, row) = (x as usize, y as usize);
        if column + 1 >= self.width || row + 1 >= self.height {
            return [0.0; 4];
        }
        let at = row * self.width + column;
        let (share, below) = (x - column as f32, at + self.width);
        let (Some([a, b]), Some([c, d])) = (self.pixels.get(at..at + 2), self.pixels.get(below..below + 2)) else {
            return [0.0; 4];
        };
        between(between(*a, *b, share), between(*c, *d, share), y - row as f32)
    }
}
