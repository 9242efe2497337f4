//! A picture → dark and light, one bit a pixel.
//!
//! The threshold is local: the middle between the darkest and the lightest pixel of a block of 8 × 8, averaged over the 5 × 5
//! blocks around, of which only those with contrast count. Pixels are compared after sharpening, so that a ring of one or two
//! pixels is not lost between its neighbours. Where no block has contrast nothing is dark.

#![expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an average of bytes is one")]

use crate::picture::Picture;
use crate::simd;
use zeroize::Zeroize;

/// Pixels along a block's side.
pub(crate) const BLOCK: usize = 8;
/// Blocks that are averaged on each side of a block.
const REACH: usize = 2;
/// Least difference between the darkest and the lightest pixel of a block with contrast.
pub(crate) const CONTRAST: u8 = 32;
/// The same for faint codes; clutter then shows many more places like finders.
pub(crate) const FAINT: u8 = 16;

/// The bits of a picture, and the memory to make them.
#[derive(Default)]
pub(crate) struct Binary {
    pub(crate) width: usize,
    pub(crate) height: usize,
    words: usize,
    bits: Vec<u64>,
    columns: usize,
    thresholds: Vec<u8>,
    blocks: Blocks,
    blurred: Vec<u8>,
}

/// Of each block the middle and whether it has contrast, and the sums of both for one row.
#[derive(Default)]
struct Blocks {
    low: Vec<u8>,
    high: Vec<u8>,
    middles: Vec<u16>,
    counts: Vec<u16>,
    middle_sums: Vec<u16>,
    count_sums: Vec<u16>,
}

impl Binary {
    /// Replaces what is held by the bits of `picture`.
    pub(crate) fn make(&mut self, picture: &Picture<'_>, sharp: &mut Vec<u8>, contrast: u8) {
        (self.width, self.height) = (picture.width, picture.height);
        self.words = picture.width.div_ceil(64);
        self.columns = picture.width.div_ceil(BLOCK);
        self.blocks.measure(picture, contrast);
        self.blocks.average(self.columns, &mut self.thresholds);
        self.compare(picture, sharp);
    }

    fn compare(&mut self, picture: &Picture<'_>, sharp: &mut Vec<u8>) {
        sharp.resize(self.width * self.height, 0);
        self.bits.resize(self.words * self.height, 0);
        self.blurred.resize(self.width, 0);
        for ((y, out), sharp) in
            self.bits.chunks_exact_mut(self.words).enumerate().zip(sharp.chunks_exact_mut(self.width))
        {
            let row = |y: usize| picture.row(y.min(self.height - 1));
            let rows = [row(y.saturating_sub(2)), row(y.saturating_sub(1)), row(y), row(y + 1), row(y + 2)];
            simd::blur_down(rows, &mut self.blurred);
            simd::sharpen(rows[2], &self.blurred, sharp);
            let start = y / BLOCK * self.columns;
            simd::pack(sharp, &self.thresholds[start..start + self.columns], out);
        }
    }

    /// The bits of a row, 64 a word, the first pixel in the lowest bit.
    pub(crate) fn row(&self, y: usize) -> &[u64] {
        &self.bits[y * self.words..(y + 1) * self.words]
    }

    pub(crate) fn is_dark(&self, x: usize, y: usize) -> bool {
        self.is_dark_at(self.place(x, y))
    }

    /// The number of a pixel's bit.
    #[inline]
    pub(crate) const fn place(&self, x: usize, y: usize) -> usize {
        y * self.words * 64 + x
    }

    /// What a step adds to the number of a bit.
    #[inline]
    pub(crate) const fn step(&self, right: isize, down: isize) -> isize {
        down * (self.words * 64).cast_signed() + right
    }

    #[inline]
    pub(crate) fn is_dark_at(&self, place: usize) -> bool {
        self.bits[place >> 6] >> (place & 63) & 1 == 1
    }
}

impl Blocks {
    fn measure(&mut self, picture: &Picture<'_>, contrast: u8) {
        let columns = picture.width.div_ceil(BLOCK);
        let count = columns * picture.height.div_ceil(BLOCK);
        self.middles.resize(count, 0);
        self.counts.resize(count, 0);
        self.low.resize(columns, 0);
        self.high.resize(columns, 0);
        let out = self.middles.chunks_exact_mut(columns).zip(self.counts.chunks_exact_mut(columns));
        for (row, (middles, counts)) in out.enumerate() {
            let rows = core::array::from_fn(|i| picture.row((row * BLOCK + i).min(picture.height - 1)));
            simd::extremes(rows, &mut self.low, &mut self.high);
            for ((&low, &high), (middle, count)) in self.low.iter().zip(&self.high).zip(middles.iter_mut().zip(counts))
            {
                *count = u16::from(high.saturating_sub(low) > contrast);
                *middle = *count * u16::midpoint(u16::from(low), u16::from(high));
            }
        }
    }

    /// Averages over the blocks around, first down the columns, then along the row.
    fn average(&mut self, columns: usize, thresholds: &mut Vec<u8>) {
        let rows = self.middles.len() / columns;
        thresholds.resize(columns * rows, 0);
        for (y, out) in thresholds.chunks_exact_mut(columns).enumerate() {
            let around = y.saturating_sub(REACH) * columns..(y + REACH + 1).min(rows) * columns;
            sum_down(&self.middles[around.clone()], columns, &mut self.middle_sums);
            sum_down(&self.counts[around], columns, &mut self.count_sums);
            let middles = windows(&self.middle_sums, columns);
            let counts = windows(&self.count_sums, columns);
            for (x, out) in out.iter_mut().enumerate() {
                let sum = |parts: [&[u16]; 2 * REACH + 1]| f32::from(parts.iter().map(|part| part[x]).sum::<u16>());
                // Of numbers this small the quotient's whole part is exact; without a block it is no number, which becomes 0.
                *out = (sum(middles) / sum(counts)) as u8;
            }
        }
    }
}

/// The sums of each column of `rows`, with zeros at both ends for the columns that are not there.
fn sum_down(rows: &[u16], columns: usize, sums: &mut Vec<u16>) {
    sums.clear();
    sums.resize(columns + 2 * REACH, 0);
    for row in rows.chunks_exact(columns) {
        sums[REACH..].iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
}

/// What stands before, at and behind every column.
fn windows(sums: &[u16], columns: usize) -> [&[u16]; 2 * REACH + 1] {
    core::array::from_fn(|i| &sums[i..i + columns])
}

impl Drop for Binary {
    fn drop(&mut self) {
        self.bits.zeroize();
        self.blurred.zeroize();
    }
}
