//! What is told while a picture is looked at → what was found in it, and where each try to read a symbol ended.
//!
//! Places and fits only: nothing of what a symbol says is kept here.

use crate::finder::Finder;
use crate::lattice::Lattice;
use crate::layers::Layer;
use crate::observer::{Observer, Step};
use crate::point::Point;
use core::fmt;

/// Why a picture was read, or why not; made by [`Scanner::explain`](crate::Scanner::explain).
///
/// ```
/// use ikd_scan::{Frame, Scanner};
///
/// let blank = vec![255; 640 * 480];
/// let explanation = Scanner::explain(&Frame::new(&blank, 640, 480)?);
/// assert!(explanation.finders.is_empty() && explanation.attempts.is_empty());
/// # Ok::<(), ikd_scan::FrameError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// The places like finder patterns, each once.
    pub finders: Vec<FinderMark>,
    /// Every try to read a symbol, in the order of the tries: a symbol may be tried as several versions and in several passes.
    pub attempts: Vec<Attempt>,
}

/// A place that looks like a finder pattern: one of the three squares in a symbol's corners.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FinderMark {
    /// Its middle, in pixels of the picture.
    pub centre: Point,
    /// Pixels a module; the pattern has seven along a side.
    pub module: f32,
    /// Whether it is light where it should be dark.
    pub inverted: bool,
    /// How well the grey levels fit: about 1 is doubtful, 4 is perfect, and many rows that agree add a little.
    pub quality: f32,
}

/// One try to read a symbol as one version.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// The version tried: 1 to 40.
    pub version: u8,
    /// Where the try ended.
    pub ending: Ending,
    /// −1 to 1: how well the modules that are the same in every symbol fit. `None` where they were not looked at.
    pub quality: Option<f32>,
    /// Where the symbol's parts were looked for. `None` where too few alignment patterns were found to tell.
    pub placement: Option<Placement>,
}

/// Where the parts of a symbol lie, in pixels of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// The outer corners, clockwise from the corner without a neighbour opposite.
    pub corners: [Point; 4],
    /// The alignment patterns, row by row.
    pub alignment: Vec<AlignmentMark>,
    /// The middle of each module, row by row.
    pub modules: Vec<Point>,
}

/// The place of one alignment pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlignmentMark {
    /// Its middle.
    pub place: Point,
    /// Whether it was seen there. One that was not is where those around it predict it.
    pub found: bool,
}

/// Where a try to read a symbol ended. The later of two is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Too few alignment patterns were found.
    Alignment,
    /// The modules that are the same in every symbol do not fit.
    Fit,
    /// Too many symbols were tried before.
    Budget,
    /// The modules could not be repaired, or say nothing that is a text.
    Decoding,
    /// The symbol was read.
    Read,
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Alignment => "too few alignment patterns were found",
            Self::Fit => "the fixed modules do not fit",
            Self::Budget => "too many others were tried before",
            Self::Decoding => "the modules could not be repaired to a text",
            Self::Read => "read",
        })
    }
}

impl Observer for Explanation {
    fn finders(&mut self, found: &[Finder]) {
        for finder in found {
            let Finder { centre, module, inverted, quality } = *finder;
            self.mark(FinderMark { centre, module, inverted, quality });
        }
    }

    fn symbol(&mut self, layer: &Layer<'_>, version: u8, lattice: Option<&Lattice>, step: Step) {
        let (ending, quality) = match step {
            Step::Alignment => (Ending::Alignment, None),
            Step::Quality(quality) => (Ending::Fit, Some(quality)),
            Step::Budget(quality) => (Ending::Budget, Some(quality)),
            Step::Decoding(quality) => (Ending::Decoding, Some(quality)),
            Step::Read(quality) => (Ending::Read, Some(quality)),
        };
        let placement = lattice.map(|lattice| Placement::of(layer, lattice));
        self.attempts.push(Attempt { version, ending, quality, placement });
    }
}

impl Explanation {
    /// Keeps a place once, as it was seen best: every pass finds the clear ones again.
    fn mark(&mut self, mark: FinderMark) {
        let same = |known: &&mut FinderMark| {
            known.inverted == mark.inverted && known.centre.distance(mark.centre) < 2.0 * known.module.max(mark.module)
        };
        match self.finders.iter_mut().find(same) {
            Some(known) if known.quality < mark.quality => *known = mark,
            Some(_) => {}
            None => self.finders.push(mark),
        }
    }
}

impl Placement {
    fn of(layer: &Layer<'_>, lattice: &Lattice) -> Self {
        let mark = |(place, found)| AlignmentMark { place: layer.in_frame(place), found };
        let mut modules = Vec::with_capacity(lattice.size() * lattice.size());
        lattice.for_each_row(|_, xs, ys| {
            let row = xs.iter().zip(ys).take(lattice.size());
            modules.extend(row.map(|(&x, &y)| layer.in_frame(Point::new(x, y))));
        });
        Self {
            corners: lattice.corners().map(|corner| layer.in_frame(corner)),
            alignment: lattice.alignment().map(mark).collect(),
            modules,
        }
    }
}
