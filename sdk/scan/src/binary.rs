//! A picture → dark and light, one bit a pixel.
//!
//! The threshold is local: the middle between the darkest and the lightest pixel of a block of 8 × 8, averaged over the 5 × 5
//! blocks around, of which only those with contrast count. Pixels are compared after sharpening, so that a ring of one or two
//! pixels is not lost between its neighbours. Where no block has contrast nothing is dark.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "sums and averages of a few bytes"
)]

use crate::picture::Picture;
use crate::simd;
use zeroize::Zeroize;

/// Pixels along a block's side.
pub(crate) const BLOCK: usize = 8;
/// Blocks that are averaged on each side of a block.
const REACH: usize = 2;
/// What a block with contrast adds to its middle, more than the middles of all that are summed.
const COUNTED: u32 = 1 << 16;
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
    /// A row of blocks' thresholds, one a pixel.
    spread: Vec<u8>,
    blocks: Blocks,
    blurred: Vec<u8>,
}

/// Of each block the middle between its extremes, and [`COUNTED`] added to it; nothing where it has no contrast. And the sums of
/// these down the columns around one row, with nothing at both ends for the columns that are not there.
#[derive(Default)]
struct Blocks {
    low: Vec<u8>,
    high: Vec<u8>,
    middles: Vec<u32>,
    sums: Vec<u32>,
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
        self.spread.resize(self.columns * BLOCK, 0);
        for ((y, out), sharp) in
            self.bits.chunks_exact_mut(self.words).enumerate().zip(sharp.chunks_exact_mut(self.width))
        {
            let row = |y: usize| picture.row(y.min(self.height - 1));
            let rows = [row(y.saturating_sub(2)), row(y.saturating_sub(1)), row(y), row(y + 1), row(y + 2)];
            simd::blur_down(rows, &mut self.blurred);
            simd::sharpen(rows[2], &self.blurred, sharp);
            if y % BLOCK == 0 {
                let row = &self.thresholds[y / BLOCK * self.columns..];
                self.spread.as_chunks_mut::<BLOCK>().0.iter_mut().zip(row).for_each(|(spread, &one)| spread.fill(one));
            }
            simd::pack(sharp, &self.spread, out);
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
        self.middles.resize(columns * picture.height.div_ceil(BLOCK), 0);
        self.low.resize(columns, 0);
        self.high.resize(columns, 0);
        for (row, middles) in self.middles.chunks_exact_mut(columns).enumerate() {
            let rows = core::array::from_fn(|i| picture.row((row * BLOCK + i).min(picture.height - 1)));
            simd::extremes(rows, &mut self.low, &mut self.high);
            for ((&low, &high), middle) in self.low.iter().zip(&self.high).zip(middles) {
                let counts = u32::from(high.saturating_sub(low) > contrast);
                *middle = counts * (COUNTED + u32::midpoint(u32::from(low), u32::from(high)));
            }
        }
    }

    /// Averages over the blocks around.
    fn average(&mut self, columns: usize, thresholds: &mut Vec<u8>) {
        let Self { middles, sums, .. } = self;
        thresholds.resize(middles.len(), 0);
        sums.clear();
        sums.resize(columns + 2 * REACH, 0);
        let row = |y: usize| middles.chunks_exact(columns).nth(y).unwrap_or_default();
        (0..REACH).for_each(|y| add(sums, row(y)));
        for (y, out) in thresholds.chunks_exact_mut(columns).enumerate() {
            add(sums, row(y + REACH));
            let windows: [&[u32]; 2 * REACH + 1] = core::array::from_fn(|i| &sums[i..i + columns]);
            for (x, out) in out.iter_mut().enumerate() {
                let [first, second, here, fourth, last] = windows.map(|sums| sums[x]);
                let sum = first + second + here + fourth + last;
                // Of numbers this small the quotient's whole part is exact; without a block it is no number, which becomes 0.
                *out = ((sum % COUNTED) as f32 / (sum / COUNTED) as f32) as u8;
            }
            if let Some(last) = y.checked_sub(REACH) {
                sums[REACH..].iter_mut().zip(row(last)).for_each(|(sum, value)| *sum -= value);
            }
        }
    }
}

fn add(sums: &mut [u32], row: &[u32]) {
    sums[REACH..].iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
}

impl Drop for Binary {
    fn drop(&mut self) {
        self.bits.zeroize();
        self.blurred.zeroize();
    }
}
