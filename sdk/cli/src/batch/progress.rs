//! How far a batch is: one line on standard error that is written anew, where somebody watches.

use super::tally::Tally;
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

/// The line.
pub struct Progress {
    watched: bool,
    /// Bytes of the extent: where it begins and ends, if that is known.
    extent: Option<(u64, u64)>,
    began: Instant,
    shown: Instant,
}

impl Progress {
    /// Of so many bytes, if that is known.
    pub fn of(extent: Option<(u64, u64)>) -> Self {
        let now = Instant::now();
        Self { watched: stderr().is_terminal(), extent, began: now, shown: now }
    }

    /// Says where it stands, twice a second.
    pub fn show(&mut self, tally: &Tally, end: u64) {
        const OFTEN_ENOUGH: Duration = Duration::from_millis(500);
        if !self.watched || self.shown.elapsed() < OFTEN_ENOUGH {
            return;
        }
        self.shown = Instant::now();
        let share = self.extent.map(|(from, to)| {
            let done = end.clamp(from, to) - from;
            format!("{} %, ", 100 * done / (to - from).max(1))
        });
        eprint!("\r\x1b[K{}{tally}, {}", share.unwrap_or_default(), self.pace(tally));
    }

    /// Ends with the line that stays.
    pub fn end(&self, all: &Tally, now: &Tally) {
        let clear = if self.watched { "\r\x1b[K" } else { "" };
        eprintln!("{clear}ikd: {all}, {} in {:.1} s", self.pace(now), self.began.elapsed().as_secs_f64());
    }

    fn pace(&self, tally: &Tally) -> String {
        let milliseconds = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        format!("{} a second", tally.records().saturating_mul(1_000) / milliseconds)
    }
}
