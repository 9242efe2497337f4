//! What happens while a frame is looked at, for those who ask why it was not read.

use crate::finder::Finder;
use crate::lattice::Lattice;
use crate::layers::Layer;

/// Where one try to read a symbol ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Step {
    /// Too few alignment patterns were found.
    Alignment,
    /// The fixed modules fit no symbol.
    Quality(f32),
    /// So many grids were decoded in vain that this one is not.
    Budget(f32),
    /// The modules could not be repaired, or say nothing.
    Decoding(f32),
    /// The symbol was read.
    Read(f32),
}

/// Is told what happens. The scanner's own is `()`, for whom nothing is kept.
pub(crate) trait Observer {
    /// The finders of one pass, in pixels of the frame.
    fn finders(&mut self, _found: &[Finder]) {}

    /// A try for a version; without a lattice where too few patterns were found.
    fn symbol(&mut self, _layer: &Layer<'_>, _version: u8, _lattice: Option<&Lattice>, _step: Step) {}
}

impl Observer for () {}
