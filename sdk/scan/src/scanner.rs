//! Frames of a camera, or one picture → the text of the QR code in it.
//!
//! A frame is looked at quickly at all its sizes. Where that shows nothing, a symbol that was seen before is searched where it
//! was, and a promising frame is searched closely. What a frame shows of a symbol that it cannot be read from is added to what the
//! frames before it showed. No frame pays for all that is rarely of use: of those with an unread symbol every second is tried for
//! folds, of those without a sight every second is looked at once more, by turns enlarged and for faint codes. A picture gets every
//! pass at once.
//! All costs are counted work, never read from a clock. Two different codes are refused, never picked from; a text is read
//! exactly or not at all.

use crate::binary::{CONTRAST, FAINT};
use crate::budget::Budget;
use crate::decode::Content;
use crate::enlarge::Enlarged;
use crate::explanation::Explanation;
use crate::frame::{Frame, FrameError};
use crate::layers::{Layers, Pyramid};
use crate::observer::Observer;
use crate::picture::Picture;
use crate::reader::{Look, Reader};
use crate::search::{MODULE, Pass, Search};
use crate::shift_jis::{self, ShiftJis};
use crate::sight::Sight;
use crate::text::QrText;

/// The most pixels of a frame that are enlarged; those in its middle.
const ENLARGED: usize = 512 * 384;
/// The most pixels of a picture that are enlarged.
const ENLARGED_PICTURE: usize = 1 << 20;
/// A frame of so few pixels is enlarged at once: it costs little, and its modules are small.
const SMALL: usize = 320 * 240;

/// The further looks at frames without a sight, one after the other: none of them pays for all.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Turn {
    Rest,
    Enlarged,
    Breath,
    Faint,
}

impl Turn {
    const fn next(self) -> Self {
        match self {
            Self::Rest => Self::Enlarged,
            Self::Enlarged => Self::Breath,
            Self::Breath => Self::Faint,
            Self::Faint => Self::Rest,
        }
    }
}

/// Reads QR codes out of frames, and remembers between frames where the last one was and what it showed.
///
/// ```
/// use ikd_scan::{Frame, Scanner};
///
/// let blank = vec![255; 640 * 480];
/// let frame = Frame::new(&blank, 640, 480)?;
/// let mut scanner = Scanner::new();
/// assert!(scanner.find(&frame)?.is_none());
/// # Ok::<(), ikd_scan::FrameError>(())
/// ```
pub struct Scanner {
    pyramid: Pyramid,
    enlarged: Enlarged,
    search: Search,
    reader: Reader,
    /// What is due for the next frame without a sight.
    turn: Turn,
    /// Whether folds are due for the next frame with a symbol that cannot be read: for every second one.
    folds: bool,
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// A scanner that has seen no frame.
    #[must_use]
    pub fn new() -> Self {
        Self::with_shift_jis(shift_jis::native)
    }

    /// A scanner that reads Shift JIS by a decoder of the caller's: needed without the feature `shift-jis`.
    #[must_use]
    pub fn with_shift_jis(shift_jis: ShiftJis) -> Self {
        Self {
            pyramid: Pyramid::default(),
            enlarged: Enlarged::default(),
            search: Search::default(),
            reader: Reader::new(shift_jis),
            turn: Turn::Rest,
            folds: false,
        }
    }

    /// The text of the code in one frame of a camera; `None` where none can be read.
    ///
    /// # Errors
    /// [`FrameError::OverBudget`] for a frame with too many finder-like patterns, [`FrameError::SeveralCodes`] for two
    /// codes, [`FrameError::StructuredAppend`] for one part of a text.
    pub fn find(&mut self, frame: &Frame<'_>) -> Result<Option<QrText>, FrameError> {
        self.look(frame, &mut { Budget::FRAME });
        self.only()
    }

    /// Forgets what earlier frames showed, and keeps the memory.
    pub fn forget(&mut self) {
        self.reader.together.track.reset();
        self.turn = Turn::Rest;
        self.folds = false;
    }

    /// What the last frame showed of a symbol, read or not.
    #[must_use]
    pub fn sight(&self) -> Option<Sight> {
        self.reader.sight()
    }

    /// The text of the code in one picture, with every pass at once: for files, where no next frame comes. What frames before
    /// showed is neither used nor changed.
    ///
    /// # Errors
    /// As [`Scanner::find`].
    pub fn find_in_picture(&mut self, frame: &Frame<'_>) -> Result<Option<QrText>, FrameError> {
        self.look_at_picture(frame, &mut ());
        self.only()
    }

    /// All different texts in one picture, with every pass at once; empty where none can be read.
    ///
    /// # Errors
    /// [`FrameError::OverBudget`] for a picture with too many finder-like patterns, [`FrameError::StructuredAppend`] where all
    /// that is found are parts of a text.
    pub fn texts(&mut self, frame: &Frame<'_>) -> Result<Vec<QrText>, FrameError> {
        self.look_at_picture(frame, &mut ());
        self.check_found()?;
        let texts = self.search.found.drain(..).filter_map(|content| match content {
            Content::Text(text) => Some(text),
            Content::Part => None,
        });
        Ok(texts.collect())
    }

    /// What every pass finds in one picture, and where each try to read a symbol ends: for people who ask why.
    #[must_use]
    pub fn explain(frame: &Frame<'_>) -> Explanation {
        let mut explanation = Explanation::default();
        Self::new().look_at_picture(frame, &mut explanation);
        explanation
    }

    fn look(&mut self, frame: &Frame<'_>, budget: &mut Budget) {
        let Self { pyramid, enlarged, search, reader, turn, folds } = self;
        budget.meshes *= usize::from(*folds);
        let picture = Picture::of(frame);
        reader.begin(false);
        search.begin();
        let layers = pyramid.build(picture, CONTRAST);
        search.run(&layers, &Pass::QUICK, reader, budget, &mut ());
        if search.found.is_empty() {
            search.found.extend(follow(&layers, reader, budget));
        }
        if search.found.is_empty() && search.is_promising() {
            search.run(&layers, &Pass::CLOSE, reader, budget, &mut ());
        }
        if search.found.is_empty() && reader.sight().is_none() {
            if *turn == Turn::Faint {
                let layers = pyramid.build(picture, FAINT);
                search.run(&layers, &Pass::THOROUGH, reader, budget, &mut ());
            } else if *turn == Turn::Enlarged || picture.luma.len() <= SMALL {
                let part = enlarged.middle(picture, ENLARGED);
                let layers = pyramid.build_enlarged(part.picture, part.origin);
                search.run(&layers, &Pass::THOROUGH, reader, budget, &mut ());
            }
            *turn = turn.next();
        }
        if search.found.is_empty() {
            *folds = !*folds && reader.sight().is_some();
            search.found.extend(reader.read_together(budget));
        } else {
            reader.keep();
        }
    }

    fn look_at_picture(&mut self, frame: &Frame<'_>, observer: &mut impl Observer) {
        let Self { pyramid, enlarged, search, reader, .. } = self;
        let (picture, mut budget) = (Picture::of(frame), Budget::PICTURE);
        reader.begin(true);
        search.begin();
        let layers = pyramid.build(picture, CONTRAST);
        search.run(&layers, &Pass::QUICK, reader, &mut budget, observer);
        search.run(&layers, &Pass::CLOSE, reader, &mut budget, observer);
        if search.found.is_empty() {
            let part = enlarged.middle(picture, ENLARGED_PICTURE);
            let layers = pyramid.build_enlarged(part.picture, part.origin);
            search.run(&layers, &Pass::THOROUGH, reader, &mut budget, observer);
        }
        if search.found.is_empty() {
            let layers = pyramid.build(picture, FAINT);
            search.run(&layers, &Pass::THOROUGH, reader, &mut budget, observer);
        }
    }

    /// Refuses what must not be picked from.
    fn check_found(&self) -> Result<(), FrameError> {
        match self.search.found.as_slice() {
            [] if self.search.is_flooded() => Err(FrameError::OverBudget),
            [Content::Part] => Err(FrameError::StructuredAppend),
            _ => Ok(()),
        }
    }

    /// The one text found.
    fn only(&mut self) -> Result<Option<QrText>, FrameError> {
        self.check_found()?;
        let beside = self.reader.sight().is_some_and(|read| self.search.is_one_unread(&read));
        let several = self.search.found.len() > 1 || beside;
        match self.search.found.pop() {
            Some(_) if several => Err(FrameError::SeveralCodes),
            Some(Content::Text(text)) => Ok(Some(text)),
            _ => Ok(None),
        }
    }
}

/// Searches the symbol of the last frames where it was.
fn follow(layers: &Layers<'_>, reader: &mut Reader, budget: &mut Budget) -> Option<Content> {
    let layer = layers.for_length(reader.together.track.module()?, MODULE)?;
    let pose = reader.together.track.search(layer, &mut reader.matcher)?;
    match reader.read(layer, &pose, budget, &mut ()) {
        Look::Read(content) => Some(content),
        Look::Unread(..) | Look::Nothing => None,
    }
}
