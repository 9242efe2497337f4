//! Bytes → a picture of at most 160 × 160 pixels: the bytes themselves, parts of symbols, or a whole symbol that was harmed.
//!
//! Every string of bytes is a picture; one that is too short goes on with zeros. Zero is fair light and a straight view, and
//! most bytes change them little, so that many symbols are read.

use ikd_scan::{Level, Symbol};

/// The luma of a frame, and what may be read from it.
pub struct Scene {
    pub width: usize,
    pub height: usize,
    pub luma: Vec<u8>,
    /// What was drawn whole. `None` where chance could draw anything.
    text: Option<String>,
}

/// The bytes not yet used.
struct Bytes<'a>(std::slice::Iter<'a, u8>);

/// A square of modules.
struct Square {
    size: usize,
    dark: Vec<bool>,
}

/// Where a square of modules lies: the inverse of a perspective.
struct Map([f32; 8]);

impl Scene {
    pub fn of(bytes: &[u8]) -> Self {
        let mut bytes = Bytes(bytes.iter());
        let kind = bytes.next();
        let (width, height) = (bytes.side(), bytes.side());
        let mut scene = Self { width, height, luma: vec![255 - bytes.next(); width * height], text: None };
        match kind % 4 {
            0 => scene.fill(bytes.0.as_slice()),
            1 => scene.parts(&mut bytes),
            _ => scene.symbol(&mut bytes),
        }
        scene
    }

    /// Fails on a text that was not drawn.
    pub fn check(&self, read: &str) {
        if let Some(text) = &self.text {
            assert!(read == text, "a text was read that was not drawn");
        }
    }

    fn fill(&mut self, bytes: &[u8]) {
        for (pixel, byte) in self.luma.iter_mut().zip(bytes.iter().cycle()) {
            *pixel = *byte;
        }
    }

    /// Finders, alignment and timing patterns, wherever the bytes put them.
    fn parts(&mut self, bytes: &mut Bytes) {
        while let Some(kind) = bytes.more() {
            let mut square = match kind % 6 {
                0..=2 => Square::rings(7, |ring| ring != 2),
                3 => Square::rings(5, |ring| ring != 1),
                4 => Square::timing(8 + usize::from(bytes.next() % 48)),
                _ => Square::noise(8 + usize::from(bytes.next() % 32), bytes),
            };
            square.harm(usize::from(kind / 64), bytes);
            let map = self.map(&square, bytes);
            self.draw(&square, &map, bytes);
        }
    }

    /// A whole symbol, with some modules flipped, and noise over it.
    fn symbol(&mut self, bytes: &mut Bytes) {
        let (length, level, harm) = (bytes.next(), bytes.next(), bytes.little());
        let text: String = (0..usize::from(length) * usize::from(length) / 128)
            .map(|i| char::from(b'0' + (i * i % 10) as u8))
            .collect();
        let level = [Level::Low, Level::Medium, Level::Quartile, Level::High][usize::from(level % 4)];
        let Ok(symbol) = Symbol::encode(&text, level) else { return };
        let mut square =
            Square { size: symbol.size(), dark: symbol.modules().iter().map(|&module| module == 1).collect() };
        square.harm((harm.abs() * 60.0) as usize, bytes);
        let map = self.map(&square, bytes);
        self.draw(&square, &map, bytes);
        self.noise(bytes);
        self.text = Some(text);
    }

    /// In any turn, mostly in the middle and as large as fits, but also elsewhere, larger, and down to a tenth of it.
    fn map(&self, square: &Square, bytes: &mut Bytes) -> Map {
        let across = self.width.min(self.height) as f32;
        let module = across * 0.7 * (1.0 + 0.9 * bytes.little()) / square.size as f32;
        let (sin, cos) = (std::f32::consts::TAU * f32::from(bytes.next()) / 256.0).sin_cos();
        let mut offset = |side: usize| side as f32 * 0.5 * (1.0 + bytes.little());
        let (x, y) = (offset(self.width), offset(self.height));
        let stretch = 1.0 + 0.5 * bytes.little();
        let [g, h] = [bytes.little(), bytes.little()].map(|tilt| tilt / across);
        let half = square.size as f32 / 2.0;
        let [a, b, d, e] = [cos / module, sin / module, -sin / module * stretch, cos / module * stretch];
        // The middle of the square lies on (x, y); `half` is added after the division.
        Map([a, b, -(a * x + b * y), d, e, -(d * x + e * y), g, h]).moved(x, y, half)
    }

    fn draw(&mut self, square: &Square, map: &Map, bytes: &mut Bytes) {
        let (dark, light) = (bytes.next() / 2, 255 - bytes.next() / 2);
        for y in 0..self.height {
            for x in 0..self.width {
                if let Some(is_dark) = square.at(map.place(x as f32 + 0.5, y as f32 + 0.5)) {
                    self.luma[y * self.width + x] = if is_dark { dark } else { light };
                }
            }
        }
    }

    fn noise(&mut self, bytes: &mut Bytes) {
        let (amplitude, mut state) = ((bytes.little().abs() * 120.0) as u32, u32::from(bytes.next()) + 1);
        for pixel in &mut self.luma {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (state >> 16) % (amplitude + 1);
            *pixel = pixel.saturating_add(noise as u8).saturating_sub((amplitude / 2) as u8);
        }
    }
}

impl Bytes<'_> {
    fn more(&mut self) -> Option<u8> {
        self.0.next().copied()
    }

    fn next(&mut self) -> u8 {
        self.more().unwrap_or_default()
    }

    /// −1 to 1, mostly near 0.
    fn little(&mut self) -> f32 {
        (f32::from(self.next().cast_signed()) / 128.0).powi(3)
    }

    /// Pixels along a side: the most for zero.
    fn side(&mut self) -> usize {
        160 - (self.little().abs() * 139.0) as usize
    }
}

impl Square {
    fn rings(size: usize, dark: impl Fn(usize) -> bool) -> Self {
        let ring = |i: usize| (i % size).abs_diff(size / 2).max((i / size).abs_diff(size / 2));
        Self { size, dark: (0..size * size).map(|i| dark(ring(i))).collect() }
    }

    /// Alternating along the upper and the left side.
    fn timing(size: usize) -> Self {
        let dark = |i: usize| match (i % size, i / size) {
            (along, 0) | (0, along) => along.is_multiple_of(2),
            _ => false,
        };
        Self { size, dark: (0..size * size).map(dark).collect() }
    }

    fn noise(size: usize, bytes: &mut Bytes) -> Self {
        let mut state = u32::from(bytes.next());
        let mut dark = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 31 == 1
        };
        Self { size, dark: (0..size * size).map(|_| dark()).collect() }
    }

    /// Flips so many modules where the bytes say.
    fn harm(&mut self, modules: usize, bytes: &mut Bytes) {
        for _ in 0..modules {
            let (near, far) = (usize::from(bytes.next()), usize::from(bytes.next()));
            let module = (near * 256 + far) % self.dark.len();
            self.dark[module] ^= true;
        }
    }

    fn at(&self, (x, y): (f32, f32)) -> Option<bool> {
        let side = self.size as f32;
        let inside = (0.0..side).contains(&x) && (0.0..side).contains(&y);
        inside.then(|| self.dark[y as usize * self.size + x as usize])
    }
}

impl Map {
    /// Tilts around (x, y), which becomes the middle of a square of twice `half` modules.
    fn moved(self, x: f32, y: f32, half: f32) -> Self {
        let Self([a, b, c, d, e, f, g, h]) = self;
        // The depth is 1 in the middle of the square.
        let one = 1.0 - g * x - h * y;
        Self(
            [a + half * g, b + half * h, c + half * one, d + half * g, e + half * h, f + half * one, g, h]
                .map(|part| part / one),
        )
    }

    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let Self([a, b, c, d, e, f, g, h]) = self;
        let depth = g * x + h * y + 1.0;
        ((a * x + b * y + c) / depth, (d * x + e * y + f) / depth)
    }
}
