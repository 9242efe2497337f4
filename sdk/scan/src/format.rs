//! The format information → level, mask, and whether the symbol is seen in a mirror (ISO/IEC 18004, §7.9 and Annex C).
//!
//! Both copies are added and compared with all 32 words, as they stand and transposed; the best wins.

#![expect(
    clippy::cast_possible_truncation,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::grid::Grid;

/// The 15 bits of every format, in the order of their five data bits.
const WORDS: [u16; 32] = words();
/// The standard numbers the levels M, L, H, Q, we L, M, Q, H; either way.
const LEVELS: [usize; 4] = [1, 0, 3, 2];
/// Of 30 modules this much must fit.
const MIN_FIT: f32 = 10.0;

/// Modules after which every mask repeats itself, across and down.
const TILE: usize = 12;
/// A mask's tile, row by row.
pub(crate) type Mask = [bool; TILE * TILE];

/// The cell of a mask's tile that a module lies in.
pub(crate) const fn cell(x: usize, y: usize) -> u8 {
    (y % TILE * TILE + x % TILE) as u8
}

/// What the format information tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Format {
    /// 0 for L to 3 for H.
    pub(crate) level: usize,
    pub(crate) mask: u8,
    /// Rows and columns are exchanged.
    pub(crate) mirrored: bool,
    /// The word as it is drawn.
    pub(crate) word: u16,
}

const fn words() -> [u16; 32] {
    let mut words = [0; 32];
    let mut data = 0;
    while data < 32 {
        let (mut rest, mut i) = (data as u16, 0);
        while i < 10 {
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
            i += 1;
        }
        words[data] = ((data as u16) << 10 | rest) ^ 0x5412;
        data += 1;
    }
    words
}

/// The two modules (column, row) of a bit, the lowest bit first.
pub(crate) const fn places(bit: usize, size: usize) -> [(usize, usize); 2] {
    let near = match bit {
        0..=5 => (8, bit),
        6 => (8, 7),
        7 => (8, 8),
        8 => (7, 8),
        _ => (14 - bit, 8),
    };
    let far = if bit < 8 { (size - 1 - bit, 8) } else { (8, size - 15 + bit) };
    [near, far]
}

impl Format {
    pub(crate) const fn new(level: usize, mask: u8) -> Self {
        Self { level, mask, mirrored: false, word: WORDS[LEVELS[level] << 3 | mask as usize] }
    }

    /// `None` where no word fits.
    pub(crate) fn read(grid: &Grid) -> Option<Self> {
        let (fit, format) = [false, true]
            .into_iter()
            .map(|mirrored| best(&bits(grid, mirrored), mirrored))
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        (fit > MIN_FIT).then_some(format)
    }

    /// For each cell of the mask's tile whether it inverts a module of the data there.
    pub(crate) fn mask(&self) -> Mask {
        core::array::from_fn(|cell| self.inverts(cell % TILE, cell / TILE))
    }

    /// Whether the mask inverts a module of the data (§7.8.2, table 10).
    const fn inverts(&self, x: usize, y: usize) -> bool {
        let rest = match self.mask {
            0 => (y + x) % 2,
            1 => y % 2,
            2 => x % 3,
            3 => (y + x) % 3,
            4 => (y / 2 + x / 3) % 2,
            5 => y * x % 2 + y * x % 3,
            6 => (y * x % 2 + y * x % 3) % 2,
            _ => ((y + x) % 2 + y * x % 3) % 2,
        };
        rest == 0
    }
}

fn bits(grid: &Grid, mirrored: bool) -> [f32; 15] {
    let value = |(x, y): (usize, usize)| {
        let (column, row) = if mirrored { (y, x) } else { (x, y) };
        grid.values[row * grid.size + column].clamp(-1.2, 1.2)
    };
    core::array::from_fn(|bit| places(bit, grid.size).map(value).iter().sum())
}

fn best(bits: &[f32; 15], mirrored: bool) -> (f32, Format) {
    let fit = |word: u16| bits.iter().enumerate().map(|(i, bit)| if word >> i & 1 == 1 { *bit } else { -bit }).sum();
    let mut best = (f32::MIN, Format { level: 0, mask: 0, mirrored, word: 0 });
    for (data, &word) in WORDS.iter().enumerate() {
        let fit: f32 = fit(word);
        if fit > best.0 {
            best = (fit, Format { level: LEVELS[data >> 3], mask: data as u8 & 7, mirrored, word });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mask_repeats_itself_after_a_tile() {
        for mask in 0..8 {
            let format = Format { level: 0, mask, mirrored: false, word: 0 };
            let tile = format.mask();
            for (x, y) in (0..177).flat_map(|x| (0..177).map(move |y| (x, y))) {
                assert_eq!(tile[usize::from(cell(x, y))], format.inverts(x, y));
            }
        }
    }

    #[test]
    fn words_are_those_of_table_c_1() {
        assert_eq!((WORDS[0], WORDS[1], WORDS[31]), (0x5412, 0x5125, 0x2bed));
    }
}
