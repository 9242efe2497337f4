//! `ikd receipts show`: what one receipt says, in JSON or in lines for people.

use super::duty::Duty;
use super::fault;
use super::search::{Search, Wanted};
use super::source::{self, Source};
use crate::{Misuse, input, output};
use clap::Args;
use ikd_server::LoggedReceipt;
use ikd_verify::hex;
use serde_json::{Value, json};
use std::process::ExitCode;

/// The options of `ikd receipts show`.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The receipt's id, 32 hex digits.
    #[arg(long, value_name = "HEX", value_parser = source::id, conflicts_with = "number")]
    id: Option<[u8; 16]>,
    /// The receipt's number in the log, from 0. Without id and number the only receipt.
    #[arg(long, value_name = "N", value_parser = input::number())]
    number: Option<u64>,
    /// Print a JSON line: {"outcome":"receipt","line","hash","receipt","withdrawal"}.
    #[arg(long)]
    json: bool,
}

/// What people read, and where it stands in a receipt.
const LINES: [(&str, &str); 19] = [
    ("id", "/receipt_metadata/receipt_id"),
    ("log", "/log/log_id"),
    ("number", "/log/number"),
    ("time", "/event/0/event_time"),
    ("event", "/event/0/event_type"),
    ("asked by", "/party_identification/0/party_id"),
    ("purpose", "/pii_processing/purposes/0/purpose"),
    ("legal basis", "/pii_processing/purposes/0/lawful_basis"),
    ("document", "/id_pdp/document"),
    ("retention", "/pii_processing/purposes/0/retention_period"),
    ("erase by", "/id_pdp/retention_until"),
    ("processing", "/pii_processing/purposes/0/processing_period"),
    ("withdrawal", "/pii_processing/purposes/0/withdrawal_method"),
    ("issuer", "/id_pdp/issuer"),
    ("issuer's key", "/id_pdp/key_id"),
    ("environment", "/id_pdp/levels/environment"),
    ("holder", "/id_pdp/levels/holderBinding"),
    ("status", "/id_pdp/levels/status"),
    ("program", "/id_pdp/build"),
];

impl Arguments {
    /// Exit 0 shown, 1 not there or the log is not whole.
    pub fn run(&self) -> Result<ExitCode, Misuse> {
        let wanted = self.id.map(Wanted::Id).or_else(|| self.number.map(Wanted::Number)).unwrap_or(Wanted::Only);
        match Search::of(wanted).through(&self.source)? {
            Err(fault) => fault::said(fault),
            Ok(Search { found: Some(found), withdrawal, .. }) => {
                let withdrawal = withdrawal.as_ref().and_then(Duty::of);
                let print = if self.json { print_json } else { print_lines };
                print(&found, withdrawal.as_ref())?;
                Ok(ExitCode::SUCCESS)
            }
            Ok(_) => Search::missing(),
        }
    }
}

fn print_json(found: &LoggedReceipt, withdrawal: Option<&Duty<'_>>) -> Result<(), Misuse> {
    output::json(&json!({"outcome": "receipt", "line": found.line, "hash": hex::encode(&found.hash()),
        "receipt": found.receipt, "withdrawal": withdrawal.map(Duty::to_json)}))
}

fn print_lines(found: &LoggedReceipt, withdrawal: Option<&Duty<'_>>) -> Result<(), Misuse> {
    let json = serde_json::to_value(&found.receipt).map_err(|error| error.to_string())?;
    let line = |name: &str, text: &str| output::line(&format!("{name:<13}{}", output::safe(text)));
    for (name, place) in LINES {
        match json.pointer(place) {
            Some(Value::String(text)) => line(name, text)?,
            Some(other) => line(name, &other.to_string())?,
            None => {}
        }
    }
    let fields: Vec<&str> = found.receipt.fields().collect();
    if !fields.is_empty() {
        line("fields", &fields.join(", "))?;
    }
    line("hash", &hex::encode(&found.hash()))?;
    if let Some(own) = Duty::of(found) {
        return line("withdraws", &own.line());
    }
    withdrawal.map_or_else(|| line("withdrawn", "no, as far as this log goes"), |duty| line("withdrawn", &duty.line()))
}
