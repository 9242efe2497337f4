//! One look at one picture: threshold, finders, corners, grids, texts.
//!
//! Work, counted in a [`Budget`]: the picture's pixels once, the maps tried and the grids decoded. What is left of it goes to
//! the next pass of the same frame; a pass that the budget does not cover is not begun.

use crate::axes::Axes;
use crate::corner::{self, Corners};
use crate::decode::decode;
use crate::finder;
use crate::frame::FrameError;
use crate::grid::Fit;
use crate::homography::Point;
use crate::picture::Picture;
use crate::text::QrText;
use crate::threshold::Contrast;

/// The most different texts of one frame.
const MAX_TEXTS: usize = 8;

/// A text and the four corners of its symbol.
pub(crate) struct Found {
    pub(crate) text: QrText,
    pub(crate) bounds: [Point; 4],
}

/// What a frame may still cost, in counted work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    /// Pixels of all pictures looked at.
    pub(crate) pixels: usize,
    /// Maps for which the far alignment pattern is searched.
    pub(crate) searches: usize,
    /// Maps settled without a text.
    pub(crate) fits: usize,
    /// Grids decoded without a text.
    pub(crate) decodes: usize,
}

impl Budget {
    pub(crate) const fn new(pixels: usize) -> Self {
        Self { pixels, searches: 40, fits: 12, decodes: 4 }
    }

    const fn is_spent(&self) -> bool {
        self.searches == 0 || self.fits == 0 || self.decodes == 0
    }
}

/// Looks at `picture` and adds the texts that `found` does not hold yet.
pub(crate) fn look(picture: &Picture, budget: &mut Budget, found: &mut Vec<Found>) -> Result<(), FrameError> {
    let Some(rest) = budget.pixels.checked_sub(picture.luma.len()) else { return Ok(()) };
    budget.pixels = rest;
    let contrast = Contrast::new(picture);
    let finders = finder::find(&contrast)?;
    let mut used = Vec::new();
    for corners in corner::triples(&finders) {
        let taken = centres(&corners).iter().any(|centre| used.contains(centre));
        if taken || budget.is_spent() || found.len() == MAX_TEXTS {
            continue;
        }
        if let Some(one) = read(&contrast, &corners, budget) {
            used.extend(centres(&corners));
            if found.iter().all(|known| known.text.as_str() != one.text.as_str()) {
                found.push(one);
            }
        }
    }
    Ok(())
}

fn centres(corners: &Corners) -> [Point; 3] {
    [corners.origin.centre, corners.right.centre, corners.below.centre]
}

/// The text between three corners, by the first size that gives one.
fn read(contrast: &Contrast<'_>, corners: &Corners, budget: &mut Budget) -> Option<Found> {
    let axes = Axes::new(contrast, corners)?;
    for size in axes.sizes() {
        if budget.is_spent() {
            return None;
        }
        let Some(fit) = Fit::predicted(contrast, &axes, size) else { continue };
        budget.searches -= 1;
        let Some(fit) = fit.search() else { continue };
        let Some(grid) = fit.settle() else {
            budget.fits -= 1;
            continue;
        };
        if let Some(text) = decode(&grid) {
            return Some(Found { text, bounds: grid.bounds });
        }
        budget.decodes -= 1;
    }
    None
}
