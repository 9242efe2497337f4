//! Patterns of square rings in the picture, alignment patterns (ISO/IEC 18004, §6.3.6) and finder patterns: the place where
//! they fit best.
//!
//! The surroundings are sampled once at half modules; places are scored by the correlation coefficient with the rings, and the
//! best one is refined by the parabola through its neighbours.

#![expect(clippy::cast_precision_loss, reason = "pixels, modules and counts are far below the limits of these types")]

use crate::picture::Picture;
use crate::point::Point;
use core::ops::Range;
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
    /// Half modules between the places that are tried first: the larger pattern's peak is wide.
    const fn stride(self) -> usize {
        match self {
            Self::Alignment => 1,
            Self::Finder => 2,
        }
    }

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
}

/// The best place so far, by its first value.
struct Peak {
    column: usize,
    row: usize,
    score: f32,
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
        let (stride, span) = (rings.stride(), 2 * reach + 1);
        let rough = self.best(rings, [0..span, 0..span], stride, reach);
        // The places that were passed over.
        let near = |place: usize| (place + 1).saturating_sub(stride)..(place + stride).min(span);
        let best = self.best(rings, [near(rough.column), near(rough.row)], 1, reach);
        let halves = self.refine(rings, &best, reach) * 0.5;
        Match { place: expected + steps.right * halves.x + steps.down * halves.y, score: best.score }
    }

    /// The best of every `stride`th place.
    fn best(&self, rings: Rings, [columns, rows]: [Range<usize>; 2], stride: usize, reach: usize) -> Peak {
        let (mut best, mut best_value) = (Peak { column: reach, row: reach, score: 0.0 }, f32::MIN);
        for row in rows.step_by(stride) {
            for column in columns.clone().step_by(stride) {
                let score = self.correlation(rings, column, row);
                let off = Point::new(offset(column, reach), offset(row, reach)).length() / (reach.max(1) as f32);
                let value = score - DISTANCE_COST * off;
                if value > best_value {
                    (best, best_value) = (Peak { column, row, score }, value);
                }
            }
        }
        best
    }

    /// The peak around the best place, in half modules from the middle of the search.
    fn refine(&self, rings: Rings, best: &Peak, reach: usize) -> Point {
        let peak = |place: usize, score: &dyn Fn(usize) -> f32| {
            let middle = offset(place, reach);
            if place == 0 || place == 2 * reach {
                return middle;
            }
            let (before, after) = (score(place - 1), score(place + 1));
            let curve = 2.0 * best.score - before - after;
            if curve > 1e-3 { middle + (0.5 * (after - before) / curve).clamp(-0.5, 0.5) } else { middle }
        };
        Point::new(
            peak(best.column, &|column| self.correlation(rings, column, best.row)),
            peak(best.row, &|row| self.correlation(rings, best.column, row)),
        )
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
