//! A file of any size → chunks of numbered lines, of which never more than a chunk is in memory.
//!
//! A line longer than any evidence is passed over up to its end. An extent picks the lines by number or, so that a file can
//! be split without counting its lines first, by the place where they begin: parts are disjoint and leave none out.

use crate::Misuse;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;

/// Bytes of a line without its end: a code and a request with every text at its limit.
pub const LINE_BYTES: usize = 64 * 1_024;
const CHUNK_LINES: usize = 64;
const CHUNK_BYTES: usize = 256 * 1_024;

/// Which lines are wanted.
pub struct Extent {
    /// The numbers of the first and the last, from 1 on.
    pub numbers: (u64, u64),
    /// Where in the file they begin.
    pub bytes: Range<u64>,
}

/// Some lines, one behind the other.
pub struct Chunk {
    first: u64,
    text: Vec<u8>,
    lines: Vec<Option<Range<usize>>>,
    /// How much of the file ends with this chunk, in bytes.
    pub end: u64,
}

impl Chunk {
    /// The lines with their numbers; `None` for one that is too long.
    pub fn lines(&self) -> impl Iterator<Item = (u64, Option<&[u8]>)> {
        let texts = self.lines.iter().map(|line| line.clone().and_then(|range| self.text.get(range)));
        (self.first..).zip(texts)
    }
}

/// A file that is read from its beginning.
pub struct Lines<R> {
    source: BufReader<R>,
    extent: Extent,
    /// The number of the next line, and where it begins.
    number: u64,
    offset: u64,
    name: String,
}

impl<R: Read> Lines<R> {
    /// Stands at the first line of the extent.
    pub fn open(source: R, extent: Extent, name: String) -> Result<Self, Misuse> {
        const BUFFER: usize = 256 * 1_024;
        let mut lines = Self { source: BufReader::with_capacity(BUFFER, source), extent, number: 1, offset: 0, name };
        while lines.number < lines.extent.numbers.0 || lines.offset < lines.extent.bytes.start {
            if !lines.pass()? {
                break;
            }
        }
        Ok(lines)
    }

    /// The number of the next line.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Passes over the lines before this one. False if the extent has not so many.
    pub fn skip_to(&mut self, number: u64) -> Result<bool, Misuse> {
        while self.number < number {
            if self.is_at_end() || !self.pass()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_at_end(&self) -> bool {
        self.number > self.extent.numbers.1 || self.offset >= self.extent.bytes.end
    }

    /// Passes over a line. False at the end of the file.
    fn pass(&mut self) -> Result<bool, Misuse> {
        let passed = self.source.skip_until(b'\n').map_err(|error| self.unreadable(&error))?;
        self.advance(passed);
        Ok(passed > 0)
    }

    fn advance(&mut self, bytes: usize) {
        self.offset += bytes as u64;
        self.number += u64::from(bytes > 0);
    }

    /// Reads a line into the chunk. False at the end of the file.
    fn read(&mut self, chunk: &mut Chunk) -> Result<bool, Misuse> {
        let start = chunk.text.len();
        let mut line = self.source.by_ref().take(LINE_BYTES as u64 + 1);
        let mut length = line.read_until(b'\n', &mut chunk.text).map_err(|error| self.unreadable(&error))?;
        let ended = chunk.text.ends_with(b"\n") && length > 0;
        let too_long = length > LINE_BYTES && !ended;
        if too_long {
            chunk.text.truncate(start);
            length += self.source.skip_until(b'\n').map_err(|error| self.unreadable(&error))?;
        }
        if length > 0 {
            let end = chunk.text.len() - usize::from(ended);
            chunk.lines.push((!too_long).then_some(start..end));
        }
        self.advance(length);
        Ok(length > 0)
    }

    fn chunk(&mut self) -> Result<Option<Chunk>, Misuse> {
        let mut chunk = Chunk { first: self.number, text: Vec::new(), lines: Vec::new(), end: 0 };
        let has_room = |chunk: &Chunk| chunk.lines.len() < CHUNK_LINES && chunk.text.len() < CHUNK_BYTES;
        while has_room(&chunk) && !self.is_at_end() && self.read(&mut chunk)? {}
        chunk.end = self.offset;
        Ok((!chunk.lines.is_empty()).then_some(chunk))
    }

    fn unreadable(&self, error: &std::io::Error) -> Misuse {
        format!("cannot read {}: {error}", self.name)
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Chunk, Misuse>;

    fn next(&mut self) -> Option<Self::Item> {
        self.chunk().transpose()
    }
}
