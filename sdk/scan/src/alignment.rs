//! Where a symbol's alignment patterns are: by the standard (ISO/IEC 18004, Annex E), and in the picture.
//!
//! A pattern is searched around its predicted place by how well 5 × 5 modules of dark ring, light ring and dark centre fit.
//! Work: a fixed number of samples for each search.

use crate::homography::{Homography, Point};
use crate::threshold::Contrast;

/// The coordinates, in modules, of the pattern centres along one side; empty for version 1.
pub(crate) fn positions(version: usize) -> Vec<usize> {
    if version < 2 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    let last = 4 * version + 10;
    // Version 32 is the standard's one exception to even spacing rounded up to an even number.
    let step = if version == 32 { 26 } else { (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2 };
    let rest = (0..count - 1).map(|i| last - i * step);
    rest.chain([6]).rev().collect()
}

/// The best place of the pattern that should be at module coordinates `centre`, within `radius` modules of where `map` puts it.
pub(crate) fn search(contrast: &Contrast<'_>, map: &Homography, centre: Point, radius: f64) -> Option<Point> {
    let pattern = Pattern { contrast, map };
    let coarse = pattern.best(centre, radius, 0.5)?;
    let fine = pattern.best(coarse, 0.5, 0.125)?;
    (pattern.fits(fine) >= 22).then(|| map.map(fine.x, fine.y)).flatten()
}

/// The share of the best score from which a place counts as equally good.
const NEARLY_BEST: f64 = 0.98;

/// The square of places around `centre`, `step` apart.
fn places(centre: Point, radius: f64, step: f64) -> impl Iterator<Item = Point> {
    let offsets = move || {
        let next = move |offset: &f64| Some(offset + step).filter(|&offset| offset <= radius);
        core::iter::successors(Some(-radius), next)
    };
    offsets().flat_map(move |dy| offsets().map(move |dx| Point { x: centre.x + dx, y: centre.y + dy }))
}

struct Pattern<'a> {
    contrast: &'a Contrast<'a>,
    map: &'a Homography,
}

impl Pattern<'_> {
    /// The middle of the best places: in a sharp picture many are equally good.
    fn best(&self, centre: Point, radius: f64, step: f64) -> Option<Point> {
        let scored: Vec<_> = places(centre, radius, step).map(|place| (self.score(place), place)).collect();
        let top = scored.iter().map(|(score, _)| *score).max_by(f64::total_cmp)?;
        let good = || scored.iter().filter(|(score, _)| *score >= top * NEARLY_BEST).map(|(_, place)| *place);
        let nearest = good().min_by(|p, q| p.distance(centre).total_cmp(&q.distance(centre)))?;
        let (count, x, y) = good()
            .filter(|place| place.distance(nearest) < 1.5)
            .fold((0.0, 0.0, 0.0), |(count, x, y), place| (count + 1.0, x + place.x, y + place.y));
        Some(Point { x: x / count, y: y / count })
    }

    /// Dark where dark is due minus dark where light is due.
    fn score(&self, centre: Point) -> f64 {
        self.samples(centre).map(|(value, sign)| value * sign).sum()
    }

    /// How many of the 25 modules have the colour that is due.
    fn fits(&self, centre: Point) -> usize {
        self.samples(centre).filter(|(value, sign)| value * sign > 0.0).count()
    }

    fn samples(&self, centre: Point) -> impl Iterator<Item = (f64, f64)> {
        (0..25u8).map(move |i| {
            let (column, row) = (i % 5, i / 5);
            let light = column.abs_diff(2).max(row.abs_diff(2)) == 1;
            let (dx, dy) = (f64::from(column) - 2.0, f64::from(row) - 2.0);
            let point = self.map.map(centre.x + dx, centre.y + dy);
            let value = point.and_then(|p| self.contrast.darkness(p)).unwrap_or(0.0);
            (value.clamp(-64.0, 64.0), if light { -1.0 } else { 1.0 })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_annex_e() {
        assert_eq!(positions(1), []);
        assert_eq!(positions(2), [6, 18]);
        assert_eq!(positions(7), [6, 22, 38]);
        assert_eq!(positions(14), [6, 26, 46, 66]);
        assert_eq!(positions(22), [6, 26, 50, 74, 98]);
        assert_eq!(positions(28), [6, 26, 50, 74, 98, 122]);
        assert_eq!(positions(32), [6, 34, 60, 86, 112, 138]);
        assert_eq!(positions(36), [6, 24, 50, 76, 102, 128, 154]);
        assert_eq!(positions(40), [6, 30, 58, 86, 114, 142, 170]);
    }
}
