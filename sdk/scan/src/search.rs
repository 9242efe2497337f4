//! The levels of a picture → what its symbols say: finders, sets of three, poses, and the likeliest poses read.

use crate::budget::Budget;
use crate::decode::Content;
use crate::finder::{Effort, Finder, Finders};
use crate::layers::{Layer, Layers};
use crate::observer::Observer;
use crate::places::Rows;
use crate::point::Point;
use crate::pose::Pose;
use crate::ranking::Ranking;
use crate::reader::{Look, Reader};
use crate::sight::Sight;
use crate::third::{self, Reach};
use crate::triple::{self, Triple};

/// How closely a picture is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pass {
    effort: Effort,
    /// The least sum of three finders' qualities.
    triple: f32,
    /// The most sets of three that are measured.
    poses: usize,
    /// The most poses that are read though they fit badly.
    doubtful: usize,
    /// Whether a missing third finder is searched.
    complete: bool,
}

impl Pass {
    /// For clear symbols; what most frames need.
    pub(crate) const QUICK: Self = Self {
        effort: Effort { rows: Rows { first: 1, every: 3, more: false }, quality: 2.0 },
        triple: 7.5,
        poses: 16,
        doubtful: 4,
        complete: false,
    };
    /// For blurred and small ones, after the quick look at the same levels.
    pub(crate) const CLOSE: Self = Self {
        effort: Effort { rows: Rows { first: 2, every: 3, more: true }, ..Self::THOROUGH.effort },
        ..Self::THOROUGH
    };
    /// The same without a quick look.
    pub(crate) const THOROUGH: Self = Self {
        effort: Effort { rows: Rows { first: 1, every: 2, more: false }, quality: 1.2 },
        triple: 5.0,
        poses: 48,
        doubtful: 8,
        complete: true,
    };
}

/// Pixels a module that the level should have where a symbol is read.
pub(crate) const MODULE: f32 = 2.0;
/// The score from which a pose is surely a symbol's.
const SURE: f32 = 0.7;
/// The sum of two finders' qualities from which there is probably a symbol, and the same where one of them is clear.
const PROMISING: f32 = 6.0;
const PROMISING_BESIDE_CLEAR: f32 = 5.5;
/// The quality of a clear finder: clutter seldom has it.
const CLEAR: f32 = 3.1;
/// The most symbols of one frame.
const MAX_SYMBOLS: usize = 8;

/// What was found in a frame, and the memory to find it.
#[derive(Default)]
pub(crate) struct Search {
    finders: Finders,
    triples: Ranking<Triple>,
    poses: Ranking<(Pose, Triple)>,
    pub(crate) found: Vec<Content>,
    /// The finders of what was read.
    read: Vec<Point>,
    unread: Vec<Unread>,
}

/// A symbol that surely is there but was not read, in pixels of the frame.
#[derive(Clone, Copy)]
struct Unread {
    finders: [Point; 3],
    pose: Pose,
    version: u8,
}

impl Search {
    /// Begins a frame.
    pub(crate) fn begin(&mut self) {
        self.finders.clear();
        self.found.clear();
        self.read.clear();
        self.unread.clear();
        self.finders.overflow = false;
    }

    /// Looks at all levels and adds what is not found yet.
    pub(crate) fn run(
        &mut self,
        layers: &Layers<'_>,
        pass: &Pass,
        reader: &mut Reader,
        budget: &mut Budget,
        observer: &mut impl Observer,
    ) {
        self.finders.search(layers, pass.effort, &mut budget.pixels);
        if pass.complete {
            third::complete(layers, &mut reader.matcher, &mut self.finders.found, &Reach::NEAR);
        }
        observer.finders(&self.finders.found);
        self.combine(0, layers, pass, reader, budget, observer);
        if pass.complete {
            self.unfold(layers, reader, budget, observer);
            if self.found.is_empty() {
                let known = self.finders.found.len();
                third::complete(layers, &mut reader.matcher, &mut self.finders.found, &Reach::WIDE);
                observer.finders(&self.finders.found);
                self.combine(known, layers, pass, reader, budget, observer);
            }
        }
    }

    /// Measures and reads the sets of three with a finder behind the first `known`.
    fn combine(
        &mut self,
        known: usize,
        layers: &Layers<'_>,
        pass: &Pass,
        reader: &mut Reader,
        budget: &mut Budget,
        observer: &mut impl Observer,
    ) {
        triple::all(&self.finders.found, known, pass.triple, &mut self.triples);
        self.poses.reset(pass.doubtful);
        for i in 0..pass.poses {
            let Some(&triple) = self.triples.get(i) else { break };
            self.measure(triple, layers, reader, budget, observer);
        }
        for i in 0..pass.doubtful {
            let Some(&(pose, triple)) = self.poses.get(i) else { break };
            if let Some(layer) = layers.for_length(triple.module(), MODULE).filter(|_| self.found.is_empty()) {
                self.look(layer, &pose, &triple, reader, budget, observer);
            }
        }
    }

    /// Tries what surely is a symbol as one on folded paper.
    fn unfold(&mut self, layers: &Layers<'_>, reader: &mut Reader, budget: &mut Budget, observer: &mut impl Observer) {
        let mut unread = core::mem::take(&mut self.unread);
        unread.retain(|&Unread { finders, pose, version }| {
            let layer = layers.for_length(pose.module, MODULE).filter(|_| !self.is_read(&finders));
            let look = layer.map(|layer| reader.read_bent(layer, &pose.in_level(layer), version, budget, observer));
            let Some(Look::Read(content)) = look else { return true };
            self.read.extend(finders);
            self.add(content);
            false
        });
        self.unread = unread;
    }

    /// Measures a set of three; reads it at once if it surely is a symbol's.
    fn measure(
        &mut self,
        triple: Triple,
        layers: &Layers<'_>,
        reader: &mut Reader,
        budget: &mut Budget,
        observer: &mut impl Observer,
    ) {
        if self.is_read(&triple.finders().map(|finder| finder.centre)) || !Budget::take(&mut budget.poses, 1) {
            return;
        }
        let Some(layer) = layers.for_length(triple.module(), MODULE) else { return };
        match Pose::measure(layer, &triple) {
            Some(pose) if pose.score > SURE => self.look(layer, &pose, &triple, reader, budget, observer),
            Some(pose) => self.poses.add(pose.score, (pose, triple)),
            None => {}
        }
    }

    fn look(
        &mut self,
        layer: &Layer<'_>,
        pose: &Pose,
        triple: &Triple,
        reader: &mut Reader,
        budget: &mut Budget,
        observer: &mut impl Observer,
    ) {
        let finders = triple.finders().map(|finder| finder.centre);
        if self.is_read(&finders) || self.found.len() == MAX_SYMBOLS {
            return;
        }
        match reader.read(layer, pose, budget, observer) {
            Look::Read(content) => {
                self.read.extend(finders);
                self.add(content);
            }
            Look::Unread(version, _) => self.leave(Unread { finders, pose: pose.in_frame(layer), version }),
            Look::Nothing => {}
        }
    }

    /// Keeps a symbol that was not read, once, as the last pass saw it.
    fn leave(&mut self, unread: Unread) {
        let reach = 2.0 * unread.pose.module;
        let same = |known: &Unread| known.pose.finders[0].distance(unread.pose.finders[0]) < reach;
        match self.unread.iter().position(same) {
            Some(known) => self.unread[known] = unread,
            None if self.unread.len() < MAX_SYMBOLS => self.unread.push(unread),
            None => {}
        }
    }

    /// Adds what a symbol says, once.
    pub(crate) fn add(&mut self, content: Content) {
        if !self.found.iter().any(|known| known.repeats(&content)) {
            self.found.push(content);
        }
    }

    fn is_read(&self, finders: &[Point; 3]) -> bool {
        finders.iter().any(|finder| self.read.contains(finder))
    }

    /// Whether there surely is a symbol beside the one that was read, which stands at `read`.
    pub(crate) fn is_one_unread(&self, read: &Sight) -> bool {
        let [corner, right, far, _] = read.corners;
        let middle = (corner + far) * 0.5;
        let apart = |unread: &Unread| {
            let [_, right_finder, below_finder] = unread.finders;
            ((right_finder + below_finder) * 0.5).distance(middle) > 0.5 * corner.distance(right)
        };
        self.unread.iter().any(apart)
    }

    /// Whether there were more places like finders than are looked at.
    pub(crate) const fn is_flooded(&self) -> bool {
        self.finders.overflow
    }

    /// Whether two finders look much like those of one symbol.
    pub(crate) fn is_promising(&self) -> bool {
        let found = &self.finders.found;
        found.iter().enumerate().any(|(i, a)| {
            let least = |best: f32| if best > CLEAR { PROMISING_BESIDE_CLEAR } else { PROMISING };
            let pairs = |b: &Finder| a.is_like(b) && a.quality + b.quality > least(a.quality.max(b.quality));
            found.iter().skip(i + 1).any(pairs)
        })
    }
}
