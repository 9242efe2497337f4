//! One receipt of a log, and its withdrawal.

use super::fault;
use super::source::Source;
use crate::Misuse;
use ikd_server::{LoggedReceipt, ReceiptFault};
use std::process::ExitCode;

/// Which receipt.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// The one with this id.
    Id([u8; 16]),
    /// The one with this number, from 0.
    Number(u64),
    /// The only one.
    Only,
}

/// What was found of it so far.
pub struct Search {
    wanted: Wanted,
    receipts: u64,
    /// The receipt.
    pub found: Option<LoggedReceipt>,
    /// Its first withdrawal.
    pub withdrawal: Option<LoggedReceipt>,
}

impl Search {
    /// Nothing yet.
    pub fn of(wanted: Wanted) -> Self {
        Self { wanted, receipts: 0, found: None, withdrawal: None }
    }

    /// Looks at the next receipt of the log. A withdrawal stands behind what it withdraws.
    pub fn look(&mut self, logged: LoggedReceipt) {
        self.receipts += 1;
        match &self.found {
            None if self.is_wanted(&logged) => self.found = Some(logged),
            Some(found) if self.withdrawal.is_none() && is_withdrawal(&logged, found) => self.withdrawal = Some(logged),
            _ => {}
        }
    }

    fn is_wanted(&self, logged: &LoggedReceipt) -> bool {
        match self.wanted {
            Wanted::Id(id) => logged.receipt.id() == Some(id),
            Wanted::Number(number) => logged.place.number == number,
            Wanted::Only => true,
        }
    }

    /// Reads the log to its end; the fault, if it is not whole.
    pub fn through(mut self, source: &Source) -> Result<Result<Self, ReceiptFault>, Misuse> {
        let receipts = source.receipts()?;
        // What was taken out of a log is asked for its signatures; only the log itself has a beginning.
        let mut receipts = if source.is_excerpt() { receipts.excerpt() } else { receipts };
        let read = receipts.try_for_each(|logged| logged.map(|logged| self.look(logged)));
        if matches!(self.wanted, Wanted::Only) && self.receipts > 1 {
            return Err("there are several receipts: say which one by --id or --number".into());
        }
        Ok(read.map(|()| self))
    }

    /// Says that it is not there.
    pub fn missing() -> Result<ExitCode, Misuse> {
        fault::unknown("receipt_unknown", "there is no such receipt in this log")
    }
}

fn is_withdrawal(logged: &LoggedReceipt, found: &LoggedReceipt) -> bool {
    logged.receipt.withdraws().is_some_and(|id| found.receipt.id() == Some(id))
}
