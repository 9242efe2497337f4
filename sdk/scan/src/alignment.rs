//! A pose and a version → where the alignment patterns are, and with them the lattice.
//!
//! The patterns are searched one after the other, each where those found around it predict it, the best supported first:
//! first by the parallelogram of three neighbours, else by going on from two, else from one. A homography is fitted to all, and
//! what remains at each pattern is left to the lattice, so that bent paper is followed as well. Work: at most 46 searches;
//! given up when few of the first are found.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::homography::{Homography, Pair};
use crate::lattice::Lattice;
use crate::layout::{self, MAX_ALIGNMENT};
use crate::pattern::{Matcher, Rings, Steps};
use crate::picture::Picture;
use crate::point::Point;
use crate::pose::Pose;

/// The most alignment patterns, with those that finders hide.
pub(crate) const PATTERNS: usize = MAX_ALIGNMENT * MAX_ALIGNMENT;
/// Correlation from which a pattern counts as found.
const FOUND: f32 = 0.5;
/// Of so many first searches a third must find something.
const PATIENCE: usize = 6;

/// What is known of one place of the lattice.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// From where the first map puts it to where it is, or is thought to be.
    offset: Point,
    /// 0 where nothing is known, up to 1 where it was seen.
    trust: f32,
    /// Where it was seen.
    seen: Option<Point>,
}

/// The search, while it goes on.
struct Search<'a> {
    picture: &'a Picture<'a>,
    matcher: &'a mut Matcher,
    map: Homography,
    inverted: bool,
    count: usize,
    centres: [f32; MAX_ALIGNMENT],
    nodes: [Node; PATTERNS],
    found: usize,
    searched: usize,
}

/// Searches the alignment patterns of `version`. `None` where too few are there.
pub(crate) fn find(picture: &Picture<'_>, matcher: &mut Matcher, pose: &Pose, version: u8) -> Option<Lattice> {
    let size = layout::size(version);
    let pairs = pose.pairs(size as f32);
    let (positions, count) = layout::alignment(version);
    let mut search = Search {
        picture,
        matcher,
        map: Homography::fit(&pairs)?,
        inverted: pose.inverted,
        count,
        centres: positions.map(|centre| f32::from(centre) + 0.5),
        nodes: [Node::default(); PATTERNS],
        found: 0,
        searched: 0,
    };
    search.run()?;
    search.finish(&pairs, size)
}

impl Search<'_> {
    fn run(&mut self) -> Option<()> {
        if self.count < 2 {
            return Some(());
        }
        let last = self.count - 1;
        for corner in [0, last, last * self.count] {
            self.nodes[corner].trust = 1.0;
        }
        while let Some((node, offset, reach)) = self.next() {
            if self.searched >= PATIENCE && 3 * self.found < self.searched {
                return None;
            }
            self.visit(node, offset, reach);
        }
        Some(())
    }

    /// The unknown node with the best support, where it should be, and how far around to search in half modules.
    fn next(&self) -> Option<(usize, Point, usize)> {
        let unknown = (0..self.count * self.count).filter(|&i| self.nodes[i].trust == 0.0);
        let (_, node, offset, reach) = unknown
            .map(|i| {
                let (support, offset, reach) = self.predict(i);
                (support, i, offset, reach)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        Some((node, offset, reach))
    }

    fn neighbour(&self, node: usize, right: i32, down: i32) -> Option<Node> {
        let side = self.count as i32;
        let (x, y) = (node as i32 % side + right, node as i32 / side + down);
        let inside = (0..side).contains(&x) && (0..side).contains(&y);
        inside.then(|| self.nodes[(y * side + x) as usize]).filter(|node| node.trust > 0.0)
    }

    /// How well a node's offset can be predicted, the offset, and how far it may be off in half modules.
    fn predict(&self, node: usize) -> (f32, Point, usize) {
        let (mut sum, mut weights, mut support, mut reach) = (Point::default(), 0.0, 0.0_f32, 8);
        let mut add = |offset: Point, weight: f32, strength: f32, within: usize| {
            sum = sum + offset * weight;
            weights += weight;
            let strength = strength * weight / (weight + 0.05);
            if strength > support {
                (support, reach) = (strength, within);
            }
        };
        for (dx, dy) in [(1, 1), (1, -1), (-1, 1), (-1, -1)] {
            let sides = (self.neighbour(node, dx, 0), self.neighbour(node, 0, dy), self.neighbour(node, dx, dy));
            if let (Some(a), Some(b), Some(c)) = sides {
                add(a.offset + b.offset - c.offset, a.trust * b.trust * c.trust, 4.0, 3);
            }
        }
        for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
            match (self.neighbour(node, dx, dy), self.neighbour(node, 2 * dx, 2 * dy)) {
                (Some(a), Some(b)) => add(a.offset * 2.0 - b.offset, 0.7 * a.trust * b.trust, 3.0, 4),
                (Some(a), None) => add(a.offset, 0.15 * a.trust, 2.0, 5),
                _ => {}
            }
        }
        if weights > 0.0 { (support + (weights / 4.0).min(0.9), sum * (1.0 / weights), reach) } else { (0.0, sum, 8) }
    }

    fn visit(&mut self, node: usize, offset: Point, reach: usize) {
        let module = self.module(node);
        let expected = self.map.map(module);
        if !self.picture.contains(expected + offset) {
            self.nodes[node] = Node { offset, trust: 0.02, seen: None };
            return;
        }
        let (right, down) = self.map.steps(module);
        let steps = Steps { right, down, inverted: self.inverted };
        let found = self.matcher.search(self.picture, Rings::Alignment, expected + offset, &steps, reach);
        self.searched += 1;
        self.nodes[node] = if found.score > FOUND {
            self.found += 1;
            Node { offset: found.place - expected, trust: found.score, seen: Some(found.place) }
        } else {
            Node { offset, trust: 0.05, seen: None }
        };
    }

    fn module(&self, node: usize) -> Point {
        Point::new(self.centres[node % self.count], self.centres[node / self.count])
    }

    /// Fits the map to all that was found, and keeps what it misses.
    fn finish(&self, corners: &[Pair; 4], size: usize) -> Option<Lattice> {
        let mut pairs = [Pair::default(); PATTERNS + 4];
        let [corner, right, below, far] = *corners;
        // Without other patterns the far corner counts as it is predicted.
        let doubt = if self.found > 2 { 0.0 } else { 1e-4 };
        let known = [corner, right, below].map(|pair| Pair { weight: 3.0, ..pair });
        pairs[..3].copy_from_slice(&known);
        pairs[3] = Pair { weight: doubt, ..far };
        let mut used = 4;
        for (i, node) in self.nodes.iter().enumerate().take(self.count * self.count) {
            if let Some(seen) = node.seen {
                pairs[used] = Pair::new(self.module(i), seen, node.trust);
                used += 1;
            }
        }
        let map = if self.found > 0 { Homography::fit(&pairs[..used])? } else { self.map };
        let mut lattice = Lattice::new(map, size, &self.centres[..self.count]);
        for node in 0..self.count * self.count {
            lattice.set(node, self.missed(&map, &known, node), self.nodes[node].seen.is_some());
        }
        Some(lattice)
    }

    /// What `map` misses at a node: as seen, or as at the nodes seen around it, the nearer the more.
    fn missed(&self, map: &Homography, corners: &[Pair; 3], node: usize) -> Point {
        if let Some(seen) = self.nodes[node].seen {
            return seen - map.map(self.module(node));
        }
        let last = self.count - 1;
        if let Some(corner) = [0, last, last * self.count].iter().position(|&corner| corner == node) {
            // The finder's centre is three modules away: most of what is missed there is missed here.
            return (corners[corner].pixel - map.map(corners[corner].module)) * 0.8;
        }
        let (mut sum, mut weights) = (Point::default(), 1e-6);
        for (i, other) in self.nodes.iter().enumerate().take(self.count * self.count) {
            if let Some(seen) = other.seen {
                let step = Point::new(
                    (i % self.count) as f32 - (node % self.count) as f32,
                    (i / self.count) as f32 - (node / self.count) as f32,
                );
                let weight = step.dot(step).powi(-2);
                sum = sum + (seen - map.map(self.module(i))) * weight;
                weights += weight;
            }
        }
        sum * (1.0 / weights)
    }
}
