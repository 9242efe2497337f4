//! Two finders → the third of their symbol, where blur or glare keeps it from being found.
//!
//! The two may be neighbours, then the third stands square to one end of their line, or opposite each other, then it stands square
//! to its middle: six places, around which the pattern is searched: near them, or wide and in three sizes. Work: at most
//! [`MAX_PAIRS`] pairs.

#![expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few half modules")]

use crate::finder::Finder;
use crate::layers::{Layer, Layers};
use crate::pattern::{Matcher, Rings, Steps};
use crate::point::Point;
use crate::search::MODULE;

/// The most pairs that are completed.
const MAX_PAIRS: usize = 3;
/// Correlation from which a third counts.
const FOUND: f32 = 0.6;
/// Modules between two finders.
const SPAN: core::ops::Range<f32> = 14.0..250.0;
/// What a finder found like this is worth.
const QUALITY: f32 = 2.5;
/// Finders among which pairs are made.
const CANDIDATES: usize = 8;

/// For which pairs a third is searched, and where.
pub(crate) struct Reach {
    /// The least sum of a pair's qualities.
    pair: f32,
    /// How far from its place, in half modules of the pair.
    halves: f32,
    /// How large its modules may be, in those of the pair: a tilted symbol's third is nearer or farther away than the two.
    sizes: &'static [f32],
    /// A place so many modules outside the picture is searched from the picture's edge.
    outside: f32,
}

impl Reach {
    pub(crate) const NEAR: Self = Self { pair: 6.0, halves: 24.0, sizes: &[1.0], outside: 0.0 };
    pub(crate) const WIDE: Self = Self { pair: 5.5, halves: 40.0, sizes: &[1.0, 0.8, 1.25], outside: 16.0 };
}

/// Adds the third finders of the likeliest pairs to `found`.
pub(crate) fn complete(layers: &Layers<'_>, matcher: &mut Matcher, found: &mut Vec<Finder>, reach: &Reach) {
    let known = found.len().min(CANDIDATES);
    let mut pairs = 0;
    for i in 0..known {
        for j in i + 1..known {
            let (a, b) = (found[i], found[j]);
            let span = a.centre.distance(b.centre) * 2.0 / (a.module + b.module);
            if a.is_like(&b) && a.quality + b.quality > reach.pair && SPAN.contains(&span) && pairs < MAX_PAIRS {
                pairs += 1;
                let module = f32::midpoint(a.module, b.module);
                let Some(layer) = layers.for_length(module, MODULE) else { return };
                found.extend(third(layer, matcher, [&a, &b], module, reach));
            }
        }
    }
}

/// The best of the six places, if the pattern is there.
fn third(layer: &Layer<'_>, matcher: &mut Matcher, [a, b]: [&Finder; 2], module: f32, reach: &Reach) -> Option<Finder> {
    let side = b.centre - a.centre;
    let across = Point::new(-side.y, side.x);
    let middle = (a.centre + b.centre) * 0.5;
    // The sides of a symbol whose diagonal the pair is are turned by half a right angle.
    let places = [
        (a.centre + across, side),
        (a.centre - across, side),
        (b.centre + across, side),
        (b.centre - across, side),
        (middle + across * 0.5, side + across),
        (middle - across * 0.5, side + across),
    ];
    let mut best = (FOUND, None);
    for (place, along) in places {
        let expected = layer.in_level(place);
        let inside = layer.sharp.nearest(expected);
        if inside.distance(expected) * layer.scale > reach.outside * module {
            continue;
        }
        for &size in reach.sizes {
            let right = along.unit() * (module * size / layer.scale);
            let steps = Steps { right, down: Point::new(-right.y, right.x), inverted: a.inverted };
            let found = matcher.search(&layer.sharp, Rings::Finder, inside, &steps, (reach.halves / size) as usize);
            if found.score > best.0 {
                let centre = layer.in_frame(found.place);
                let finder = Finder { centre, module: module * size, inverted: a.inverted, quality: QUALITY };
                best = (found.score, Some(finder));
            }
        }
    }
    best.1
}
