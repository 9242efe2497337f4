//! `ikd receipts check`: the whole log, a line in memory at a time.

use super::fault;
use super::source::Source;
use crate::{Misuse, output};
use clap::Args;
use ikd_server::LoggedReceipt;
use ikd_verify::hex;
use serde_json::json;
use std::process::ExitCode;

/// The options of `ikd receipts check`.
#[derive(Args)]
#[command(after_help = HEAD)]
pub struct Arguments {
    #[command(flatten)]
    source: Source,
    /// A head that was noted before, 64 hex digits: say at which line it stands.
    #[arg(long, value_name = "HEX", value_parser = head)]
    head: Option<[u8; 32]>,
}

const HEAD: &str = "\
Prints {\"outcome\":\"whole\",\"receipts\",\"withdrawals\",\"logId\",\"head\"}; with --head also \"notedHead\":{\"line\"}, or the
outcome head_missing. For a log that is not whole {\"outcome\":\"faulty\",\"line\",\"fault\"}.
Note the head elsewhere, every day: lines that were cut off at the end cannot be seen without it.
Exit status: 0 whole, and the noted head is in it; 1 not; 2 misuse.";

fn head(text: &str) -> Result<[u8; 32], &'static str> {
    hex::decode(text).ok_or("a head is 64 hex digits")
}

#[derive(Default)]
struct Counted {
    receipts: u64,
    withdrawals: u64,
    log: [u8; 8],
    head: [u8; 32],
    /// The line of the noted head.
    noted: Option<u64>,
}

impl Counted {
    fn add(&mut self, logged: &LoggedReceipt, noted: Option<[u8; 32]>) {
        let withdraws = logged.receipt.withdraws().is_some();
        self.receipts += u64::from(!withdraws);
        self.withdrawals += u64::from(withdraws);
        self.log = logged.place.log;
        self.head = logged.hash();
        if noted == Some(self.head) {
            self.noted = Some(logged.line);
        }
    }

    fn say(&self, noted: Option<[u8; 32]>) -> Result<ExitCode, Misuse> {
        let Self { receipts, withdrawals, .. } = self;
        let missing = noted.is_some() && self.noted.is_none();
        let mut json = json!({"outcome": if missing { "head_missing" } else { "whole" }, "receipts": receipts,
            "withdrawals": withdrawals, "logId": hex::encode(&self.log), "head": hex::encode(&self.head)});
        if let (Some(_), Some(object)) = (noted, json.as_object_mut()) {
            object.insert("notedHead".into(), json!(self.noted.map(|line| json!({"line": line}))));
        }
        output::json(&json)?;
        eprintln!(
            "ikd: every line is signed and follows the one before: {receipts} receipts, {withdrawals} withdrawals"
        );
        eprintln!("ikd: {}", self.of_the_head(noted));
        Ok(ExitCode::from(u8::from(missing)))
    }

    fn of_the_head(&self, noted: Option<[u8; 32]>) -> String {
        match (noted, self.noted) {
            (None, _) => "note the head elsewhere: without it nobody sees that lines were cut off at the end".into(),
            (_, Some(line)) => format!("the noted head stands in line {line}: nothing up to there is missing or other"),
            (_, None) => "the noted head is not in this log: it was cut off, or begun anew, after the noting".into(),
        }
    }
}

impl Arguments {
    /// Exit 0 whole, 1 not.
    pub fn run(&self) -> Result<ExitCode, Misuse> {
        let mut counted = Counted::default();
        for logged in self.source.receipts()? {
            match logged {
                Ok(logged) => counted.add(&logged, self.head),
                Err(fault) => return fault::said(fault),
            }
        }
        if counted.receipts + counted.withdrawals == 0 { fault::empty() } else { counted.say(self.head) }
    }
}
