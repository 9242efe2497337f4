//! A blurred grid → the same grid with what leaks from neighbouring modules taken out.
//!
//! A module's value is estimated from the 3 × 3 values around it by least squares. What it should be is known for the fixed
//! modules and for those of repaired blocks; for the others the last estimate is taken, the surer the more. Work: [`ROUNDS`]
//! fits.

use crate::grid::Grid;
use crate::known::Known;
use crate::surroundings::Surroundings;

/// How often the estimates are made anew from themselves.
const ROUNDS: usize = 2;
/// How much a known module counts beside one that is only estimated.
const KNOWN_WEIGHT: f32 = 6.0;
/// Values are trusted up to this.
const MOST: f32 = 2.0;
/// Beyond the border there is light.
pub(crate) const LIGHT: f32 = -1.0;

/// Equalises grids; keeps the memory for it.
#[derive(Default)]
pub(crate) struct Equaliser {
    values: Surroundings,
}

impl Equaliser {
    /// Fills `out` with the estimates.
    pub(crate) fn equalise(&mut self, grid: &Grid, known: &Known, out: &mut Grid) {
        self.values.fill(grid.size, LIGHT, |module| grid.values[module].clamp(-MOST, MOST));
        out.copy(grid);
        for round in 0..ROUNDS {
            let weights = self.values.fit(1, &|y, counts, targets| {
                let row = y * grid.size..(y + 1) * grid.size;
                let modules = known.modules[row.clone()].iter().zip(&out.values[row]);
                for ((count, target), (&sign, &value)) in counts.iter_mut().zip(targets).zip(modules) {
                    (*count, *target) = match sign {
                        0 if round > 0 => (value.abs().min(1.0), value.signum()),
                        0 => (0.0, 0.0),
                        sign => (KNOWN_WEIGHT, f32::from(sign)),
                    };
                }
            });
            let Some(weights) = weights else { return };
            self.values.weigh(&weights, out);
        }
    }
}
