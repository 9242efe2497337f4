//! A lattice that fits but for folds of the paper → the same with more nodes, each moved to where the modules around it stand
//! out most.
//!
//! Between a lattice's patterns a fold may move modules by half their size. Samples in the middles of modules differ more from
//! their mean than samples beside them: each node takes the step after which those around it differ most, and most in the way of
//! those modules whose colour is known. A cost for leaving the neighbours keeps it from the next module's middle. Work: at most
//! 169 nodes, each with 4 × 10 × 81 samples.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::lattice::Lattice;
use crate::picture::Picture;
use crate::point::Point;

/// How far a node is moved at a time, in modules.
const SWEEPS: [f32; 4] = [0.3, 0.3, 0.2, 0.1];
/// What it costs to be a module away from where the neighbours put a node.
const STIFFNESS: f32 = 1.0;
/// Samples on each side of a node.
const REACH: i32 = 4;
const MAX_SAMPLES: usize = (2 * REACH as usize + 1).pow(2);
/// The least mean difference that counts, in grey levels: below it all is noise.
const MIN_SPREAD: f32 = 4.0;

/// A module near a node.
#[derive(Debug, Clone, Copy, Default)]
struct Sample {
    place: Point,
    /// The share of the node's move that it follows.
    share: f32,
    /// 1 is known to be dark, −1 light, 0 is unknown.
    sign: f32,
}

/// What does not change while the nodes are moved.
struct View<'a> {
    picture: &'a Picture<'a>,
    known: &'a [i8],
    inverted: bool,
}

/// Refines `lattice`. `known` are the modules whose colour is known: 1 dark, −1 light, 0 unknown.
pub(crate) fn refine(picture: &Picture<'_>, lattice: &mut Lattice, known: &[i8], inverted: bool) {
    let view = View { picture, known, inverted };
    lattice.divide();
    for step in SWEEPS {
        for node in 0..lattice.nodes() {
            let shift = view.better(lattice, node, step);
            lattice.shift(node, shift);
        }
    }
}

impl View<'_> {
    /// The step, if any, after which the modules around a node stand out most.
    fn better(&self, lattice: &Lattice, node: usize, step: f32) -> Point {
        let mut samples = [Sample::default(); MAX_SAMPLES];
        let count = self.around(lattice, node, &mut samples);
        let samples = &samples[..count];
        let total: f32 = samples.iter().map(|sample| sample.share).sum();
        let mean = samples.iter().map(|sample| sample.share * self.darkness(sample.place)).sum::<f32>() / total;
        let spread = |shift: Point| {
            let one = |sample: &Sample| {
                let off = self.darkness(sample.place + shift * sample.share) - mean;
                sample.share * if sample.sign == 0.0 { off.abs() } else { sample.sign * off }
            };
            samples.iter().map(one).sum::<f32>() / total
        };
        let now = spread(Point::default());
        let (right, down) = lattice.steps(node);
        let (unit, bent) = (right.length().max(down.length()), lattice.bend(node));
        let cost = |shift: Point| {
            let off = (bent + shift).length() / unit;
            STIFFNESS * off * off * now.max(MIN_SPREAD)
        };
        let mut best = (now - cost(Point::default()), Point::default());
        for i in (0..9).filter(|&i| i != 4) {
            let shift = (right * (i % 3 - 1) as f32 + down * (i / 3 - 1) as f32) * step;
            let score = spread(shift) - cost(shift);
            if score > best.0 {
                best = (score, shift);
            }
        }
        best.1
    }

    /// The modules that follow a node's move; the first of `samples` and how many.
    fn around(&self, lattice: &Lattice, node: usize, samples: &mut [Sample; MAX_SAMPLES]) -> usize {
        let (centre, size) = (lattice.module(node), lattice.size());
        // Of wide meshes not every module is looked at.
        let stride = (lattice.spacing() / REACH as f32).max(1.0);
        let mut count = 0;
        for i in 0..MAX_SAMPLES as i32 {
            let side = 2 * REACH + 1;
            let away = Point::new((i % side - REACH) as f32, (i / side - REACH) as f32) * stride;
            let (x, y) = ((centre.x + away.x).floor(), (centre.y + away.y).floor());
            if x < 0.0 || y < 0.0 || x >= size as f32 || y >= size as f32 {
                continue;
            }
            let module = Point::new(x + 0.5, y + 0.5);
            let share = lattice.share(node, module);
            if share > 0.1 {
                let sign = f32::from(self.known[y as usize * size + x as usize]);
                samples[count] = Sample { place: lattice.place(module), share, sign };
                count += 1;
            }
        }
        count
    }

    fn darkness(&self, place: Point) -> f32 {
        let value = self.picture.at(place);
        if self.inverted { value } else { -value }
    }
}
