//! Five runs of pixels in the proportions of a finder pattern: 1 : 1 : 3 : 1 : 1 (ISO/IEC 18004, §6.3.3.1).

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]
#![expect(clippy::many_single_char_names, reason = "neighbours and coefficients by their usual letters")]

use crate::binary::Binary;

/// A finder pattern crossed on a line.
pub(crate) struct Crossing {
    /// Pixels (or diagonal steps) over all five runs.
    pub(crate) total: i32,
    /// From the pixel asked about to the middle of the inner run.
    pub(crate) shift: f32,
}

/// Whether the runs could be a finder pattern's: each run may be off by half a module and 0.7 pixels, the inner one by half
/// as much again.
#[inline]
pub(crate) fn fits(runs: [i32; 5]) -> bool {
    let [a, b, c, d, e] = runs;
    // Most runs fail here.
    if c < b || c < d {
        return false;
    }
    let total = a + b + c + d + e;
    // All in fourteenths of a pixel.
    let tolerance = total + 10;
    let off = |run: i32| (14 * run - 2 * total).abs() < tolerance;
    total > 5 && 2 * (14 * c - 6 * total).abs() < 3 * tolerance && off(a) && off(b) && off(d) && off(e)
}

/// Follows a line both ways from a pixel of the inner run; none of the runs may be longer than `limit`.
pub(crate) fn across(binary: &Binary, x: i32, y: i32, step: (i32, i32), limit: i32) -> Option<Crossing> {
    let (before, inner_before) = arm(binary, (x, y), (-step.0, -step.1), limit)?;
    let (after, inner_after) = arm(binary, (x, y), step, limit)?;
    let inner = inner_before + inner_after + 1;
    let runs = [before[1], before[0], inner, after[0], after[1]];
    #[expect(clippy::cast_precision_loss, reason = "runs are shorter than a side")]
    let shift = (inner_after - inner_before) as f32 / 2.0;
    fits(runs).then(|| Crossing { total: runs.iter().sum(), shift })
}

/// The two outer runs on one side, and how much of the inner run lies on that side.
fn arm(binary: &Binary, (x, y): (i32, i32), (dx, dy): (i32, i32), limit: i32) -> Option<([i32; 2], i32)> {
    let (width, height) = (binary.width as i32, binary.height as i32);
    if x < 0 || y < 0 || x >= width || y >= height {
        return None;
    }
    let room = |at: i32, step: i32, side: i32| match step {
        0 => i32::MAX,
        1 => side - 1 - at,
        _ => at,
    };
    let mut left = room(x, dx, width).min(room(y, dy, height));
    let (mut at, step) = (binary.place(x as usize, y as usize), binary.step(dx as isize, dy as isize));
    let mut wanted = binary.is_dark_at(at);
    let mut lengths = [0; 3];
    for (run, length) in lengths.iter_mut().enumerate() {
        let most = left.min(limit + 1);
        while *length < most && binary.is_dark_at(at.wrapping_add_signed(step)) == wanted {
            at = at.wrapping_add_signed(step);
            *length += 1;
        }
        left -= *length;
        // The outermost run may end with the picture.
        if *length > limit || left == 0 && (run < 2 || *length == 0) {
            return None;
        }
        wanted = !wanted;
    }
    let [inner, ring, outer] = lengths;
    Some(([ring, outer], inner))
}
