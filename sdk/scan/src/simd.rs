//! The loops over all pixels of a frame.
//!
//! Each is written twice: for any machine, and in the 128-bit vectors of wasm. Both give the same bytes, as all arithmetic is on
//! whole bytes, and what a vector does not fill is left to the loop for any machine. This is the only file with unsafe code:
//! vectors are loaded from and stored to arrays of exactly their size.

#![expect(
    clippy::cast_possible_truncation,
    reason = "pixels, modules and counts are far below the limits of these types"
)]
#![expect(clippy::many_single_char_names, reason = "neighbours and coefficients by their usual letters")]

/// One bit a pixel, the first in the lowest: whether it is darker than the threshold of its eight pixels.
pub(crate) fn pack(row: &[u8], thresholds: &[u8], out: &mut [u64]) {
    let whole = vector::pack(row, thresholds, out);
    any::pack(row, thresholds, out, whole);
}

/// Lowers each of `low` and raises each of `high` to the values of `row`.
pub(crate) fn extremes(row: &[u8], low: &mut [u8], high: &mut [u8]) {
    let done = vector::extremes(row, low, high);
    any::extremes(&row[done..], &mut low[done..], &mut high[done..]);
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
    out.copy_from_slice(row);
    let Some(inner) = row.len().checked_sub(4) else { return };
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

/// For any machine.
mod any {
    /// Rounds up, as the vector instruction does.
    #[inline]
    const fn average(a: u8, b: u8) -> u8 {
        ((a as u16 + b as u16 + 1) >> 1) as u8
    }

    #[inline]
    const fn blur([a, b, c, d, e]: [u8; 5]) -> u8 {
        average(average(b, d), average(average(a, e), c))
    }

    /// Fills the words from pixel `from` on, which begins a half of a word or a quarter of one.
    pub(super) fn pack(row: &[u8], thresholds: &[u8], out: &mut [u64], from: usize) {
        let blocks = row.chunks(8).zip(thresholds).enumerate().skip(from / 8);
        for (i, (pixels, &threshold)) in blocks {
            let mut dark = [0; 8];
            dark.iter_mut().zip(pixels).for_each(|(dark, &pixel)| *dark = u8::from(pixel < threshold));
            // Each of eight bytes of 0 or 1 is moved to its bit of the highest byte.
            let byte = u64::from_le_bytes(dark).wrapping_mul(0x0102_0408_1020_4080) >> 56;
            let (word, shift) = (&mut out[i / 8], i % 8 * 8);
            *word = *word & !(0xff << shift) | byte << shift;
        }
    }

    pub(super) fn extremes(row: &[u8], low: &mut [u8], high: &mut [u8]) {
        for ((&value, low), high) in row.iter().zip(low).zip(high) {
            *low = value.min(*low);
            *high = value.max(*high);
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
}

/// In vectors: as many whole ones as there are. Each answers how many outputs it made.
#[cfg(target_feature = "simd128")]
mod vector {
    use core::arch::wasm32::{
        i8x16_shuffle, u8x16_add_sat, u8x16_avgr, u8x16_bitmask, u8x16_lt, u8x16_max, u8x16_min, u8x16_narrow_i16x8,
        u8x16_sub_sat, u16x8_add, u16x8_extadd_pairwise_u8x16, u16x8_shr, u16x8_splat, u64x2, v128, v128_load,
        v128_store,
    };

    const LANES: usize = 16;

    #[expect(unsafe_code, reason = "a vector is as large as the array, and needs no alignment")]
    fn load(bytes: &[u8; LANES]) -> v128 {
        unsafe { v128_load(bytes.as_ptr().cast()) }
    }

    #[expect(unsafe_code, reason = "a vector is as large as the array, and needs no alignment")]
    fn store(bytes: &mut [u8; LANES], value: v128) {
        unsafe { v128_store(bytes.as_mut_ptr().cast(), value) }
    }

    /// The whole vectors of a slice.
    fn vectors(bytes: &[u8]) -> &[[u8; LANES]] {
        bytes.as_chunks().0
    }

    fn blur([a, b, c, d, e]: [v128; 5]) -> v128 {
        u8x16_avgr(u8x16_avgr(b, d), u8x16_avgr(u8x16_avgr(a, e), c))
    }

    pub(super) fn pack(row: &[u8], thresholds: &[u8], out: &mut [u64]) -> usize {
        let blocks = row.as_chunks::<LANES>().0;
        out.fill(0);
        for (i, (pixels, &[left, right])) in blocks.iter().zip(thresholds.as_chunks::<2>().0).enumerate() {
            let threshold = u64x2(u64::from_ne_bytes([left; 8]), u64::from_ne_bytes([right; 8]));
            out[i / 4] |= u64::from(u8x16_bitmask(u8x16_lt(load(pixels), threshold))) << (i % 4 * LANES);
        }
        blocks.len() * LANES
    }

    pub(super) fn extremes(row: &[u8], low: &mut [u8], high: &mut [u8]) -> usize {
        let rows = row.as_chunks::<LANES>().0;
        let (lows, highs) = (low.as_chunks_mut::<LANES>().0, high.as_chunks_mut::<LANES>().0);
        for ((pixels, low), high) in rows.iter().zip(lows).zip(highs) {
            let pixels = load(pixels);
            store(low, u8x16_min(load(low), pixels));
            store(high, u8x16_max(load(high), pixels));
        }
        rows.len() * LANES
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
        let outs = out.as_chunks_mut::<LANES>().0;
        let red = red as u32;
        for (out, pixels) in outs.iter_mut().zip(vectors(pixels).as_chunks::<4>().0) {
            let pixels = pixels.each_ref().map(load);
            let (red, green, blue) = (channel(pixels, red), channel(pixels, 1), channel(pixels, 2 - red));
            store(out, u8x16_avgr(green, u8x16_avgr(red, u8x16_avgr(green, blue))));
        }
        outs.len() * LANES
    }

    /// One of four channels of sixteen pixels, moved to the lowest byte of each pixel beforehand.
    fn channel(pixels: [v128; 4], channel: u32) -> v128 {
        use core::arch::wasm32::u32x4_shr;
        let [a, b, c, d] = pixels.map(|four| u32x4_shr(four, 8 * channel));
        let every_fourth = |one: v128, other: v128| {
            i8x16_shuffle::<0, 4, 8, 12, 16, 20, 24, 28, 0, 4, 8, 12, 16, 20, 24, 28>(one, other)
        };
        let (low, high) = (every_fourth(a, b), every_fourth(c, d));
        i8x16_shuffle::<0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23>(low, high)
    }
}

/// Where there are no vectors all is left to the other loops.
#[cfg(not(target_feature = "simd128"))]
mod vector {
    pub(super) const fn pack(_row: &[u8], _thresholds: &[u8], _out: &mut [u64]) -> usize {
        0
    }

    pub(super) const fn extremes(_row: &[u8], _low: &mut [u8], _high: &mut [u8]) -> usize {
        0
    }

    pub(super) const fn halve(_upper: &[u8], _lower: &[u8], _out: &mut [u8]) -> usize {
        0
    }

    pub(super) const fn blur_down(_rows: [&[u8]; 5], _out: &mut [u8]) -> usize {
        0
    }

    pub(super) const fn sharpen(_row: &[u8], _blurred: &[u8], _out: &mut [u8]) -> usize {
        0
    }

    pub(super) const fn luma(_pixels: &[u8], _red: usize, _out: &mut [u8]) -> usize {
        0
    }
}
