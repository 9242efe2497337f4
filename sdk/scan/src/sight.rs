//! What a frame shows of a symbol, read or not: for hints to the person who holds the code.

use crate::point::Point;

/// A symbol as it was last seen.
///
/// ```
/// use ikd_scan::{Frame, Level, Scanner, Symbol};
///
/// let symbol = Symbol::encode("IKD1:HELLO", Level::Low)?;
/// let (module, side) = (4, 4 * (symbol.size() + 8));
/// let dark = |x: usize, y: usize| symbol.is_dark((x / module).wrapping_sub(4), (y / module).wrapping_sub(4));
/// let luma: Vec<u8> = (0..side * side).map(|i| if dark(i % side, i / side) { 20 } else { 230 }).collect();
///
/// let mut scanner = Scanner::new();
/// assert!(scanner.find(&Frame::new(&luma, side, side)?)?.is_some());
/// let sight = scanner.sight().ok_or("nothing was seen")?;
/// assert_eq!(sight.modules, 21);
/// assert!((sight.module - 4.0).abs() < 0.2);
/// assert!(!sight.cut_off && !sight.inverted && !sight.mirrored);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sight {
    /// The symbol's outer corners in pixels of the frame, clockwise from the corner without a neighbour opposite.
    pub corners: [Point; 4],
    /// Modules along a side: 21 to 177.
    pub modules: u16,
    /// Pixels a module, on average. Under about 1.5 a code is too small to be read, under 2 it is hard.
    pub module: f32,
    /// 0 to 1: how far single modules stand out from their neighbours; under about 0.3 the picture is blurred.
    pub sharpness: f32,
    /// Difference of grey levels between dark and light modules: 0 to 255.
    pub contrast: f32,
    /// 0 to 1: the share of the symbol whose contrast is lost to a reflection or a shadow.
    pub glare: f32,
    /// Whether a part of the symbol lies outside the frame.
    pub cut_off: bool,
    /// Whether the modules of the data are light on dark.
    pub inverted: bool,
    /// Whether the symbol is seen in a mirror.
    pub mirrored: bool,
}
