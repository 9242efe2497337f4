//! Camera films: QR texts → what a camera sees when a phone that shows them is held to it.
//!
//! A film is a list of pictures, fifteen a second, of a phone in a hand before a blurred room. The phone shows the
//! texts' codes one after the other, as a wallet that replaces its code does. [`Film::write_mjpeg`] and
//! [`Film::write_y4m`] make files that a browser's fake camera plays. Nothing here reads a clock: the same texts and
//! [`Options`] give the same bytes on the same machine.
//!
//! Refuses a text that no QR code holds. Never records a real camera, and is no measure of one.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    reason = "pixels and millimetres: numbers are small, and x, y, u, v are their names"
)]

mod blur;
mod camera;
mod canvas;
mod code;
mod conditions;
mod finger;
mod hand;
mod homography;
mod light;
mod mjpeg;
mod motion;
mod options;
mod phone;
mod picture;
mod random;
mod reel;
mod room;
mod screen;
mod sensor;
mod shape;
mod y4m;

pub use conditions::Conditions;
pub use ikd_scan::TooLong;
use ikd_scan::{Level, Symbol};
pub use options::{Options, Size, SizeError};
pub use picture::Picture;

use camera::Camera;
use canvas::Canvas;
use motion::Motion;
use random::Random;
use sensor::Sensor;

/// Rendered pictures in a second of film.
pub const PICTURES_PER_SECOND: u32 = 15;

/// A film of a phone held to a camera.
///
/// ```
/// use ikd_sandbox::film::{Film, Options, Size};
///
/// let film = Film::with(&["IKD1:FIRST", "IKD1:SECOND"], &Options { size: Size::VGA, seconds: 2.0, ..Options::default() })?;
/// assert_eq!(film.len(), 30);
/// assert_eq!(film.frame(0).luma().len(), 640 * 480);
/// # Ok::<(), ikd_sandbox::film::TooLong>(())
/// ```
pub struct Film {
    pub(crate) size: Size,
    pub(crate) quality: u8,
    pictures: usize,
    room: Canvas,
    layer: Canvas,
    codes: Vec<Canvas>,
    camera: Camera,
    sensor: Sensor,
}

impl Film {
    /// A film of `texts` with the default [`Options`]. No texts: the phone's screen shows no code.
    ///
    /// # Errors
    /// [`TooLong`] when a text does not fit in a QR code.
    pub fn new(texts: &[&str]) -> Result<Self, TooLong> {
        Self::with(texts, &Options::default())
    }

    /// A film of `texts`, each shown for the same share of the film.
    ///
    /// # Errors
    /// [`TooLong`] when a text does not fit in a QR code.
    pub fn with(texts: &[&str], options: &Options) -> Result<Self, TooLong> {
        let symbols = texts.iter().map(|text| Symbol::encode(text, Level::Medium)).collect::<Result<Vec<_>, _>>()?;
        let setting = options.conditions.setting();
        let mut random = Random::new(options.seed);
        let motion = Motion::new(&setting, options.seconds(), &mut random);
        let camera = Camera::new(options.size, setting, motion);
        Ok(Self {
            size: options.size,
            quality: setting.quality,
            pictures: options.pictures(),
            room: room::paint(options.size, &mut random),
            layer: hand::hold(camera.density(), &mut random),
            codes: symbols.iter().map(|symbol| code::paint(symbol, camera.density())).collect(),
            sensor: Sensor::new(options.size, &setting, &mut random),
            camera,
        })
    }

    /// The number of pictures, [`PICTURES_PER_SECOND`] each second.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pictures
    }

    /// Never true: a film has at least one picture.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pictures == 0
    }

    /// The picture at `index`; after the last one the film begins again.
    #[must_use]
    pub fn frame(&self, index: usize) -> Picture {
        let index = index % self.pictures.max(1);
        let time = index as f32 / PICTURES_PER_SECOND as f32;
        let code = self.shown(index);
        let scene = self.camera.expose(&self.room, &self.layer, code.as_deref(), time);
        self.sensor.develop(&scene, index, time)
    }

    /// The brightness of each pixel of the picture at `index`, row by row, 0 black to 255 white.
    #[must_use]
    pub fn luma(&self, index: usize) -> Vec<u8> {
        self.frame(index).into_luma()
    }

    /// The code on the screen at `index`: a blend of two in the one picture that catches the change.
    fn shown(&self, index: usize) -> Option<std::borrow::Cow<'_, Canvas>> {
        let turn = |index: usize| index * self.codes.len() / self.pictures.max(1);
        let now = turn(index);
        let code = self.codes.get(now)?;
        let before = index.checked_sub(1).map_or(now, turn);
        Some(match self.codes.get(before) {
            Some(last) if before != now => std::borrow::Cow::Owned(code::blend(last, code)),
            _ => std::borrow::Cow::Borrowed(code),
        })
    }
}
