//! The version information beside two finders → the version (ISO/IEC 18004, §7.10 and Annex D).

#![expect(clippy::cast_precision_loss, reason = "pixels, modules and counts are far below the limits of these types")]

/// The generator polynomial of the (18, 6) code.
const GENERATOR: u32 = 0x1f25;
/// Versions from which a symbol tells its version.
const FIRST: u8 = 7;

/// The 18 bits of a version, the lowest at the corner of the block.
const fn word(version: u8) -> u32 {
    let mut rest = version as u32;
    let mut i = 0;
    while i < 12 {
        rest = (rest << 1) ^ ((rest >> 11) * GENERATOR);
        i += 1;
    }
    (version as u32) << 12 | rest
}

/// The bits of the version information with the two modules of each; none in a small symbol.
pub(crate) fn places(version: u8, size: usize) -> impl Iterator<Item = (bool, [usize; 2])> {
    let (word, count) = (word(version), if version < FIRST { 0 } else { 18 });
    (0..count).map(move |i| {
        let (near, far) = (i / 3, size - 11 + i % 3);
        (word >> i & 1 == 1, [near * size + far, far * size + near])
    })
}

/// The version whose word fits the two copies of 18 grey levels best (the darker the larger), and how well: 0 to 1.
///
/// `estimate` is the version by size: far from it a word must fit better.
pub(crate) fn likeliest(copies: &[[f32; 18]; 2], estimate: f32) -> Option<(u8, f32)> {
    let fits = |version: u8| {
        let [one, other] = copies.each_ref().map(|copy| correlation(copy, word(version)));
        let fit = f32::midpoint(one, other).max(one.max(other) - 0.2);
        (version, fit - 0.01 * (f32::from(version) - estimate).abs())
    };
    (FIRST..=40).map(fits).max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, fit)| *fit > 0.45)
}

/// The correlation coefficient of grey levels and a word's bits.
fn correlation(values: &[f32; 18], word: u32) -> f32 {
    let mean = values.iter().sum::<f32>() / 18.0;
    let ones = word.count_ones() as f32 / 18.0;
    let (mut product, mut energy) = (0.0, 1.0);
    for (i, value) in values.iter().enumerate() {
        let bit = (word >> i & 1) as f32 - ones;
        product += (value - mean) * bit;
        energy += (value - mean) * (value - mean);
    }
    product / (energy * 18.0 * ones * (1.0 - ones)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_table_d_1() {
        assert_eq!(word(7), 0x07c94);
        assert_eq!(word(21), 0x15683);
        assert_eq!(word(40), 0x28c69);
    }

    #[test]
    fn a_word_is_told_from_all_others_also_where_three_bits_are_wrong() {
        for version in FIRST..=40 {
            let bits = word(version) ^ 0b1_0001_0000_0000_1000;
            let copy = core::array::from_fn(|i| if bits >> i & 1 == 1 { 200.0 } else { 30.0 });
            assert_eq!(likeliest(&[copy; 2], f32::from(version)).map(|told| told.0), Some(version));
        }
    }
}
