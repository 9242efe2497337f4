//! The codewords as they stand in the symbol → the data codewords, repaired (ISO/IEC 18004, §7.5.1, table 9, and §7.6).
//!
//! Refuses another number of codewords than the version has, and any block that cannot be repaired.

use zeroize::Zeroizing;

use crate::reed_solomon::repair;

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

/// The repaired data codewords; `level` counts from 0 for L to 3 for H.
pub(crate) fn data(codewords: &[u8], version: usize, level: usize) -> Option<Zeroizing<Vec<u8>>> {
    let cell = |table: &[[u8; 40]; 4]| Some(usize::from(*table.get(level)?.get(version.checked_sub(1)?)?));
    let (checks, blocks) = (cell(&CHECKS)?, cell(&BLOCKS)?);
    let total = codewords.len().checked_sub(checks * blocks)?;
    let mut data = Zeroizing::new(Vec::with_capacity(total));
    for index in 0..blocks {
        let mut block = Zeroizing::new(gather(codewords, index, blocks, total));
        repair(&mut block, checks)?;
        data.extend_from_slice(block.get(..block.len() - checks)?);
    }
    Some(data)
}

/// The codewords of one block: its share of the data, then its share of the checks.
fn gather(codewords: &[u8], index: usize, blocks: usize, total: usize) -> Vec<u8> {
    let (data, checks) = codewords.split_at(total);
    let short = total / blocks;
    // The longer blocks come last, and their one codeword more stands after the others.
    let first_long = blocks - total % blocks;
    let common = data.iter().take(short * blocks).skip(index).step_by(blocks);
    let more = index.checked_sub(first_long).and_then(|i| data.get(short * blocks + i));
    common.chain(more).chain(checks.iter().skip(index).step_by(blocks)).copied().collect()
}
