//! The lens and the shutter: room, phone, code and a time → the light that falls on the sensor.

use super::Size;
use super::blur::blur;
use super::canvas::Canvas;
use super::conditions::Setting;
use super::homography::Homography;
use super::light::{Light, add, lit, over};
use super::motion::{Motion, Pose};
use super::phone::GLASS;
use super::screen::SYMBOL;
use super::shape::Point;

pub(super) struct Camera {
    size: Size,
    setting: Setting,
    motion: Motion,
    /// Pixels a millimetre at the phone's usual distance.
    scale: f32,
}

/// A code is about this wide on the screen, in millimetres: the square without its quiet zone.
const CODE_WIDTH: f32 = 58.0;
/// Where the code's middle is, in millimetres from the middle of the picture.
const PLACE: Point = [-6.0, 5.0];

/// The part of the picture that the phone may be on: first column and row, and one past the last.
struct Block {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Camera {
    pub(super) fn new(size: Size, setting: Setting, motion: Motion) -> Self {
        let scale = setting.code * size.height() as f32 / CODE_WIDTH;
        Self { size, setting, motion, scale }
    }

    /// Pixels a millimetre that drawings need so that the picture shows no steps.
    pub(super) fn density(&self) -> f32 {
        self.scale * 1.1
    }

    /// The light on each pixel while the shutter is open from `time`.
    pub(super) fn expose(&self, room: &Canvas, layer: &Canvas, code: Option<&Canvas>, time: f32) -> Vec<Light> {
        let paths = self.paths(time);
        let block = self.block(&paths, layer);
        let width = block.right - block.left;
        let ways: Vec<_> = paths.iter().map(Homography::inverse).collect();
        let glare = self.glare(time);
        let share = 1.0 / ways.len() as f32;
        let mut phone = vec![[0.0; 4]; width * (block.bottom - block.top)];
        for (row, y) in phone.chunks_exact_mut(width.max(1)).zip(block.top..) {
            for way in &ways {
                let spots = way.row(block.left as f32 + 0.5, y as f32 + 0.5);
                for (light, spot) in row.iter_mut().zip(spots) {
                    *light = add(*light, see(layer, code, &glare, spot), share);
                }
            }
        }
        blur(&mut phone, width, self.defocus(time));
        self.join(room, &phone, &block, time)
    }

    /// The phone laid over the room, with the bands that a screen's refresh leaves on a rolling shutter.
    fn join(&self, room: &Canvas, phone: &[Light], block: &Block, time: f32) -> Vec<Light> {
        let mut scene = room.pixels.clone();
        let width = block.right - block.left;
        for (row, y) in phone.chunks_exact(width.max(1)).zip(block.top..) {
            let wave = (y as f32 / self.size.height() as f32 * 9.0 + time * 17.0).sin();
            let gain = 1.0 + self.setting.flicker * wave;
            let under = &mut scene[y * self.size.width() + block.left..][..width];
            for (under, light) in under.iter_mut().zip(row) {
                *under = over(lit(*light, gain), *under);
            }
        }
        scene
    }

    /// The phone's places while the shutter is open: more of them the further it moves.
    fn paths(&self, time: f32) -> Vec<Homography> {
        let at = |share: f32| self.path(self.motion.pose(time + share * self.setting.shutter));
        let (from, to) = (at(0.0).map([0.0, 0.0]), at(1.0).map([0.0, 0.0]));
        let steps = ((to[0] - from[0]).hypot(to[1] - from[1]) / 2.0).ceil().clamp(1.0, 10.0) as usize;
        (0..steps).map(|step| at((step as f32 + 0.5) / steps as f32)).collect()
    }

    /// From the phone's plane to the picture.
    fn path(&self, pose: Pose) -> Homography {
        let [(sx, cx), (sy, cy), (sz, cz)] = pose.turn.map(f32::sin_cos);
        let right = [cz * cy - sz * sx * sy, sz * cy + cz * sx * sy, -cx * sy];
        let down = [-sz * cx, cz * cx, sx];
        let focal = 1.15 * self.size.width() as f32;
        let away = focal / self.scale + pose.place[2];
        let place = [PLACE[0] + pose.place[0], PLACE[1] + pose.place[1], away];
        let middle = [self.size.width() as f32 / 2.0, self.size.height() as f32 / 2.0];
        let columns = [right, down, place];
        let row = |axis: usize| columns.map(|column| focal * column[axis] + middle[axis] * column[2]);
        Homography::new([row(0), row(1), columns.map(|column| column[2])])
    }

    fn block(&self, paths: &[Homography], layer: &Canvas) -> Block {
        let [left, top] = layer.origin;
        let right = left + layer.width as f32 / layer.density;
        let bottom = top + layer.height as f32 / layer.density;
        let corners = [[left, top], [right, top], [left, bottom], [right, bottom]];
        let spots = paths.iter().flat_map(|path| corners.map(|corner| path.map(corner)));
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        for spot in spots {
            low = [low[0].min(spot[0]), low[1].min(spot[1])];
            high = [high[0].max(spot[0]), high[1].max(spot[1])];
        }
        let (width, height) = (self.size.width(), self.size.height());
        Block {
            left: ((low[0] - 12.0).max(0.0) as usize).min(width),
            top: ((low[1] - 12.0).max(0.0) as usize).min(height),
            right: ((high[0] + 12.0).max(0.0) as usize).min(width),
            bottom: ((high[1] + 12.0).max(0.0) as usize).min(height),
        }
    }

    /// Radius of the blur in pixels: wide at first, past the best point once, then in focus.
    fn defocus(&self, time: f32) -> f32 {
        let [near, far] = self.setting.focus;
        let hunt = (-time / 0.35).exp() * (time * 6.0).cos().abs();
        (near + (far - near) * hunt) * self.size.height() as f32 / 720.0
    }

    fn glare(&self, time: f32) -> Glare {
        let turn = self.motion.pose(time).turn;
        Glare { strength: self.setting.glare, shift: 8.0 + turn[1] * 250.0 + turn[0] * 120.0 }
    }
}

/// A band of room light that the glass throws back.
struct Glare {
    strength: f32,
    shift: f32,
}

impl Glare {
    fn at(&self, p: Point) -> f32 {
        let off = (p[0] * 0.86 + p[1] * 0.5 - self.shift) / 16.0;
        let bump = (1.0 - off * off).max(0.0);
        let glass = p[0] > GLASS[0] && p[1] > GLASS[1] && p[0] < GLASS[2] && p[1] < GLASS[3];
        if glass { self.strength * bump * bump } else { 0.0 }
    }
}

/// The light at a point of the phone's plane.
#[inline]
fn see(layer: &Canvas, code: Option<&Canvas>, glare: &Glare, p: Point) -> Light {
    let inside = p[0].abs() < SYMBOL && p[1].abs() < SYMBOL;
    let light = match code {
        Some(code) if inside => code.sample(p),
        _ => layer.sample(p),
    };
    let back = glare.at(p);
    [light[0] + back, light[1] + back, light[2] + back * 0.95, light[3]]
}
