//! The loops in 128-bit vectors: as many whole ones as there are. Each answers how many outputs it made.
//!
//! This is the only file with unsafe code: vectors are loaded from and stored to arrays of exactly their size.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]
#![expect(clippy::many_single_char_names, reason = "neighbours and coefficients by their usual letters")]

use crate::binary::BLOCK;
use crate::picture::{BORDER, Picture};
use crate::point::Point;
use core::arch::wasm32::{
    f32x4, f32x4_add, f32x4_convert_i32x4, f32x4_div, f32x4_gt, f32x4_mul, f32x4_pmax, f32x4_pmin, f32x4_splat,
    f32x4_sub, i32x4_add, i32x4_extract_lane, i32x4_mul, i32x4_splat, i32x4_trunc_sat_f32x4, u8x16_add_sat, u8x16_avgr,
    u8x16_bitmask, u8x16_extract_lane, u8x16_ge, u8x16_max, u8x16_min, u8x16_narrow_i16x8, u8x16_sub_sat, u16x8_add,
    u16x8_extadd_pairwise_u8x16, u16x8_narrow_i32x4, u16x8_shr, u16x8_splat, u32x4, u32x4_shr, u32x4_splat, u64x2_shr,
    v128, v128_and, v128_load, v128_store,
};

const LANES: usize = 16;

/// What a vector is filled with: any bits are one.
trait Number: Copy {}
impl Number for u8 {}
impl Number for f32 {}

#[expect(unsafe_code, reason = "a vector is as large as the array, and needs no alignment")]
fn load<T: Number, const N: usize>(numbers: &[T; N]) -> v128 {
    const { assert!(size_of::<[T; N]>() == size_of::<v128>()) };
    unsafe { v128_load(numbers.as_ptr().cast()) }
}

#[expect(unsafe_code, reason = "a vector is as large as the array, and needs no alignment")]
fn store<T: Number, const N: usize>(numbers: &mut [T; N], value: v128) {
    const { assert!(size_of::<[T; N]>() == size_of::<v128>()) };
    unsafe { v128_store(numbers.as_mut_ptr().cast(), value) }
}

/// The whole vectors of a slice.
fn vectors(bytes: &[u8]) -> &[[u8; LANES]] {
    bytes.as_chunks().0
}

fn blur([a, b, c, d, e]: [v128; 5]) -> v128 {
    u8x16_avgr(u8x16_avgr(b, d), u8x16_avgr(u8x16_avgr(a, e), c))
}

pub(super) fn pack(row: &[u8], thresholds: &[u8], out: &mut [u64]) -> usize {
    let rows = vectors(row);
    for (i, (pixels, threshold)) in rows.iter().zip(vectors(thresholds)).enumerate() {
        let light = u8x16_bitmask(u8x16_ge(load(pixels), load(threshold)));
        out[i / 4] |= u64::from(!light) << (i % 4 * LANES);
    }
    rows.len() * LANES
}

pub(super) fn extremes(rows: [&[u8]; BLOCK], low: &mut [u8], high: &mut [u8]) -> usize {
    let (lows, highs) = (low.as_chunks_mut::<2>().0, high.as_chunks_mut::<2>().0);
    let rows = rows.map(vectors);
    let count = lows.len().min(rows[0].len());
    for (i, (low, high)) in lows.iter_mut().zip(highs).enumerate().take(count) {
        let column = rows.map(|row| load(&row[i]));
        *low = least(column, |a, b| u8x16_min(a, b));
        *high = least(column, |a, b| u8x16_max(a, b));
    }
    2 * count
}

/// The least value of both halves of eight vectors, or the greatest.
fn least(column: [v128; BLOCK], choose: impl Fn(v128, v128) -> v128) -> [u8; 2] {
    let [a, b, c, d, e, f, g, h] = column;
    let all = choose(choose(choose(a, b), choose(c, d)), choose(choose(e, f), choose(g, h)));
    let four = choose(all, u64x2_shr(all, 32));
    let two = choose(four, u64x2_shr(four, 16));
    let one = choose(two, u64x2_shr(two, 8));
    [u8x16_extract_lane::<0>(one), u8x16_extract_lane::<8>(one)]
}

pub(super) fn halve(upper: &[u8], lower: &[u8], out: &mut [u8]) -> usize {
    let outs = out.as_chunks_mut::<LANES>().0;
    let sums = |a: &[u8; LANES], b: &[u8; LANES]| {
        let sum = u16x8_add(u16x8_extadd_pairwise_u8x16(load(a)), u16x8_extadd_pairwise_u8x16(load(b)));
        u16x8_shr(u16x8_add(sum, u16x8_splat(2)), 2)
    };
    let pairs = vectors(upper).as_chunks::<2>().0.iter().zip(vectors(lower).as_chunks::<2>().0);
    for (out, ([a, b], [c, d])) in outs.iter_mut().zip(pairs) {
        store(out, u8x16_narrow_i16x8(sums(a, c), sums(b, d)));
    }
    outs.len() * LANES
}

pub(super) fn blur_down(rows: [&[u8]; 5], out: &mut [u8]) -> usize {
    let outs = out.as_chunks_mut::<LANES>().0;
    let [a, b, c, d, e] = rows.map(|row| &vectors(row)[..outs.len()]);
    for (i, out) in outs.iter_mut().enumerate() {
        store(out, blur([load(&a[i]), load(&b[i]), load(&c[i]), load(&d[i]), load(&e[i])]));
    }
    outs.len() * LANES
}

pub(super) fn sharpen(row: &[u8], blurred: &[u8], out: &mut [u8]) -> usize {
    let outs = out.as_chunks_mut::<LANES>().0;
    let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|offset| &vectors(&blurred[offset..])[..outs.len()]);
    for ((i, out), here) in outs.iter_mut().enumerate().zip(vectors(row)) {
        let here = load(here);
        let blurred = blur([load(&a[i]), load(&b[i]), load(&c[i]), load(&d[i]), load(&e[i])]);
        let (above, below) = (u8x16_sub_sat(here, blurred), u8x16_sub_sat(blurred, here));
        let more = u8x16_add_sat(u8x16_add_sat(u8x16_add_sat(here, above), above), above);
        store(out, u8x16_sub_sat(u8x16_sub_sat(u8x16_sub_sat(more, below), below), below));
    }
    outs.len() * LANES
}

pub(super) fn luma(pixels: &[u8], red: usize, out: &mut [u8]) -> usize {
    if red == 0 { mixed::<0, 16>(pixels, out) } else { mixed::<16, 0>(pixels, out) }
}

/// The luma of pixels that have red and blue at these bits.
fn mixed<const RED: u32, const BLUE: u32>(pixels: &[u8], out: &mut [u8]) -> usize {
    let outs = out.as_chunks_mut::<LANES>().0;
    // Of each pixel's four bytes only the lowest is of use in the end.
    let four = |pixels: &[u8; LANES]| {
        let pixels = load(pixels);
        let [red, green, blue] = [RED, 8, BLUE].map(|bits| u32x4_shr(pixels, bits));
        v128_and(u8x16_avgr(green, u8x16_avgr(red, u8x16_avgr(green, blue))), u32x4_splat(0xff))
    };
    for (out, pixels) in outs.iter_mut().zip(vectors(pixels).as_chunks::<4>().0) {
        let [a, b, c, d] = pixels.each_ref().map(four);
        store(out, u8x16_narrow_i16x8(u16x8_narrow_i32x4(a, b), u16x8_narrow_i32x4(c, d)));
    }
    outs.len() * LANES
}

pub(super) fn bilinear(picture: &Picture<'_>, xs: &[f32], ys: &[f32], out: &mut [f32]) -> usize {
    let outs = out.as_chunks_mut::<4>().0;
    for ((out, x), y) in outs.iter_mut().zip(xs.as_chunks::<4>().0).zip(ys.as_chunks::<4>().0) {
        store(out, four(picture, load(x), load(y)));
    }
    outs.len() * 4
}

pub(super) fn add_above(values: &[f32], limits: &[f32], totals: &mut [f32], counts: &mut [f32]) -> usize {
    let values = values.as_chunks::<4>().0;
    let inputs = values.iter().zip(limits.as_chunks::<4>().0);
    let outputs = totals.as_chunks_mut::<4>().0.iter_mut().zip(counts.as_chunks_mut::<4>().0);
    for ((value, limit), (total, count)) in inputs.zip(outputs) {
        let value = load(value);
        let above = f32x4_gt(value, load(limit));
        store(total, f32x4_add(load(total), v128_and(above, value)));
        store(count, f32x4_add(load(count), v128_and(above, f32x4_splat(1.0))));
    }
    values.len() * 4
}

pub(super) fn level(values: &mut [f32], thresholds: [&[f32]; 2], halves: [&[f32]; 2], below: f32) -> usize {
    let values = values.as_chunks_mut::<4>().0;
    let [thresholds, halves] = [thresholds, halves].map(|rows| rows.map(|row| &row.as_chunks::<4>().0[..values.len()]));
    for (i, value) in values.iter_mut().enumerate() {
        let mix = |[upper, lower]: [&[[f32; 4]]; 2]| {
            let upper = load(&upper[i]);
            f32x4_add(upper, f32x4_mul(f32x4_sub(load(&lower[i]), upper), f32x4_splat(below)))
        };
        store(value, f32x4_div(f32x4_sub(load(value), mix(thresholds)), mix(halves)));
    }
    values.len() * 4
}

pub(super) fn multiply(a: &[f32], b: &[f32], out: &mut [f32]) -> usize {
    let outs = out.as_chunks_mut::<4>().0;
    for ((a, b), out) in a.as_chunks::<4>().0.iter().zip(b.as_chunks::<4>().0).zip(outs.iter_mut()) {
        store(out, f32x4_mul(load(a), load(b)));
    }
    outs.len() * 4
}

pub(super) fn dot(a: &[f32], b: &[f32], sums: &mut [f32; 8]) -> usize {
    let (mut one, mut other) = (f32x4_splat(0.0), f32x4_splat(0.0));
    let pairs = pairs(a);
    for ([a, b], [c, d]) in pairs.iter().zip(self::pairs(b)) {
        one = f32x4_add(one, f32x4_mul(load(a), load(c)));
        other = f32x4_add(other, f32x4_mul(load(b), load(d)));
    }
    let [first, second] = sums.as_chunks_mut::<4>().0 else { return 0 };
    store(first, one);
    store(second, other);
    pairs.len() * 8
}

/// The whole pairs of vectors of a row.
fn pairs(row: &[f32]) -> &[[[f32; 4]; 2]] {
    row.as_chunks().0.as_chunks().0
}

pub(super) fn add_share(share: f32, values: &[f32], sums: &mut [f32]) -> usize {
    let values = values.as_chunks::<4>().0;
    for (value, sum) in values.iter().zip(sums.as_chunks_mut::<4>().0) {
        store(sum, f32x4_add(load(sum), f32x4_mul(f32x4_splat(share), load(value))));
    }
    values.len() * 4
}

pub(super) fn line(picture: &Picture<'_>, start: Point, step: Point, out: &mut [f32]) -> usize {
    let outs = out.as_chunks_mut::<4>().0;
    for (i, out) in outs.iter_mut().enumerate() {
        let steps = f32x4_add(f32x4_splat((4 * i) as f32), f32x4(0.0, 1.0, 2.0, 3.0));
        let along = |start: f32, step: f32| f32x4_add(f32x4_splat(start), f32x4_mul(f32x4_splat(step), steps));
        store(out, four(picture, along(start.x, step.x), along(start.y, step.y)));
    }
    outs.len() * 4
}

/// The values at four places.
#[inline]
fn four(picture: &Picture<'_>, xs: v128, ys: v128) -> v128 {
    let (column, right) = split(xs, picture.width as f32 - BORDER);
    let (row, below) = split(ys, picture.height as f32 - BORDER);
    let places = i32x4_add(i32x4_mul(row, i32x4_splat(picture.width as i32)), column);
    let mix = |luma: &[u8]| {
        let pairs = u32x4(
            pair(luma, i32x4_extract_lane::<0>(places)),
            pair(luma, i32x4_extract_lane::<1>(places)),
            pair(luma, i32x4_extract_lane::<2>(places)),
            pair(luma, i32x4_extract_lane::<3>(places)),
        );
        let left = f32x4_convert_i32x4(v128_and(pairs, u32x4_splat(0xff)));
        let other = f32x4_convert_i32x4(u32x4_shr(pairs, 8));
        f32x4_add(left, f32x4_mul(right, f32x4_sub(other, left)))
    };
    let top = mix(picture.luma);
    f32x4_add(top, f32x4_mul(below, f32x4_sub(mix(&picture.luma[picture.width..]), top)))
}

/// Coordinates → the pixels whose centres are before them, and how far they are behind those, within `most`.
#[inline]
fn split(coordinates: v128, most: f32) -> (v128, v128) {
    let places = f32x4_sub(coordinates, f32x4_splat(0.5));
    let places = f32x4_pmin(f32x4_splat(most), f32x4_pmax(f32x4_splat(0.0), places));
    let whole = i32x4_trunc_sat_f32x4(places);
    (whole, f32x4_sub(places, f32x4_convert_i32x4(whole)))
}

/// The pixel at a place and the next one, the first in the lowest byte.
#[inline]
fn pair(luma: &[u8], place: i32) -> u32 {
    let pixels = &luma[place as usize..place as usize + 2];
    u32::from(u16::from_le_bytes([pixels[0], pixels[1]]))
}
