//! A grid's modules → its codewords, and those repaired block by block (ISO/IEC 18004, §7.5.1, table 9, §7.6 and §7.7.3).
//!
//! Each codeword keeps how doubtful its most doubtful module is. A block that is not repaired as it stands is tried again with
//! its most doubtful codewords named. Refuses nothing: which blocks are whole is told for each.

use crate::format::Format;
use crate::grid::Grid;
use crate::layout::{self, Layout};
use crate::ranking::Ranking;
use crate::reed_solomon::{MAX_CHECKS, Syndromes, repair};
use zeroize::{Zeroize, Zeroizing};

/// The most blocks of a symbol.
pub(crate) const MAX_BLOCKS: usize = 81;
/// The most codewords of a block.
const MAX_LENGTH: usize = 155;
/// How many numbers of named codewords are tried.
const TRIALS: usize = 4;
/// Check codewords that must stay unused where doubtful codewords were named: each makes a chance agreement 256 times rarer.
const SPARE: usize = 4;

/// Check codewords of each block, by level (L, M, Q, H) and version.
const CHECKS: [[u8; 40]; 4] = [
    [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
        13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
];

/// Blocks, by level and version.
const BLOCKS: [[u8; 40]; 4] = [
    [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18,
        19, 19, 20, 21, 22, 24, 25,
    ],
    [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31,
        33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
        1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40,
        43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
        1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48,
        51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
];

/// How a symbol's codewords are spread over blocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blocks {
    pub(crate) count: usize,
    /// Check codewords of each block.
    pub(crate) checks: usize,
    /// Data codewords of all blocks.
    pub(crate) data: usize,
    /// Check codewords that only tell whether the repair is right (table 9, note b).
    protected: usize,
}

impl Blocks {
    /// `level` is 0 for L to 3 for H.
    pub(crate) fn new(version: u8, level: usize) -> Self {
        let column = usize::from(version) - 1;
        let (checks, count) = (usize::from(CHECKS[level][column]), usize::from(BLOCKS[level][column]));
        let protected = match (version, level) {
            (1, 0) => 3,
            (1, 1) | (2, 0) => 2,
            (1, _) | (3, 0) => 1,
            _ => 0,
        };
        Self { count, checks, data: layout::codewords(version) - checks * count, protected }
    }

    /// Data codewords of one block; the longer ones come last.
    pub(crate) const fn data_of(&self, block: usize) -> usize {
        self.data / self.count + (block >= self.count - self.data % self.count) as usize
    }

    /// Where codeword `i` of a block stands in the symbol.
    pub(crate) const fn place(&self, block: usize, i: usize) -> usize {
        let short = self.data / self.count;
        let data = self.data_of(block);
        if i < short {
            i * self.count + block
        } else if i < data {
            short * self.count + block - (self.count - self.data % self.count)
        } else {
            self.data + (i - data) * self.count + block
        }
    }
}

/// The codewords of one symbol in the order of the symbol.
#[derive(Default)]
pub(crate) struct Codewords {
    words: Vec<u8>,
    /// The least distance from the threshold of a codeword's modules.
    certainty: Vec<f32>,
    /// Which blocks are repaired.
    whole: Vec<bool>,
    /// The most doubtful codewords of a block.
    doubtful: Ranking<usize>,
}

impl Codewords {
    /// Reads the codewords of `grid` as they are.
    pub(crate) fn read(&mut self, grid: &Grid, layout: &Layout, format: &Format) {
        self.words.zeroize();
        self.certainty.clear();
        let mask = format.mask();
        for (modules, cells) in layout.order.as_chunks::<8>().0.iter().zip(layout.cells.as_chunks::<8>().0) {
            let (mut word, mut certainty) = (0, f32::MAX);
            for (&module, &cell) in modules.iter().zip(cells) {
                let value = grid.values[place(format, layout.size, module)];
                word = word << 1 | u8::from((value > 0.0) != mask[usize::from(cell)]);
                certainty = certainty.min(value.abs());
            }
            self.words.push(word);
            self.certainty.push(certainty);
        }
        self.whole.clear();
        self.whole.resize(MAX_BLOCKS, false);
    }

    /// Repairs every block. Whether all are whole then.
    pub(crate) fn repair(&mut self, layout: &Layout, format: &Format) -> bool {
        let blocks = Blocks::new(layout.version, format.level);
        for block in 0..blocks.count {
            self.whole[block] = self.repair_block(&blocks, block);
        }
        self.whole[..blocks.count].iter().all(|&whole| whole)
    }

    fn repair_block(&mut self, blocks: &Blocks, block: usize) -> bool {
        let length = blocks.data_of(block) + blocks.checks;
        let mut read = Zeroizing::new([0; MAX_LENGTH]);
        for (i, word) in read.iter_mut().enumerate().take(length) {
            *word = self.words[blocks.place(block, i)];
        }
        let mut repaired = read.clone();
        let syndromes = Syndromes::of(&read[..length], blocks.checks);
        let mut whole = repair(&mut repaired[..length], &syndromes, blocks.protected, &[]).is_some();
        let mut order = [0; MAX_CHECKS];
        if !whole {
            self.doubtful.reset(MAX_CHECKS);
            (0..length).for_each(|i| self.doubtful.add(-self.certainty[blocks.place(block, i)], i));
            order.iter_mut().zip(self.doubtful.iter()).for_each(|(place, &i)| *place = i);
        }
        for share in 1..=TRIALS {
            let named = (blocks.checks.saturating_sub(SPARE)) * share / TRIALS;
            if whole || named == 0 {
                break;
            }
            *repaired = *read;
            whole = repair(&mut repaired[..length], &syndromes, SPARE, &order[..named]).is_some();
        }
        if whole {
            (0..length).for_each(|i| self.words[blocks.place(block, i)] = repaired[i]);
        }
        whole
    }

    /// The data codewords, block after block.
    pub(crate) fn data(&self, layout: &Layout, format: &Format) -> Zeroizing<Vec<u8>> {
        let blocks = Blocks::new(layout.version, format.level);
        let mut data = Zeroizing::new(Vec::with_capacity(blocks.data));
        for block in 0..blocks.count {
            data.extend((0..blocks.data_of(block)).map(|i| self.words[blocks.place(block, i)]));
        }
        data
    }

    /// Calls `visit` with each repaired block, each of its modules and whether it is dark.
    pub(crate) fn for_each_known(&self, layout: &Layout, format: &Format, mut visit: impl FnMut(usize, usize, bool)) {
        let (blocks, mask) = (Blocks::new(layout.version, format.level), format.mask());
        for block in (0..blocks.count).filter(|&block| self.whole[block]) {
            for word in (0..blocks.data_of(block) + blocks.checks).map(|i| blocks.place(block, i)) {
                let bits = 8 * word..8 * word + 8;
                for (bit, (&module, &cell)) in layout.order[bits.clone()].iter().zip(&layout.cells[bits]).enumerate() {
                    let dark = (self.words[word] << bit >> 7 == 1) != mask[usize::from(cell)];
                    visit(block, place(format, layout.size, module), dark);
                }
            }
        }
    }
}

/// Where a module stands in the grid as it is seen.
#[inline]
const fn place(format: &Format, size: usize, module: u16) -> usize {
    let module = module as usize;
    if format.mirrored { module % size * size + module / size } else { module }
}

impl Drop for Codewords {
    fn drop(&mut self) {
        self.words.zeroize();
    }
}
