//! Every module's value with those of its eight neighbours: weighed sums of them, and the weights whose sums come nearest to what
//! is asked for.
//!
//! All is done by rows in whole vectors; what follows the last module of a row counts nothing. Work: a fit takes 65 passes over
//! the modules of its rows, a weighing ten over all.

#![expect(clippy::cast_precision_loss, reason = "modules are far below the limits of these types")]

use crate::grid::Grid;
use crate::lattice::MAX_WIDTH;
use crate::simd;
use zeroize::Zeroize;

/// Nine values, row by row, and one constant.
pub(crate) const TERMS: usize = 10;
/// The module itself among them.
const OWN: usize = 4;
/// The constant that keeps the equations solvable, a module.
const RIDGE: f32 = 0.02;
const ONES: Row = [1.0; MAX_WIDTH];

pub(crate) type Weights = [f32; TERMS];
/// Given the number of a row, fills in how much each of its modules counts, and each one's target.
type FillRow<'a> = dyn Fn(usize, &mut [f32], &mut [f32]) + 'a;
type Row = [f32; MAX_WIDTH];

/// The values of a grid with a border of one module.
#[derive(Default)]
pub(crate) struct Surroundings {
    values: Vec<f32>,
    stride: usize,
    /// Modules along a side, and as many as are whole pairs of vectors: of others the last few cost more than all.
    size: usize,
    width: usize,
}

impl Surroundings {
    /// Takes over the value of each module, `size` a row, and puts `border` around them.
    pub(crate) fn fill(&mut self, size: usize, border: f32, value: impl Fn(usize) -> f32) {
        self.size = size;
        self.width = size.next_multiple_of(8);
        self.stride = self.width + 2;
        self.values.clear();
        self.values.resize(self.stride * (size + 2), border);
        for (y, row) in self.values.chunks_exact_mut(self.stride).skip(1).take(size).enumerate() {
            row[1..=size].iter_mut().enumerate().for_each(|(x, out)| *out = value(y * size + x));
        }
    }

    /// A row without the border.
    pub(crate) fn row(&self, y: usize) -> &[f32] {
        &self.values[(y + 1) * self.stride + 1..][..self.size]
    }

    /// What belongs to each weight for a row of modules.
    fn terms(&self, y: usize) -> [&[f32]; TERMS] {
        core::array::from_fn(|term| {
            if term + 1 == TERMS {
                return &ONES[..self.width];
            }
            let start = (y + term / 3) * self.stride + term % 3;
            &self.values[start..start + self.width]
        })
    }

    /// The weights whose sums come nearest to the targets of one of `every` rows. Where nothing speaks against it a module is what it looks like.
    pub(crate) fn fit(&self, every: usize, row: &FillRow<'_>) -> Option<Weights> {
        let mut matrix = [[0.0; TERMS]; TERMS];
        let mut right = [0.0; TERMS];
        let (mut counts, mut targets, mut weighed): (Row, Row, Row) = ([0.0; MAX_WIDTH], ONES, ONES);
        for y in (0..self.size).step_by(every) {
            row(y, &mut counts[..self.size], &mut targets[..self.size]);
            let (terms, weighed) = (self.terms(y), &mut weighed[..self.width]);
            for i in 0..TERMS {
                simd::multiply(&counts, terms[i], weighed);
                right[i] += simd::dot(weighed, &targets);
                for j in i..TERMS {
                    matrix[i][j] += simd::dot(weighed, terms[j]);
                    matrix[j][i] = matrix[i][j];
                }
            }
        }
        let ridge = RIDGE * (self.size * self.size) as f32;
        matrix.iter_mut().enumerate().for_each(|(i, row)| row[i] += ridge);
        right[OWN] += ridge;
        solve(matrix, right)
    }

    /// Fills `out` with the weighed sums.
    pub(crate) fn weigh(&self, weights: &Weights, out: &mut Grid) {
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

impl Drop for Surroundings {
    fn drop(&mut self) {
        self.values.zeroize();
    }
}
