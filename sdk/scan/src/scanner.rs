//! Frames of a camera, or one picture → the text of the QR code in it.
//!
//! A frame is looked at in its own size; when that shows nothing, once more: alternately enlarged (around the last code, or the
//! middle) and at half size. A picture gets every pass at once. All costs are counted in pixels, finders and grids, never
//! read from a clock. Two different texts are refused, never picked from; a text is read exactly or not at all.

use crate::frame::{Frame, FrameError};
use crate::pass::{Budget, Found, look};
use crate::picture::Picture;
use crate::region::Region;
use crate::resize::{double, half};
use crate::text::QrText;

/// The pixels that all passes of one camera frame may cost together.
const FRAME_PIXELS: usize = 5 << 20;
/// The largest picture that is looked at in its own size in a camera frame; a larger one is halved first.
const PLAIN_PIXELS: usize = 5 << 19;
/// The largest part of a frame that is enlarged.
const DOUBLED_PIXELS: usize = 5 << 17;
/// The pixels that all passes of one picture may cost together.
const PICTURE_PIXELS: usize = 1 << 26;

/// What the second pass over a frame does.
#[derive(Clone, Copy)]
enum Turn {
    Double,
    Half,
}

/// Reads QR codes out of frames, and remembers between frames where the last one was.
///
/// ```
/// use ikd_scan::{Frame, Scanner};
///
/// let blank = vec![255; 640 * 480];
/// let frame = Frame::new(&blank, 640, 480)?;
/// let mut scanner = Scanner::new();
/// assert!(scanner.find(&frame)?.is_none());
/// # Ok::<(), ikd_scan::FrameError>(())
/// ```
pub struct Scanner {
    turn: Turn,
    last: Option<Region>,
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// A scanner that has seen no frame.
    #[must_use]
    pub const fn new() -> Self {
        Self { turn: Turn::Double, last: None }
    }

    /// The text of the code in one frame of a camera; `None` where none can be read.
    ///
    /// # Errors
    /// [`FrameError::OverBudget`] for a frame with too many finder-like patterns, [`FrameError::SeveralCodes`] for two texts.
    pub fn find(&mut self, frame: &Frame<'_>) -> Result<Option<QrText>, FrameError> {
        let mut budget = Budget::new(FRAME_PIXELS);
        self.find_within(frame, &mut budget)
    }

    fn find_within(&mut self, frame: &Frame<'_>, budget: &mut Budget) -> Result<Option<QrText>, FrameError> {
        let mut found = Vec::new();
        let region = Region::whole(frame);
        let mut plain = Picture::crop(frame, region);
        let mut scale = 1.0;
        while plain.luma.len() > PLAIN_PIXELS {
            (plain, scale) = (half(&plain), scale / 2.0);
        }
        look(&plain, budget, &mut found)?;
        if found.is_empty() {
            self.look_again(frame, &plain, budget, &mut found)?;
        } else {
            self.remember(frame, &found, region, scale);
        }
        only(found)
    }

    /// The second pass: this frame's turn.
    fn look_again(
        &mut self,
        frame: &Frame<'_>,
        plain: &Picture,
        budget: &mut Budget,
        found: &mut Vec<Found>,
    ) -> Result<(), FrameError> {
        match self.turn {
            Turn::Double => {
                self.turn = Turn::Half;
                let region = self.last.take().unwrap_or_else(|| Region::whole(frame)).shrink_to(DOUBLED_PIXELS);
                look(&double(&Picture::crop(frame, region)), budget, found)?;
                self.remember(frame, found, region, 2.0);
                Ok(())
            }
            Turn::Half => {
                self.turn = Turn::Double;
                look(&half(plain), budget, found)
            }
        }
    }

    fn remember(&mut self, frame: &Frame<'_>, found: &[Found], region: Region, scale: f64) {
        if let [one] = found {
            let corners = one.bounds.map(|point| region.to_frame(point, scale));
            self.last = Region::around(&corners, frame);
        }
    }

    /// The text of the code in one picture, with every pass at once: for files, where no next frame comes.
    ///
    /// # Errors
    /// As [`Scanner::find`].
    pub fn find_in_picture(frame: &Frame<'_>) -> Result<Option<QrText>, FrameError> {
        only(every_pass(frame)?)
    }

    /// All different texts in one picture, with every pass at once; empty where none can be read.
    ///
    /// # Errors
    /// [`FrameError::OverBudget`] for a picture with too many finder-like patterns.
    pub fn texts(frame: &Frame<'_>) -> Result<Vec<QrText>, FrameError> {
        Ok(every_pass(frame)?.into_iter().map(|one| one.text).collect())
    }
}

/// The one text found; several are refused.
fn only(mut found: Vec<Found>) -> Result<Option<QrText>, FrameError> {
    let one = found.pop().map(|one| one.text);
    if found.is_empty() { Ok(one) } else { Err(FrameError::SeveralCodes) }
}

/// Own size, halves, double, and the negative.
fn every_pass(frame: &Frame<'_>) -> Result<Vec<Found>, FrameError> {
    let mut pixels = Budget::new(PICTURE_PIXELS).pixels;
    let mut found = Vec::new();
    let mut pass = |picture: &Picture| {
        let mut budget = Budget::new(pixels);
        look(picture, &mut budget, &mut found)?;
        pixels = budget.pixels;
        Ok(())
    };
    let mut plain = Picture::crop(frame, Region::whole(frame));
    pass(&plain)?;
    let smaller = half(&plain);
    pass(&smaller)?;
    pass(&half(&smaller))?;
    let middle = Region::whole(frame).shrink_to(PLAIN_PIXELS);
    pass(&double(&Picture::crop(frame, middle)))?;
    plain.invert();
    pass(&plain)?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINDER: [u8; 7] = [0x7f, 0x41, 0x5d, 0x5d, 0x5d, 0x41, 0x7f];

    /// Finder patterns of two pixels a module in rows and columns `pitch` pixels apart, with timing-like stripes between.
    fn crafted(width: usize, height: usize, pitch: usize) -> Vec<u8> {
        let module = |x: usize, y: usize| {
            let (column, row) = (x % pitch / 2, y % pitch / 2);
            let finder = FINDER.get(row).is_some_and(|bits| column < 7 && bits >> column & 1 == 1);
            let timing = (row == 6 && column > 7 && column % 2 == 0) || (column == 6 && row > 7 && row % 2 == 0);
            finder || timing
        };
        (0..width * height).map(|i| if module(i % width, i / width) { 20 } else { 235 }).collect()
    }

    fn spend(luma: &[u8], width: usize, height: usize) -> Result<Budget, FrameError> {
        let frame = Frame::new(luma, width, height)?;
        let mut budget = Budget::new(FRAME_PIXELS);
        let mut scanner = Scanner::new();
        // What the frame says does not matter here: only what it costs.
        let _ = scanner.find_within(&frame, &mut budget);
        Ok(budget)
    }

    #[test]
    fn a_frame_of_finders_costs_one_pass_and_no_grid() {
        let (width, height) = (640, 480);
        let spent = spend(&crafted(width, height, 16), width, height);
        assert_eq!(spent, Ok(Budget { pixels: FRAME_PIXELS - width * height, ..Budget::new(0) }));
    }

    #[test]
    fn thirty_two_finders_with_timing_cost_no_more_than_the_budget() {
        let (width, height) = (880, 450);
        let spent = spend(&crafted(width, height, 110), width, height);
        // Both passes were run, and the budget, not chance, bounds the maps and grids.
        assert!(
            spent.is_ok_and(|left| left.pixels < FRAME_PIXELS - width * height && left.fits <= 12 && left.decodes <= 4)
        );
    }

    #[test]
    fn the_largest_frame_stays_within_the_pixels() {
        let luma = vec![200; Frame::MAX_PIXELS];
        let left = spend(&luma, 4096, 4096).map(|budget| budget.pixels);
        assert!(left.is_ok_and(|left| left > 0 && left < FRAME_PIXELS));
    }

    #[test]
    fn a_spent_budget_begins_no_pass() {
        let luma = crafted(640, 480, 16);
        let found = Frame::new(&luma, 640, 480).and_then(|frame| {
            let mut budget = Budget::new(640 * 480 - 1);
            Scanner::new().find_within(&frame, &mut budget).map(|text| text.is_none())
        });
        assert_eq!(found, Ok(true));
    }
}
