//! `ikd receipts due`: what is to be erased by now, by receipt and by names of fields.

use super::fault;
use super::source::Source;
use crate::{Misuse, input, output};
use clap::Args;
use ikd_server::LoggedReceipt;
use ikd_verify::hex;
use serde::Serialize;
use std::collections::BTreeMap;
use std::process::ExitCode;

const DAY: u64 = 24 * 3_600;

/// The options of `ikd receipts due`.
#[derive(Args)]
#[command(after_help = RESULT)]
pub struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The time, in UNIX seconds. Without it the machine's clock.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    now: Option<u64>,
    /// Also what will be due in so many days.
    #[arg(long, value_name = "DAYS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=36_500))]
    within: u64,
}

const RESULT: &str = "\
Prints a line for each receipt, the earliest day first: {\"id\",\"reason\",\"by\",\"fields\":[names]}. The reason is retention,
whose last day is there in UTC, or withdrawal; where both are, the earlier. The log does not know what was erased: a
receipt is listed again each time. A retention that is written in words has no day, and is never listed.
Exit status: 0 listed, also where nothing is due; 1 the log is not whole, and nothing is listed; 2 misuse.";

/// What is to be erased of a receipt.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Due {
    by: String,
    id: String,
    reason: &'static str,
    fields: Vec<String>,
}

/// What is due, by the receipt's id.
struct List {
    until: u64,
    due: BTreeMap<[u8; 16], Due>,
}

impl List {
    fn add(&mut self, LoggedReceipt { receipt, .. }: &LoggedReceipt) {
        let Some(by) = receipt.erase_by().filter(|_| receipt.is_due(self.until)) else { return };
        let (id, reason, fields) = match (receipt.withdrawal(), receipt.id()) {
            (Some(withdrawal), _) => (withdrawal.receipt, "withdrawal", withdrawal.erase),
            (None, Some(id)) => (id, "retention", receipt.fields().collect()),
            (None, None) => return,
        };
        // A withdrawal stands behind its receipt, and counts only where it demands to erase earlier.
        if self.due.get(&id).is_none_or(|before| by < before.by.as_str()) {
            let fields = fields.into_iter().map(String::from).collect();
            self.due.insert(id, Due { by: by.into(), id: hex::encode(&id), reason, fields });
        }
    }
}

impl Arguments {
    /// Exit 0 listed, 1 when the log is not whole.
    pub fn run(&self) -> Result<ExitCode, Misuse> {
        let now = self.now.map_or_else(input::unix_time, Ok)?;
        let mut list = List { until: now.saturating_add(self.within * DAY), due: BTreeMap::new() };
        let mut receipts = self.source.receipts()?;
        for logged in &mut receipts {
            match logged {
                Ok(logged) => list.add(&logged),
                Err(fault) => return fault::said(fault),
            }
        }
        if receipts.place().is_none() {
            return fault::empty();
        }
        let mut due: Vec<Due> = list.due.into_values().collect();
        due.sort_unstable();
        due.iter().try_for_each(output::json)?;
        eprintln!("ikd: {} receipts whose data is to be erased", due.len());
        Ok(ExitCode::SUCCESS)
    }
}
