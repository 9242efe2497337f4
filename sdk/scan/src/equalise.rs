//! A blurred grid → the same grid with what leaks from neighbouring modules taken out.
//!
//! A module's value is estimated from the 3 × 3 values around it by least squares. What it should be is known for the fixed
//! modules and for those of repaired blocks; for the others the last estimate is taken, the surer the more. Work: a few rounds
//! over all modules.

#![expect(clippy::cast_precision_loss, reason = "pixels, modules and counts are far below the limits of these types")]

use crate::grid::Grid;
use crate::lattice::MAX_WIDTH;
use crate::layout::Layout;
use crate::simd;
use zeroize::Zeroize;

/// A module, its eight neighbours, and one constant.
const TERMS: usize = 10;
/// The module itself among them.
const OWN: usize = 4;
const ROUNDS: usize = 4;
/// The constant that keeps the equations solvable, a module.
const RIDGE: f32 = 0.02;
/// How much a known module counts beside one that is only estimated.
const KNOWN_WEIGHT: f32 = 6.0;
/// Values are trusted up to this.
const MOST: f32 = 2.0;
/// Beyond the border there is light.
const LIGHT: f32 = -1.0;
const ONES: [f32; MAX_WIDTH] = [1.0; MAX_WIDTH];

type Weights = [f32; TERMS];
/// A row of modules, in whole vectors; what follows the last one counts nothing.
type Row = [f32; MAX_WIDTH];

/// What is known of the modules besides their values: 1 dark, −1 light, 0 unknown.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) modules: Vec<i8>,
}

impl Known {
    /// Only what the version tells.
    pub(crate) fn reset(&mut self, layout: &Layout) {
        self.modules.clear();
        self.modules.resize(layout.size * layout.size, 0);
        for fixed in &layout.fixed {
            self.modules[usize::from(fixed.index)] = if fixed.dark { 1 } else { -1 };
        }
    }
}

/// Equalises grids; keeps the memory for it.
#[derive(Default)]
pub(crate) struct Equaliser {
    /// The values of a grid with a border, row by row.
    bordered: Vec<f32>,
    stride: usize,
    /// Modules along a side, and as many as are whole vectors.
    size: usize,
    width: usize,
}

impl Equaliser {
    /// Fills `out` with the estimates.
    pub(crate) fn equalise(&mut self, grid: &Grid, known: &Known, out: &mut Grid) {
        self.surround(grid);
        out.reset(grid.size);
        out.values.copy_from_slice(&grid.values);
        for round in 0..ROUNDS {
            let Some(weights) = self.fit(known, out, round > 0) else { return };
            self.apply(&weights, out);
        }
    }

    /// Takes over the values of a grid, and puts a border around them.
    fn surround(&mut self, grid: &Grid) {
        self.size = grid.size;
        self.width = grid.size.next_multiple_of(4);
        self.stride = self.width + 2;
        self.bordered.clear();
        self.bordered.resize(self.stride * (grid.size + 2), LIGHT);
        let rows = self.bordered.chunks_exact_mut(self.stride).skip(1);
        for (row, values) in rows.zip(grid.values.chunks_exact(grid.size)) {
            row[1..].iter_mut().zip(values).for_each(|(out, value)| *out = value.clamp(-MOST, MOST));
        }
    }

    /// What belongs to each weight for a row of modules.
    fn terms(&self, y: usize) -> [&[f32]; TERMS] {
        core::array::from_fn(|term| {
            if term + 1 == TERMS {
                return &ONES[..self.width];
            }
            let start = (y + term / 3) * self.stride + term % 3;
            &self.bordered[start..start + self.width]
        })
    }

    /// The weights whose sums come nearest to what the modules should be.
    fn fit(&self, known: &Known, estimate: &Grid, guess: bool) -> Option<Weights> {
        let mut matrix = [[0.0; TERMS]; TERMS];
        let mut right = [0.0; TERMS];
        let (mut weights, mut targets, mut weighted): (Row, Row, Row) = (ONES, ONES, ONES);
        for y in 0..self.size {
            let modules = y * self.size..(y + 1) * self.size;
            weights.fill(0.0);
            let module = known.modules[modules.clone()].iter().zip(&estimate.values[modules]);
            for ((weight, target), (&sign, &value)) in weights.iter_mut().zip(&mut targets).zip(module) {
                (*weight, *target) = match sign {
                    0 if guess => (value.abs().min(1.0), value.signum()),
                    0 => (0.0, 0.0),
                    sign => (KNOWN_WEIGHT, f32::from(sign)),
                };
            }
            let terms = self.terms(y);
            for i in 0..TERMS {
                simd::multiply(&weights[..self.width], terms[i], &mut weighted);
                right[i] += simd::dot(&weighted[..self.width], &targets);
                for j in i..TERMS {
                    matrix[i][j] += simd::dot(&weighted[..self.width], terms[j]);
                    matrix[j][i] = matrix[i][j];
                }
            }
        }
        let ridge = RIDGE * estimate.values.len() as f32;
        matrix.iter_mut().enumerate().for_each(|(i, row)| row[i] += ridge);
        // Where nothing speaks against it a module is what it looks like.
        right[OWN] += ridge;
        solve(matrix, right)
    }

    fn apply(&self, weights: &Weights, out: &mut Grid) {
        for (y, out) in out.values.chunks_exact_mut(self.size).enumerate() {
            let mut sums = [0.0; MAX_WIDTH];
            for (term, &weight) in self.terms(y).into_iter().zip(weights) {
                simd::add_share(weight, term, &mut sums);
            }
            out.copy_from_slice(&sums[..self.size]);
        }
    }
}

/// Gauss without pivots: the matrix is symmetric and positive.
fn solve(mut matrix: [Weights; TERMS], mut right: Weights) -> Option<Weights> {
    for i in 0..TERMS {
        if matrix[i][i].is_nan() || matrix[i][i] <= 0.0 {
            return None;
        }
        for j in 0..TERMS {
            if i != j {
                let factor = matrix[j][i] / matrix[i][i];
                let pivot = matrix[i];
                matrix[j].iter_mut().zip(pivot).for_each(|(x, p)| *x -= factor * p);
                right[j] -= factor * right[i];
            }
        }
    }
    Some(core::array::from_fn(|i| right[i] / matrix[i][i]))
}

impl Drop for Equaliser {
    fn drop(&mut self) {
        self.bordered.zeroize();
    }
}
