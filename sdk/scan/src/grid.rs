//! Three corners and the picture → the modules of a symbol.
//!
//! The size comes from the version information, or from the distance in modules; the fourth corner from the perspective of the
//! three finders, then from the alignment patterns, which settle the map by least squares.
//! Refuses a grid whose timing patterns do not alternate. Work: at most [`SIZES`] sizes for three corners.

use crate::alignment;
use crate::corner::{Corners, Measured};
use crate::homography::{Homography, Point};
use crate::threshold::Contrast;
use crate::version;

/// The most sizes tried for three corners.
pub(crate) const SIZES: usize = 5;

/// The modules of one symbol, row by row; true is dark.
pub(crate) struct Grid {
    pub(crate) size: usize,
    pub(crate) modules: Vec<bool>,
    /// The symbol's corners in the picture.
    pub(crate) bounds: [Point; 4],
}

/// Every grid, of each likely size, that the three corners give.
pub(crate) fn grids(contrast: &Contrast<'_>, corners: &Corners) -> Vec<Grid> {
    let Some(frame) = Axes::new(contrast, corners) else { return Vec::new() };
    frame.sizes(contrast).into_iter().filter_map(|size| frame.grid(contrast, size)).collect()
}

/// The three finders, measured along the axes of the symbol.
struct Axes {
    origin: Measured,
    right: Measured,
    below: Measured,
    rows: Point,
    columns: Point,
}

impl Axes {
    fn new(contrast: &Contrast<'_>, corners: &Corners) -> Option<Self> {
        let rows = corners.origin.centre.direction(corners.right.centre);
        let columns = corners.origin.centre.direction(corners.below.centre);
        let measure = |finder| Measured::new(contrast, finder, [rows, columns]);
        let (origin, right, below) = (measure(&corners.origin)?, measure(&corners.right)?, measure(&corners.below)?);
        Some(Self { origin, right, below, rows, columns })
    }

    /// The likely sizes, the likeliest first.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    fn sizes(&self, contrast: &Contrast<'_>) -> Vec<usize> {
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

    #[allow(clippy::cast_precision_loss)]
    fn grid(&self, contrast: &Contrast<'_>, size: usize) -> Option<Grid> {
        let map = settle(contrast, self.pairs(size as f64)?, size)?;
        let grid = sample(contrast, &map, size)?;
        grid.has_timing().then_some(grid)
    }

    /// The three finders and the fourth corner that their perspective predicts.
    fn pairs(&self, size: f64) -> Option<Vec<(Point, Point)>> {
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

/// Replaces the predicted corner by the far alignment pattern, then fits all patterns that are found.
#[allow(clippy::cast_precision_loss)]
fn settle(contrast: &Contrast<'_>, mut pairs: Vec<(Point, Point)>, size: usize) -> Option<Homography> {
    let scale = size as f64;
    let mut map = Homography::fit(&pairs, scale)?;
    let lines = alignment::positions((size - 17) / 4);
    let Some(&last) = lines.last() else { return Some(map) };
    let place = |x: usize, y: usize| Point { x: x as f64 + 0.5, y: y as f64 + 0.5 };
    let far = place(last, last);
    if let Some(found) = alignment::search(contrast, &map, far, 2.0 + 0.04 * scale) {
        pairs.truncate(3);
        pairs.push((far, found));
        map = Homography::fit(&pairs, scale)?;
    }
    for &y in lines.iter().rev() {
        for &x in lines.iter().rev() {
            let is_corner = [6, last].contains(&x) && [6, last].contains(&y);
            if is_corner {
                continue;
            }
            if let Some(found) = alignment::search(contrast, &map, place(x, y), 1.0) {
                pairs.push((place(x, y), found));
            }
        }
        map = Homography::fit(&pairs, scale)?;
    }
    Some(map)
}

#[allow(clippy::cast_precision_loss)]
fn sample(contrast: &Contrast<'_>, map: &Homography, size: usize) -> Option<Grid> {
    let mut modules = Vec::with_capacity(size * size);
    for y in 0..size {
        for x in 0..size {
            let point = map.map(x as f64 + 0.5, y as f64 + 0.5)?;
            modules.push(contrast.darkness(point).is_some_and(|value| value > 0.0));
        }
    }
    let end = size as f64;
    let bounds = [map.map(0.0, 0.0)?, map.map(end, 0.0)?, map.map(0.0, end)?, map.map(end, end)?];
    Some(Grid { size, modules, bounds })
}

impl Grid {
    /// Whether four in five modules of both timing patterns alternate.
    fn has_timing(&self) -> bool {
        let dark = |x: usize, y: usize| self.modules.get(y * self.size + x) == Some(&true);
        let range = 8..self.size - 8;
        let right = range.clone().filter(|&i| dark(i, 6) == (i % 2 == 0)).count();
        let below = range.clone().filter(|&i| dark(6, i) == (i % 2 == 0)).count();
        5 * (right + below) >= 4 * 2 * range.len()
    }
}

impl Drop for Grid {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.modules);
    }
}
