//! The places of all levels → finder patterns, the likeliest first: what a place is worth is told by the grey levels around it.
//!
//! Work: at most [`MAX_MEASURED`] places of a level and [`MAX_FINDERS`] of a frame; where there are more, the likeliest are kept.

#![expect(clippy::cast_possible_truncation, reason = "there are fewer candidates")]

use crate::budget::Budget;
use crate::layers::{LEVELS, Layer, Layers};
use crate::places::{Places, Rows, alike};
use crate::point::Point;
use crate::ranking::Ranking;
use crate::ring;

/// The most finders of a frame that are combined.
pub(crate) const MAX_FINDERS: usize = 32;
/// The quality of a clear finder: clutter seldom has it.
const CLEAR: f32 = 3.2;
/// The most places of one level whose grey levels are looked at.
const MAX_MEASURED: usize = 384;
/// Pixels a module above which the grey levels are looked at as they are, too.
const PLAIN: f32 = 2.0;

/// A place like a finder pattern, in pixels of the frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finder {
    pub(crate) centre: Point,
    /// Pixels a module.
    pub(crate) module: f32,
    /// Light where it should be dark.
    pub(crate) inverted: bool,
    /// Up to 4: how well the grey levels fit.
    pub(crate) quality: f32,
}

impl Finder {
    /// Whether both could be of one symbol.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.inverted == other.inverted && self.module < 1.6 * other.module && other.module < 1.6 * self.module
    }
}

/// Finders found so far, and the memory to find them.
#[derive(Default)]
pub(crate) struct Finders {
    places: [Places; LEVELS],
    /// Candidates found by the most rows.
    order: Ranking<u16>,
    best: Ranking<Finder>,
    pub(crate) found: Vec<Finder>,
    /// More places than are looked at.
    pub(crate) overflow: bool,
}

/// How closely a frame is searched.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) rows: Rows,
    /// The least quality of a finder.
    pub(crate) quality: f32,
}

impl Finders {
    pub(crate) fn clear(&mut self) {
        self.found.clear();
    }

    /// Adds what the levels show, as far as there are pixels left to search.
    pub(crate) fn search(&mut self, layers: &Layers<'_>, effort: Effort, pixels: &mut usize) {
        for (level, layer) in layers.iter().enumerate() {
            if Budget::take(pixels, layer.picture.luma.len()) {
                self.places[level].search(layer.binary, effort.rows);
                self.measure(level, layer, effort.quality);
            }
        }
    }

    /// Keeps the candidates whose grey levels fit, and joins them with those of the other levels.
    fn measure(&mut self, level: usize, layer: &Layer<'_>, least: f32) {
        let candidates = &self.places[level].candidates;
        self.order.reset(MAX_MEASURED);
        for (i, candidate) in candidates.iter().enumerate() {
            self.order.add(f32::from(candidate.hits), i as u16);
        }
        for &i in self.order.iter() {
            let candidate = &candidates[usize::from(i)];
            let place =
                ring::Place { centre: candidate.centre, module: candidate.module, inverted: candidate.inverted };
            // Where modules are not small, edges need not be raised, and raised noise does harm.
            let plain = if candidate.module > PLAIN { ring::quality(&layer.picture, &place, least) } else { 0.0 };
            let quality = if plain >= least { plain } else { plain.max(ring::quality(&layer.sharp, &place, least)) };
            if quality >= least {
                // That many rows found it tells a pattern from chance.
                let quality = quality + 0.02 * f32::from(candidate.hits.min(20));
                let finder = Finder {
                    centre: layer.in_frame(candidate.centre),
                    module: candidate.module * layer.scale,
                    inverted: candidate.inverted,
                    quality,
                };
                keep(&mut self.found, finder);
            }
        }
        self.overflow |= self.found.iter().filter(|finder| finder.quality > CLEAR).count() > MAX_FINDERS;
        self.best.reset(MAX_FINDERS);
        self.found.drain(..).for_each(|finder| self.best.add(finder.quality, finder));
        self.found.extend(self.best.iter().copied());
    }
}

/// Adds `finder` unless a better one stands at the same place.
fn keep(found: &mut Vec<Finder>, finder: Finder) {
    let same = |other: &&mut Finder| {
        other.inverted == finder.inverted
            && alike(other.module, finder.module)
            && other.centre.distance(finder.centre) < 2.0 * finder.module.max(other.module)
    };
    match found.iter_mut().find(same) {
        Some(known) if known.quality < finder.quality => *known = finder,
        Some(_) => {}
        None => found.push(finder),
    }
}
