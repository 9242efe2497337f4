//! The modules of a symbol → its text, read twice (ISO/IEC 18004, §7): by rqrr's decoder and by ours.
//!
//! rqrr gives the level, the mask and its text; we repair the same codewords, read the segments, and two texts that differ are
//! no text. rqrr alone is not enough: it skips an ECI, writes Kanji as Shift JIS bytes, and takes values that no encoder writes.
//! Only this file names rqrr, and only its decoder: its detector panics on some pictures and freezes on others.

use rqrr::BitGrid;
use zeroize::{Zeroize, Zeroizing};

use crate::codewords;
use crate::grid::Grid;
use crate::segments;
use crate::text::QrText;

/// The text of a grid; also of one that is seen in a mirror.
pub(crate) fn decode(grid: &Grid) -> Option<QrText> {
    // The largest text is allocated at once, so that no smaller copy stays behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(rqrr::MAX_PAYLOAD_SIZE));
    let upright = Modules { grid, mirrored: false, mask: None };
    let meta = rqrr::Grid::new(upright).decode_to(&mut *bytes).ok()?;
    // rqrr does not say which of the two it read.
    let orientations = [false, true].map(|mirrored| Modules { grid, mirrored, mask: Some(meta.mask) });
    let text = orientations.into_iter().find_map(|modules| read(modules, meta.ecc_level))?;
    (text.as_bytes() == bytes.as_slice()).then(|| QrText::new(text))
}

/// Our own reading of the modules, whose mask is known.
fn read(modules: Modules<'_>, level_bits: u16) -> Option<Zeroizing<String>> {
    // The standard numbers the levels M, L, H, Q.
    let level = [1, 0, 3, 2].get(usize::from(level_bits)).copied()?;
    let (meta, mut raw) = rqrr::Grid::new(modules).get_raw_data().ok()?;
    let data = raw.data.get(..raw.len / 8).and_then(|codewords| codewords::data(codewords, meta.version.0, level));
    raw.data.zeroize();
    segments::text(&data?, meta.version.0)
}

/// A grid as rqrr reads it: as it is, or with the mask taken off the data.
#[derive(Clone, Copy)]
struct Modules<'a> {
    grid: &'a Grid,
    mirrored: bool,
    mask: Option<u16>,
}

impl Modules<'_> {
    /// Whether the module holds format information, which bears no mask.
    fn is_format(&self, y: usize, x: usize) -> bool {
        let beside = |i: usize| i < 9 || i + 8 >= self.grid.size;
        (y == 8 && beside(x)) || (x == 8 && beside(y))
    }
}

impl BitGrid for Modules<'_> {
    fn size(&self) -> usize {
        self.grid.size
    }

    fn bit(&self, y: usize, x: usize) -> bool {
        let (column, row) = if self.mirrored { (y, x) } else { (x, y) };
        let dark = self.grid.modules.get(row * self.grid.size + column) == Some(&true);
        dark ^ self.mask.is_some_and(|mask| !self.is_format(y, x) && inverts(mask, y, x))
    }
}

/// The eight mask patterns (table 10).
const fn inverts(mask: u16, y: usize, x: usize) -> bool {
    let rest = match mask {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::homography::Point;

    #[test]
    fn no_grid_makes_the_decoder_panic_or_invent_a_text() {
        let mut state = 1_u64;
        let mut bit = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 62 == 0
        };
        for size in (17..=181).step_by(4) {
            let modules = (0..size * size).map(|_| bit()).collect();
            assert!(decode(&Grid { size, modules, bounds: [Point { x: 0.0, y: 0.0 }; 4] }).is_none(), "{size}");
        }
    }
}
