//! Light of one point: linear red, green, blue and how much it covers, the colours already multiplied by it.

/// Red, green, blue, cover. 1.0 is the white of a sheet of paper; a bright screen is above it.
pub(super) type Light = [f32; 4];

/// An opaque colour from an sRGB code such as `0x00c6_9678`.
pub(super) fn srgb(code: u32) -> Light {
    let channel = |shift: u32| {
        let value = ((code >> shift) & 255) as f32 / 255.0;
        if value <= 0.04 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    [channel(16), channel(8), channel(0), 1.0]
}

/// The same light with every part, cover too, times `share`.
pub(super) fn faded(light: Light, share: f32) -> Light {
    light.map(|part| part * share)
}

/// The same cover, brighter or darker.
pub(super) fn lit(light: Light, gain: f32) -> Light {
    [light[0] * gain, light[1] * gain, light[2] * gain, light[3]]
}

/// From `a` (0) to `b` (1).
#[inline]
pub(super) fn between(a: Light, b: Light, share: f32) -> Light {
    std::array::from_fn(|part| a[part] + (b[part] - a[part]) * share)
}

/// `top` laid over `under`.
#[inline]
pub(super) fn over(top: Light, under: Light) -> Light {
    std::array::from_fn(|part| top[part] + under[part] * (1.0 - top[3]))
}

/// `a` plus `b` times `share`.
#[inline]
pub(super) fn add(a: Light, b: Light, share: f32) -> Light {
    std::array::from_fn(|part| a[part] + b[part] * share)
}
