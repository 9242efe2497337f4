//! One grid → what it says: decoded as it is, then equalised, then with leaks cancelled, each again with what is known by then.

#![expect(clippy::cast_precision_loss, reason = "modules are far below the limits of these types")]

use crate::budget::Budget;
use crate::cancel::Canceller;
use crate::codewords::{Codewords, MAX_BLOCKS};
use crate::decode::{Content, Decoded, decode};
use crate::equalise::Equaliser;
use crate::format::Format;
use crate::grid::Grid;
use crate::known::Known;
use crate::layout::Layout;
use crate::shift_jis::ShiftJis;
use crate::track::{AGREES, CLEAR};

/// The least fit of a grid whose leaks are cancelled.
const MIN_CLEAN: f32 = 0.45;
/// How often blocks that were repaired help with the others.
const ROUNDS: usize = 6;

/// What decoding a grid needs, and what it leaves.
pub(crate) struct Work {
    equaliser: Equaliser,
    /// The last grid, equalised.
    pub(crate) equal: Grid,
    canceller: Canceller,
    clean: Grid,
    pub(crate) known: Known,
    words: Codewords,
    shift_jis: ShiftJis,
    /// As it was read last.
    pub(crate) format: Option<Format>,
}

impl Work {
    pub(crate) fn new(shift_jis: ShiftJis) -> Self {
        Self {
            equaliser: Equaliser::default(),
            equal: Grid::default(),
            canceller: Canceller::default(),
            clean: Grid::default(),
            known: Known::default(),
            words: Codewords::default(),
            shift_jis,
            format: None,
        }
    }

    /// Reads a grid as it is, then equalised, then equalised again with what is known by then.
    pub(crate) fn read(&mut self, layout: &Layout, grid: &Grid, budget: &mut Budget) -> Option<Content> {
        let mut decoded = decode(grid, layout, &mut self.words, self.shift_jis);
        for round in 0..=ROUNDS {
            match self.settle(layout, decoded) {
                Ok(content) => return Some(content),
                // Without anything new the next round would end as the last one did.
                Err(learned) if round > 0 && !learned => return None,
                Err(_) if !Budget::take(&mut budget.modules, grid.values.len()) => return None,
                Err(_) => self.equaliser.equalise(grid, &self.known, &mut self.equal),
            }
            decoded = decode(&self.equal, layout, &mut self.words, self.shift_jis);
        }
        None
    }

    /// Goes on where equalising ended, if the grid fits well enough: the other frames of a symbol are given that, as it decides nothing.
    pub(crate) fn read_clean(
        &mut self,
        layout: &Layout,
        grid: &Grid,
        quality: f32,
        budget: &mut Budget,
    ) -> Option<Content> {
        if quality < MIN_CLEAN {
            return None;
        }
        self.clean.copy(&self.equal);
        for _ in 0..=ROUNDS {
            if !Budget::take(&mut budget.modules, 2 * grid.values.len()) {
                return None;
            }
            self.canceller.cancel(grid, &self.known, &mut self.clean);
            let decoded = decode(&self.clean, layout, &mut self.words, self.shift_jis);
            match self.settle(layout, decoded) {
                Ok(content) => return Some(content),
                Err(learned) if !learned => return None,
                Err(_) => {}
            }
        }
        None
    }

    /// Learns from a look at a grid. Without a text: whether that was anything new.
    fn settle(&mut self, layout: &Layout, decoded: Decoded) -> Result<Content, bool> {
        match decoded {
            Decoded::Content(content, format) => {
                self.learn(layout, format);
                Ok(content)
            }
            Decoded::Torn(format) => Err(self.learn(layout, format)),
            Decoded::Nothing => Err(false),
        }
    }

    /// Takes over the modules of repaired blocks. Whether there are new ones.
    fn learn(&mut self, layout: &Layout, format: Format) -> bool {
        let mut more = false;
        let known = &mut self.known.modules;
        self.words.for_each_known(layout, &format, |_, module, dark| {
            let sign = if dark { 1 } else { -1 };
            more |= known[module] != sign;
            known[module] = sign;
        });
        self.format = Some(format);
        more
    }

    /// Whether every repaired block is what the grid shows, as far as the grid is clear. Two codes may differ in a few blocks
    /// only, and each block repaired from one of them would pass.
    pub(crate) fn shows(&self, layout: &Layout, grid: &Grid) -> bool {
        let Some(format) = self.format else { return true };
        let (mut alike, mut clear) = ([0_u32; MAX_BLOCKS], [0_u32; MAX_BLOCKS]);
        self.words.for_each_known(layout, &format, |block, module, dark| {
            let value = grid.values[module];
            if value.abs() > CLEAR {
                clear[block] += 1;
                alike[block] += u32::from((value > 0.0) == dark);
            }
        });
        // A few modules more may be wrong by chance: three times the standard deviation.
        let least = |clear: f32| AGREES * clear - 3.0 * (clear * AGREES * (1.0 - AGREES)).sqrt();
        alike.iter().zip(clear).all(|(&alike, clear)| alike as f32 >= least(clear as f32))
    }
}
