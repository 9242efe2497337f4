//! Blur: a block of light → the same block through a soft lens. Two box means each way make a tent; for a small blur one does.

use super::light::{Light, add};

/// Blurs `pixels`, rows of `width`, by boxes `2 * radius + 1` wide; the radius may be a fraction of a pixel.
pub(super) fn blur(pixels: &mut [Light], width: usize, radius: f32) {
    if radius < 0.05 || width == 0 {
        return;
    }
    let rounds = if radius < 0.6 { 1 } else { 2 };
    let mut line = Vec::with_capacity(width);
    for row in pixels.chunks_exact_mut(width) {
        for _ in 0..rounds {
            line.clear();
            line.extend_from_slice(row);
            along(&line, row, radius);
        }
    }
    for _ in 0..rounds {
        let source = pixels.to_vec();
        down(&source, pixels, width, radius);
    }
}

/// Box mean of one row.
fn along(source: &[Light], target: &mut [Light], radius: f32) {
    let (whole, part) = (radius as isize, radius.fract());
    let share = 1.0 / (2.0 * radius + 1.0);
    let last = source.len() as isize - 1;
    let at = |x: isize| source[x.clamp(0, last) as usize];
    let mut sum = (-whole..=whole).fold([0.0; 4], |sum, x| add(sum, at(x), 1.0));
    for (x, out) in target.iter_mut().enumerate() {
        let x = x as isize;
        let ends = add(at(x - whole - 1), at(x + whole + 1), 1.0);
        *out = add(sum, ends, part).map(|light| light * share);
        sum = add(add(sum, at(x + whole + 1), 1.0), at(x - whole), -1.0);
    }
}

/// Box mean of all columns at once, so that memory is read in order.
fn down(source: &[Light], target: &mut [Light], width: usize, radius: f32) {
    let (whole, part) = (radius as isize, radius.fract());
    let share = 1.0 / (2.0 * radius + 1.0);
    let last = (source.len() / width) as isize - 1;
    let row = |y: isize| &source[y.clamp(0, last) as usize * width..][..width];
    let mut sum = vec![[0.0; 4]; width];
    for y in -whole..=whole {
        sum.iter_mut().zip(row(y)).for_each(|(sum, light)| *sum = add(*sum, *light, 1.0));
    }
    for (y, out) in target.chunks_exact_mut(width).enumerate() {
        let y = y as isize;
        let (before, after, gone) = (row(y - whole - 1), row(y + whole + 1), row(y - whole));
        for (x, out) in out.iter_mut().enumerate() {
            let ends = add(before[x], after[x], 1.0);
            *out = add(sum[x], ends, part).map(|light| light * share);
            sum[x] = add(add(sum[x], after[x], 1.0), gone[x], -1.0);
        }
    }
}
