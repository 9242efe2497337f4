//! The loops for any machine.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]
#![expect(clippy::many_single_char_names, reason = "neighbours and coefficients by their usual letters")]

use crate::binary::BLOCK;
use crate::picture::Picture;
use crate::point::Point;

/// Rounds up, as the vector instruction does.
#[inline]
const fn average(a: u8, b: u8) -> u8 {
    ((a as u16 + b as u16 + 1) >> 1) as u8
}

#[inline]
const fn blur([a, b, c, d, e]: [u8; 5]) -> u8 {
    average(average(b, d), average(average(a, e), c))
}

/// Sets the bits from pixel `from` on.
pub(super) fn pack(row: &[u8], thresholds: &[u8], out: &mut [u64], from: usize) {
    for (i, (pixel, threshold)) in row.iter().zip(thresholds).enumerate().skip(from) {
        out[i / 64] |= u64::from(pixel < threshold) << (i % 64);
    }
}

pub(super) fn extremes(rows: [&[u8]; BLOCK], low: &mut [u8], high: &mut [u8]) {
    for (i, (low, high)) in low.iter_mut().zip(high).enumerate() {
        let pixels = || rows.iter().flat_map(|row| row.iter().skip(i * BLOCK).take(BLOCK));
        *low = pixels().fold(u8::MAX, |low, &value| low.min(value));
        *high = pixels().fold(0, |high, &value| high.max(value));
    }
}

pub(super) fn halve(upper: &[u8], lower: &[u8], out: &mut [u8]) {
    let pairs = upper.as_chunks::<2>().0.iter().zip(lower.as_chunks::<2>().0);
    for (out, (&[a, b], &[c, d])) in out.iter_mut().zip(pairs) {
        *out = ((u16::from(a) + u16::from(b) + u16::from(c) + u16::from(d) + 2) >> 2) as u8;
    }
}

pub(super) fn blur_down(rows: [&[u8]; 5], out: &mut [u8]) {
    let [a, b, c, d, e] = rows.map(|row| &row[..out.len()]);
    for (i, out) in out.iter_mut().enumerate() {
        *out = blur([a[i], b[i], c[i], d[i], e[i]]);
    }
}

pub(super) fn sharpen(row: &[u8], blurred: &[u8], out: &mut [u8]) {
    let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|i| &blurred[i..i + out.len()]);
    let row = &row[..out.len()];
    for (i, out) in out.iter_mut().enumerate() {
        let blurred = blur([a[i], b[i], c[i], d[i], e[i]]);
        let (above, below) = (row[i].saturating_sub(blurred), blurred.saturating_sub(row[i]));
        let more = row[i].saturating_add(above).saturating_add(above).saturating_add(above);
        *out = more.saturating_sub(below).saturating_sub(below).saturating_sub(below);
    }
}

pub(super) fn luma(pixels: &[u8], red: usize, out: &mut [u8]) {
    for (&pixel, out) in pixels.as_chunks::<4>().0.iter().zip(out) {
        let [first, green, third, _] = pixel;
        let (red, blue) = if red == 0 { (first, third) } else { (third, first) };
        *out = average(green, average(red, average(green, blue)));
    }
}

pub(super) fn bilinear(picture: &Picture<'_>, xs: &[f32], ys: &[f32], out: &mut [f32]) {
    for ((&x, &y), out) in xs.iter().zip(ys).zip(out) {
        *out = picture.at(Point::new(x, y));
    }
}

pub(super) fn add_above(values: &[f32], limits: &[f32], totals: &mut [f32], counts: &mut [f32]) {
    for ((&value, &limit), (total, count)) in values.iter().zip(limits).zip(totals.iter_mut().zip(counts)) {
        if value > limit {
            *total += value;
            *count += 1.0;
        }
    }
}

pub(super) fn level(values: &mut [f32], thresholds: [&[f32]; 2], halves: [&[f32]; 2], below: f32) {
    for (i, value) in values.iter_mut().enumerate() {
        let mix = |[upper, lower]: [&[f32]; 2]| upper[i] + (lower[i] - upper[i]) * below;
        *value = (*value - mix(thresholds)) / mix(halves);
    }
}

pub(super) fn multiply(a: &[f32], b: &[f32], out: &mut [f32]) {
    for ((&a, &b), out) in a.iter().zip(b).zip(out) {
        *out = a * b;
    }
}

pub(super) fn dot(a: &[f32], b: &[f32], sums: &mut [f32; 8]) {
    for (i, (a, b)) in a.iter().zip(b).enumerate() {
        sums[i % 8] += a * b;
    }
}

pub(super) fn add_share(share: f32, values: &[f32], sums: &mut [f32]) {
    for (&value, sum) in values.iter().zip(sums) {
        *sum += share * value;
    }
}

/// Fills `out` from its place `from` on.
pub(super) fn line(picture: &Picture<'_>, start: Point, step: Point, out: &mut [f32], from: usize) {
    for (i, out) in out.iter_mut().enumerate().skip(from) {
        *out = picture.at(start + step * i as f32);
    }
}
