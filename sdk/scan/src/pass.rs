//! One look at one picture: threshold, finders, corners, grids, texts.
//!
//! Work: the picture's pixels, once; at most [`MAX_DECODES`] grids are decoded in a frame, however many passes it has.

use crate::corner::{self, Corners};
use crate::decode::decode;
use crate::finder;
use crate::frame::FrameError;
use crate::grid::{self, Grid};
use crate::homography::Point;
use crate::picture::Picture;
use crate::text::QrText;
use crate::threshold::Contrast;

/// The most grids of one frame that are decoded without success.
pub(crate) const MAX_DECODES: usize = 4;
/// The most different texts of one frame.
pub(crate) const MAX_TEXTS: usize = 8;

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
    /// Grids decoded without success.
    pub(crate) decodes: usize,
}

impl Budget {
    pub(crate) const fn new(pixels: usize) -> Self {
        Self { pixels, decodes: MAX_DECODES }
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
        let spent = budget.decodes == 0 || found.len() >= MAX_TEXTS;
        if spent || centres(&corners).iter().any(|centre| used.contains(centre)) {
            continue;
        }
        if let Some(one) = first_text(grid::grids(&contrast, &corners), budget) {
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

/// The text of the first grid that has one.
fn first_text(grids: Vec<Grid>, budget: &mut Budget) -> Option<Found> {
    for grid in grids.into_iter().take(budget.decodes) {
        if let Some(text) = decode(&grid) {
            return Some(Found { text, bounds: grid.bounds });
        }
        budget.decodes -= 1;
    }
    None
}
