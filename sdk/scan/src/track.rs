//! What earlier frames showed of the same symbol: where it was, its modules added up, and its repaired blocks.
//!
//! A frame that cannot be read alone adds what it shows; a frame whose modules contradict what was seen begins anew, because the
//! code on a screen changes. Where no finders are found the symbol is searched where it was last.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::grid::Grid;
use crate::homography::{Homography, Pair};
use crate::known::Known;
use crate::layers::Layer;
use crate::pattern::{Matcher, Rings, Steps};
use crate::point::Point;
use crate::pose::{MAX_SIZES, Pose};

/// Frames without a sight of the symbol after which it is forgotten.
const PATIENCE: u8 = 8;
/// How far a finder may have moved between two frames, in half modules; so many at the least, and so many pixels.
const REACH: usize = 8;
const REACH_PIXELS: f32 = 24.0;
const MAX_REACH: usize = 40;
/// Correlation from which a finder counts as found again.
const FOUND: f32 = 0.45;
/// Correlation of two frames' modules from which they show one code.
const SAME: f32 = 0.25;
/// A module's value from which its colour is clear.
pub(crate) const CLEAR: f32 = 0.7;
/// Share of the known modules that a frame must show alike, of those it shows clearly.
pub(crate) const AGREES: f32 = 0.93;

/// A symbol followed over frames.
#[derive(Default)]
pub(crate) struct Track {
    /// 0 where none is followed.
    version: u8,
    /// In pixels of the frame.
    pose: Option<Pose>,
    unseen: u8,
    sum: Grid,
    weight: f32,
    known: Known,
}

impl Track {
    /// Forgets everything.
    pub(crate) fn reset(&mut self) {
        self.version = 0;
        self.pose = None;
        self.weight = 0.0;
    }

    /// A frame without a sight of the symbol.
    pub(crate) fn miss(&mut self) {
        self.unseen += 1;
        if self.unseen > PATIENCE {
            self.reset();
        }
    }

    /// Where the symbol is now, in pixels of the frame.
    pub(crate) fn move_to(&mut self, pose: Pose, version: u8) {
        let mut versions = [0; MAX_SIZES];
        versions[0] = version;
        self.unseen = 0;
        self.pose = Some(Pose { versions, ..pose });
    }

    /// Pixels of the frame a module, where a symbol is followed.
    pub(crate) fn module(&self) -> Option<f32> {
        self.pose.map(|pose| pose.module)
    }

    /// The symbol's pose in a level of this frame, found by its three finders around their last places.
    pub(crate) fn search(&self, layer: &Layer<'_>, matcher: &mut Matcher) -> Option<Pose> {
        let last = self.pose?;
        let mut pose = last.in_level(layer);
        let pairs = pose.pairs(f32::from(last.versions[0]) * 4.0 + 17.0);
        let map = Homography::fit(&pairs)?;
        let mut moved = Point::default();
        for (i, pair) in pairs.iter().enumerate().take(3) {
            let (right, down) = map.steps(pair.module);
            let steps = Steps { right, down, inverted: pose.inverted };
            // The first finder tells where about the others are.
            let reach = if i == 0 { REACH_PIXELS * 2.0 / last.module } else { 0.0 };
            let reach = (reach as usize + REACH).min(MAX_REACH);
            let found = matcher.search(&layer.sharp, Rings::Finder, pair.pixel + moved, &steps, reach);
            if found.score < FOUND {
                return None;
            }
            if i == 0 {
                moved = found.place - pair.pixel;
            }
            pose.finders[i] = found.place;
        }
        pose.far = far(&pairs, &pose.finders);
        Some(pose)
    }

    /// Whether these modules may be those of the symbol that is followed.
    pub(crate) fn shows(&self, version: u8, grid: &Grid) -> bool {
        self.version == version && self.weight > 0.0 && self.agrees(grid)
    }

    /// Adds a frame's modules.
    pub(crate) fn add(&mut self, version: u8, grid: &Grid, quality: f32, known: &Known) {
        if !self.shows(version, grid) {
            self.version = version;
            self.sum.reset(grid.size);
            self.weight = 0.0;
            self.known.modules.clear();
            self.known.modules.resize(grid.values.len(), 0);
        }
        let share = quality * quality;
        for (sum, value) in self.sum.values.iter_mut().zip(&grid.values) {
            *sum += share * value.clamp(-1.5, 1.5);
        }
        self.weight += share;
        self.learn(known);
    }

    /// Takes over modules that are known.
    pub(crate) fn learn(&mut self, known: &Known) {
        for (mine, &other) in self.known.modules.iter_mut().zip(&known.modules) {
            if other != 0 {
                *mine = other;
            }
        }
    }

    /// What all frames show together.
    pub(crate) fn fill(&self, grid: &mut Grid, known: &mut Known) {
        grid.reset(self.sum.size);
        for ((value, sum), &sign) in grid.values.iter_mut().zip(&self.sum.values).zip(&self.known.modules) {
            *value = if sign == 0 { 1.5 * sum / self.weight } else { 1.5 * f32::from(sign) };
        }
        known.modules.clone_from(&self.known.modules);
    }

    /// Whether a frame shows the code that was seen before.
    fn agrees(&self, grid: &Grid) -> bool {
        let (mut product, mut mine, mut other) = (0.0, 1e-6, 1e-6);
        let (mut alike, mut all) = (0.0, 1e-6);
        for ((sum, value), &sign) in self.sum.values.iter().zip(&grid.values).zip(&self.known.modules) {
            let value = value.clamp(-1.5, 1.5);
            product += sum * value;
            mine += sum * sum;
            other += value * value;
            if sign != 0 && value.abs() > CLEAR {
                all += 1.0;
                alike += f32::from(u8::from((value > 0.0) == (sign > 0)));
            }
        }
        product / (mine * other).sqrt() > SAME && alike >= AGREES * all
    }
}

/// The far corner moves as the affine map of the three finders takes it.
fn far(last: &[Pair; 4], finders: &[Point; 3]) -> Point {
    let [corner, right, below, far] = last.map(|pair| pair.pixel);
    let (across, down, to_far) = (right - corner, below - corner, far - corner);
    let area = across.cross(down);
    let (u, v) = (to_far.cross(down) / area, across.cross(to_far) / area);
    finders[0] + (finders[1] - finders[0]) * u + (finders[2] - finders[0]) * v
}
