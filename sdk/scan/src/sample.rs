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
use crate::lattice::Lattice;
use crate::picture::Picture;

/// Modules along a tile's side.
const TILE: usize = 8;
/// Tiles along the side of the largest symbol.
const MAX_TILES: usize = 23;
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

/// Sums over the lighter and over the darker values of a tile.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    high: f32,
    high_count: f32,
    low: f32,
    low_count: f32,
}

impl Sums {
    /// Half the difference between the lighter and the darker values; none where one of them is missing.
    fn half(&self) -> Option<f32> {
        let both = self.high_count > 2.0 && self.low_count > 2.0;
        both.then(|| (self.high / self.high_count - self.low / self.low_count) / 2.0)
    }

    /// Whether a tile has less than a third of this contrast. A part of a tile at the edge may be of one colour by chance.
    fn has_lost(&self, half: f32) -> bool {
        self.high_count + self.low_count > (TILE * TILE / 2) as f32 && self.half().is_none_or(|own| 3.0 * own < half)
    }
}

/// Fills `grid` with the modules where `lattice` puts them.
pub(crate) fn sample(picture: &Picture<'_>, lattice: &Lattice, inverted: bool, size: usize, grid: &mut Grid) -> Light {
    grid.reset(size);
    let sign = if inverted { 1.0 } else { -1.0 };
    lattice.for_each(|module, place| grid.values[module] = sign * picture.at(place));
    normalise(grid)
}

/// Turns grey levels into values around −1 and 1.
fn normalise(grid: &mut Grid) -> Light {
    let tiles = grid.size.div_ceil(TILE);
    let mut lights = [Tile::default(); MAX_TILES * MAX_TILES];
    let lights = &mut lights[..tiles * tiles];
    means(grid, tiles, lights);
    classes(grid, tiles, lights);
    let light = classes(grid, tiles, lights);
    let size = grid.size;
    let cells: [(usize, f32); MAX_TILES * TILE] = core::array::from_fn(|i| between(i, tiles));
    for (y, line) in grid.values.chunks_exact_mut(size).enumerate() {
        let (row, below) = cells[y];
        let mut column = [Tile::default(); MAX_TILES];
        for (i, light) in column.iter_mut().enumerate().take(tiles) {
            *light = mix(lights[row * tiles + i], lights[(row + 1).min(tiles - 1) * tiles + i], below);
        }
        for (value, &(tile, right)) in line.iter_mut().zip(&cells) {
            let light = mix(column[tile], column[(tile + 1).min(tiles - 1)], right);
            *value = (*value - light.threshold) / light.half;
        }
    }
    light
}

fn whole(tiles: &[Tile], sums: &[Sums]) -> Light {
    let count = tiles.len() as f32;
    let half = tiles.iter().map(|tile| tile.half).sum::<f32>() / count;
    let lost = sums.iter().filter(|own| own.has_lost(half)).count() as f32 / count;
    Light { half, lost }
}

/// The tile whose middle is before a module, and how far the module is towards the next tile's middle.
fn between(module: usize, tiles: usize) -> (usize, f32) {
    let place = ((module as f32 + 0.5) / TILE as f32 - 0.5).max(0.0).min((tiles - 1) as f32);
    (place as usize, place.fract())
}

fn mix(a: Tile, b: Tile, share: f32) -> Tile {
    Tile { threshold: a.threshold + (b.threshold - a.threshold) * share, half: a.half + (b.half - a.half) * share }
}

/// Begins with the mean as the threshold.
fn means(grid: &Grid, tiles: usize, lights: &mut [Tile]) {
    let mut sums = [Sums::default(); MAX_TILES * MAX_TILES];
    for_each_tile(grid, tiles, |tile, values| {
        for value in values {
            sums[tile].high += value;
            sums[tile].high_count += 1.0;
        }
    });
    for (tile, light) in lights.iter_mut().enumerate() {
        let around = around(&sums, tile, tiles);
        *light = Tile { threshold: around.high / around.high_count, half: MIN_HALF };
    }
}

/// Moves each threshold to the middle between what lies above it and what lies below it.
fn classes(grid: &Grid, tiles: usize, lights: &mut [Tile]) -> Light {
    let mut sums = [Sums::default(); MAX_TILES * MAX_TILES];
    for_each_tile(grid, tiles, |tile, values| {
        let (threshold, sums) = (lights[tile].threshold, &mut sums[tile]);
        for &value in values {
            let high = f32::from(u8::from(value > threshold));
            sums.high += high * value;
            sums.high_count += high;
            sums.low += (1.0 - high) * value;
            sums.low_count += 1.0 - high;
        }
    });
    for (tile, light) in lights.iter_mut().enumerate() {
        let around = around(&sums, tile, tiles);
        if let Some(half) = around.half() {
            *light = Tile { threshold: around.low / around.low_count + half, half: half.max(MIN_HALF) };
        }
    }
    whole(lights, &sums[..lights.len()])
}

/// Calls `visit` with every tile and its part of every row.
fn for_each_tile(grid: &Grid, tiles: usize, mut visit: impl FnMut(usize, &[f32])) {
    for (y, line) in grid.values.chunks_exact(grid.size).enumerate() {
        for (i, values) in line.chunks(TILE).enumerate() {
            visit(y / TILE * tiles + i, values);
        }
    }
}

/// The sums of a tile and its neighbours.
fn around(sums: &[Sums], tile: usize, tiles: usize) -> Sums {
    let (column, row) = (tile % tiles, tile / tiles);
    let mut total = Sums::default();
    for y in row.saturating_sub(1)..(row + 2).min(tiles) {
        for one in &sums[y * tiles + column.saturating_sub(1)..y * tiles + (column + 2).min(tiles)] {
            total.high += one.high;
            total.high_count += one.high_count;
            total.low += one.low;
            total.low_count += one.low_count;
        }
    }
    total
}
