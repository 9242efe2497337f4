//! Three corners and the picture → the axes of the symbol, its likely sizes and its fourth corner.
//!
//! The sizes come from the distance of the finders in modules, the fourth corner from the perspective of the three. The version
//! information that a symbol carries is not used: a wrong size shows in the timing patterns. Work: three sizes.

use crate::corner::{Corners, Measured};
use crate::homography::Point;
use crate::threshold::Contrast;

/// The three finders, measured along the axes of the symbol.
pub(crate) struct Axes {
    origin: Measured,
    right: Measured,
    below: Measured,
}

impl Axes {
    pub(crate) fn new(contrast: &Contrast<'_>, corners: &Corners) -> Option<Self> {
        let rows = corners.origin.centre.direction(corners.right.centre);
        let columns = corners.origin.centre.direction(corners.below.centre);
        let measure = |finder| Measured::new(contrast, finder, [rows, columns]);
        let (origin, right, below) = (measure(&corners.origin)?, measure(&corners.right)?, measure(&corners.below)?);
        Some(Self { origin, right, below })
    }

    /// The likely sizes, the likeliest first: by the distance of the finders in modules.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels and modules are far below the limits of these types"
    )]
    pub(crate) fn sizes(&self) -> impl Iterator<Item = usize> {
        let top = self.origin.centre.distance(self.right.centre) / (self.origin.across * self.right.across).sqrt();
        let side = self.origin.centre.distance(self.below.centre) / (self.origin.down * self.below.down).sqrt();
        let estimate = f64::midpoint(top, side) + 7.0;
        let version = ((estimate - 17.0) / 4.0).round().max(1.0) as usize;
        let near = [version, version + 1, version.saturating_sub(1)];
        near.into_iter().filter(|version| (1..=40).contains(version)).map(|version| 4 * version + 17)
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
