//! Estimates of a blurred grid's modules → better ones: what the neighbours, as they are estimated, leak into each module is
//! told apart from what the module itself must be.
//!
//! The other way round than equalising, which raises the noise where it takes blur out: the blur is fitted that makes the grid out
//! of the estimates, and what it leaves unexplained moves each estimate in the way of everything that its module shines into.
//! Estimates are decisions beyond ±1 ([`SLOPE`]), so that each turn's sure modules help the next one's doubtful ones. Work:
//! [`TURNS`] turns, every [`REFIT`]th with a fit.

use crate::equalise::LIGHT;
use crate::grid::Grid;
use crate::known::Known;
use crate::surroundings::{Surroundings, TERMS, Weights};

const TURNS: usize = 12;
/// The blur changes little from turn to turn.
const REFIT: usize = 3;
/// Of so many rows one is fitted: ten weights need no more.
const EVERY: usize = 2;
/// The share of a step that is taken: neighbours move at the same time.
const GAIN: f32 = 0.5;
/// How quickly an estimate becomes a decision.
const SLOPE: f32 = 2.0;

/// Cancels leaks; keeps the memory for it.
#[derive(Default)]
pub(crate) struct Canceller {
    /// −1 to 1 for each module.
    decided: Surroundings,
    /// What the decisions leave of the grid.
    left: Surroundings,
}

impl Canceller {
    /// Replaces the estimates in `out`.
    pub(crate) fn cancel(&mut self, grid: &Grid, known: &Known, out: &mut Grid) {
        let size = grid.size;
        self.decide(known, out);
        let mut blur = [0.0; TERMS];
        for turn in 0..TURNS {
            if turn % REFIT == 0 {
                let Some(fitted) = self.blur(grid) else { return };
                blur = fitted;
            }
            self.decided.weigh(&blur, out);
            self.left.fill(size, 0.0, |module| grid.values[module] - out.values[module]);
            self.left.weigh(&turned(&blur), out);
            let step = GAIN / blur[..TERMS - 1].iter().map(|weight| weight * weight).sum::<f32>();
            for (y, out) in out.values.chunks_exact_mut(size).enumerate() {
                out.iter_mut().zip(self.decided.row(y)).for_each(|(out, decided)| *out = decided + step * *out);
            }
            self.decide(known, out);
        }
    }

    fn decide(&mut self, known: &Known, estimates: &Grid) {
        self.decided.fill(estimates.size, LIGHT, |module| match known.modules[module] {
            0 => (SLOPE * estimates.values[module]).clamp(-1.0, 1.0),
            sign => f32::from(sign),
        });
    }

    /// What each module shows of itself and of its neighbours.
    fn blur(&self, grid: &Grid) -> Option<Weights> {
        self.decided.fit(EVERY, &|y, counts, targets| {
            counts.iter_mut().zip(self.decided.row(y)).for_each(|(count, value)| *count = value.abs());
            targets.copy_from_slice(&grid.values[y * grid.size..][..grid.size]);
        })
    }
}

/// The weights by which a module collects what it shines into its neighbours.
fn turned(blur: &Weights) -> Weights {
    let mut turned = [0.0; TERMS];
    turned[..TERMS - 1].copy_from_slice(&blur[..TERMS - 1]);
    turned[..TERMS - 1].reverse();
    turned
}
