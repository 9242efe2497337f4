//! Luma with its sides, and its value between pixels.
//!
//! Pixel (i, j) covers i..i+1 × j..j+1, so its centre is at (i + ½, j + ½).

use crate::frame::Frame;
use crate::point::Point;
use crate::simd;

/// How far from the last pixel's outer edge values end: the pixel behind a place must be in the picture.
pub(crate) const BORDER: f32 = 1.001;

/// 0 to `most`; what is no number is 0. By comparisons, which are fewer instructions than `f32::min`.
#[inline]
const fn clamp(value: f32, most: f32) -> f32 {
    let positive = if value > 0.0 { value } else { 0.0 };
    if positive < most { positive } else { most }
}

/// A borrowed luma picture of at least 2 × 2 pixels.
#[derive(Clone, Copy)]
pub(crate) struct Picture<'a> {
    pub(crate) luma: &'a [u8],
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl<'a> Picture<'a> {
    pub(crate) const fn of(frame: &Frame<'a>) -> Self {
        Self { luma: frame.luma(), width: frame.width(), height: frame.height() }
    }

    pub(crate) fn row(&self, y: usize) -> &'a [u8] {
        &self.luma[y * self.width..(y + 1) * self.width]
    }

    #[expect(clippy::cast_precision_loss, reason = "sides are at most 16384")]
    pub(crate) fn contains(&self, p: Point) -> bool {
        p.x >= 0.0 && p.y >= 0.0 && p.x < self.width as f32 && p.y < self.height as f32
    }

    /// The place of the picture that is nearest to a point.
    #[expect(clippy::cast_precision_loss, reason = "sides are at most 16384")]
    pub(crate) fn nearest(&self, p: Point) -> Point {
        Point::new(clamp(p.x, self.width as f32), clamp(p.y, self.height as f32))
    }

    /// The bilinear value at a point, 0 to 255; beyond the border that of the border. A coordinate that is no number is 0.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "the coordinate is clamped to the picture"
    )]
    pub(crate) fn at(&self, p: Point) -> f32 {
        let x = clamp(p.x - 0.5, self.width as f32 - BORDER);
        let y = clamp(p.y - 0.5, self.height as f32 - BORDER);
        // By way of a signed number, to which a processor converts at once.
        let (column, row) = (x as i32 as usize, y as i32 as usize);
        let (right, below) = (x - column as f32, y - row as f32);
        let start = row * self.width + column;
        let upper = &self.luma[start..start + 2];
        let lower = &self.luma[start + self.width..start + self.width + 2];
        let mix = |pair: &[u8]| {
            let left = f32::from(pair[0]);
            left + right * (f32::from(pair[1]) - left)
        };
        let top = mix(upper);
        top + below * (mix(lower) - top)
    }

    /// The values at many points, as [`Picture::at`] gives them.
    pub(crate) fn values(&self, xs: &[f32], ys: &[f32], out: &mut [f32]) {
        simd::bilinear(self, xs, ys, out);
    }

    /// The values at `start` and at as many steps from there as `out` takes.
    pub(crate) fn line(&self, start: Point, step: Point, out: &mut [f32]) {
        simd::line(self, start, step, out);
    }
}
