//! The loops over all pixels of a frame and all modules of a grid.
//!
//! Each is written twice: for any machine, and in the 128-bit vectors of wasm. Both give the same bytes: whole numbers are the same in
//! any order, and those that are not are added in the same one. What a vector does not fill is left to the loop for any machine.

mod any;
#[cfg_attr(not(target_feature = "simd128"), path = "simd/no_vector.rs")]
mod vector;

use crate::binary::BLOCK;
use crate::picture::Picture;
use crate::point::Point;

/// One bit a pixel, the first in the lowest: whether it is darker than its threshold.
pub(crate) fn pack(row: &[u8], thresholds: &[u8], out: &mut [u64]) {
    out.fill(0);
    let done = vector::pack(row, thresholds, out);
    any::pack(row, thresholds, out, done);
}

/// The lowest and the highest value of each block that is as wide as there are rows.
pub(crate) fn extremes(rows: [&[u8]; BLOCK], low: &mut [u8], high: &mut [u8]) {
    let done = vector::extremes(rows, low, high);
    any::extremes(rows.map(|row| &row[done * BLOCK..]), &mut low[done..], &mut high[done..]);
}

/// The averages of squares of four pixels from two rows.
pub(crate) fn halve(upper: &[u8], lower: &[u8], out: &mut [u8]) {
    let done = vector::halve(upper, lower, out);
    any::halve(&upper[2 * done..], &lower[2 * done..], &mut out[done..]);
}

/// A row and its four neighbours, blurred downwards: 1 : 2 : 2 : 2 : 1.
pub(crate) fn blur_down(rows: [&[u8]; 5], out: &mut [u8]) {
    let done = vector::blur_down(rows, out);
    any::blur_down(rows.map(|row| &row[done..]), &mut out[done..]);
}

/// What three times the difference from the blurred surroundings adds to each pixel; two pixels at each end stay.
///
/// `blurred` is the row as [`blur_down`] made it.
pub(crate) fn sharpen(row: &[u8], blurred: &[u8], out: &mut [u8]) {
    let Some(inner) = row.len().checked_sub(4) else { return out.copy_from_slice(row) };
    for end in [0..2, 2 + inner..row.len()] {
        out[end.clone()].copy_from_slice(&row[end]);
    }
    let (row, out) = (&row[2..2 + inner], &mut out[2..2 + inner]);
    let done = vector::sharpen(row, blurred, out);
    any::sharpen(&row[done..], &blurred[done..], &mut out[done..]);
}

/// Pixels of red, green, blue and alpha → luma: (2 R + 5 G + B) / 8, near enough to BT.601, by three averages that round up.
/// `red` is the place of red, 0, or 2 where blue comes first.
pub(crate) fn luma(pixels: &[u8], red: usize, out: &mut [u8]) {
    let done = vector::luma(pixels, red, out);
    any::luma(&pixels[4 * done..], red, &mut out[done..]);
}

/// The values of a picture at points, as [`Picture::at`] gives them.
pub(crate) fn bilinear(picture: &Picture<'_>, xs: &[f32], ys: &[f32], out: &mut [f32]) {
    let done = vector::bilinear(picture, xs, ys, out);
    any::bilinear(picture, &xs[done..], &ys[done..], &mut out[done..]);
}

/// The values of a picture at `start` and at as many steps from there as `out` takes.
pub(crate) fn line(picture: &Picture<'_>, start: Point, step: Point, out: &mut [f32]) {
    let done = vector::line(picture, start, step, out);
    any::line(picture, start, step, out, done);
}

/// Where a value is above its limit, adds it to its total and 1 to its count.
pub(crate) fn add_above(values: &[f32], limits: &[f32], totals: &mut [f32], counts: &mut [f32]) {
    let done = vector::add_above(values, limits, totals, counts);
    any::add_above(&values[done..], &limits[done..], &mut totals[done..], &mut counts[done..]);
}

/// Turns values into their distances from a threshold in halves of the contrast. Both lie between those of two rows, `below` of the
/// way down.
pub(crate) fn level(values: &mut [f32], thresholds: [&[f32]; 2], halves: [&[f32]; 2], below: f32) {
    let done = vector::level(values, thresholds, halves, below);
    any::level(&mut values[done..], thresholds.map(|row| &row[done..]), halves.map(|row| &row[done..]), below);
}

/// The products of two rows, one by one.
pub(crate) fn multiply(a: &[f32], b: &[f32], out: &mut [f32]) {
    let done = vector::multiply(a, b, out);
    any::multiply(&a[done..], &b[done..], &mut out[done..]);
}

/// The sum of the products of two rows: eight sums, each of every eighth product, so that none waits for the one before.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    let done = vector::dot(a, b, &mut sums);
    any::dot(&a[done..], &b[done..], &mut sums);
    sums.iter().sum()
}

/// Adds a share of each value.
pub(crate) fn add_share(share: f32, values: &[f32], sums: &mut [f32]) {
    let done = vector::add_share(share, values, sums);
    any::add_share(share, &values[done..], &mut sums[done..]);
}
