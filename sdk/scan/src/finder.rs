//! Dark and light pixels → the places that look like finder patterns (ISO/IEC 18004, §6.3.3.1), the likeliest first.
//!
//! Every second row is searched for five runs in the pattern's proportions, dark or light; each is checked downwards, again
//! along the row and on a diagonal, and then on the grey levels around. Work: rows, then at most [`MAX_CANDIDATES`] places of a
//! level and [`MAX_FINDERS`] of a frame; where there are more, the likeliest are kept.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]
#![expect(clippy::many_single_char_names, reason = "neighbours and coefficients by their usual letters")]

use crate::binary::Binary;
use crate::layers::Layer;
use crate::point::Point;
use crate::ranking::Ranking;
use crate::ring;
use crate::runs::{across, fits};

/// The most finders of a frame that are combined.
pub(crate) const MAX_FINDERS: usize = 32;
/// The quality of a clear finder: clutter seldom has it.
const CLEAR: f32 = 3.2;
/// The most places of one level that are told apart.
const MAX_CANDIDATES: usize = 1024;
/// The most places of one level whose grey levels are looked at.
const MAX_MEASURED: usize = 384;
/// How many times larger than another a pattern may be that is the same.
const ALIKE: f32 = 1.7;
/// Pixels along a side of the cells that tell which places are near.
const CELL: f32 = 24.0;
/// Pixels a module above which the grey levels are looked at as they are, too.
const PLAIN: f32 = 2.0;
/// Pixels over a pattern's five runs in one level: a larger one is found in the next level.
const LONGEST: i32 = 96;
const NONE: u16 = u16::MAX;

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

/// A place in one level, found by `hits` rows.
struct Candidate {
    centre: Point,
    module: f32,
    inverted: bool,
    hits: u16,
    next: u16,
}

/// Places found so far, and the memory to find them.
#[derive(Default)]
pub(crate) struct Finders {
    candidates: Vec<Candidate>,
    /// The first candidate of each cell.
    heads: Vec<u16>,
    columns: usize,
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
    /// Every how many rows.
    pub(crate) rows: usize,
    /// The least quality of a finder.
    pub(crate) quality: f32,
}

impl Finders {
    pub(crate) fn clear(&mut self) {
        self.found.clear();
    }

    /// Adds what one level shows.
    pub(crate) fn search(&mut self, layer: &Layer<'_>, effort: Effort) {
        let binary = layer.binary;
        self.candidates.clear();
        self.heads.clear();
        self.columns = binary.width / CELL as usize + 1;
        self.heads.resize(self.columns * (binary.height / CELL as usize + 1), NONE);
        for y in (effort.rows / 2..binary.height).step_by(effort.rows) {
            self.search_row(binary, y);
        }
        self.measure(layer, effort.quality);
    }

    /// Looks at every run of a row that ends the five.
    fn search_row(&mut self, binary: &Binary, y: usize) {
        let mut edges = [0_i32; 6];
        let mut count = 0;
        let mut carry = 0;
        for (word, &bits) in binary.row(y).iter().enumerate() {
            let mut changes = bits ^ (bits << 1 | carry);
            carry = bits >> 63;
            while changes != 0 {
                let x = word as i32 * 64 + changes.trailing_zeros() as i32;
                changes &= changes - 1;
                edges = [edges[1], edges[2], edges[3], edges[4], edges[5], x];
                count += 1;
                let [a, b, c, d, e, f] = edges;
                if count > 5 && f - a <= LONGEST && fits([b - a, c - b, d - c, e - d, f - e]) {
                    self.check(binary, i32::midpoint(c, d), y as i32, f - a);
                }
            }
        }
    }

    /// Checks a row's five runs, `total` pixels long around the pixel (x, y), in the other directions.
    fn check(&mut self, binary: &Binary, x: i32, y: i32, total: i32) {
        let inverted = !binary.is_dark(x as usize, y as usize);
        if self
            .near(Point::new(x as f32, y as f32), total as f32 / 7.0, inverted, 1.2)
            .is_some_and(|i| self.candidates[i].hits > 2)
        {
            return;
        }
        let Some(down) = across(binary, x, y, (0, 1), total / 2 + 1) else { return };
        if down.total > 3 * total || total > 3 * down.total {
            return;
        }
        let centre_y = y as f32 + 0.5 + down.shift;
        let Some(along) = across(binary, x, centre_y as i32, (1, 0), total / 2 + 1) else { return };
        let centre = Point::new(x as f32 + 0.5 + along.shift, centre_y);
        let module = (along.total + down.total) as f32 / 14.0;
        match self.near(centre, module, inverted, 2.0) {
            Some(known) => self.candidates[known].join(centre, module),
            None if diagonal(binary, x, centre_y as i32, total) => self.add(centre, module, inverted),
            None => {}
        }
    }

    /// A candidate of the same colours and about the same size within `modules` of its modules.
    fn near(&self, centre: Point, module: f32, inverted: bool, modules: f32) -> Option<usize> {
        // No candidate that is alike reaches further.
        let reach = modules * ALIKE * module;
        let (first, last) = (cell(centre, -reach), cell(centre, reach));
        for row in first.1..=last.1 {
            for column in first.0..=last.0.min(self.columns - 1) {
                let mut next = self.heads.get(row * self.columns + column).copied().unwrap_or(NONE);
                while let Some(candidate) = self.candidates.get(usize::from(next)) {
                    let alike = candidate.inverted == inverted && alike(candidate.module, module);
                    if alike && candidate.centre.distance(centre) < modules * candidate.module {
                        return Some(usize::from(next));
                    }
                    next = candidate.next;
                }
            }
        }
        None
    }

    fn add(&mut self, centre: Point, module: f32, inverted: bool) {
        if self.candidates.len() == MAX_CANDIDATES {
            return;
        }
        let (column, row) = cell(centre, 0.0);
        let head = &mut self.heads[row * self.columns + column];
        self.candidates.push(Candidate { centre, module, inverted, hits: 1, next: *head });
        *head = self.candidates.len() as u16 - 1;
    }

    /// Keeps the candidates whose grey levels fit, and joins them with those of the other levels.
    fn measure(&mut self, layer: &Layer<'_>, least: f32) {
        self.order.reset(MAX_MEASURED);
        for (i, candidate) in self.candidates.iter().enumerate() {
            self.order.add(f32::from(candidate.hits), i as u16);
        }
        for &i in self.order.iter() {
            let candidate = &self.candidates[usize::from(i)];
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

impl Candidate {
    /// Moves to the average of all rows that found it.
    fn join(&mut self, centre: Point, module: f32) {
        let old = f32::from(self.hits);
        let share = 1.0 / (old + 1.0);
        self.centre = (self.centre * old + centre) * share;
        self.module = (self.module * old + module) * share;
        self.hits = self.hits.saturating_add(1);
    }
}

fn diagonal(binary: &Binary, x: i32, y: i32, limit: i32) -> bool {
    across(binary, x, y, (1, 1), limit).is_some() || across(binary, x, y, (1, -1), limit).is_some()
}

/// Whether two sizes may be those of one pattern.
fn alike(a: f32, b: f32) -> bool {
    a < ALIKE * b && b < ALIKE * a
}

/// The column and the row of the cell of the place that is `off` to the right of another and below it.
fn cell(place: Point, off: f32) -> (usize, usize) {
    (((place.x + off) / CELL) as usize, ((place.y + off) / CELL) as usize)
}
