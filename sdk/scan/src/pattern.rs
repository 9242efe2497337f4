//! Patterns of square rings in the picture, alignment patterns (ISO/IEC 18004, §6.3.6) and finder patterns: the place where
//! they fit best.
//!
//! The surroundings are sampled once at half modules; each place is scored by the correlation coefficient with the rings, and
//! the best one is refined by the parabola through its neighbours.

#![expect(clippy::cast_precision_loss, reason = "pixels, modules and counts are far below the limits of these types")]

use crate::picture::Picture;
use crate::point::Point;
use zeroize::Zeroize;

/// A place at the rim of the search must be this much better than one at its centre.
const DISTANCE_COST: f32 = 0.02;
/// The least sum of squared differences of grey levels, a module: a flat place fits nothing.
const MIN_ENERGY: f32 = 4.0;

/// Rings around a module, by their colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Rings {
    /// Dark, light, dark.
    Alignment,
    /// Dark, dark, light, dark, and the light separator.
    Finder,
}

impl Rings {
    const fn radius(self) -> usize {
        match self {
            Self::Alignment => 2,
            Self::Finder => 4,
        }
    }

    const fn is_light(self, ring: usize) -> bool {
        match self {
            Self::Alignment => ring == 1,
            Self::Finder => ring == 2 || ring == 4,
        }
    }

    const fn light_modules(self) -> f32 {
        match self {
            Self::Alignment => 8.0,
            Self::Finder => 16.0 + 32.0,
        }
    }
}

/// Where a pattern was found, and the correlation there: up to 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    pub(crate) place: Point,
    pub(crate) score: f32,
}

/// The picture's steps of one module, and its polarity.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Steps {
    pub(crate) right: Point,
    pub(crate) down: Point,
    pub(crate) inverted: bool,
}

/// Searches patterns; keeps the memory for it.
#[derive(Default)]
pub(crate) struct Matcher {
    /// Grey levels at half modules.
    values: Vec<f32>,
    /// Values a row, of which the last few may be of no use.
    side: usize,
    scores: Vec<f32>,
}

impl Matcher {
    /// The best place within `reach` half modules of `expected`.
    pub(crate) fn search(
        &mut self,
        picture: &Picture<'_>,
        rings: Rings,
        expected: Point,
        steps: &Steps,
        reach: usize,
    ) -> Match {
        self.sample(picture, expected, steps, reach + 2 * rings.radius());
        let span = 2 * reach + 1;
        self.scores.clear();
        let (mut best, mut best_value) = (0, f32::MIN);
        for i in 0..span * span {
            let (column, row) = (i % span, i / span);
            let score = self.correlation(rings, column, row);
            self.scores.push(score);
            let off = Point::new(offset(column, reach), offset(row, reach)).length() / (reach.max(1) as f32);
            let value = score - DISTANCE_COST * off;
            if value > best_value {
                (best, best_value) = (i, value);
            }
        }
        let halves = self.refine(best, span, reach) * 0.5;
        Match { place: expected + steps.right * halves.x + steps.down * halves.y, score: self.scores[best] }
    }

    /// The peak around the best place, in half modules from the middle of the search.
    fn refine(&self, best: usize, span: usize, reach: usize) -> Point {
        let (column, row) = (best % span, best / span);
        let here = self.scores[best];
        let peak = |index: usize, step: usize| {
            if index == 0 || index + 1 == span {
                return 0.0;
            }
            let (before, after) = (self.scores[best - step], self.scores[best + step]);
            let curve = 2.0 * here - before - after;
            if curve > 1e-3 { (0.5 * (after - before) / curve).clamp(-0.5, 0.5) } else { 0.0 }
        };
        Point::new(offset(column, reach) + peak(column, 1), offset(row, reach) + peak(row, span))
    }

    fn sample(&mut self, picture: &Picture<'_>, centre: Point, steps: &Steps, reach: usize) {
        let side = 2 * reach + 1;
        self.side = side.next_multiple_of(4);
        let (right, down) = (steps.right * 0.5, steps.down * 0.5);
        self.values.resize(side * self.side, 0.0);
        for (row, values) in self.values.chunks_exact_mut(self.side).enumerate() {
            picture.line(centre + down * offset(row, reach) - right * reach as f32, right, values);
        }
        if steps.inverted {
            self.values.iter_mut().for_each(|value| *value = -*value);
        }
    }

    /// The correlation of the modules whose first stands at (column, row).
    fn correlation(&self, rings: Rings, column: usize, row: usize) -> f32 {
        let radius = rings.radius();
        let width = 2 * radius + 1;
        let (mut sum, mut squares, mut light) = (0.0, 0.0, 0.0);
        for j in 0..width {
            let start = (row + 2 * j) * self.side + column;
            let line = &self.values[start..start + 2 * width - 1];
            for i in 0..width {
                let value = line[2 * i];
                sum += value;
                squares += value * value;
                if rings.is_light(i.abs_diff(radius).max(j.abs_diff(radius))) {
                    light += value;
                }
            }
        }
        let count = (width * width) as f32;
        let share = rings.light_modules() / count;
        let energy = squares - sum * sum / count;
        if energy < MIN_ENERGY * count {
            return 0.0;
        }
        (light - sum * share) / (energy * count * share * (1.0 - share)).sqrt()
    }
}

fn offset(index: usize, reach: usize) -> f32 {
    index as f32 - reach as f32
}

impl Drop for Matcher {
    fn drop(&mut self) {
        self.values.zeroize();
    }
}
