//! Points of the symbol's plane → points of the picture: the plane projective map, fitted to four or more pairs.
//!
//! Least squares by normal equations on h33 = 1, with both planes moved and scaled for good conditioning; solved by Gauss with
//! pivots. Refuses pairs that fix no map.

#![expect(clippy::cast_precision_loss, reason = "modules are far below the limits of these types")]
#![expect(clippy::many_single_char_names, reason = "neighbours and coefficients by their usual letters")]

use crate::point::Point;

const UNKNOWNS: usize = 8;
type Row = [f64; UNKNOWNS + 1];

/// A place in modules, the place in pixels that belongs to it, and how much it counts.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pair {
    pub(crate) module: Point,
    pub(crate) pixel: Point,
    pub(crate) weight: f32,
}

impl Pair {
    pub(crate) const fn new(module: Point, pixel: Point, weight: f32) -> Self {
        Self { module, pixel, weight }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Homography([f32; UNKNOWNS]);

impl Homography {
    /// Fits the map that takes each pair's module to its pixel.
    pub(crate) fn fit(pairs: &[Pair]) -> Option<Self> {
        let origin = pairs.first()?.pixel;
        let scale = f64::from(pairs.iter().map(|pair| pair.module.x.max(pair.module.y)).fold(1.0, f32::max));
        let mut normal = [[0.0; UNKNOWNS + 1]; UNKNOWNS];
        for pair in pairs {
            let (u, v) = (f64::from(pair.module.x) / scale, f64::from(pair.module.y) / scale);
            let (x, y) = (f64::from(pair.pixel.x - origin.x), f64::from(pair.pixel.y - origin.y));
            let weight = f64::from(pair.weight);
            add(&mut normal, weight, &[u, v, 1.0, 0.0, 0.0, 0.0, -u * x, -v * x, x]);
            add(&mut normal, weight, &[0.0, 0.0, 0.0, u, v, 1.0, -u * y, -v * y, y]);
        }
        let [a, b, c, d, e, f, g, h] = solve(normal)?;
        let (x, y) = (f64::from(origin.x), f64::from(origin.y));
        let rows = [a + x * g, b + x * h, (c + x) * scale, d + y * g, e + y * h, (f + y) * scale, g, h];
        Some(Self(rows.map(|value| narrow(value / scale))))
    }

    /// The image of a place in modules. Behind the picture's horizon it is no number or far away.
    #[inline]
    pub(crate) fn map(&self, module: Point) -> Point {
        let [a, b, c, d, e, f, g, h] = self.0;
        let (u, v) = (module.x, module.y);
        let scale = 1.0 / (g * u + h * v + 1.0);
        Point::new((a * u + b * v + c) * scale, (d * u + e * v + f) * scale)
    }

    /// The images of the middles of a row's modules.
    pub(crate) fn map_row(&self, v: f32, xs: &mut [f32], ys: &mut [f32]) {
        let [a, b, c, d, e, f, g, h] = self.0;
        let (x, y, depth) = (b * v + c, e * v + f, h * v + 1.0);
        for (i, (out_x, out_y)) in xs.iter_mut().zip(ys).enumerate() {
            let u = i as f32 + 0.5;
            let scale = 1.0 / (g * u + depth);
            (*out_x, *out_y) = ((a * u + x) * scale, (d * u + y) * scale);
        }
    }

    /// The steps in pixels of one module to the right and one module down.
    pub(crate) fn steps(&self, module: Point) -> (Point, Point) {
        let step = |dx: f32, dy: f32| {
            let (dx, dy) = (dx * 0.5, dy * 0.5);
            self.map(Point::new(module.x + dx, module.y + dy)) - self.map(Point::new(module.x - dx, module.y - dy))
        };
        (step(1.0, 0.0), step(0.0, 1.0))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a map's coefficient needs no more digits")]
const fn narrow(value: f64) -> f32 {
    value as f32
}

fn add(normal: &mut [Row; UNKNOWNS], weight: f64, row: &Row) {
    for (line, &factor) in normal.iter_mut().zip(row) {
        line.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * factor * value);
    }
}

/// Gauss–Jordan with row pivots.
fn solve(mut rows: [Row; UNKNOWNS]) -> Option<[f64; UNKNOWNS]> {
    for column in 0..UNKNOWNS {
        let best = (column..UNKNOWNS).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        rows.swap(column, best);
        let pivot = rows[column];
        // A value that is no number has no size either.
        if !pivot[column].is_finite() || pivot[column].abs() < 1e-12 {
            return None;
        }
        let pivot = pivot.map(|x| x / pivot[column]);
        for (i, row) in rows.iter_mut().enumerate() {
            let factor = if i == column { 0.0 } else { row[column] };
            row.iter_mut().zip(&pivot).for_each(|(x, p)| *x -= factor * p);
        }
        rows[column] = pivot;
    }
    Some(rows.map(|row| row[UNKNOWNS]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(u: f32, v: f32, x: f32, y: f32) -> Pair {
        Pair::new(Point::new(u, v), Point::new(x, y), 1.0)
    }

    #[test]
    fn a_fitted_map_hits_its_points_and_the_perspective_between() {
        let pairs = [
            pair(0.0, 0.0, 100.0, 100.0),
            pair(10.0, 0.0, 300.0, 120.0),
            pair(0.0, 10.0, 90.0, 310.0),
            pair(10.0, 10.0, 260.0, 280.0),
        ];
        let map = Homography::fit(&pairs);
        for pair in pairs {
            assert!(map.is_some_and(|m| m.map(pair.module).distance(pair.pixel) < 1e-2));
        }
        // The diagonals of the square meet where those of the picture meet.
        let middle = map.map(|m| m.map(Point::new(5.0, 5.0)));
        assert!(middle.is_some_and(|p| {
            let one = Point::new(160.0, 180.0).cross(p - Point::new(100.0, 100.0));
            let two = Point::new(-210.0, 190.0).cross(p - Point::new(300.0, 120.0));
            one.abs() < 1.0 && two.abs() < 1.0
        }));
    }

    #[test]
    fn points_on_one_line_fix_no_map() {
        let line: Vec<_> = (0..4u8).map(|i| pair(f32::from(i), 0.0, f32::from(i), 0.0)).collect();
        assert!(Homography::fit(&line).is_none());
    }
}
