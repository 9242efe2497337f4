//! A pose in a picture → what the symbol says: lattice, sampling, decoding, and equalising where that alone does not do.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::alignment;
use crate::budget::Budget;
use crate::cancel::Canceller;
use crate::codewords::{Codewords, MAX_BLOCKS};
use crate::decode::{Content, Decoded, decode};
use crate::equalise::Equaliser;
use crate::format::Format;
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
use crate::track::{AGREES, CLEAR, Track};

/// The least fit of the fixed modules of a grid that is worth decoding.
const MIN_QUALITY: f32 = 0.25;
/// The least fit of a grid that is added to those of other frames.
const MIN_SIGHT: f32 = 0.35;
/// The least fit of a grid whose leaks are cancelled.
const MIN_CLEAN: f32 = 0.45;
/// The least fit of a grid that is surely a symbol.
const SURELY: f32 = 0.6;
/// How often blocks that were repaired help to equalise the others.
const ROUNDS: usize = 6;
/// How often the modules of a symbol on folded paper are moved.
const FOLDS: usize = 2;

/// Memory for one symbol at a time, kept between frames.
pub(crate) struct Reader {
    layouts: [Option<Layout>; 40],
    pub(crate) matcher: Matcher,
    grid: Grid,
    work: Work,
    best: Best,
}

/// What decoding one grid needs.
struct Work {
    equaliser: Equaliser,
    equal: Grid,
    canceller: Canceller,
    clean: Grid,
    known: Known,
    words: Codewords,
    shift_jis: ShiftJis,
    /// As it was read last.
    format: Option<Format>,
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
        }
    }

    /// Begins a frame: forgets what the last one showed.
    pub(crate) fn begin(&mut self) {
        self.best.seen = None;
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
        self.work.known.reset(layout);
        self.work.format = None;
        let content = self.work.read_closely(layout, &self.grid, quality, budget);
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

    /// Adds the symbol that was read in this frame to what is known of it.
    pub(crate) fn keep(&mut self, track: &mut Track) {
        if let Some(seen) = self.best.seen {
            track.move_to(seen.pose, seen.version);
            track.add(seen.version, &self.best.grid, seen.quality, &self.best.known);
        }
    }

    /// Adds the best unread symbol of this frame to those of earlier frames, and reads them together.
    pub(crate) fn read_together(&mut self, track: &mut Track, budget: &mut Budget) -> Option<Content> {
        let Some(seen) = self.best.seen else {
            track.miss();
            return None;
        };
        track.move_to(seen.pose, seen.version);
        if !track.add(seen.version, &self.best.grid, seen.quality, &self.best.known) {
            return None;
        }
        track.fill(&mut self.grid, &mut self.work.known);
        let layout = layout(&mut self.layouts, seen.version);
        let content = self.work.read_closely(layout, &self.grid, seen.quality, budget);
        if !self.work.shows(layout, &self.best.grid) {
            track.reset();
            return None;
        }
        track.learn(&self.work.known);
        content
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

impl Work {
    fn new(shift_jis: ShiftJis) -> Self {
        Self {
            equaliser: Equaliser::default(),
            equal: Grid::default(),
            canceller: Canceller::default(),
            clean: Grid::default(),
            known: Known::default(),
            words: Codewords::default(),
            shift_jis,
            format: None,
        }
    }

    /// Reads a grid; where that fails and the grid fits as well as this, reads it once more with leaks cancelled.
    fn read_closely(&mut self, layout: &Layout, grid: &Grid, quality: f32, budget: &mut Budget) -> Option<Content> {
        let content = self.read(layout, grid, budget);
        if content.is_some() || quality < MIN_CLEAN { content } else { self.read_clean(layout, grid, budget) }
    }

    /// Reads a grid as it is, then equalised, then equalised again with what is known by then.
    fn read(&mut self, layout: &Layout, grid: &Grid, budget: &mut Budget) -> Option<Content> {
        let mut decoded = decode(grid, layout, &mut self.words, self.shift_jis);
        for round in 0..=ROUNDS {
            match self.settle(layout, decoded) {
                Ok(content) => return Some(content),
                // Without anything new the next round would end as the last one did.
                Err(learned) if round > 0 && !learned => return None,
                Err(_) if !Budget::take(&mut budget.modules, grid.values.len()) => return None,
                Err(_) => self.equaliser.equalise(grid, &self.known, &mut self.equal),
            }
            decoded = decode(&self.equal, layout, &mut self.words, self.shift_jis);
        }
        None
    }

    /// Goes on where equalising ended: the other frames of a symbol are given that, as it decides nothing.
    fn read_clean(&mut self, layout: &Layout, grid: &Grid, budget: &mut Budget) -> Option<Content> {
        self.clean.copy(&self.equal);
        for _ in 0..=ROUNDS {
            if !Budget::take(&mut budget.modules, 2 * grid.values.len()) {
                return None;
            }
            self.canceller.cancel(grid, &self.known, &mut self.clean);
            let decoded = decode(&self.clean, layout, &mut self.words, self.shift_jis);
            match self.settle(layout, decoded) {
                Ok(content) => return Some(content),
                Err(learned) if !learned => return None,
                Err(_) => {}
            }
        }
        None
    }

    /// Learns from a look at a grid. Without a text: whether that was anything new.
    fn settle(&mut self, layout: &Layout, decoded: Decoded) -> Result<Content, bool> {
        match decoded {
            Decoded::Content(content, format) => {
                self.learn(layout, format);
                Ok(content)
            }
            Decoded::Torn(format) => Err(self.learn(layout, format)),
            Decoded::Nothing => Err(false),
        }
    }

    /// Takes over the modules of repaired blocks. Whether there are new ones.
    fn learn(&mut self, layout: &Layout, format: Format) -> bool {
        let mut more = false;
        let known = &mut self.known.modules;
        self.words.for_each_known(layout, &format, |_, module, dark| {
            let sign = if dark { 1 } else { -1 };
            more |= known[module] != sign;
            known[module] = sign;
        });
        self.format = Some(format);
        more
    }

    /// Whether every repaired block is what the grid shows, as far as the grid is clear. Two codes may differ in a few blocks
    /// only, and each block repaired from one of them would pass.
    fn shows(&self, layout: &Layout, grid: &Grid) -> bool {
        let Some(format) = self.format else { return true };
        let (mut alike, mut clear) = ([0_u32; MAX_BLOCKS], [0_u32; MAX_BLOCKS]);
        self.words.for_each_known(layout, &format, |block, module, dark| {
            let value = grid.values[module];
            if value.abs() > CLEAR {
                clear[block] += 1;
                alike[block] += u32::from((value > 0.0) == dark);
            }
        });
        // A few modules more may be wrong by chance: three times the standard deviation.
        let least = |clear: f32| AGREES * clear - 3.0 * (clear * AGREES * (1.0 - AGREES)).sqrt();
        alike.iter().zip(clear).all(|(&alike, clear)| alike as f32 >= least(clear as f32))
    }
}
