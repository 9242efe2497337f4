//! The sensor: light → a picture, with exposure that settles, a soft shoulder for highlights, and noise.

use super::Size;
use super::conditions::Setting;
use super::light::Light;
use super::picture::Picture;
use super::random::Random;

pub(super) struct Sensor {
    size: Size,
    /// Linear light, [`STEPS`] of it up to [`BRIGHTEST`] → 0 to 255.
    tone: Vec<f32>,
    noise: Vec<f32>,
}

const STEPS: usize = 8192;
const BRIGHTEST: f32 = 2.0;
const NOISES: usize = 1 << 16;

impl Sensor {
    pub(super) fn new(size: Size, setting: &Setting, random: &mut Random) -> Self {
        let tone = (0..STEPS).map(|step| tone(step as f32 / STEPS as f32 * BRIGHTEST)).collect();
        let raw: Vec<f32> = (0..=NOISES).map(|_| random.bell() * setting.noise).collect();
        // Neighbours share some noise, as they do after a camera has made colours of its red, green and blue dots.
        let noise = raw.windows(2).map(|pair| pair[0] * 0.85 + pair[1] * 0.5).collect();
        Self { size, tone, noise }
    }

    /// The picture that the light of `scene` makes; `index` chooses the noise.
    pub(super) fn develop(&self, scene: &[Light], index: usize, time: f32) -> Picture {
        let (width, height) = (self.size.width(), self.size.height());
        let gain = 1.0 + 0.6 * (-time / 0.3).exp();
        let mut random = Random::new(index as u64 + 1);
        let mut y = vec![0; width * height];
        let mut u = Vec::with_capacity(width * height / 4);
        let mut v = Vec::with_capacity(width * height / 4);
        for (rows, light) in y.chunks_exact_mut(width * 2).zip(scene.chunks_exact(width * 2)) {
            let (upper, lower) = rows.split_at_mut(width);
            let (above, below) = light.split_at(width);
            let mut colours = vec![[0.0; 2]; width / 2];
            self.row(above, upper, &mut colours, (gain, random.next()));
            self.row(below, lower, &mut colours, (gain, random.next()));
            let seed = random.next() as usize;
            for (x, colour) in colours.iter().enumerate() {
                let noise = |off: usize| self.noise[(seed + off + x) % NOISES] * 2.0;
                u.push((colour[0] * 0.25 + 128.5 + noise(0) * 0.4) as u8);
                v.push((colour[1] * 0.25 + 128.5 + noise(9000) * 0.4) as u8);
            }
        }
        Picture { size: self.size, y, u, v }
    }

    /// Brightness of one row into `out`; its blue and red differences are added to `colours`, two pixels each.
    fn row(&self, light: &[Light], out: &mut [u8], colours: &mut [[f32; 2]], (gain, seed): (f32, u64)) {
        let step = gain * STEPS as f32 / BRIGHTEST;
        let value = |light: f32| self.tone[((light * step) as usize).min(STEPS - 1)];
        let pairs = light.chunks_exact(2).zip(out.chunks_exact_mut(2)).zip(colours);
        for (x, ((light, out), colour)) in pairs.enumerate() {
            for (side, (light, out)) in light.iter().zip(out).enumerate() {
                let [r, g, b] = [value(light[0]), value(light[1]), value(light[2])];
                let bright = 0.299 * r + 0.587 * g + 0.114 * b;
                let noise = self.noise[(seed as usize).wrapping_add(2 * x + side) % NOISES];
                *out = (bright + noise * (1.2 - bright * 0.003) + 0.5) as u8;
                colour[0] += (b - bright) * 0.564;
                colour[1] += (r - bright) * 0.713;
            }
        }
    }
}

/// Linear light → 0 to 255, straight to three quarters and then ever slower, on the sRGB curve.
fn tone(light: f32) -> f32 {
    let knee = 0.75;
    let soft = if light < knee { light } else { 1.0 - (1.0 - knee) * ((knee - light) / (1.0 - knee)).exp() };
    let value = if soft <= 0.003_130_8 { soft * 12.92 } else { 1.055 * soft.powf(1.0 / 2.4) - 0.055 };
    value * 255.0
}
