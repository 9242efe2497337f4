//! Finders → sets of three that could be one symbol's, the likeliest first.
//!
//! The three must be of one polarity and about one size, the arms from the corner about equally long and not on a line.

use crate::finder::Finder;
use crate::ranking::Ranking;

/// The most sets that are kept.
pub(crate) const MAX_TRIPLES: usize = 48;
/// Modules between two finders of a symbol, with room for what perspective adds: version 1 has 14, version 40 has 170.
const SPAN: core::ops::Range<f32> = 9.0..230.0;

/// Three finders by their place in the symbol; seen in a mirror, right and below are exchanged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Triple {
    pub(crate) corner: Finder,
    pub(crate) right: Finder,
    pub(crate) below: Finder,
    /// The less the likelier.
    cost: f32,
}

impl Triple {
    pub(crate) const fn finders(&self) -> [Finder; 3] {
        [self.corner, self.right, self.below]
    }

    /// Pixels a module.
    pub(crate) fn module(&self) -> f32 {
        (self.corner.module + self.right.module + self.below.module) / 3.0
    }
}

/// Replaces `triples` by the likeliest of all that have a finder behind the first `known`. `least` is the sum of the three qualities
/// that is asked for.
pub(crate) fn all(finders: &[Finder], known: usize, least: f32, triples: &mut Ranking<Triple>) {
    triples.reset(MAX_TRIPLES);
    for (i, a) in finders.iter().enumerate() {
        for (j, b) in finders.iter().enumerate().skip(i + 1) {
            for triple in finders.iter().skip(known.max(j + 1)).filter_map(|c| triple([a, b, c], least)) {
                triples.add(-triple.cost, triple);
            }
        }
    }
}

fn triple([a, b, c]: [&Finder; 3], least: f32) -> Option<Triple> {
    if a.inverted != b.inverted || b.inverted != c.inverted {
        return None;
    }
    let small = a.module.min(b.module).min(c.module);
    let large = a.module.max(b.module).max(c.module);
    if large > 2.6 * small {
        return None;
    }
    let (corner, right, below) = order(a, b, c);
    let (to_right, to_below) = (right.centre - corner.centre, below.centre - corner.centre);
    let (across, down) = (to_right.length(), to_below.length());
    let slant = to_right.dot(to_below).abs() / (across * down);
    let span = (across + down) / (small + large);
    if slant > 0.6 || across > 2.2 * down || down > 2.2 * across || !SPAN.contains(&span) {
        return None;
    }
    let quality = a.quality + b.quality + c.quality;
    if quality < least {
        return None;
    }
    let cost = slant + (across / down).ln().abs() + (large / small).ln() - 0.4 * quality;
    Some(Triple { corner: *corner, right: *right, below: *below, cost })
}

/// The corner lies opposite the longest side; from the right arm to the lower one is clockwise.
fn order<'a>(a: &'a Finder, b: &'a Finder, c: &'a Finder) -> (&'a Finder, &'a Finder, &'a Finder) {
    let (ab, bc, ca) = (a.centre.distance(b.centre), b.centre.distance(c.centre), c.centre.distance(a.centre));
    let (corner, one, other) = if bc >= ab && bc >= ca {
        (a, b, c)
    } else if ca >= ab {
        (b, c, a)
    } else {
        (c, a, b)
    };
    let clockwise = (one.centre - corner.centre).cross(other.centre - corner.centre) > 0.0;
    if clockwise { (corner, one, other) } else { (corner, other, one) }
}
