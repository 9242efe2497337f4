//! Axes and a size → the modules of a symbol.
//!
//! The predicted fourth corner is replaced by the far alignment pattern; then all patterns settle the map by least squares.
//! Refuses a map under which the timing patterns do not alternate, more strictly at each step. Work: a fixed number of samples
//! for each step; the caller counts the steps.

use crate::alignment;
use crate::axes::Axes;
use crate::homography::{Homography, Point};
use crate::threshold::Contrast;

/// Timing modules that must alternate, in percent, under a map by the finders, by the far pattern too, and by all patterns.
const PREDICTED: usize = 56;
const SEARCHED: usize = 62;
const SETTLED: usize = 75;

/// The modules of one symbol, row by row; true is dark.
pub(crate) struct Grid {
    pub(crate) size: usize,
    pub(crate) modules: Vec<bool>,
    /// The symbol's corners in the picture.
    pub(crate) bounds: [Point; 4],
}

impl Drop for Grid {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.modules);
    }
}

/// A map from modules to the picture, and the pairs of points that it is fitted to.
pub(crate) struct Fit<'a> {
    contrast: &'a Contrast<'a>,
    size: usize,
    pairs: Vec<(Point, Point)>,
    map: Homography,
}

impl<'a> Fit<'a> {
    /// The map by the finders alone.
    #[expect(clippy::cast_precision_loss, reason = "pixels and modules are far below the limits of these types")]
    pub(crate) fn predicted(contrast: &'a Contrast<'a>, axes: &Axes, size: usize) -> Option<Self> {
        let pairs = axes.pairs(size as f64)?;
        let map = Homography::fit(&pairs, size as f64)?;
        let fit = Self { contrast, size, pairs, map };
        fit.has_timing(PREDICTED).then_some(fit)
    }

    /// The map by the finders and the far alignment pattern, where the version has one and it is found.
    #[expect(clippy::cast_precision_loss, reason = "pixels and modules are far below the limits of these types")]
    pub(crate) fn search(mut self) -> Option<Self> {
        let Some(&last) = self.lines().last() else { return Some(self) };
        let far = centre(last, last);
        if let Some(found) = alignment::search(self.contrast, &self.map, far, 2.0 + 0.04 * self.size as f64) {
            self.pairs.truncate(3);
            self.pairs.push((far, found));
            self.refit()?;
        }
        self.has_timing(SEARCHED).then_some(self)
    }

    /// The modules under the map by all alignment patterns.
    pub(crate) fn settle(mut self) -> Option<Grid> {
        let lines = self.lines();
        let corners = [6, lines.last().copied().unwrap_or(6)];
        for &y in lines.iter().rev() {
            for &x in lines.iter().rev().filter(|x| !(corners.contains(x) && corners.contains(&y))) {
                let found = alignment::search(self.contrast, &self.map, centre(x, y), 1.0);
                self.pairs.extend(found.map(|point| (centre(x, y), point)));
            }
            self.refit()?;
        }
        if self.has_timing(SETTLED) { self.sample() } else { None }
    }

    fn lines(&self) -> Vec<usize> {
        alignment::positions((self.size - 17) / 4)
    }

    #[expect(clippy::cast_precision_loss, reason = "pixels and modules are far below the limits of these types")]
    fn refit(&mut self) -> Option<()> {
        self.map = Homography::fit(&self.pairs, self.size as f64)?;
        Some(())
    }

    fn is_dark(&self, x: usize, y: usize) -> Option<bool> {
        let module = centre(x, y);
        let point = self.map.map(module.x, module.y)?;
        Some(self.contrast.darkness(point).is_some_and(|value| value > 0.0))
    }

    /// Whether this many percent of both timing patterns alternate.
    fn has_timing(&self, percent: usize) -> bool {
        let due = |x: usize, y: usize, i: usize| self.is_dark(x, y) == Some(i.is_multiple_of(2));
        let range = 8..self.size - 8;
        let right = range.clone().filter(|&i| due(i, 6, i)).count();
        let below = range.clone().filter(|&i| due(6, i, i)).count();
        100 * (right + below) >= percent * 2 * range.len()
    }

    fn sample(&self) -> Option<Grid> {
        let places = (0..self.size).flat_map(|y| (0..self.size).map(move |x| (x, y)));
        // A refused grid is wiped like a taken one.
        let mut grid =
            Grid { size: self.size, modules: Vec::with_capacity(self.size * self.size), bounds: self.bounds()? };
        for (x, y) in places {
            grid.modules.push(self.is_dark(x, y)?);
        }
        Some(grid)
    }

    #[expect(clippy::cast_precision_loss, reason = "pixels and modules are far below the limits of these types")]
    fn bounds(&self) -> Option<[Point; 4]> {
        let end = self.size as f64;
        Some([self.map.map(0.0, 0.0)?, self.map.map(end, 0.0)?, self.map.map(0.0, end)?, self.map.map(end, end)?])
    }
}

/// The centre of a module.
#[expect(clippy::cast_precision_loss, reason = "pixels and modules are far below the limits of these types")]
fn centre(x: usize, y: usize) -> Point {
    Point { x: x as f64 + 0.5, y: y as f64 + 0.5 }
}
