//! Where each module of a symbol is in the picture: a homography, and what it misses at the nodes of a lattice, spread between
//! them bilinearly.
//!
//! The nodes are the alignment patterns at first; where paper is folded there may be more of them, evenly spaced.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::alignment::PATTERNS;
use crate::homography::Homography;
use crate::layout;
use crate::point::Point;

/// Modules between evenly spaced nodes, where that takes no more than the most.
const SPACING: usize = 4;
/// The most nodes along a side.
const MAX_NODES: usize = 13;

/// Modules along the side of the largest symbol, in whole pairs of vectors.
pub(crate) const MAX_WIDTH: usize = 184;

/// The place of every module.
pub(crate) struct Lattice {
    map: Homography,
    size: usize,
    count: usize,
    centres: [f32; MAX_NODES],
    /// What the map misses at each node, row by row.
    offsets: [Point; MAX_NODES * MAX_NODES],
    /// Which alignment patterns were seen.
    seen: [bool; PATTERNS],
}

impl Lattice {
    /// One whose map misses nothing, with nodes at these coordinates.
    pub(crate) fn new(map: Homography, size: usize, nodes: &[f32]) -> Self {
        let mut centres = [0.0; MAX_NODES];
        centres[..nodes.len()].copy_from_slice(nodes);
        let (offsets, seen) = ([Point::default(); MAX_NODES * MAX_NODES], [false; PATTERNS]);
        Self { map, size, count: nodes.len(), centres, offsets, seen }
    }

    /// Tells what the map misses at the node of an alignment pattern, and whether that was seen.
    pub(crate) fn set(&mut self, node: usize, offset: Point, seen: bool) {
        (self.offsets[node], self.seen[node]) = (offset, seen);
    }

    /// Calls `visit` with every row and the places of its modules, in x and in y, and a few more that make whole vectors.
    pub(crate) fn for_each_row(&self, mut visit: impl FnMut(usize, &[f32], &[f32])) {
        let cells: [(usize, f32); MAX_WIDTH] = core::array::from_fn(|i| self.cell(i as f32 + 0.5));
        let width = self.size.next_multiple_of(4);
        let (mut xs, mut ys) = ([0.0; MAX_WIDTH], [0.0; MAX_WIDTH]);
        let mut line = [Point::default(); MAX_NODES];
        for (y, &(row, below)) in cells.iter().enumerate().take(self.size) {
            for (i, offset) in line.iter_mut().enumerate().take(self.count) {
                let (upper, lower) = (self.offsets[row * self.count + i], self.offsets[(row + 1) * self.count + i]);
                *offset = upper + (lower - upper) * below;
            }
            self.map.map_row(y as f32 + 0.5, &mut xs[..width], &mut ys[..width]);
            for ((x, y), &(column, right)) in xs.iter_mut().zip(&mut ys).zip(&cells[..width]) {
                let offset = line[column] + (line[column + 1] - line[column]) * right;
                (*x, *y) = (*x + offset.x, *y + offset.y);
            }
            visit(y, &xs[..width], &ys[..width]);
        }
    }

    /// Modules along a side.
    pub(crate) const fn size(&self) -> usize {
        self.size
    }

    /// The outer corners: upper left, upper right, lower right, lower left.
    pub(crate) fn corners(&self) -> [Point; 4] {
        let far = self.size as f32;
        [(0.0, 0.0), (far, 0.0), (far, far), (0.0, far)].map(|(x, y)| self.place(Point::new(x, y)))
    }

    /// The places of the alignment patterns row by row, each with whether it was seen there.
    pub(crate) fn alignment(&self) -> impl Iterator<Item = (Point, bool)> {
        let (centres, count) = layout::alignment(((self.size - 17) / 4) as u8);
        let last = count.saturating_sub(1);
        // The finders stand in three of the corners.
        let nodes = (0..count * count).filter(move |node| ![0, last, last * count].contains(node));
        nodes.map(move |node| {
            let centre = |i: usize| f32::from(centres[i]) + 0.5;
            (self.place(Point::new(centre(node % count), centre(node / count))), self.seen[node])
        })
    }

    /// The place of one point in modules.
    pub(crate) fn place(&self, module: Point) -> Point {
        let ((column, right), (row, below)) = (self.cell(module.x), self.cell(module.y));
        let line = |row: usize| {
            let start = row * self.count + column;
            self.offsets[start] + (self.offsets[start + 1] - self.offsets[start]) * right
        };
        let upper = line(row);
        self.map.map(module) + upper + (line(row + 1) - upper) * below
    }

    /// The lattice's cell that a coordinate belongs to, and how far in it; a little beyond the outer ones.
    fn cell(&self, coordinate: f32) -> (usize, f32) {
        if self.count < 2 {
            return (0, 0.0);
        }
        let inner = &self.centres[1..self.count - 1];
        let i = inner.iter().take_while(|&&centre| coordinate > centre).count();
        (i, ((coordinate - self.centres[i]) / (self.centres[i + 1] - self.centres[i])).clamp(-0.3, 1.3))
    }
}

/// What moves the nodes of a lattice.
impl Lattice {
    /// Puts more nodes in place of the alignment patterns, at first without moving a module.
    pub(crate) fn divide(&mut self) {
        let (near, far) = (3.5, self.size as f32 - 3.5);
        let count = ((far - near) as usize / SPACING + 1).min(MAX_NODES);
        let centres = core::array::from_fn(|i| near + (far - near) * i as f32 / (count - 1) as f32);
        let mut offsets = [Point::default(); MAX_NODES * MAX_NODES];
        for (i, offset) in offsets.iter_mut().enumerate().take(count * count) {
            let module = Point::new(centres[i % count], centres[i / count]);
            *offset = self.place(module) - self.map.map(module);
        }
        (self.count, self.centres, self.offsets) = (count, centres, offsets);
    }

    /// How many nodes there are.
    pub(crate) const fn nodes(&self) -> usize {
        self.count * self.count
    }

    /// Moves a node, and with it the modules around.
    pub(crate) fn shift(&mut self, node: usize, shift: Point) {
        self.offsets[node] = self.offsets[node] + shift;
    }

    /// Where a node is in modules.
    pub(crate) fn module(&self, node: usize) -> Point {
        Point::new(self.centres[node % self.count], self.centres[node / self.count])
    }

    /// Modules between neighbouring nodes, which are evenly spaced.
    pub(crate) fn spacing(&self) -> f32 {
        self.centres[1] - self.centres[0]
    }

    /// The steps in pixels of one module to the right and one down at a node.
    pub(crate) fn steps(&self, node: usize) -> (Point, Point) {
        self.map.steps(self.module(node))
    }

    /// The share of a node's move that a module follows; beyond the outer nodes all follow.
    pub(crate) fn share(&self, node: usize, module: Point) -> f32 {
        let share = |at: f32, i: usize| {
            let off = (at.max(self.centres[0]).min(self.centres[self.count - 1]) - self.centres[i]).abs();
            (1.0 - off / self.spacing()).max(0.0)
        };
        share(module.x, node % self.count) * share(module.y, node / self.count)
    }

    /// From the middle of a node's neighbours to the node, in pixels.
    pub(crate) fn bend(&self, node: usize) -> Point {
        let (column, row, last) = (node % self.count, node / self.count, self.count - 1);
        let beside = [
            (column > 0).then(|| node - 1),
            (column < last).then(|| node + 1),
            (row > 0).then(|| node - self.count),
            (row < last).then(|| node + self.count),
        ];
        let (mut sum, mut count) = (Point::default(), 0.0);
        for other in beside.into_iter().flatten() {
            (sum, count) = (sum + self.offsets[other], count + 1.0);
        }
        self.offsets[node] - sum * (1.0 / count)
    }
}
