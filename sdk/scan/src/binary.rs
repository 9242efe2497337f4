//! A picture → dark and light, one bit a pixel.
//!
//! The threshold is local: the middle between the darkest and the lightest pixel of a block of 8 × 8, averaged over the 5 × 5
//! blocks around, of which only those with contrast count. Pixels are compared after sharpening, so that a ring of one or two
//! pixels is not lost between its neighbours. Where no block has contrast nothing is dark.

use crate::picture::Picture;
use crate::simd;
use zeroize::Zeroize;

/// Pixels along a block's side.
const BLOCK: usize = 8;
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
    rows: Rows,
}

/// Of each block the middle and whether it has contrast, and both summed along rows.
#[derive(Default)]
struct Blocks {
    middles: Vec<u16>,
    counts: Vec<u16>,
    middle_sums: Vec<u16>,
    count_sums: Vec<u16>,
}

/// One row of pixels in several states.
#[derive(Default)]
struct Rows {
    low: Vec<u8>,
    high: Vec<u8>,
    blurred: Vec<u8>,
}

impl Binary {
    /// Replaces what is held by the bits of `picture`.
    pub(crate) fn make(&mut self, picture: &Picture<'_>, sharp: &mut Vec<u8>, contrast: u8) {
        (self.width, self.height) = (picture.width, picture.height);
        self.words = picture.width.div_ceil(64);
        self.columns = picture.width.div_ceil(BLOCK);
        self.blocks.measure(picture, &mut self.rows, contrast);
        self.blocks.average(self.columns, &mut self.thresholds);
        self.compare(picture, sharp);
    }

    fn compare(&mut self, picture: &Picture<'_>, sharp: &mut Vec<u8>) {
        sharp.resize(self.width * self.height, 0);
        self.bits.resize(self.words * self.height, 0);
        self.rows.blurred.resize(self.width, 0);
        for ((y, out), sharp) in
            self.bits.chunks_exact_mut(self.words).enumerate().zip(sharp.chunks_exact_mut(self.width))
        {
            let row = |y: usize| picture.row(y.min(self.height - 1));
            let rows = [row(y.saturating_sub(2)), row(y.saturating_sub(1)), row(y), row(y + 1), row(y + 2)];
            simd::blur_down(rows, &mut self.rows.blurred);
            simd::sharpen(rows[2], &self.rows.blurred, sharp);
            let start = y / BLOCK * self.columns;
            simd::pack(sharp, &self.thresholds[start..start + self.columns], out);
        }
    }

    /// The bits of a row, 64 a word, the first pixel in the lowest bit.
    pub(crate) fn row(&self, y: usize) -> &[u64] {
        &self.bits[y * self.words..(y + 1) * self.words]
    }

    #[inline]
    pub(crate) fn is_dark(&self, x: usize, y: usize) -> bool {
        self.bits[y * self.words + (x >> 6)] >> (x & 63) & 1 == 1
    }
}

impl Blocks {
    fn measure(&mut self, picture: &Picture<'_>, rows: &mut Rows, contrast: u8) {
        let columns = picture.width.div_ceil(BLOCK);
        self.middles.clear();
        self.counts.clear();
        for top in (0..picture.height).step_by(BLOCK) {
            rows.low.clear();
            rows.low.resize(columns * BLOCK, u8::MAX);
            rows.high.clear();
            rows.high.resize(columns * BLOCK, 0);
            for y in top..(top + BLOCK).min(picture.height) {
                simd::extremes(picture.row(y), &mut rows.low, &mut rows.high);
            }
            for (low, high) in rows.low.as_chunks::<BLOCK>().0.iter().zip(rows.high.as_chunks::<BLOCK>().0) {
                let low = low.iter().fold(u8::MAX, |low, &value| low.min(value));
                let high = high.iter().fold(0, |high, &value| high.max(value));
                let counts = high.saturating_sub(low) > contrast;
                self.counts.push(u16::from(counts));
                self.middles.push(if counts { u16::midpoint(u16::from(low), u16::from(high)) } else { 0 });
            }
        }
    }

    /// Averages over the blocks around, first along rows, then along columns.
    fn average(&mut self, columns: usize, thresholds: &mut Vec<u8>) {
        sum_along_rows(&self.middles, columns, &mut self.middle_sums);
        sum_along_rows(&self.counts, columns, &mut self.count_sums);
        let rows = self.middles.len() / columns;
        thresholds.clear();
        for y in 0..rows {
            let around = y.saturating_sub(REACH)..(y + REACH + 1).min(rows);
            for x in 0..columns {
                let sum = |sums: &[u16]| around.clone().map(|row| u32::from(sums[row * columns + x])).sum::<u32>();
                let threshold = sum(&self.middle_sums).checked_div(sum(&self.count_sums)).unwrap_or(0);
                thresholds.push(u8::try_from(threshold).unwrap_or(u8::MAX));
            }
        }
    }
}

fn sum_along_rows(values: &[u16], columns: usize, sums: &mut Vec<u16>) {
    sums.clear();
    for row in values.chunks_exact(columns) {
        sums.extend(
            (0..columns).map(|x| row[x.saturating_sub(REACH)..(x + REACH + 1).min(columns)].iter().sum::<u16>()),
        );
    }
}

impl Drop for Binary {
    fn drop(&mut self) {
        self.bits.zeroize();
        self.rows.blurred.zeroize();
    }
}
