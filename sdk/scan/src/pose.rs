//! Three finders → how the symbol lies in the picture: its far corner, and which sizes it may have.
//!
//! Each finder's module sizes along both sides tell how far away it is; three such distances fix the fourth corner's
//! perspective exactly. The size follows from the modules between finders, the timing patterns and the version information,
//! which is compared with all 34 words at once (ISO/IEC 18004, §7.10 and Annex D).

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::homography::{Homography, Pair};
use crate::layers::Layer;
use crate::picture::Picture;
use crate::point::Point;
use crate::ring::{self, Place};
use crate::triple::Triple;
use crate::version;

/// The most sizes that are tried for one pose.
pub(crate) const MAX_SIZES: usize = 3;

/// How a symbol lies in the picture, as far as its finders tell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pose {
    /// The centres of the finders at the corner, to the right and below.
    pub(crate) finders: [Point; 3],
    /// Where a fourth finder's centre would be.
    pub(crate) far: Point,
    /// Light modules are the data.
    pub(crate) inverted: bool,
    /// Pixels a module.
    pub(crate) module: f32,
    /// Versions it may have, the likeliest first; 0 is none.
    pub(crate) versions: [u8; MAX_SIZES],
    /// 0 to 1: how well timing and version information fit.
    pub(crate) score: f32,
}

impl Pose {
    /// Measures `triple`, whose places are in pixels of the frame, in a level of it.
    pub(crate) fn measure(layer: &Layer<'_>, triple: &Triple) -> Option<Self> {
        let picture = &layer.sharp;
        let places = triple.finders().map(|finder| Place {
            centre: layer.in_level(finder.centre),
            module: finder.module / layer.scale,
            inverted: finder.inverted,
        });
        let frame = Frame3::measure(picture, places)?;
        let [corner, right, below] = frame.centres;
        let [across, down] = frame.modules;
        let estimate = f32::midpoint(across, down) + 7.0;
        if (across / down).ln().abs() > 0.25 || !(18.0..190.0).contains(&estimate) {
            return None;
        }
        let mut pose = Self {
            finders: [corner, right, below],
            far: frame.far,
            inverted: triple.corner.inverted,
            module: triple.module() / layer.scale,
            versions: [0; MAX_SIZES],
            score: 0.0,
        };
        pose.choose(picture, estimate);
        Some(pose)
    }

    /// The same pose in pixels of the frame.
    pub(crate) fn in_frame(&self, layer: &Layer<'_>) -> Self {
        Self {
            finders: self.finders.map(|place| layer.in_frame(place)),
            far: layer.in_frame(self.far),
            module: self.module * layer.scale,
            ..*self
        }
    }

    /// A pose of the frame in pixels of a level.
    pub(crate) fn in_level(&self, layer: &Layer<'_>) -> Self {
        Self {
            finders: self.finders.map(|place| layer.in_level(place)),
            far: layer.in_level(self.far),
            module: self.module / layer.scale,
            ..*self
        }
    }

    /// Module ↔ pixel pairs of the four corners for a symbol of `size` modules.
    pub(crate) fn pairs(&self, size: f32) -> [Pair; 4] {
        let (near, far) = (3.5, size - 3.5);
        let [corner, right, below] = self.finders;
        [
            Pair::new(Point::new(near, near), corner, 1.0),
            Pair::new(Point::new(far, near), right, 1.0),
            Pair::new(Point::new(near, far), below, 1.0),
            Pair::new(Point::new(far, far), self.far, 1.0),
        ]
    }

    /// Ranks the versions around an estimated size.
    fn choose(&mut self, picture: &Picture<'_>, estimate: f32) {
        let mut ranked = [(0.0, 0); MAX_SIZES];
        let nearest = ((estimate - 17.0) / 4.0).round() as i32;
        let told = if estimate > 36.0 { self.told_version(picture, estimate) } else { None };
        let mut consider = |version: i32, bonus: f32| {
            let Some(version) = u8::try_from(version).ok().filter(|v| (1..=40).contains(v)) else { return };
            let size = f32::from(version) * 4.0 + 17.0;
            let off = (size - estimate).abs() / 4.0;
            let timing = self.timing(picture, size);
            // A symbol too small for version information is told by its timing patterns alone.
            let bonus = if size < 45.0 { 0.5 * timing } else { bonus };
            let score = bonus + 0.5 * timing - 0.08 * off;
            let place = ranked.iter().take_while(|(other, known)| *known > 0 && *other >= score).count();
            if place < ranked.len() {
                ranked[place..].rotate_right(1);
                ranked[place] = (score, version);
            }
        };
        let told_version = told.map_or(0, |(version, _)| i32::from(version));
        if let Some((version, score)) = told {
            consider(i32::from(version), 0.5 * score);
        }
        let reach = if estimate > 60.0 { 2 } else { 1 };
        for version in nearest - reach..=nearest + reach {
            if version != told_version {
                consider(version, 0.0);
            }
        }
        self.score = ranked[0].0;
        for (version, (_, choice)) in self.versions.iter_mut().zip(ranked) {
            *version = choice;
        }
    }

    /// The version that the version information tells, and how surely (0 to 1).
    fn told_version(&self, picture: &Picture<'_>, estimate: f32) -> Option<(u8, f32)> {
        let map = Homography::fit(&self.pairs(estimate))?;
        let mut copies = [[0.0; 18]; 2];
        for i in 0..18_u8 {
            let (along, across) = (estimate - 10.5 + f32::from(i % 3), f32::from(i / 3) + 0.5);
            copies[0][usize::from(i)] = self.darkness(picture, map.map(Point::new(along, across)));
            copies[1][usize::from(i)] = self.darkness(picture, map.map(Point::new(across, along)));
        }
        version::likeliest(&copies, (estimate - 17.0) / 4.0)
    }

    /// −1 to 1: how well the timing patterns alternate if the symbol has `size` modules.
    fn timing(&self, picture: &Picture<'_>, size: f32) -> f32 {
        let Some(map) = Homography::fit(&self.pairs(size)) else { return -1.0 };
        let count = size as u16 - 16;
        let side = |place: &dyn Fn(f32) -> Point| {
            let (mut product, mut weight, mut last) = (0.0, 1.0, 0.0);
            for i in 0..count {
                let value = self.darkness(picture, map.map(place(f32::from(i) + 8.5)));
                let step = value - last;
                last = value;
                if i > 0 {
                    product += if i % 2 == 0 { step } else { -step };
                    weight += step.abs();
                }
            }
            product / weight
        };
        f32::midpoint(side(&|along| Point::new(along, 6.5)), side(&|along| Point::new(6.5, along)))
    }

    fn darkness(&self, picture: &Picture<'_>, p: Point) -> f32 {
        let value = picture.at(p);
        if self.inverted { value } else { -value }
    }
}

/// Three finders measured with each other's directions.
struct Frame3 {
    centres: [Point; 3],
    far: Point,
    /// Modules between the corner's centre and the right one's, and the lower one's.
    modules: [f32; 2],
}

impl Frame3 {
    fn measure(picture: &Picture<'_>, places: [Place; 3]) -> Option<Self> {
        let mut centres = places.map(|place| place.centre);
        let mut far = centres[1] + centres[2] - centres[0];
        let mut modules = [0.0; 2];
        // The sides' directions follow from the centres, and the centres are measured along the sides.
        for _ in 0..2 {
            let [corner, right, below] = centres;
            let (top, left) = ((right - corner).unit(), (below - corner).unit());
            let directions = [(top, left), (top, (far - right).unit()), ((far - below).unit(), left)];
            let mut sizes = [(0.0, 0.0); 3];
            let mut weights = [0.0; 3];
            for (i, (across, down)) in directions.into_iter().enumerate() {
                let place = Place { centre: centres[i], ..places[i] };
                // Where blur hides the rings along a side, the finder counts as it was found.
                let plain = ring::Axis { module: place.module, shift: 0.0 };
                let measured = [across, down].map(|side| ring::axis(picture, &place, side).unwrap_or(plain));
                let [along, aside] = measured;
                centres[i] = centres[i] + across * along.shift + down * aside.shift;
                sizes[i] = (along.module, aside.module);
                weights[i] = 1.0 / (along.module * aside.module * across.cross(down).abs()).cbrt();
            }
            let [near, other, third] = weights;
            let depth = other + third - near;
            if depth.is_nan() || depth < 0.3 * near {
                return None;
            }
            let [corner, right, below] = centres;
            far = (right * other + below * third - corner * near) * (1.0 / depth);
            modules = [
                right.distance(corner) / (sizes[0].0 * sizes[1].0).sqrt(),
                below.distance(corner) / (sizes[0].1 * sizes[2].1).sqrt(),
            ];
        }
        Some(Self { centres, far, modules })
    }
}
