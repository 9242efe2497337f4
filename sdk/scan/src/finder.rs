//! Dark and light → the distinct places that look like a finder pattern (ISO/IEC 18004, §6.3.3), at most [`MAX_FINDERS`].
//!
//! Rows are searched for runs of 1:1:3:1:1, and each find is confirmed along the column, the row and both diagonals through
//! its centre: a line through the centre of a finder shows these runs in every direction.
//! Refuses the picture at the first finder above the cap: nothing after this stage ever sees more. Work: linear in pixels.

use crate::frame::FrameError;
use crate::homography::Point;
use crate::threshold::Contrast;

/// The most distinct finder-like places in one picture that two rows or more confirm.
pub(crate) const MAX_FINDERS: usize = 32;
/// The most distinct places that one row or more confirms: noise gives some.
const MAX_PLACES: usize = 128;
const RATIO: [f64; 5] = [1.0, 1.0, 3.0, 1.0, 1.0];

#[derive(Debug, Clone, Copy)]
pub(crate) struct Finder {
    pub(crate) centre: Point,
    /// Pixels a module, along rows and columns.
    pub(crate) module: f64,
    /// How many rows confirmed it.
    hits: u32,
}

impl Finder {
    fn is_same(&self, other: &Self) -> bool {
        let near = self.centre.distance(other.centre) < 2.0 * self.module.max(other.module);
        near && self.module < 2.0 * other.module && other.module < 2.0 * self.module
    }

    fn merge(&mut self, other: &Self) {
        let share = 1.0 / f64::from(self.hits + 1);
        let mix = |old: f64, new: f64| old + (new - old) * share;
        self.centre.x = mix(self.centre.x, other.centre.x);
        self.centre.y = mix(self.centre.y, other.centre.y);
        self.module = mix(self.module, other.module);
        self.hits += 1;
    }
}

/// The finders of a picture, at most [`MAX_FINDERS`], the most often confirmed first.
///
/// # Errors
/// [`FrameError::OverBudget`] as soon as there is one too many.
pub(crate) fn find(contrast: &Contrast<'_>) -> Result<Vec<Finder>, FrameError> {
    let mut places: Vec<Finder> = Vec::new();
    let mut confirmed = 0;
    for (y, row) in contrast.rows().enumerate() {
        for finder in row_candidates(row).filter_map(|centre| confirm(contrast, centre, y)) {
            confirmed += usize::from(note(&mut places, finder));
            if confirmed > MAX_FINDERS || places.len() > MAX_PLACES {
                return Err(FrameError::OverBudget);
            }
        }
    }
    places.sort_by_key(|place| core::cmp::Reverse(place.hits));
    // A place that only one row confirms counts where there are not three better ones.
    places.truncate(if confirmed < 3 { MAX_FINDERS } else { confirmed });
    Ok(places)
}

/// Adds a find to its place; true when this confirms the place for the second time.
fn note(places: &mut Vec<Finder>, finder: Finder) -> bool {
    if let Some(known) = places.iter_mut().find(|known| known.is_same(&finder)) {
        known.merge(&finder);
        return known.hits == 2;
    }
    places.push(finder);
    false
}

/// The centres of all 1:1:3:1:1 runs of a row, with the module size there.
fn row_candidates(row: &[bool]) -> impl Iterator<Item = (usize, f64)> {
    let mut runs = [0usize; 5];
    let mut end = 0;
    row.chunk_by(|a, b| a == b).filter_map(move |run| {
        runs.rotate_left(1);
        runs[4] = run.len();
        end += run.len();
        let module = ratio_module(runs).filter(|_| run.first() == Some(&true))?;
        Some((end - runs[4] - runs[3] - runs[2].div_ceil(2), module))
    })
}

/// The module size of five runs that stand 1:1:3:1:1, each within half a module and a half pixel.
#[expect(clippy::cast_precision_loss, reason = "pixels and modules are far below the limits of these types")]
fn ratio_module(runs: [usize; 5]) -> Option<f64> {
    let total: usize = runs.iter().sum();
    let module = total as f64 / 7.0;
    let slack = |ratio: f64| (module / 2.0).mul_add(ratio.sqrt(), 0.5);
    let fits =
        runs.iter().zip(RATIO).all(|(&run, ratio)| run > 0 && (run as f64 - ratio * module).abs() < slack(ratio));
    fits.then_some(module)
}

#[expect(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "pixels and modules are far below the limits of these types"
)]
fn confirm(contrast: &Contrast<'_>, (x, module): (usize, f64), y: usize) -> Option<Finder> {
    let start = (x as isize, y as isize);
    let limit = 6.0 * module + 2.0;
    let column = Line::through(contrast, start, (0, 1), limit)?;
    let start = (start.0, start.1 + column.shift());
    let row = Line::through(contrast, start, (1, 0), limit)?;
    let start = (start.0 + row.shift(), start.1);
    Line::through(contrast, start, (1, 1), limit)?;
    Line::through(contrast, start, (1, -1), limit)?;
    let alike = row.module < 1.6 * column.module + 0.5 && column.module < 1.6 * row.module + 0.5;
    let centre = Point { x: start.0 as f64 + 0.5 + row.rest(), y: start.1 as f64 + 0.5 + column.rest() };
    alike.then_some(Finder { centre, module: f64::midpoint(row.module, column.module), hits: 1 })
}

/// The five runs along one line of pixels through a supposed centre.
struct Line {
    module: f64,
    /// Where the middle of the five runs lies from the start, in pixels.
    offset: f64,
}

impl Line {
    /// Walks both ways from `start`; `limit` is the longest run that is followed, in pixels.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels and modules are far below the limits of these types"
    )]
    fn through(contrast: &Contrast<'_>, start: (isize, isize), step: (isize, isize), limit: f64) -> Option<Self> {
        let limit = limit as usize;
        let ahead = arm(contrast, start, step, limit)?;
        let back = arm(contrast, start, (-step.0, -step.1), limit)?;
        let runs = [back[2], back[1], (back[0] + ahead[0]).checked_sub(1)?, ahead[1], ahead[2]];
        let module = ratio_module(runs)?;
        let reach = |arm: [usize; 3]| arm.iter().sum::<usize>() as f64;
        Some(Self { module, offset: (reach(ahead) - reach(back)) / 2.0 })
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels and modules are far below the limits of these types")]
    fn shift(&self) -> isize {
        self.offset.round() as isize
    }

    fn rest(&self) -> f64 {
        self.offset - self.offset.round()
    }
}

/// Dark, light, dark: the lengths of the three runs from `start`; the border of the picture ends the last one.
fn arm(contrast: &Contrast<'_>, start: (isize, isize), step: (isize, isize), limit: usize) -> Option<[usize; 3]> {
    let mut at = start;
    let mut runs = [0; 3];
    for (run, dark) in runs.iter_mut().zip([true, false, true]) {
        while contrast.is_dark(at.0, at.1) == Some(dark) {
            *run += 1;
            if *run > limit {
                return None;
            }
            at = (at.0 + step.0, at.1 + step.1);
        }
    }
    runs.iter().all(|&run| run > 0).then_some(runs)
}
