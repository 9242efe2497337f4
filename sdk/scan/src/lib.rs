//! Reads a QR code's text from a luma frame, and draws one.
//!
//! [`Frame`] checks the buffer, [`Scanner`] finds the code and gives its [`QrText`], [`Symbol`] draws a text.
//! What is read: numeric, alphanumeric, byte and Kanji segments, a character set named by an ECI or else recognised, and GS1
//! texts (FNC1 in the first position), in all versions and levels; also mirrored, inverted and on bent paper. One part of a
//! structured append is an error of its own, and so are two codes in one frame. What is refused as no code: FNC1 in the second
//! position, a character set that is not known, and bytes that are no text in theirs.
//!
//! Work goes from [`Scanner`] through `layers` (sizes, sharpened, in bits), `finder`, `triple`, `pose`, `alignment` and `sample` to
//! `work`, which has each grid decoded (`decode`): `equalise` takes blur out, `cancel` what modules leak into each other. `mesh`
//! follows folds, `track` adds frames up and `together` reads them. The loops over pixels and modules are in `simd`, in vectors where there are any. All costs are counted work
//! ([`Frame::MAX_PIXELS`] pixels at most, 32 finders, 80 poses, 4 grids decoded in vain and one mesh of a camera's frame), never
//! read from a clock.

#![deny(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod alignment;
mod binary;
mod bits;
mod budget;
mod cancel;
mod charset;
mod codewords;
mod decode;
mod draw;
mod enlarge;
mod equalise;
mod explanation;
mod finder;
mod format;
mod frame;
mod grid;
mod homography;
mod known;
mod lattice;
mod layers;
mod layout;
mod mesh;
mod observer;
mod pattern;
mod penalty;
mod picture;
mod places;
mod point;
mod pose;
mod ranking;
mod reader;
mod reed_solomon;
mod ring;
mod runs;
mod sample;
mod scanner;
mod search;
mod segments;
mod shift_jis;
mod sight;
mod simd;
mod surroundings;
mod symbol;
mod text;
mod third;
mod together;
mod track;
mod triple;
mod unlabelled;
mod version;
mod work;

pub use explanation::{AlignmentMark, Attempt, Ending, Explanation, FinderMark, Placement};
pub use frame::{Frame, FrameError, luma_of_bgra, luma_of_rgba};
pub use point::Point;
pub use scanner::Scanner;
pub use shift_jis::ShiftJis;
pub use sight::Sight;
pub use symbol::{Level, Symbol, TooLong};
pub use text::QrText;
