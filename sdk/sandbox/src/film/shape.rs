//! Shapes as distances: a point → how far it is outside (negative: inside) a shape, in the units of the drawing.

/// A point or a direction.
pub(super) type Point = [f32; 2];

/// A rectangle with round corners, from its middle and half its width and height.
pub(super) fn rounded(p: Point, middle: Point, half: Point, radius: f32) -> f32 {
    let x = (p[0] - middle[0]).abs() - half[0] + radius;
    let y = (p[1] - middle[1]).abs() - half[1] + radius;
    x.max(0.0).hypot(y.max(0.0)) + x.max(y).min(0.0) - radius
}

/// A tapering rod with round ends: from `a` with radius `ra` to `b` with radius `rb`.
pub(super) fn rod(p: Point, (a, ra): (Point, f32), (b, rb): (Point, f32)) -> f32 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy).max(1e-6);
    let along = along.clamp(0.0, 1.0);
    (p[0] - a[0] - dx * along).hypot(p[1] - a[1] - dy * along) - (ra + (rb - ra) * along)
}

/// A turned ellipse; `turn` is the direction of its first half-axis, in radians. Near enough at its edge.
pub(super) fn ellipse(p: Point, middle: Point, half: Point, turn: f32) -> f32 {
    let (sin, cos) = turn.sin_cos();
    let (dx, dy) = (p[0] - middle[0], p[1] - middle[1]);
    let (x, y) = ((dx * cos + dy * sin) / half[0], (dy * cos - dx * sin) / half[1]);
    (x.hypot(y) - 1.0) * half[0].min(half[1])
}

/// Two shapes melted into one over the width `soft`.
pub(super) fn melt(a: f32, b: f32, soft: f32) -> f32 {
    let share = (0.5 + 0.5 * (b - a) / soft).clamp(0.0, 1.0);
    b + (a - b) * share - soft * share * (1.0 - share)
}
