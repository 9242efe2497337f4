//! A pose in a picture → what the symbol says: lattice, sampling, decoding, and equalising where that alone does not do.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::alignment;
use crate::budget::Budget;
use crate::decode::Content;
use crate::grid::Grid;
use crate::known::Known;
use crate::lattice::Lattice;
use crate::layers::Layer;
use crate::layout::Layout;
use crate::mesh;
use crate::observer::{Observer, Step};
use crate::pattern::Matcher;
use crate::pose::Pose;
use crate::sample::{Light, sample};
use crate::shift_jis::ShiftJis;
use crate::sight::Sight;
use crate::together::Together;
use crate::work::Work;

/// The least fit of the fixed modules of a grid that is worth decoding.
const MIN_QUALITY: f32 = 0.25;
/// The least fit of a grid that is added to those of other frames.
const MIN_SIGHT: f32 = 0.35;
/// The least fit of a grid that is surely a symbol.
const SURELY: f32 = 0.6;
/// How often the modules of a symbol on folded paper are moved.
const FOLDS: usize = 2;

/// Memory for one symbol at a time, kept between frames.
pub(crate) struct Reader {
    layouts: [Option<Layout>; 40],
    pub(crate) matcher: Matcher,
    grid: Grid,
    work: Work,
    best: Best,
    pub(crate) together: Together,
}

/// The symbol of this frame whose fixed modules fit best.
#[derive(Default)]
struct Best {
    seen: Option<Seen>,
    grid: Grid,
    known: Known,
}

#[derive(Clone, Copy)]
struct Seen {
    /// In pixels of the frame.
    pose: Pose,
    version: u8,
    quality: f32,
    sight: Sight,
}

/// A symbol whose modules' places are known.
struct Placed<'a> {
    layer: &'a Layer<'a>,
    pose: &'a Pose,
    version: u8,
    lattice: &'a Lattice,
}

/// What became of a pose.
pub(crate) enum Look {
    Read(Content),
    /// There is surely a symbol, which could not be read. The version whose fixed modules fit best, and how well.
    Unread(u8, f32),
    Nothing,
}

impl Reader {
    pub(crate) fn new(shift_jis: ShiftJis) -> Self {
        Self {
            layouts: [const { None }; 40],
            matcher: Matcher::default(),
            grid: Grid::default(),
            work: Work::new(shift_jis),
            best: Best::default(),
            together: Together::new(shift_jis),
        }
    }

    /// Begins a frame, or a picture `alone`: forgets what the last one showed.
    pub(crate) fn begin(&mut self, alone: bool) {
        self.best.seen = None;
        self.together.begin(alone);
    }

    /// What this frame shows of a symbol.
    pub(crate) fn sight(&self) -> Option<Sight> {
        self.best.seen.map(|seen| seen.sight)
    }

    /// Tries the versions that the pose may have.
    pub(crate) fn read(
        &mut self,
        layer: &Layer<'_>,
        pose: &Pose,
        budget: &mut Budget,
        observer: &mut impl Observer,
    ) -> Look {
        let mut look = Look::Nothing;
        for version in pose.versions.into_iter().filter(|&version| version > 0) {
            match self.read_version(layer, pose, version, budget, observer) {
                Look::Unread(_, fit) if matches!(look, Look::Unread(_, best) if best >= fit) => {}
                Look::Nothing => {}
                Look::Unread(version, fit) => look = Look::Unread(version, fit),
                Look::Read(content) => return Look::Read(content),
            }
        }
        look
    }

    fn read_version(
        &mut self,
        layer: &Layer<'_>,
        pose: &Pose,
        version: u8,
        budget: &mut Budget,
        observer: &mut impl Observer,
    ) -> Look {
        if budget.lattices == 0 {
            return Look::Nothing;
        }
        let Some(lattice) = self.lattice(layer, pose, version, budget) else {
            observer.symbol(layer, version, None, Step::Alignment);
            return Look::Nothing;
        };
        self.read_at(&Placed { layer, pose, version, lattice: &lattice }, budget, observer)
    }

    /// Tries a symbol that could not be read once more, with its modules where folds of the paper have moved them.
    pub(crate) fn read_bent(
        &mut self,
        layer: &Layer<'_>,
        pose: &Pose,
        version: u8,
        budget: &mut Budget,
        observer: &mut impl Observer,
    ) -> Look {
        if !Budget::take(&mut budget.meshes, 1) {
            return Look::Nothing;
        }
        let Some(mut lattice) = self.lattice(layer, pose, version, budget) else { return Look::Nothing };
        let layout = layout(&mut self.layouts, version);
        self.work.known.reset(layout);
        for _ in 0..FOLDS {
            // The modules of blocks that are repaired tell where those around them are.
            sample(&layer.picture, &lattice, pose.inverted, layout.size, &mut self.grid);
            if self.work.read(layout, &self.grid, budget).is_some() {
                break;
            }
            mesh::refine(&layer.picture, &mut lattice, &self.work.known.modules, pose.inverted);
        }
        // There are fewer meshes than grids, so that each may cost one of its own.
        budget.grids += 1;
        self.read_at(&Placed { layer, pose, version, lattice: &lattice }, budget, observer)
    }

    fn lattice(&mut self, layer: &Layer<'_>, pose: &Pose, version: u8, budget: &mut Budget) -> Option<Lattice> {
        let enough = Budget::take(&mut budget.lattices, 1);
        enough.then(|| alignment::find(&layer.sharp, &mut self.matcher, pose, version)).flatten()
    }

    fn read_at(&mut self, placed: &Placed<'_>, budget: &mut Budget, observer: &mut impl Observer) -> Look {
        let Placed { layer, pose, version, lattice } = *placed;
        let layout = layout(&mut self.layouts, version);
        let light = sample(&layer.picture, lattice, pose.inverted, layout.size, &mut self.grid);
        let quality = self.grid.quality(layout);
        if quality < MIN_QUALITY {
            observer.symbol(layer, version, Some(lattice), Step::Quality(quality));
            return Look::Nothing;
        }
        if !Budget::take(&mut budget.grids, 1) {
            observer.symbol(layer, version, Some(lattice), Step::Budget(quality));
            return Look::Nothing;
        }
        let content = self.read_grid(version, quality, budget);
        let step = if content.is_some() { Step::Read(quality) } else { Step::Decoding(quality) };
        observer.symbol(layer, version, Some(lattice), step);
        let mirrored = self.work.format.is_some_and(|format| format.mirrored);
        let sight = sight(placed, light, self.grid.sharpness(), mirrored);
        let seen = Seen { pose: pose.in_frame(layer), version, quality, sight };
        self.keep_best(seen, content.is_some());
        match content {
            Some(content) => {
                // What was read costs nothing of what may fail.
                budget.grids += 1;
                Look::Read(content)
            }
            None if quality > SURELY => Look::Unread(version, quality),
            None => Look::Nothing,
        }
    }

    fn keep_best(&mut self, seen: Seen, read: bool) {
        let better = self.best.seen.is_none_or(|best| best.quality < seen.quality);
        if read || (better && seen.quality > MIN_SIGHT) {
            self.best.seen = Some(seen);
            // A grid that was read adds what it says; one that was not, what is left of it after equalising.
            core::mem::swap(&mut self.best.grid, if read { &mut self.grid } else { &mut self.work.equal });
            core::mem::swap(&mut self.best.known, &mut self.work.known);
        }
    }

    /// Reads the sampled grid alone, with those of earlier frames, or alone and more closely.
    fn read_grid(&mut self, version: u8, quality: f32, budget: &mut Budget) -> Option<Content> {
        let Self { layouts, grid, work, together, .. } = self;
        let layout = layout(layouts, version);
        work.known.reset(layout);
        work.format = None;
        let mut content = work.read(layout, grid, budget);
        if content.is_none() && quality > MIN_SIGHT {
            let joined = together.join(layout, work, quality, budget);
            if joined.is_some() {
                return joined;
            }
            content = work.read_clean(layout, grid, quality, budget);
        }
        if content.is_some() {
            together.leave();
        }
        content
    }

    /// Adds the symbol that was read in this frame to what is known of it.
    pub(crate) fn keep(&mut self) {
        let Self { best, together, .. } = self;
        if let Some(Seen { pose, version, quality, .. }) = best.seen {
            together.keep(pose, version, &best.grid, quality, &best.known);
        }
    }

    /// Adds the best unread symbol of this frame to those of earlier frames, and reads them together.
    pub(crate) fn read_together(&mut self, budget: &mut Budget) -> Option<Content> {
        let Self { layouts, best, together, .. } = self;
        let Some(Seen { pose, version, quality, .. }) = best.seen else {
            together.track.miss();
            return None;
        };
        together.read(pose, layout(layouts, version), &best.grid, quality, &best.known, budget)
    }
}

/// The layout of a version, made when it is first asked for.
fn layout(layouts: &mut [Option<Layout>; 40], version: u8) -> &Layout {
    layouts[usize::from(version) - 1].get_or_insert_with(|| Layout::new(version))
}

fn sight(placed: &Placed<'_>, light: Light, sharpness: f32, mirrored: bool) -> Sight {
    let Placed { layer, pose, lattice, .. } = *placed;
    let corners = lattice.corners();
    let sides = (0..4).map(|i| corners[i].distance(corners[(i + 1) % 4])).sum::<f32>() / 4.0;
    Sight {
        corners: corners.map(|corner| layer.in_frame(corner)),
        modules: lattice.size() as u16,
        module: sides * layer.scale / lattice.size() as f32,
        sharpness,
        contrast: 2.0 * light.half,
        glare: light.lost,
        cut_off: corners.iter().any(|&corner| !layer.picture.contains(corner)),
        inverted: pose.inverted,
        mirrored,
    }
}
