//! Three corners and the picture → the axes of the symbol, its likely sizes and its fourth corner.
//!
//! The size comes from the version information (ISO/IEC 18004, §7.10) and from the distance in modules; the fourth corner from
//! the perspective of the three finders. Work: at most [`SIZES`] sizes for three corners.

use crate::corner::{Corners, Measured};
use crate::homography::Point;
use crate::threshold::Contrast;
use crate::version;

/// The most sizes tried for three corners.
const SIZES: usize = 5;

/// The three finders, measured along the axes of the symbol.
pub(crate) struct Axes {
    origin: Measured,
    right: Measured,
    below: Measured,
    rows: Point,
    columns: Point,
}

impl Axes {
    pub(crate) fn new(contrast: &Contrast<'_>, corners: &Corners) -> Option<Self> {
        let rows = corners.origin.centre.direction(corners.right.centre);
        let columns = corners.origin.centre.direction(corners.below.centre);
        let measure = |finder| Measured::new(contrast, finder, [rows, columns]);
        let (origin, right, below) = (measure(&corners.origin)?, measure(&corners.right)?, measure(&corners.below)?);
        Some(Self { origin, right, below, rows, columns })
    }

    /// The likely sizes, the likeliest first.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    pub(crate) fn sizes(&self, contrast: &Contrast<'_>) -> Vec<usize> {
        let top = self.origin.centre.distance(self.right.centre) / (self.origin.across * self.right.across).sqrt();
        let side = self.origin.centre.distance(self.below.centre) / (self.origin.down * self.below.down).sqrt();
        let estimate = f64::midpoint(top, side) + 7.0;
        let nearest = ((estimate - 17.0) / 4.0).round().max(1.0) as usize;
        let named = [self.version_above(contrast), self.version_beside(contrast)];
        let close = |&v: &usize| (v as f64 * 4.0 + 17.0 - estimate).abs() < 0.15 * estimate;
        let near = [nearest, nearest + 1, nearest.saturating_sub(1)];
        let mut sizes = Vec::with_capacity(SIZES);
        for version in named.into_iter().flatten().filter(close).chain(near) {
            let size = 4 * version + 17;
            if (1..=40).contains(&version) && !sizes.contains(&size) {
                sizes.push(size);
            }
        }
        sizes
    }

    /// The version named to the left of the right-hand finder: six rows of three.
    fn version_above(&self, contrast: &Contrast<'_>) -> Option<usize> {
        version::nearest(
            self.version_bits(contrast, &self.right, |i| (f64::from(i % 3) - 7.0, f64::from(i / 3) - 3.0))?,
        )
    }

    /// The version named above the finder below: six columns of three.
    fn version_beside(&self, contrast: &Contrast<'_>) -> Option<usize> {
        version::nearest(
            self.version_bits(contrast, &self.below, |i| (f64::from(i / 3) - 3.0, f64::from(i % 3) - 7.0))?,
        )
    }

    /// Eighteen bits around a finder; `place` gives bit i's module, counted from the finder's centre.
    fn version_bits(
        &self,
        contrast: &Contrast<'_>,
        finder: &Measured,
        place: impl Fn(u8) -> (f64, f64),
    ) -> Option<u32> {
        (0..18).rev().try_fold(0, |bits, i| {
            let (x, y) = place(i);
            let point = finder.centre.along(self.rows, x * finder.across).along(self.columns, y * finder.down);
            Some(bits << 1 | u32::from(contrast.darkness(point)? > 0.0))
        })
    }

    /// The three finders and the fourth corner that their perspective predicts.
    pub(crate) fn pairs(&self, size: f64) -> Option<Vec<(Point, Point)>> {
        let weights = [self.right.weight(), self.below.weight(), -self.origin.weight()];
        let total: f64 = weights.iter().sum();
        if total < 0.2 * self.right.weight() {
            return None;
        }
        let places = [self.right.centre, self.below.centre, self.origin.centre];
        let mix = |pick: fn(&Point) -> f64| places.iter().zip(weights).map(|(p, w)| pick(p) * w).sum::<f64>() / total;
        let far = Point { x: mix(|p| p.x), y: mix(|p| p.y) };
        let (near, end) = (3.5, size - 3.5);
        let at = |x, y| Point { x, y };
        Some(vec![
            (at(near, near), self.origin.centre),
            (at(end, near), self.right.centre),
            (at(near, end), self.below.centre),
            (at(end, end), far),
        ])
    }
}
