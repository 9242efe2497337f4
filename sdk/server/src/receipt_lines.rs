//! A log of receipts, read from its beginning: each line verified by itself and against the line before it.
//!
//! In: the log's bytes, and the public keys that signed it, the one in use and those before. Out: its receipts in order, or
//! the first fault, with its line and a stable word. One line is in memory at a time. What was cut off behind a whole line
//! cannot be seen: somebody else must have noted the head.

use base64ct::{Base64, Encoding};
use ikd_verify::{Link, PublicKey, Receipt, limits};
use std::io::{BufRead, Read};

/// Base64 of the longest receipt, and the end of the line.
const LINE_BYTES: u64 = (limits::RECEIPT_BYTES.div_ceil(3) * 4 + 1) as u64;

/// A receipt that stands where it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedReceipt {
    /// The number of its line, from 1.
    pub line: u64,
    /// What it says.
    pub receipt: Receipt,
    /// The COSE_Sign1.
    pub signed: Vec<u8>,
    /// Its place in the log.
    pub place: Link,
}

impl LoggedReceipt {
    /// SHA-256 of the signed receipt. That of the last one is the log's head, and says everything before it.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        self.place.after(&self.signed).previous
    }
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// The file cannot be read on.
    Unreadable,
    /// It is longer than any receipt.
    TooLong,
    /// The last line has no end: its writing was cut short, and nobody was answered with it.
    Cut,
    /// It is not Base64.
    NotBase64,
    /// It is no receipt of these keys: the code of [`Receipt::open`].
    Refused(&'static str),
    /// It belongs to a log of another name.
    AnotherLog,
    /// Receipts before it are missing.
    NumberSkipped,
    /// Its number stood before.
    NumberRepeated,
    /// It follows another receipt than the one before it.
    PreviousMismatch,
}

impl LineFault {
    /// The stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::TooLong => "line_too_long",
            Self::Cut => "line_cut",
            Self::NotBase64 => "not_base64",
            Self::Refused(code) => code,
            Self::AnotherLog => "another_log",
            Self::NumberSkipped => "number_skipped",
            Self::NumberRepeated => "number_repeated",
            Self::PreviousMismatch => "previous_mismatch",
        }
    }

    fn of(found: Link, expected: Link) -> Option<Self> {
        if found == expected {
            return None;
        }
        Some(match found.number.cmp(&expected.number) {
            _ if found.log != expected.log => Self::AnotherLog,
            std::cmp::Ordering::Less => Self::NumberRepeated,
            std::cmp::Ordering::Greater => Self::NumberSkipped,
            std::cmp::Ordering::Equal => Self::PreviousMismatch,
        })
    }
}

/// The first line that is not as it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptFault {
    /// Its number, from 1.
    pub line: u64,
    /// What is wrong.
    pub fault: LineFault,
}

impl std::fmt::Display for ReceiptFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "line {} of the log of receipts is not as it must be: {}", self.line, self.fault.word())
    }
}

impl std::error::Error for ReceiptFault {}

/// Reads a log. After a fault there is nothing more.
///
/// ```
/// use ikd_server::{LineFault, ReceiptLines};
/// use ikd_verify::SecretKey;
/// let key = SecretKey::from_bytes(&[7; 32]).public();
/// let mut lines = ReceiptLines::new(&b"no receipt\n"[..], vec![key]);
/// assert_eq!(lines.next().unwrap().unwrap_err().fault, LineFault::NotBase64);
/// assert!(lines.next().is_none());
/// ```
pub struct ReceiptLines<R> {
    source: R,
    keys: Vec<PublicKey>,
    begins_anywhere: bool,
    next: Option<Link>,
    line: u64,
    length: u64,
    ended: bool,
}

impl<R: BufRead> ReceiptLines<R> {
    /// A log from its first receipt on.
    pub fn new(source: R, keys: Vec<PublicKey>) -> Self {
        Self { source, keys, begins_anywhere: false, next: None, line: 0, length: 0, ended: false }
    }

    /// Lines that were taken out of a log, one behind the other.
    #[must_use]
    pub fn excerpt(self) -> Self {
        Self { begins_anywhere: true, ..self }
    }

    /// The place behind the last receipt that was read; `None` before the first.
    pub fn place(&self) -> Option<Link> {
        self.next
    }

    /// The bytes of the lines that were read.
    pub fn length(&self) -> u64 {
        self.length
    }

    fn read(&mut self) -> Result<Option<LoggedReceipt>, LineFault> {
        let mut text = Vec::new();
        let read = self.source.by_ref().take(LINE_BYTES).read_until(b'\n', &mut text);
        let length = read.map_err(|_| LineFault::Unreadable)? as u64;
        if length == 0 {
            return Ok(None);
        }
        self.line += 1;
        let cut = if length == LINE_BYTES { LineFault::TooLong } else { LineFault::Cut };
        let receipt = self.placed(text.strip_suffix(b"\n").ok_or(cut)?)?;
        self.next = Some(receipt.place.after(&receipt.signed));
        self.length += length;
        Ok(Some(receipt))
    }

    /// The receipt of this line, if it stands where it says.
    fn placed(&self, text: &[u8]) -> Result<LoggedReceipt, LineFault> {
        let text = std::str::from_utf8(text).map_err(|_| LineFault::NotBase64)?;
        let signed = Base64::decode_vec(text).ok().filter(|signed| !signed.is_empty()).ok_or(LineFault::NotBase64)?;
        let opened = Receipt::open(&signed, &self.keys);
        let receipt = opened.map_err(|error| LineFault::Refused(error.code()))?;
        let place = receipt.link().ok_or(LineFault::Refused("claim_malformed"))?;
        let first = if self.begins_anywhere { place } else { Link::first(place.log) };
        match LineFault::of(place, self.next.unwrap_or(first)) {
            Some(fault) => Err(fault),
            None => Ok(LoggedReceipt { line: self.line, receipt, signed, place }),
        }
    }
}

impl<R: BufRead> Iterator for ReceiptLines<R> {
    type Item = Result<LoggedReceipt, ReceiptFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let read = self.read().map_err(|fault| ReceiptFault { line: self.line.max(1), fault });
        self.ended = !matches!(read, Ok(Some(_)));
        read.transpose()
    }
}
