//! Where there are no vectors all is left to the loops for any machine.

use crate::binary::BLOCK;
use crate::picture::Picture;
use crate::point::Point;

pub(super) const fn pack(_row: &[u8], _thresholds: &[u8], _out: &mut [u64]) -> usize {
    0
}

pub(super) const fn extremes(_rows: [&[u8]; BLOCK], _low: &mut [u8], _high: &mut [u8]) -> usize {
    0
}

pub(super) const fn halve(_upper: &[u8], _lower: &[u8], _out: &mut [u8]) -> usize {
    0
}

pub(super) const fn blur_down(_rows: [&[u8]; 5], _out: &mut [u8]) -> usize {
    0
}

pub(super) const fn sharpen(_row: &[u8], _blurred: &[u8], _out: &mut [u8]) -> usize {
    0
}

pub(super) const fn luma(_pixels: &[u8], _red: usize, _out: &mut [u8]) -> usize {
    0
}

pub(super) const fn bilinear(_picture: &Picture<'_>, _xs: &[f32], _ys: &[f32], _out: &mut [f32]) -> usize {
    0
}

pub(super) const fn line(_picture: &Picture<'_>, _start: Point, _step: Point, _out: &mut [f32]) -> usize {
    0
}

pub(super) const fn add_above(_values: &[f32], _limits: &[f32], _totals: &mut [f32], _counts: &mut [f32]) -> usize {
    0
}

pub(super) const fn level(_values: &mut [f32], _thresholds: [&[f32]; 2], _halves: [&[f32]; 2], _below: f32) -> usize {
    0
}

pub(super) const fn multiply(_a: &[f32], _b: &[f32], _out: &mut [f32]) -> usize {
    0
}

pub(super) const fn dot(_a: &[f32], _b: &[f32], _sums: &mut [f32; 8]) -> usize {
    0
}

pub(super) const fn add_share(_share: f32, _values: &[f32], _sums: &mut [f32]) -> usize {
    0
}
