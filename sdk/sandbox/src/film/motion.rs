//! The hand: a time → where the phone is and how it is turned. Slow sway, small tremor, now and then a jolt.

use super::conditions::Setting;
use super::random::Random;

/// Where the phone is: millimetres right, down and away from its usual place, and turns in radians.
#[derive(Clone, Copy)]
pub(super) struct Pose {
    pub(super) place: [f32; 3],
    /// About the axes to the right, down, and away.
    pub(super) turn: [f32; 3],
}

/// One sine: how far, how often a second, from where.
struct Wave {
    reach: f32,
    often: f32,
    phase: f32,
}

/// A short shake of the whole hand around `time`.
struct Jolt {
    time: f32,
    reach: [f32; 2],
}

pub(super) struct Motion {
    lean: [f32; 3],
    waves: [Vec<Wave>; 6],
    jolts: Vec<Jolt>,
}

/// Reach of the sway on each axis: three places in millimetres, three turns in radians.
const SWAY: [f32; 6] = [3.0, 2.4, 6.0, 0.022, 0.026, 0.016];
/// How often the hand swings, and which part of the reach each swing has.
const SWINGS: [[f32; 2]; 3] = [[0.35, 1.0], [1.2, 0.25], [5.0, 0.025]];
/// Seconds from jolt to jolt.
const JOLT_EVERY: f32 = 1.6;

impl Motion {
    pub(super) fn new(setting: &Setting, seconds: f32, random: &mut Random) -> Self {
        let side = |random: &mut Random| if random.next() & 1 == 0 { 1.0 } else { -1.0 };
        let lean = [1.0, 1.0, 0.5].map(|share| setting.tilt * share * side(random) * random.between(0.6, 1.0));
        let waves = SWAY.map(|reach| {
            let swing = |[often, share]: [f32; 2]| Wave {
                reach: reach * share * setting.sway,
                often: often * random.between(0.8, 1.25),
                phase: random.between(0.0, core::f32::consts::TAU),
            };
            SWINGS.map(swing).into()
        });
        let jolts = (0..(seconds / JOLT_EVERY) as usize).map(|turn| Jolt {
            time: (turn as f32 + random.between(0.5, 1.2)) * JOLT_EVERY,
            reach: [(); 2].map(|()| setting.sway * side(random) * random.between(0.8, 2.4)),
        });
        Self { lean, waves, jolts: jolts.collect() }
    }

    pub(super) fn pose(&self, time: f32) -> Pose {
        let axis = |axis: usize| {
            let turn = |wave: &Wave| (wave.often * core::f32::consts::TAU * time + wave.phase).sin() * wave.reach;
            self.waves[axis].iter().map(turn).sum::<f32>()
        };
        let jolt = |side: usize| {
            let shake = |jolt: &Jolt| {
                let since = time - jolt.time;
                jolt.reach[side] * (-(since / 0.13).powi(2)).exp() * (since * 26.0).sin()
            };
            self.jolts.iter().map(shake).sum::<f32>()
        };
        // The phone is lifted into view at the start.
        let lift = (-time / 0.16).exp();
        Pose {
            place: [axis(0) + jolt(0), axis(1) + jolt(1) + 70.0 * lift, axis(2)],
            turn: [self.lean[0] + axis(3) - 0.2 * lift, self.lean[1] + axis(4), self.lean[2] + axis(5) + 0.15 * lift],
        }
    }
}
