//! The symbol of a frame and of those before it: added up, and read together where no frame is read alone.

use crate::budget::Budget;
use crate::decode::Content;
use crate::grid::Grid;
use crate::known::Known;
use crate::layout::Layout;
use crate::pose::Pose;
use crate::shift_jis::ShiftJis;
use crate::track::Track;
use crate::work::Work;

/// A symbol over frames, and the memory to read it.
pub(crate) struct Together {
    pub(crate) track: Track,
    grid: Grid,
    work: Work,
    /// Whether this frame is added.
    joined: bool,
    /// Whether this is a picture, of which no frame before tells anything.
    alone: bool,
}

impl Together {
    pub(crate) fn new(shift_jis: ShiftJis) -> Self {
        let (track, grid) = (Track::default(), Grid::default());
        Self { track, grid, work: Work::new(shift_jis), joined: false, alone: false }
    }

    /// Begins a frame, or a picture `alone`.
    pub(crate) fn begin(&mut self, alone: bool) {
        (self.joined, self.alone) = (false, alone);
    }

    /// Adds a grid that was not read, if it shows the same symbol as the frames before, once a frame; reads them together, which
    /// costs less than to read that grid any closer.
    pub(crate) fn join(&mut self, layout: &Layout, one: &Work, quality: f32, budget: &mut Budget) -> Option<Content> {
        if self.alone || self.joined || !self.track.shows(layout.version, &one.equal) {
            return None;
        }
        self.joined = true;
        self.track.add(layout.version, &one.equal, quality, &one.known);
        self.track.fill(&mut self.grid, &mut self.work.known);
        self.work.format = None;
        let content = self.work.read(layout, &self.grid, budget);
        self.checked(layout, &one.equal, content)
    }

    /// The symbol was read in this frame alone, which tells more than what was added of it.
    pub(crate) fn leave(&mut self) {
        self.joined = false;
    }

    /// Keeps a symbol that was read.
    pub(crate) fn keep(&mut self, pose: Pose, version: u8, grid: &Grid, quality: f32, known: &Known) {
        self.track.move_to(pose, version);
        if !self.joined {
            self.track.add(version, grid, quality, known);
        }
    }

    /// Keeps the best symbol of a frame that was not read, and reads all frames' more closely.
    pub(crate) fn read(
        &mut self,
        pose: Pose,
        layout: &Layout,
        grid: &Grid,
        quality: f32,
        known: &Known,
        budget: &mut Budget,
    ) -> Option<Content> {
        let joined = self.joined;
        self.keep(pose, layout.version, grid, quality, known);
        // What fits best may be another symbol than the one that was added.
        if !joined || !self.track.shows(layout.version, grid) {
            return None;
        }
        let content = self.work.read_clean(layout, &self.grid, quality, budget);
        self.checked(layout, grid, content)
    }

    /// What was read, if this frame shows it, too: else the code has changed, and all begins anew.
    fn checked(&mut self, layout: &Layout, frame: &Grid, content: Option<Content>) -> Option<Content> {
        if self.work.shows(layout, frame) {
            self.track.learn(&self.work.known);
            return content;
        }
        self.track.reset();
        self.joined = false;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::point::Point;
    use crate::pose::MAX_SIZES;
    use crate::shift_jis;

    /// A grid of a symbol that says nothing, as `Work` leaves it.
    fn seen(version: u8) -> (Layout, Work) {
        let (layout, mut work) = (Layout::new(version), Work::new(shift_jis::native));
        work.known.reset(&layout);
        work.equal.reset(layout.size);
        let mut state = 1_u32;
        for (value, &sign) in work.equal.values.iter_mut().zip(&work.known.modules) {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let chance = if state >> 31 == 0 { 1.0 } else { -1.0 };
            *value = if sign == 0 { chance } else { f32::from(sign) };
        }
        (layout, work)
    }

    #[test]
    fn a_frame_whose_best_symbol_is_another_one_than_was_added_is_not_read_as_that() {
        let pose = Pose {
            finders: [Point::default(); 3],
            far: Point::default(),
            inverted: false,
            module: 3.0,
            versions: [0; MAX_SIZES],
            score: 1.0,
        };
        let mut together = Together::new(shift_jis::native);
        let mut budget = Budget::FRAME;
        let ((layout, one), (larger, other)) = (seen(5), seen(8));
        together.keep(pose, 5, &one.equal, 0.6, &one.known);
        together.begin(false);
        assert!(together.join(&layout, &one, 0.6, &mut budget).is_none());
        assert!(together.joined);
        assert!(together.read(pose, &larger, &other.equal, 0.9, &other.known, &mut budget).is_none());
    }
}
