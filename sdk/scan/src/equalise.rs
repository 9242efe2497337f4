//! A blurred grid → the same grid with what leaks from neighbouring modules taken out.
//!
//! A module's value is estimated from the 3 × 3 values around it by least squares. What it should be is known for the fixed
//! modules and for those of repaired blocks; for the others the last estimate is taken, the surer the more. Work: a few rounds
//! over all modules.

#![expect(clippy::cast_precision_loss, reason = "pixels, modules and counts are far below the limits of these types")]

use crate::grid::Grid;
use crate::layout::Layout;

/// Nine neighbours, one constant, and two zeros to fill a vector.
const TERMS: usize = 12;
const USED: usize = 10;
const ROUNDS: usize = 4;
/// The constant that keeps the equations solvable, a module.
const RIDGE: f32 = 0.02;
/// How much a known module counts beside one that is only estimated.
const KNOWN_WEIGHT: f32 = 6.0;

type Terms = [f32; TERMS];

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

/// Fills `out` with the estimates.
pub(crate) fn equalise(grid: &Grid, known: &Known, out: &mut Grid) {
    out.reset(grid.size);
    out.values.copy_from_slice(&grid.values);
    for round in 0..ROUNDS {
        let Some(weights) = fit(grid, known, out, round > 0) else { return };
        apply(grid, &weights, out);
    }
}

fn fit(grid: &Grid, known: &Known, estimate: &Grid, guess: bool) -> Option<Terms> {
    let mut matrix = [[0.0; TERMS]; USED];
    let mut right = [0.0; USED];
    for_each_surroundings(grid, |module, terms| {
        let (target, weight) = match known.modules[module] {
            0 if !guess => return,
            0 => {
                let value = estimate.values[module];
                (value.signum(), value.abs().min(1.0))
            }
            sign => (f32::from(sign), KNOWN_WEIGHT),
        };
        for (i, row) in matrix.iter_mut().enumerate() {
            let factor = weight * terms[i];
            row.iter_mut().zip(terms).for_each(|(sum, term)| *sum += factor * term);
            right[i] += factor * target;
        }
    });
    let ridge = RIDGE * grid.values.len() as f32;
    for (i, row) in matrix.iter_mut().enumerate() {
        row[i] += ridge;
    }
    // Where nothing speaks against it a module is what it looks like.
    right[4] += ridge;
    solve(matrix, right)
}

fn apply(grid: &Grid, weights: &Terms, out: &mut Grid) {
    for_each_surroundings(grid, |module, terms| {
        out.values[module] = weights.iter().zip(terms).map(|(weight, term)| weight * term).sum();
    });
}

/// Calls `visit` with each module and the nine values around it, beyond the border those of light modules.
fn for_each_surroundings(grid: &Grid, mut visit: impl FnMut(usize, &Terms)) {
    let size = grid.size;
    let value = |x: Option<usize>, y: Option<usize>| match (x, y) {
        (Some(x), Some(y)) if x < size && y < size => grid.values[y * size + x].clamp(-2.0, 2.0),
        _ => -1.0,
    };
    for y in 0..size {
        let rows = [y.checked_sub(1), Some(y), Some(y + 1)];
        let column = |x: Option<usize>| rows.map(|row| value(x, row));
        let (mut left, mut middle) = (column(None), column(Some(0)));
        for x in 0..size {
            let right = column(Some(x + 1));
            let [a, b, c] = [0, 1, 2].map(|i| [left[i], middle[i], right[i]]);
            visit(y * size + x, &[a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2], 1.0, 0.0, 0.0]);
            (left, middle) = (middle, right);
        }
    }
}

/// Gauss without pivots: the matrix is symmetric and positive.
fn solve(mut matrix: [Terms; USED], mut right: [f32; USED]) -> Option<Terms> {
    for i in 0..USED {
        if matrix[i][i].is_nan() || matrix[i][i] <= 0.0 {
            return None;
        }
        for j in 0..USED {
            if i != j {
                let factor = matrix[j][i] / matrix[i][i];
                let pivot = matrix[i];
                matrix[j].iter_mut().zip(pivot).for_each(|(x, p)| *x -= factor * p);
                right[j] -= factor * right[i];
            }
        }
    }
    Some(core::array::from_fn(|i| if i < USED { right[i] / matrix[i][i] } else { 0.0 }))
}
