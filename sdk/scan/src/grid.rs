//! A symbol's modules as numbers: 1 is dark, −1 is light, and what lies between is doubtful.

#![expect(clippy::cast_precision_loss, reason = "pixels, modules and counts are far below the limits of these types")]

use crate::layout::Layout;
use zeroize::Zeroize;

/// `size` × `size` values, row by row.
#[derive(Default)]
pub(crate) struct Grid {
    pub(crate) size: usize,
    pub(crate) values: Vec<f32>,
}

impl Grid {
    /// Makes room for a symbol; what was held is lost.
    pub(crate) fn reset(&mut self, size: usize) {
        self.size = size;
        self.values.clear();
        self.values.resize(size * size, 0.0);
    }

    /// Takes over another grid's values.
    pub(crate) fn copy(&mut self, other: &Self) {
        self.size = other.size;
        self.values.clone_from(&other.values);
    }

    /// −1 to 1: how well the fixed modules fit.
    pub(crate) fn quality(&self, layout: &Layout) -> f32 {
        let fit = |fixed: &crate::layout::Fixed| {
            let value = self.values[usize::from(fixed.index)].clamp(-1.0, 1.0);
            if fixed.dark { value } else { -value }
        };
        layout.fixed.iter().map(fit).sum::<f32>() / layout.fixed.len() as f32
    }

    /// 0 to 1: how far the single modules of the timing patterns stand out from their neighbours.
    pub(crate) fn sharpness(&self) -> f32 {
        let size = self.size;
        let line = 8..size - 8;
        let alternates = |i: usize, value: f32| if i.is_multiple_of(2) { value } else { -value };
        let sum: f32 = line
            .clone()
            .map(|i| alternates(i, self.values[6 * size + i]) + alternates(i, self.values[i * size + 6]))
            .sum();
        (sum / (2 * line.len()) as f32).clamp(0.0, 1.0)
    }
}

impl Drop for Grid {
    fn drop(&mut self) {
        self.values.zeroize();
    }
}
