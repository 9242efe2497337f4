//! Dark and light pixels of one level → the places that look like finder patterns (ISO/IEC 18004, §6.3.3.1).
//!
//! Rows are searched for five runs in the pattern's proportions, dark or light; each is checked downwards, again along the row and
//! on a diagonal. What further rows show is added to what those before them showed. Work: the rows, and at most
//! [`MAX_CANDIDATES`] places.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]
#![expect(clippy::many_single_char_names, reason = "neighbours and coefficients by their usual letters")]

use crate::binary::Binary;
use crate::point::Point;
use crate::runs::{across, fits};

/// The most places that are told apart.
const MAX_CANDIDATES: usize = 1024;
/// How many times larger than another a pattern may be that is the same.
const ALIKE: f32 = 1.7;
/// Pixels along a side of the cells that tell which places are near.
const CELL: f32 = 24.0;
/// Pixels over a pattern's five runs: a larger one is found in the next level.
const LONGEST: i32 = 96;
const NONE: u16 = u16::MAX;

/// A place found by `hits` rows, in pixels of the level.
pub(crate) struct Candidate {
    pub(crate) centre: Point,
    pub(crate) module: f32,
    pub(crate) inverted: bool,
    pub(crate) hits: u16,
    next: u16,
}

/// The places of one level, and the memory to find them.
#[derive(Default)]
pub(crate) struct Places {
    pub(crate) candidates: Vec<Candidate>,
    /// The first candidate of each cell.
    heads: Vec<u16>,
    columns: usize,
}

/// Which rows are searched.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    pub(crate) first: usize,
    pub(crate) every: usize,
    /// Whether other rows of the same level were searched before.
    pub(crate) more: bool,
}

impl Places {
    /// Searches these rows.
    pub(crate) fn search(&mut self, binary: &Binary, rows: Rows) {
        if !rows.more {
            self.begin(binary);
        }
        for y in (rows.first..binary.height).step_by(rows.every) {
            self.search_row(binary, y);
        }
    }

    fn begin(&mut self, binary: &Binary) {
        self.candidates.clear();
        self.heads.clear();
        self.columns = binary.width / CELL as usize + 1;
        self.heads.resize(self.columns * (binary.height / CELL as usize + 1), NONE);
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
pub(crate) fn alike(a: f32, b: f32) -> bool {
    a < ALIKE * b && b < ALIKE * a
}

/// The column and the row of the cell of the place that is `off` to the right of another and below it.
fn cell(place: Point, off: f32) -> (usize, usize) {
    (((place.x + off) / CELL) as usize, ((place.y + off) / CELL) as usize)
}
