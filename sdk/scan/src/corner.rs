//! Finders → triples that can be the three corners of one symbol, the likeliest first.
//!
//! Work: at most C(32, 3) cheap comparisons; at most [`MAX_TRIPLES`] triples come out. Never reads the picture while ranking.

use crate::finder::Finder;
use crate::homography::Point;
use crate::threshold::Contrast;

/// The most triples of one picture that are fitted.
pub(crate) const MAX_TRIPLES: usize = 24;

/// Three finders with the right angle first, then the end of the symbol's top row, then that of its left column.
#[derive(Clone, Copy)]
pub(crate) struct Corners {
    pub(crate) origin: Finder,
    pub(crate) right: Finder,
    pub(crate) below: Finder,
}

/// The likeliest triples of the picture.
pub(crate) fn triples(finders: &[Finder]) -> Vec<Corners> {
    let mut ranked = Vec::new();
    for (i, a) in finders.iter().enumerate() {
        for (j, b) in finders.iter().enumerate().skip(i + 1) {
            ranked.extend(finders.iter().skip(j + 1).filter_map(|c| arrange(a, b, c)));
        }
    }
    ranked.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    ranked.truncate(MAX_TRIPLES);
    ranked.into_iter().map(|(_, corners)| corners).collect()
}

/// Orders three finders and scores them: 0 is a perfect corner; `None` cannot be one.
fn arrange(first: &Finder, second: &Finder, third: &Finder) -> Option<(f64, Corners)> {
    let side = |p: &Finder, q: &Finder| p.centre.distance(q.centre);
    let turns = [(first, second, third), (second, third, first), (third, first, second)];
    let (origin, one, two) = turns.into_iter().max_by(|p, q| side(p.1, p.2).total_cmp(&side(q.1, q.2)))?;
    let (rows, columns) = (origin.centre.direction(one.centre), origin.centre.direction(two.centre));
    let cosine = rows.x.mul_add(columns.x, rows.y * columns.y).abs();
    let legs = (side(origin, one) / side(origin, two)).ln().abs();
    let sizes = [origin.module, one.module, two.module].map(f64::ln);
    let spread = sizes.iter().copied().fold(f64::MIN, f64::max) - sizes.iter().copied().fold(f64::MAX, f64::min);
    let modules = side(origin, one).max(side(origin, two)) / origin.module;
    let possible = spread < 0.8 && cosine < 0.6 && legs < 0.7 && (8.0..250.0).contains(&modules);
    let (right, below) = if rows.cross(columns) > 0.0 { (one, two) } else { (two, one) };
    let corners = Corners { origin: *origin, right: *right, below: *below };
    possible.then_some((cosine + legs + spread, corners))
}

/// A finder measured along the two axes of the symbol.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) centre: Point,
    /// Pixels a module along the symbol's rows and columns.
    pub(crate) across: f64,
    pub(crate) down: f64,
}

impl Measured {
    /// Finds the ring's outer edges along both axes, and the centre between them.
    pub(crate) fn new(contrast: &Contrast<'_>, finder: &Finder, axes: [Point; 2]) -> Option<Self> {
        let mut out = Self { centre: finder.centre, across: finder.module, down: finder.module };
        for _ in 0..2 {
            let (size, shift) = span(contrast, out.centre, axes[0], finder.module)?;
            (out.across, out.centre) = (size, out.centre.along(axes[0], shift));
            let (size, shift) = span(contrast, out.centre, axes[1], finder.module)?;
            (out.down, out.centre) = (size, out.centre.along(axes[1], shift));
        }
        Some(out)
    }

    /// The homogeneous weight of this point: a projective map shrinks areas by its third power.
    pub(crate) fn weight(&self) -> f64 {
        (self.across * self.down).max(f64::MIN_POSITIVE).powf(-1.0 / 3.0)
    }
}

/// The module size along `axis`, and how far the middle of the finder lies from `centre`.
fn span(contrast: &Contrast<'_>, centre: Point, axis: Point, module: f64) -> Option<(f64, f64)> {
    let back = Point { x: -axis.x, y: -axis.y };
    let ahead = outer_edge(contrast, centre, axis, module)?;
    let behind = outer_edge(contrast, centre, back, module)?;
    let size = (ahead + behind) / 7.0;
    (size < 2.0 * module && module < 2.0 * size).then_some((size, (ahead - behind) / 2.0))
}

/// The distance to the third change between dark and light, between pixels.
fn outer_edge(contrast: &Contrast<'_>, centre: Point, axis: Point, module: f64) -> Option<f64> {
    const STEP: f64 = 0.5;
    let mut previous = contrast.darkness(centre)?;
    let (mut length, mut changes) = (0.0, 0);
    while length < 8.0 * module {
        length += STEP;
        // Beyond the border of the picture everything counts as light.
        let value = contrast.darkness(centre.along(axis, length)).unwrap_or(-1.0);
        if (value > 0.0) != (previous > 0.0) {
            changes += 1;
            if changes == 3 {
                return Some(length - STEP * value / (value - previous));
            }
        }
        previous = value;
    }
    None
}
