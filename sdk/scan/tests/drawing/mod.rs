//! Frames drawn by code: symbols, finder patterns, noise.
#![allow(dead_code, reason = "each test file uses its own part")]

use ikd_scan::{Frame, Level, Symbol};
use qrcodegen::{QrCode, QrCodeEcc, Version};

/// Modules of a square symbol; true is dark.
pub struct Square {
    pub size: usize,
    pub dark: Vec<bool>,
}

impl Square {
    pub fn of_text(text: &str, level: Level) -> Self {
        let symbol = Symbol::encode(text, level).expect("the text fits");
        Self { size: symbol.size(), dark: symbol.modules().iter().map(|&m| m == 1).collect() }
    }

    pub fn of_code(code: &QrCode) -> Self {
        let size = code.size();
        let dark = (0..size * size).map(|i| code.get_module(i % size, i / size)).collect();
        Self { size: size as usize, dark }
    }

    /// A version 2-L symbol whose data are these bits, filled up with zeros.
    pub fn of_bits(bits: &[(u32, usize)]) -> Self {
        let flat: Vec<u8> =
            bits.iter().flat_map(|&(value, count)| (0..count).rev().map(move |i| (value >> i & 1) as u8)).collect();
        let mut data: Vec<u8> =
            flat.chunks(8).map(|byte| byte.iter().enumerate().map(|(i, bit)| bit << (7 - i)).sum()).collect();
        data.resize(34, 0);
        Self::of_code(&QrCode::encode_codewords(Version::new(2), QrCodeEcc::Low, &data, None))
    }

    /// One finder pattern.
    pub fn finder() -> Self {
        let ring = |i: usize| (i % 7).abs_diff(3).max((i / 7).abs_diff(3));
        Self { size: 7, dark: (0..49).map(|i| ring(i) != 2).collect() }
    }

    pub fn mirrored(&self) -> Self {
        let dark = (0..self.dark.len())
            .map(|i| self.dark[i / self.size * self.size + self.size - 1 - i % self.size])
            .collect();
        Self { size: self.size, dark }
    }

    pub fn flip(&mut self, x: usize, y: usize) {
        self.dark[y * self.size + x] ^= true;
    }
}

/// A light picture to draw on.
#[derive(Clone)]
pub struct Canvas {
    pub luma: Vec<u8>,
    pub width: usize,
    pub height: usize,
}

impl Canvas {
    pub fn new(width: usize, height: usize) -> Self {
        Self { luma: vec![230; width * height], width, height }
    }

    pub fn frame(&self) -> Frame<'_> {
        Frame::new(&self.luma, self.width, self.height).expect("the lengths agree")
    }

    /// Just large enough for `square` with a quiet zone of four modules.
    pub fn around(square: &Square, pixels: usize) -> Self {
        let side = (square.size + 8) * pixels;
        let mut canvas = Self::new(side, side);
        canvas.draw(square, 4 * pixels, 4 * pixels, pixels);
        canvas
    }

    pub fn draw(&mut self, square: &Square, left: usize, top: usize, pixels: usize) {
        for y in 0..square.size * pixels {
            for x in 0..square.size * pixels {
                if let Some(pixel) = self.luma.get_mut((top + y) * self.width + left + x) {
                    *pixel = if square.dark[y / pixels * square.size + x / pixels] { 25 } else { 230 };
                }
            }
        }
    }

    /// Draws `square` turned and scaled: `pixels` a module, `turn` in radians, with its middle in the middle.
    pub fn draw_turned(&mut self, square: &Square, pixels: f64, turn: f64) {
        self.draw_tilted(square, pixels, turn, 0.0);
    }

    /// Like [`Canvas::draw_turned`], and tilted away to the right: `tilt` is the share by which modules shrink a width away.
    pub fn draw_tilted(&mut self, square: &Square, pixels: f64, turn: f64, tilt: f64) {
        self.draw_bent(square, (pixels, turn, tilt), |_, _| (0.0, 0.0));
    }

    /// Draws `square` on cloth in folds: waves that move modules by up to `depth` of them.
    pub fn draw_folded(&mut self, square: &Square, pixels: f64, turn: f64, depth: f64) {
        let wave = |along: f64| depth * along.sin();
        self.draw_bent(square, (pixels, turn, 0.0), |u, v| (wave((u + 2.0 * v) / 6.0), wave((2.0 * u - v) / 7.0)));
    }

    fn draw_bent(
        &mut self,
        square: &Square,
        (pixels, turn, tilt): (f64, f64, f64),
        bend: impl Fn(f64, f64) -> (f64, f64),
    ) {
        let (sin, cos) = turn.sin_cos();
        let (middle_x, middle_y) = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        for (i, pixel) in self.luma.iter_mut().enumerate() {
            // Four by four samples a pixel, as a camera's pixel has an area.
            let samples = (0..16).filter(|s| {
                let x = (i % self.width) as f64 + f64::from(s % 4) / 4.0 + 0.125 - middle_x;
                let y = (i / self.width) as f64 + f64::from(s / 4) / 4.0 + 0.125 - middle_y;
                let depth = pixels * (1.0 - tilt * x / self.width as f64);
                let (x, y) = (x / depth, y / depth);
                let u = x * cos + y * sin + square.size as f64 / 2.0;
                let v = y * cos - x * sin + square.size as f64 / 2.0;
                let (du, dv) = bend(u, v);
                let (u, v) = (u + du, v + dv);
                let inside = u >= 0.0 && v >= 0.0 && u < square.size as f64 && v < square.size as f64;
                inside && square.dark[v as usize * square.size + u as usize]
            });
            *pixel = (230 - 205 * samples.count() / 16) as u8;
        }
    }

    /// Finder patterns in rows and columns `pitch` pixels apart, until the picture is full.
    pub fn of_finders(width: usize, height: usize, pixels: usize, pitch: usize) -> Self {
        let mut canvas = Self::new(width, height);
        for top in (2..height.saturating_sub(7 * pixels)).step_by(pitch) {
            for left in (2..width.saturating_sub(7 * pixels)).step_by(pitch) {
                canvas.draw(&Square::finder(), left, top, pixels);
            }
        }
        canvas
    }

    pub fn invert(mut self) -> Self {
        self.luma.iter_mut().for_each(|p| *p = !*p);
        self
    }
}

/// A small generator with a fixed seed: the same pictures on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end
    }
}
