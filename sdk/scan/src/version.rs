//! The version that a symbol's own version information names (ISO/IEC 18004, §7.10): versions 7 to 40.

/// Bits of the generator polynomial of the (18, 6) Golay code.
const GENERATOR: u32 = 0x1f25;

/// The version whose code word is at most three bits from `bits`.
pub(crate) fn nearest(bits: u32) -> Option<usize> {
    (7..=40).find(|&version| (word(version) ^ bits).count_ones() <= 3).and_then(|v| usize::try_from(v).ok())
}

fn word(version: u32) -> u32 {
    let rest = (0..12)
        .rev()
        .fold(version << 12, |rest, i| if rest >> (i + 12) & 1 == 1 { rest ^ (GENERATOR << i) } else { rest });
    version << 12 | rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_annex_d() {
        assert_eq!((word(7), word(21), word(40)), (0x07c94, 0x15683, 0x28c69));
        assert_eq!(nearest(0x07c94 ^ 0b100_0000_0000_0101), Some(7));
        assert_eq!(nearest(0), None);
    }
}
