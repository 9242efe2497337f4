//! How hard a film is to read: a name → the numbers of the lens, the sensor and the hand.

/// How the phone is held and what the camera is like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conditions {
    /// A large code, a steady hand, a good camera.
    Easy,
    /// A laptop's camera at a desk: what the demo shows.
    #[default]
    Desk,
    /// A small code, a moving hand, a poor camera in poor light.
    Hard,
}

/// The numbers behind [`Conditions`].
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// Width of the code, without its quiet zone, as a share of the picture's height.
    pub(super) code: f32,
    /// How far the phone turns from the camera, in radians.
    pub(super) tilt: f32,
    /// How far the hand moves, 1.0 for a usual one.
    pub(super) sway: f32,
    /// Radius of the blur in focus, and at the start, in pixels of a picture 720 high.
    pub(super) focus: [f32; 2],
    /// Noise of the sensor, in steps of 255.
    pub(super) noise: f32,
    /// Share of light that the glass throws back where the glare is.
    pub(super) glare: f32,
    /// Depth of the bands that run over the screen.
    pub(super) flicker: f32,
    /// How long the shutter is open, in seconds.
    pub(super) shutter: f32,
    /// JPEG quality, 1 to 100.
    pub(super) quality: u8,
}

impl Conditions {
    pub(super) const fn setting(self) -> Setting {
        let desk = Setting {
            code: 0.53,
            tilt: 0.1,
            sway: 1.0,
            focus: [0.5, 5.0],
            noise: 3.2,
            glare: 0.10,
            flicker: 0.03,
            shutter: 0.02,
            quality: 82,
        };
        match self {
            Self::Easy => Setting {
                code: 0.6,
                tilt: 0.04,
                sway: 0.5,
                focus: [0.15, 3.0],
                noise: 1.5,
                glare: 0.05,
                flicker: 0.015,
                shutter: 0.01,
                quality: 88,
            },
            Self::Desk => desk,
            Self::Hard => Setting {
                code: 0.42,
                tilt: 0.18,
                sway: 1.8,
                focus: [0.8, 7.0],
                noise: 5.0,
                glare: 0.2,
                flicker: 0.07,
                shutter: 0.03,
                quality: 65,
            },
        }
    }
}
