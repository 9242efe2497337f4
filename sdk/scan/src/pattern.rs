//! Patterns of square rings in the picture, alignment patterns (ISO/IEC 18004, §6.3.6) and finder patterns: the place where
//! they fit best.
//!
//! The surroundings are sampled at half modules, those of a finder at whole ones first; places are scored by the correlation
//! coefficient with the rings, and the best one is refined by the parabola through its neighbours. Rings are differences of
//! squares, and what is in a square is told by the running sums at its four corners, however large it is.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::picture::Picture;
use crate::point::Point;
use zeroize::{DefaultIsZeroes, Zeroize};

/// A place at the rim of the search must be this much better than one at its centre.
const DISTANCE_COST: f32 = 0.02;
/// The least sum of squared differences of grey levels, a module: a flat place fits nothing.
const MIN_ENERGY: f32 = 4.0 * FINE * FINE;
/// Steps of a grey level in the sums: so many that the largest square's squares still fit.
const FINE: f32 = 16.0;
const WHITE: f32 = 255.0;
/// How far from the best whole module a finder pattern's place is searched, in half modules.
const NEAR: usize = 2;

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

    /// The rings that are light.
    const fn light(self) -> &'static [usize] {
        match self {
            Self::Alignment => &[1],
            Self::Finder => &[2, 4],
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
    /// Samples a module, along both ways.
    parts: usize,
    /// Grey levels of a row of samples, of which the last few may be of no use.
    line: Vec<f32>,
    /// For each sample, behind a module of nothing: the sums of all that are whole modules before it and above it. They may
    /// overflow, as only differences are of use.
    sums: Vec<Sum>,
    /// Sums a row.
    side: usize,
}

/// Grey levels and their squares.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    levels: u32,
    squares: u32,
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
        match rings {
            Rings::Alignment => self.search_halves(picture, rings, expected, steps, reach),
            Rings::Finder => {
                // The larger pattern's peak is wide: among whole modules none is passed over.
                self.sample(picture, expected, steps, 1, reach / 2 + rings.radius());
                let rough = self.best(rings, reach / 2);
                let offset = [rough.column, rough.row].map(|place| offset(place, reach / 2));
                let expected = expected + steps.right * offset[0] + steps.down * offset[1];
                self.search_halves(picture, rings, expected, steps, NEAR)
            }
        }
    }

    fn search_halves(
        &mut self,
        picture: &Picture<'_>,
        rings: Rings,
        expected: Point,
        steps: &Steps,
        reach: usize,
    ) -> Match {
        self.sample(picture, expected, steps, 2, reach + 2 * rings.radius());
        let best = self.best(rings, reach);
        let halves = self.refine(rings, &best, reach) * 0.5;
        Match { place: expected + steps.right * halves.x + steps.down * halves.y, score: best.score }
    }

    /// The best place within `reach` samples of the middle.
    fn best(&self, rings: Rings, reach: usize) -> Peak {
        let (mut best, mut best_value) = (Peak { column: reach, row: reach, score: 0.0 }, f32::MIN);
        for row in 0..=2 * reach {
            for column in 0..=2 * reach {
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

    /// Samples the picture within `reach` samples of `centre`, so many a module.
    fn sample(&mut self, picture: &Picture<'_>, centre: Point, steps: &Steps, parts: usize, reach: usize) {
        let span = 2 * reach + 1;
        (self.parts, self.side) = (parts, span + parts);
        self.line.resize(span.next_multiple_of(4), 0.0);
        self.sums.clear();
        self.sums.resize(self.side * self.side, Sum::default());
        let [right, down] = [steps.right, steps.down].map(|step| step * (1.0 / parts as f32));
        let (sign, least) = if steps.inverted { (-FINE, WHITE * FINE) } else { (FINE, 0.0) };
        for row in 0..span {
            picture.line(centre + down * offset(row, reach) - right * reach as f32, right, &mut self.line);
            let (above, here) = self.sums[row * self.side..].split_at_mut(parts * self.side);
            // Of whole modules before: with two samples a module, of every second.
            let (mut before, mut last) = (Sum::default(), Sum::default());
            for ((&value, out), above) in self.line.iter().zip(&mut here[parts..self.side]).zip(&above[parts..]) {
                let sum = if parts == 1 { last } else { before };
                let sum = sum.plus(Sum::of((sign * value + least) as u32));
                (before, last) = (last, sum);
                *out = sum.plus(*above);
            }
        }
    }

    /// The sum of the modules within `radius` of the one at (column, row).
    fn square(&self, column: usize, row: usize, radius: usize) -> Sum {
        let (before, above) = (column - self.parts * radius, row - self.parts * radius);
        let (last, below) = (column + self.parts * (radius + 1), row + self.parts * (radius + 1));
        let at = |column: usize, row: usize| self.sums[row * self.side + column];
        at(last, below).minus(at(before, below)).minus(at(last, above)).plus(at(before, above))
    }

    /// The correlation of the modules whose first stands at (column, row).
    fn correlation(&self, rings: Rings, column: usize, row: usize) -> f32 {
        let radius = rings.radius();
        let middle = self.parts * radius;
        let square = |radius: usize| self.square(column + middle, row + middle, radius);
        let all = square(radius);
        let light =
            rings.light().iter().fold(Sum::default(), |sum, &ring| sum.plus(square(ring)).minus(square(ring - 1)));
        let (sum, squares, light) = (all.levels as f32, all.squares as f32, light.levels as f32);
        let width = 2 * radius + 1;
        let count = (width * width) as f32;
        let share = rings.light_modules() / count;
        let energy = squares - sum * sum / count;
        if energy < MIN_ENERGY * count {
            return 0.0;
        }
        (light - sum * share) / (energy * count * share * (1.0 - share)).sqrt()
    }
}

impl DefaultIsZeroes for Sum {}

impl Sum {
    const fn of(level: u32) -> Self {
        Self { levels: level, squares: level * level }
    }

    const fn plus(self, other: Self) -> Self {
        Self { levels: self.levels.wrapping_add(other.levels), squares: self.squares.wrapping_add(other.squares) }
    }

    const fn minus(self, other: Self) -> Self {
        Self { levels: self.levels.wrapping_sub(other.levels), squares: self.squares.wrapping_sub(other.squares) }
    }
}

fn offset(index: usize, reach: usize) -> f32 {
    index as f32 - reach as f32
}

impl Drop for Matcher {
    fn drop(&mut self) {
        self.line.zeroize();
        self.sums.zeroize();
    }
}
