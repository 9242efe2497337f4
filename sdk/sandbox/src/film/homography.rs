//! The way from the phone's plane (millimetres) to the picture (pixels) and back, as a 3×3 matrix.

use super::shape::Point;

/// A projective map of the plane.
#[derive(Clone, Copy)]
pub(super) struct Homography([[f32; 3]; 3]);

impl Homography {
    pub(super) const fn new(rows: [[f32; 3]; 3]) -> Self {
        Self(rows)
    }

    #[inline]
    pub(super) fn map(&self, p: Point) -> Point {
        let [a, b, c] = self.0.map(|row| row[0] * p[0] + row[1] * p[1] + row[2]);
        [a / c, b / c]
    }

    /// What `map` gives for `[x, y]`, `[x + 1, y]` and so on, with less arithmetic.
    pub(super) fn row(&self, x: f32, y: f32) -> impl Iterator<Item = Point> {
        let steps = self.0.map(|row| row[0]);
        let start = self.0.map(|row| row[0] * x + row[1] * y + row[2]);
        (0..u16::MAX).map(move |pixel| {
            let along = f32::from(pixel);
            let [a, b, c]: [f32; 3] = std::array::from_fn(|part| start[part] + steps[part] * along);
            let share = 1.0 / c;
            [a * share, b * share]
        })
    }

    /// The way back. The phone is never edge-on to the camera, so there always is one.
    pub(super) fn inverse(&self) -> Self {
        let m = &self.0;
        let minor = |r: usize, c: usize| {
            let (r0, r1, c0, c1) = ((r + 1) % 3, (r + 2) % 3, (c + 1) % 3, (c + 2) % 3);
            m[r0][c0] * m[r1][c1] - m[r0][c1] * m[r1][c0]
        };
        // A projective map may be of any scale: the division by the determinant is not needed.
        Self(std::array::from_fn(|row| std::array::from_fn(|column| minor(column, row))))
    }
}
