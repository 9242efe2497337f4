//! What a command reads: files, one line of standard input, and the machine's clock.

use crate::Misuse;
use clap::builder::RangedU64ValueParser;
use clap::value_parser;
use ikd_verify::{Clock, Now, limits};
use std::fs::File;
use std::io::{BufRead, Read, stdin};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// The most bytes of a file that are read whole: nothing that is verified needs more than 1 MiB.
pub const MOST: u64 = 1 << 20;

/// A file's bytes.
pub fn file(path: &Path) -> Result<Vec<u8>, Misuse> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes));
    match read.map_err(|error| format!("cannot read {}: {error}", path.display()))? {
        length if length as u64 > MOST => Err(format!("{} is larger than 1 MiB", path.display())),
        _ => Ok(bytes),
    }
}

/// The numbers that an option takes for a time or a list: those that JSON carries exactly.
pub fn number() -> RangedU64ValueParser {
    value_parser!(u64).range(..=limits::TIME_MOST)
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Misuse> {
    std::fs::write(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// The text itself, or for `-` one line of standard input without its end.
pub fn text(argument: String) -> Result<String, Misuse> {
    // More than any QR holds is refused for its length; the rest of an endless line is not read.
    const ENOUGH: u64 = 64 * 1_024;
    if argument != "-" {
        return Ok(argument);
    }
    let mut line = Vec::new();
    let read = stdin().lock().take(ENOUGH).read_until(b'\n', &mut line);
    read.map_err(|error| format!("cannot read standard input: {error}"))?;
    let line = line.strip_suffix(b"\n").unwrap_or(&line);
    Ok(String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned())
}

/// The given time, or else the machine's.
pub fn now(given: Option<u64>) -> Result<Now, Misuse> {
    match given {
        Some(unix) => Ok(Now::new(unix, Clock::Given)),
        None => Ok(Now::new(unix_time()?, Clock::Device)),
    }
}

/// The machine's clock in UNIX seconds.
pub fn unix_time() -> Result<u64, Misuse> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map(|since| since.as_secs()).map_err(|_| "the machine's clock is before 1970".into())
}
