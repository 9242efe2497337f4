//! Where the verdicts go: standard output, or a file that an interrupted run can be continued in.
//!
//! The file says by itself how far a run got, so nothing else is kept: its last whole line names the last record that was
//! judged. A torn line, as a killed process or a lost machine leaves it, is cut. Refuses a file that holds anything else,
//! one that is there when nobody said `--resume`, and one that another process writes.

use super::lines::LINE_BYTES;
use super::tally::{Tally, Written};
use crate::Misuse;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write, stdout};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a lost machine may cost: so much work is done anew.
const BETWEEN_SYNCS: Duration = Duration::from_secs(5);

/// The open report.
pub struct Report {
    file: Option<(File, PathBuf)>,
    synced: Instant,
    /// What an earlier run had judged.
    pub before: Tally,
    /// The number of the first line that is still to be judged.
    pub next: u64,
}

impl Report {
    /// Standard output, for the records from this line on.
    pub fn on_standard_output(first: u64) -> Self {
        Self { file: None, synced: Instant::now(), before: Tally::default(), next: first }
    }

    /// A new file.
    pub fn create(path: &Path, first: u64) -> Result<Self, Misuse> {
        match File::create_new(path).and_then(|file| file.metadata().map(|_| file)) {
            Ok(file) => Self::locked(file, path, first),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(format!("{} exists: --resume continues it", path.display()))
            }
            Err(error) => Err(unwritable(path, &error)),
        }
    }

    /// A file that an earlier run began with this line, or a new one.
    pub fn resume(path: &Path, first: u64) -> Result<Self, Misuse> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let mut report = Self::locked(file.map_err(|error| unwritable(path, &error))?, path, first)?;
        if let Some((file, path)) = &mut report.file {
            let (end, before) = written(file, path, first)?;
            let cut = file.set_len(end).and_then(|()| file.seek(SeekFrom::Start(end)));
            cut.map_err(|error| unwritable(path, &error))?;
            (report.before, report.next) = (before, first + before.records());
        }
        Ok(report)
    }

    fn locked(file: File, path: &Path, first: u64) -> Result<Self, Misuse> {
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(format!("{} is being written by another process", path.display()));
        }
        Ok(Self { file: Some((file, path.into())), ..Self::on_standard_output(first) })
    }

    /// Writes whole lines.
    pub fn write(&mut self, lines: &str) -> Result<(), Misuse> {
        let Some((file, path)) = &mut self.file else {
            let written = stdout().lock().write_all(lines.as_bytes());
            return written.map_err(|error| format!("cannot write to standard output: {error}"));
        };
        file.write_all(lines.as_bytes()).map_err(|error| unwritable(path, &error))?;
        if self.synced.elapsed() < BETWEEN_SYNCS { Ok(()) } else { self.sync() }
    }

    /// Has the file survive the machine.
    pub fn sync(&mut self) -> Result<(), Misuse> {
        self.synced = Instant::now();
        let Some((file, path)) = &self.file else { return Ok(()) };
        file.sync_data().map_err(|error| unwritable(path, &error))
    }
}

/// Where the lines of an earlier run end, and their counts. What follows the last of them in sequence is torn.
fn written(file: &File, path: &Path, first: u64) -> Result<(u64, Tally), Misuse> {
    // A verdict holds no more than its record did, and the names of fields and levels.
    const MOST: u64 = 4 * LINE_BYTES as u64;
    let (mut reader, mut line) = (BufReader::new(file), Vec::new());
    let (mut end, mut tally) = (0, Tally::default());
    loop {
        line.clear();
        let read = reader.by_ref().take(MOST).read_until(b'\n', &mut line).map_err(|error| unwritable(path, &error))?;
        let own = line.strip_suffix(b"\n").and_then(|line| serde_json::from_slice::<Written<'_>>(line).ok());
        match own.filter(|own| own.line == first + tally.records()) {
            Some(own) => tally.recount(&own),
            None if end == 0 && read > 0 && !is_torn(&line, first) => {
                return Err(format!("{} is not what this command wrote from line {first} on", path.display()));
            }
            None => return Ok((end, tally)),
        }
        end += read as u64;
    }
}

/// Whether it is the beginning of a verdict on this line.
fn is_torn(line: &[u8], number: u64) -> bool {
    let begin = format!("{{\"line\":{number},");
    !line.ends_with(b"\n") && (line.starts_with(begin.as_bytes()) || begin.as_bytes().starts_with(line))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Misuse {
    format!("cannot write {}: {error}", path.display())
}
