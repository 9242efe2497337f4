//! Random numbers from a seed (splitmix64), so that a film is the same each time. Never for keys or nonces.

/// A stream of random numbers.
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// From `low` up to, not including, `high`.
    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        let unit = (self.next() >> 40) as f32 / (1_u64 << 24) as f32;
        low + (high - low) * unit
    }

    /// A bell curve's number: mean 0, deviation 1.
    pub(super) fn bell(&mut self) -> f32 {
        (0..6).map(|_| self.between(-1.0, 1.0)).sum::<f32>() * 0.707
    }
}

const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Smooth texture in −1..1 over the plane, with grains one unit wide.
pub(super) fn grain(x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (fx, fy) = (ease(x - left), ease(y - top));
    let at = |dx: f32, dy: f32| {
        let (column, row) = ((left + dx) as i64 as u64, (top + dy) as i64 as u64);
        (mix(column.wrapping_mul(0x1_0001).wrapping_add(row << 32)) >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    };
    let upper = at(0.0, 0.0) + (at(1.0, 0.0) - at(0.0, 0.0)) * fx;
    let lower = at(0.0, 1.0) + (at(1.0, 1.0) - at(0.0, 1.0)) * fx;
    upper + (lower - upper) * fy
}

/// 0 below 0, 1 above 1, and smooth between.
pub(super) fn ease(t: f32) -> f32 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}
