//! What the worst frames that pass the cap of finders cost: `cargo run --release -p ikd-scan --example worst_case`.
//!
//! Draws 32 finders (rows, or random places), with and without stripes that look like timing patterns, and prints the longest
//! time of one camera frame. It is a measure, not a test: the budget itself is counted in work, and tested so.

use std::error::Error;
use std::time::Instant;

use ikd_scan::{Frame, Scanner};

const SEEDS: u64 = 40;
const FINDER: [u8; 7] = [0x7f, 0x41, 0x5d, 0x5d, 0x5d, 0x41, 0x7f];

/// What lies between the finders.
#[derive(Debug, Clone, Copy)]
enum Ground {
    Light,
    Stripes,
}

fn random(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 40).unwrap_or_default()
}

fn draw(width: usize, height: usize, ground: Ground, seed: u64) -> Vec<u8> {
    let mut state = seed;
    let dark = |x: usize, y: usize| matches!(ground, Ground::Stripes) && (x / 3 + y / 3).is_multiple_of(2);
    let mut luma: Vec<u8> = (0..width * height).map(|i| if dark(i % width, i / width) { 20 } else { 235 }).collect();
    for i in 0..32 {
        let shift = if seed == 0 { (0, 0) } else { (random(&mut state) % 30, random(&mut state) % 30) };
        let (left, top) = (10 + i % 8 * (width - 40) / 8 + shift.0, 10 + i / 8 * (height - 40) / 4 + shift.1);
        for (y, x) in (0..33_usize).flat_map(|y| (0..33_usize).map(move |x| (y, x))) {
            let (column, row) = ((x / 3).wrapping_sub(2), (y / 3).wrapping_sub(2));
            let dark = FINDER.get(row).is_some_and(|bits| column < 7 && bits >> column & 1 == 1);
            if let Some(pixel) = luma.get_mut((top + y) * width + left + x) {
                *pixel = if dark { 20 } else { 235 };
            }
        }
    }
    luma
}

fn main() -> Result<(), Box<dyn Error>> {
    for (width, height) in [(640, 480), (1280, 720), (1920, 1080)] {
        for ground in [Ground::Light, Ground::Stripes] {
            let (mut worst, mut over_budget) = (0.0_f64, 0);
            for seed in 0..SEEDS {
                let luma = draw(width, height, ground, seed);
                let frame = Frame::new(&luma, width, height)?;
                let start = Instant::now();
                over_budget += usize::from(Scanner::new().find(&frame).is_err());
                worst = worst.max(start.elapsed().as_secs_f64() * 1e3);
            }
            println!("{width}x{height}, {ground:?}: worst of {SEEDS} frames {worst:.1} ms, {over_budget} over budget");
        }
    }
    Ok(())
}
