//! Our own copy of a frame or of a part of it, and its value between pixels.
//!
//! Pixel (i, j) covers i..i+1 × j..j+1, so its centre is at (i + ½, j + ½). Wiped on drop.

use zeroize::Zeroize;

use crate::frame::Frame;
use crate::region::Region;

pub(crate) struct Picture {
    pub(crate) luma: Vec<u8>,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Picture {
    /// Copies the part of `frame` that `region` covers.
    pub(crate) fn crop(frame: &Frame<'_>, region: Region) -> Self {
        let columns = region.left..region.left + region.width;
        let rows = frame.luma().chunks_exact(frame.width()).skip(region.top).take(region.height);
        let mut luma = Vec::with_capacity(region.width * region.height);
        rows.filter_map(|row| row.get(columns.clone())).for_each(|row| luma.extend_from_slice(row));
        Self { luma, width: region.width, height: region.height }
    }

    /// The same picture with dark and light exchanged.
    pub(crate) fn invert(&mut self) {
        self.luma.iter_mut().for_each(|p| *p = !*p);
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.luma.chunks_exact(self.width)
    }

    /// The bilinear value at a point, 0 to 255; `None` outside.
    pub(crate) fn at(&self, x: f64, y: f64) -> Option<f64> {
        let (x0, fx) = split(x - 0.5, self.width)?;
        let (y0, fy) = split(y - 0.5, self.height)?;
        let start = y0 * self.width + x0;
        let mix = |start: usize| {
            let &[left, right] = self.luma.get(start..)?.first_chunk()?;
            Some(f64::from(left) * (1.0 - fx) + f64::from(right) * fx)
        };
        Some(mix(start)? * (1.0 - fy) + mix(start + self.width)? * fy)
    }
}

/// Splits a coordinate into a pixel with a right-hand neighbour and the share of that neighbour; half a pixel beyond the
/// border still counts as the border.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "pixels and modules are far below the limits of these types"
)]
fn split(value: f64, side: usize) -> Option<(usize, f64)> {
    let last = side.checked_sub(2)?;
    if !(value > -1.0 && value < side as f64) {
        return None;
    }
    let whole = (value.max(0.0) as usize).min(last);
    Some((whole, (value - whole as f64).clamp(0.0, 1.0)))
}

impl Drop for Picture {
    fn drop(&mut self) {
        self.luma.zeroize();
    }
}
