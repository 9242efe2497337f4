//! A finder pattern's three edges on the grey levels, with parts of a pixel: how well they fit, and how large a module is.
//!
//! From the pattern's centre outwards the edges stand at 1.5, 2.5 and 3.5 modules. The middle between the darkest and the
//! lightest value on the ray is the threshold, so that neither light nor blur moves opposite edges against each other.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::picture::Picture;
use crate::point::Point;

/// The most samples on one ray.
const MAX_SAMPLES: usize = 64;
/// Least difference of grey levels on a ray.
const MIN_CONTRAST: f32 = 6.0;

/// Where a pattern should be, in pixels of the picture looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) centre: Point,
    pub(crate) module: f32,
    pub(crate) inverted: bool,
}

/// A pattern measured along one axis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    /// Pixels a module along the axis.
    pub(crate) module: f32,
    /// From the centre assumed to the centre seen, in pixels along the axis.
    pub(crate) shift: f32,
}

/// Up to 4: one for each of four axes whose edges stand where they should. 0 where that is surely less than `least`, and where
/// neither side's axis does.
pub(crate) fn quality(picture: &Picture<'_>, place: &Place, least: f32) -> f32 {
    const DIAGONAL: f32 = core::f32::consts::FRAC_1_SQRT_2;
    let along = |x: f32, y: f32| axis_quality(picture, place, Point::new(x, y)).unwrap_or(0.0);
    // Most places were found by their sides and end here.
    let diagonals = along(DIAGONAL, DIAGONAL) + along(-DIAGONAL, DIAGONAL);
    if diagonals + 2.0 <= least {
        return 0.0;
    }
    let sides = along(1.0, 0.0) + along(0.0, 1.0);
    if sides < 0.3 { 0.0 } else { sides + diagonals }
}

fn axis_quality(picture: &Picture<'_>, place: &Place, direction: Point) -> Option<f32> {
    let ahead = ray(picture, place, place.centre, direction)?;
    let back = ray(picture, place, place.centre, direction * -1.0)?;
    let [inner, ring, outer] = [0, 1, 2].map(|i| ahead[i] + back[i]);
    let module = outer / 7.0;
    let (inner, ring) = ((inner / module - 3.0).abs(), (ring / module - 5.0).abs());
    let centred = (ahead[2] - back[2]).abs() < 0.25 * outer;
    (centred && inner < 1.3 && ring < 1.0).then_some(1.0 - 0.3 * (inner + ring))
}

/// Measures the pattern along `direction`, on three parallel lines.
pub(crate) fn axis(picture: &Picture<'_>, place: &Place, direction: Point) -> Option<Axis> {
    let side = Point::new(-direction.y, direction.x) * (0.6 * place.module);
    let mut sum = Axis { module: 0.0, shift: 0.0 };
    let mut count = 0.0;
    for offset in [-1.0, 0.0, 1.0] {
        if let Some(one) = line(picture, place, place.centre + side * offset, direction) {
            sum = Axis { module: sum.module + one.module, shift: sum.shift + one.shift };
            count += 1.0;
        }
    }
    (count > 0.0).then(|| Axis { module: sum.module / count, shift: sum.shift / count })
}

/// The module by the middles of both rings, 2 and 3 modules out: ink that has spread moves their two edges apart alike.
fn line(picture: &Picture<'_>, place: &Place, centre: Point, direction: Point) -> Option<Axis> {
    let ahead = ray(picture, place, centre, direction)?;
    let back = ray(picture, place, centre, direction * -1.0)?;
    let module = |[inner, ring, outer]: [f32; 3]| (1.5 * (ring + outer) + inner + ring) / 13.0;
    let (one, other) = (module(ahead), module(back));
    let alike = one < 1.7 * other && other < 1.7 * one;
    let shift = (ahead[1] + ahead[2] - back[1] - back[2]) / 4.0;
    alike.then_some(Axis { module: f32::midpoint(one, other), shift })
}

/// The distances of the three edges from `centre`.
fn ray(picture: &Picture<'_>, place: &Place, centre: Point, direction: Point) -> Option<[f32; 3]> {
    let step = (0.12 * place.module).max(0.5);
    let count = ((6.0 * place.module / step) as usize).clamp(8, MAX_SAMPLES - 1) | 3;
    let within = (3.4 * place.module / step) as usize;
    let sample = |from: usize, out: &mut [f32]| {
        let step = direction * step;
        picture.line(centre + step * from as f32, step, out);
        if place.inverted {
            for value in out {
                *value = -*value;
            }
        }
    };
    let mut values = [0.0; MAX_SAMPLES];
    // Most rays end here; whole vectors, as all lengths are.
    let (near, far) = values[..=count].split_at_mut((within | 3) + 1);
    sample(0, near);
    let (mut low, mut high) = (f32::MAX, f32::MIN);
    for &value in &near[..=within] {
        (low, high) = (low.min(value), high.max(value));
    }
    let threshold = f32::midpoint(low, high);
    if high - low < MIN_CONTRAST || near[0] > threshold {
        return None;
    }
    sample(near.len(), far);
    edges(values[..=count].iter().copied(), threshold, step, 0.3 * place.module)
}

/// The first three crossings of the threshold; two that are nearer than `least` are noise and cancel each other.
fn edges(mut values: impl Iterator<Item = f32>, threshold: f32, step: f32, least: f32) -> Option<[f32; 3]> {
    let mut edges = [0.0; 3];
    let mut count = 0;
    let mut last = values.next()?;
    for (i, value) in values.enumerate() {
        let before = core::mem::replace(&mut last, value);
        let rises = count % 2 == 0;
        if (value > threshold) != rises || (before > threshold) == rises {
            continue;
        }
        let place = (i as f32 + (threshold - before) / (value - before)) * step;
        let edge = if count > 0 { edges[count - 1] } else { 0.0 };
        if place - edge < least {
            count = count.saturating_sub(1);
            continue;
        }
        edges[count] = place;
        count += 1;
        if count == 3 {
            return Some(edges);
        }
    }
    None
}
