//! The picture at every module → a grid of numbers around −1 and 1, whatever the light.
//!
//! Light and contrast are told per tile of 8 × 8 modules: the averages of the darker and of the lighter values of the tile and its
//! neighbours. Between the tiles' middles both are interpolated.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::grid::Grid;
use crate::lattice::{Lattice, MAX_WIDTH};
use crate::picture::Picture;
use crate::simd;

/// Modules along a tile's side.
const TILE: usize = 8;
/// Tiles along the side of the largest symbol.
const MAX_TILES: usize = MAX_WIDTH / TILE;
/// The least half difference between dark and light, in grey levels.
const MIN_HALF: f32 = 1.0;

/// The threshold and half the contrast of a tile.
#[derive(Debug, Clone, Copy, Default)]
struct Tile {
    threshold: f32,
    half: f32,
}

/// The light on a whole symbol.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Light {
    /// Half the difference between dark and light, in grey levels.
    pub(crate) half: f32,
    /// The share of the tiles that have less than a third of it by themselves, whatever their neighbours have.
    pub(crate) lost: f32,
}

/// The sum of a tile's values, or of the lighter ones, and how many there are.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    total: f32,
    count: f32,
}

type Sums = [Sum; MAX_TILES * MAX_TILES];

/// A tile's values in two classes.
#[derive(Debug, Clone, Copy)]
struct Classes {
    high: Sum,
    low: Sum,
}

impl Sum {
    fn mean(self) -> f32 {
        self.total / self.count
    }

    fn add(&mut self, other: Self) {
        (self.total, self.count) = (self.total + other.total, self.count + other.count);
    }
}

impl Classes {
    fn new(all: Sum, high: Sum) -> Self {
        Self { high, low: Sum { total: all.total - high.total, count: all.count - high.count } }
    }

    /// Half the difference between the lighter and the darker values; none where one of them is missing.
    fn half(&self) -> Option<f32> {
        let both = self.high.count > 2.0 && self.low.count > 2.0;
        both.then(|| (self.high.mean() - self.low.mean()) / 2.0)
    }

    /// Whether a tile has less than a third of this contrast. A part of a tile at the edge may be of one colour by chance.
    fn has_lost(&self, half: f32) -> bool {
        self.high.count + self.low.count > (TILE * TILE / 2) as f32 && self.half().is_none_or(|own| 3.0 * own < half)
    }
}

/// Fills `grid` with the modules where `lattice` puts them.
pub(crate) fn sample(picture: &Picture<'_>, lattice: &Lattice, inverted: bool, size: usize, grid: &mut Grid) -> Light {
    grid.reset(size);
    let sign = if inverted { 1.0 } else { -1.0 };
    let mut values = [0.0; MAX_WIDTH];
    lattice.for_each_row(|y, xs, ys| {
        picture.values(xs, ys, &mut values[..xs.len()]);
        let row = &mut grid.values[y * size..(y + 1) * size];
        row.iter_mut().zip(&values).for_each(|(out, value)| *out = sign * value);
    });
    normalise(grid)
}

/// Turns grey levels into values around −1 and 1.
fn normalise(grid: &mut Grid) -> Light {
    let size = grid.size;
    let tiles = size.div_ceil(TILE);
    let all = sums(grid, tiles, |_| f32::MIN);
    let mut lights = [Tile::default(); MAX_TILES * MAX_TILES];
    let lights = &mut lights[..tiles * tiles];
    for (tile, light) in lights.iter_mut().enumerate() {
        *light = Tile { threshold: around(&all, tile, tiles).mean(), half: MIN_HALF };
    }
    classes(grid, tiles, &all, lights);
    let light = classes(grid, tiles, &all, lights);
    let row = |row: usize| Row::between(&lights[row.min(tiles - 1) * tiles..][..tiles]);
    let (mut upper, mut lower, mut passed) = (row(0), row(1), 0);
    for (y, line) in grid.values.chunks_exact_mut(size).enumerate() {
        let (last, below) = between(y, tiles);
        if last > passed {
            (upper, lower, passed) = (lower, row(last + 1), last);
        }
        simd::level(line, [&upper.thresholds, &lower.thresholds], [&upper.halves, &lower.halves], below);
    }
    light
}

/// The light on each module of a row through the middles of tiles.
struct Row {
    thresholds: [f32; MAX_WIDTH],
    halves: [f32; MAX_WIDTH],
}

impl Row {
    /// Interpolates between the tiles of a row.
    fn between(lights: &[Tile]) -> Self {
        let mut row = Self { thresholds: [0.0; MAX_WIDTH], halves: [0.0; MAX_WIDTH] };
        for (x, (threshold, half)) in row.thresholds.iter_mut().zip(&mut row.halves).enumerate() {
            let (tile, right) = between(x, lights.len());
            let (a, b) = (lights[tile], lights[(tile + 1).min(lights.len() - 1)]);
            *threshold = a.threshold + (b.threshold - a.threshold) * right;
            *half = a.half + (b.half - a.half) * right;
        }
        row
    }
}

/// The tile whose middle is before a module, and how far the module is towards the next tile's middle.
fn between(module: usize, tiles: usize) -> (usize, f32) {
    let place = ((module as f32 + 0.5) / TILE as f32 - 0.5).max(0.0).min((tiles - 1) as f32);
    (place as usize, place.fract())
}

/// Moves each threshold to the middle between what lies above it and what lies below it.
fn classes(grid: &Grid, tiles: usize, all: &Sums, lights: &mut [Tile]) -> Light {
    let high = sums(grid, tiles, |tile| lights[tile].threshold);
    for (tile, light) in lights.iter_mut().enumerate() {
        let near = Classes::new(around(all, tile, tiles), around(&high, tile, tiles));
        if let Some(half) = near.half() {
            *light = Tile { threshold: near.low.mean() + half, half: half.max(MIN_HALF) };
        }
    }
    let count = lights.len() as f32;
    let half = lights.iter().map(|tile| tile.half).sum::<f32>() / count;
    let own = all.iter().zip(&high).take(lights.len()).map(|(&all, &high)| Classes::new(all, high));
    Light { half, lost: own.filter(|own| own.has_lost(half)).count() as f32 / count }
}

/// Of each tile the values above its limit.
fn sums(grid: &Grid, tiles: usize, limit: impl Fn(usize) -> f32) -> Sums {
    let mut sums = [Sum::default(); MAX_TILES * MAX_TILES];
    let rows = grid.values.chunks(grid.size * TILE).zip(sums.chunks_exact_mut(tiles));
    for (row, (values, sums)) in rows.enumerate() {
        let limits: [f32; MAX_WIDTH] = core::array::from_fn(|x| limit(row * tiles + (x / TILE).min(tiles - 1)));
        let (mut totals, mut counts) = ([0.0; MAX_WIDTH], [0.0; MAX_WIDTH]);
        for line in values.chunks_exact(grid.size) {
            simd::add_above(line, &limits, &mut totals, &mut counts);
        }
        for (sum, (totals, counts)) in sums.iter_mut().zip(totals.chunks(TILE).zip(counts.chunks(TILE))) {
            *sum = Sum { total: totals.iter().sum(), count: counts.iter().sum() };
        }
    }
    sums
}

/// The sum of a tile and its neighbours.
fn around(sums: &Sums, tile: usize, tiles: usize) -> Sum {
    let (column, row) = (tile % tiles, tile / tiles);
    let mut total = Sum::default();
    for y in row.saturating_sub(1)..(row + 2).min(tiles) {
        for &one in &sums[y * tiles + column.saturating_sub(1)..y * tiles + (column + 2).min(tiles)] {
            total.add(one);
        }
    }
    total
}
