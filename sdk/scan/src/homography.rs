//! Points of the symbol's plane ↔ points of the picture: the plane projective map, fitted to four or more pairs.
//!
//! Least squares by normal equations on h33 = 1, solved by Gauss with pivots. Refuses pairs that fix no map.

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Point {
    pub(crate) fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point `length` away in the direction of the unit vector `direction`.
    pub(crate) fn along(self, direction: Self, length: f64) -> Self {
        Self { x: self.x + direction.x * length, y: self.y + direction.y * length }
    }

    /// The unit vector from here to `other`.
    pub(crate) fn direction(self, other: Self) -> Self {
        let length = self.distance(other).max(f64::MIN_POSITIVE);
        Self { x: (other.x - self.x) / length, y: (other.y - self.y) / length }
    }

    pub(crate) fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }
}

const UNKNOWNS: usize = 8;
type Row = [f64; UNKNOWNS + 1];

#[derive(Debug, Clone, Copy)]
pub(crate) struct Homography([f64; UNKNOWNS]);

impl Homography {
    #[expect(clippy::many_single_char_names, reason = "the coefficients' usual names")]
    /// Fits the map that takes each first point to its second; `scale` is the size of the first plane, for good conditioning.
    pub(crate) fn fit(pairs: &[(Point, Point)], scale: f64) -> Option<Self> {
        let mut normal = [[0.0; UNKNOWNS + 1]; UNKNOWNS];
        for &(from, to) in pairs {
            let (u, v) = (from.x / scale, from.y / scale);
            add(&mut normal, &[u, v, 1.0, 0.0, 0.0, 0.0, -u * to.x, -v * to.x, to.x]);
            add(&mut normal, &[0.0, 0.0, 0.0, u, v, 1.0, -u * to.y, -v * to.y, to.y]);
        }
        let [a, b, c, d, e, f, g, h] = solve(normal)?;
        Some(Self([a / scale, b / scale, c, d / scale, e / scale, f, g / scale, h / scale]))
    }

    #[expect(clippy::many_single_char_names, reason = "the coefficients' usual names")]
    /// The image of (u, v); `None` where the map has no finite image.
    pub(crate) fn map(&self, u: f64, v: f64) -> Option<Point> {
        let [a, b, c, d, e, f, g, h] = self.0;
        let den = g * u + h * v + 1.0;
        (den > 1e-6).then(|| Point { x: (a * u + b * v + c) / den, y: (d * u + e * v + f) / den })
    }
}

fn add(normal: &mut [Row; UNKNOWNS], row: &Row) {
    for (line, &weight) in normal.iter_mut().zip(row) {
        line.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
    }
}

/// Gauss–Jordan with row pivots.
fn solve(mut rows: [Row; UNKNOWNS]) -> Option<[f64; UNKNOWNS]> {
    for column in 0..UNKNOWNS {
        let value = |row: &Row| row.get(column).copied().unwrap_or(0.0);
        let best = (column..UNKNOWNS).max_by(|&a, &b| {
            let size = |i: usize| rows.get(i).map_or(0.0, |row| value(row).abs());
            size(a).total_cmp(&size(b))
        })?;
        rows.swap(column, best);
        let pivot = *rows.get(column)?;
        // A value that is no number has no size either.
        if !value(&pivot).is_finite() || value(&pivot).abs() < 1e-12 {
            return None;
        }
        let pivot = pivot.map(|x| x / value(&pivot));
        for (i, row) in rows.iter_mut().enumerate() {
            let factor = if i == column { 0.0 } else { value(row) };
            row.iter_mut().zip(&pivot).for_each(|(x, p)| *x -= factor * p);
        }
        *rows.get_mut(column)? = pivot;
    }
    Some(rows.map(|row| row.last().copied().unwrap_or(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn a_fitted_map_hits_its_points_and_the_perspective_between() {
        let pairs = [
            (at(0.0, 0.0), at(100.0, 100.0)),
            (at(10.0, 0.0), at(300.0, 120.0)),
            (at(0.0, 10.0), at(90.0, 310.0)),
            (at(10.0, 10.0), at(260.0, 280.0)),
        ];
        let map = Homography::fit(&pairs, 10.0);
        for (from, to) in pairs {
            let hit = map.and_then(|m| m.map(from.x, from.y));
            assert!(hit.is_some_and(|p| p.distance(to) < 1e-6));
        }
        // The diagonals of the square meet where those of the picture meet.
        let middle = map.and_then(|m| m.map(5.0, 5.0));
        assert!(middle.is_some_and(|p| {
            let one = at(160.0, 180.0).cross(at(p.x - 100.0, p.y - 100.0));
            let two = at(-210.0, 190.0).cross(at(p.x - 300.0, p.y - 120.0));
            one.abs() < 1e-3 && two.abs() < 1e-3
        }));
    }

    #[test]
    fn points_on_one_line_fix_no_map() {
        let line: Vec<_> = (0..4).map(|i| (at(f64::from(i), 0.0), at(f64::from(i), 0.0))).collect();
        assert!(Homography::fit(&line, 1.0).is_none());
    }
}
