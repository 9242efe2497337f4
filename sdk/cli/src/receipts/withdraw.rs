//! `ikd receipts withdraw`: the signed withdrawal of a receipt, at the log's end.
//!
//! In: the log, which no service may hold meanwhile, an id, the secret from the environment. Out: the withdrawal on the disk,
//! its dates, and the new head. Refuses a log that is not whole and a second withdrawal, and then writes nothing.

use super::duty::Duty;
use super::fault;
use super::search::{Search, Wanted};
use super::secret::Secret;
use super::source;
use crate::{Misuse, input, output};
use clap::Args;
use ikd_server::{LoggedReceipt, ReceiptKeys, ReceiptLog, ReceiptLogError};
use ikd_verify::hex;
use serde_json::json;
use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

/// The options of `ikd receipts withdraw`.
#[derive(Args)]
#[command(after_help = RESULT)]
pub struct Arguments {
    /// The log. A service that writes it must be ended first.
    log: PathBuf,
    /// The receipt's id, 32 hex digits.
    #[arg(long, value_name = "HEX", value_parser = source::id)]
    id: [u8; 16],
    #[command(flatten)]
    secret: Secret,
    /// A public key of before the one in use, 64 hex digits. Once for each.
    #[arg(long = "key", value_name = "HEX")]
    before: Vec<String>,
    /// When the person withdrew, in UNIX seconds. Without it the machine's clock.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    now: Option<u64>,
}

const RESULT: &str = "\
Prints {\"outcome\":\"withdrawn\",\"receipt\",\"withdrawal\",\"at\",\"number\",\"stopBy\",\"eraseBy\",\"erase\":[names],\"kept\",\"head\"} and
says in Indonesian and English what follows. Processing ends within 3 x 24 hours (UU 27/2022 Art. 40). What was given by
consent is erased by then (Art. 43); what has another basis, such as a legal obligation, is kept until its retention ends
and destroyed then (Art. 44): \"kept\" is true. Note the new head.
Exit status: 0 withdrawn; 1 withdrawn before (the first withdrawal is printed), unknown, or the log is not whole, and
nothing was written; 2 misuse, or a service holds the log.";

impl Arguments {
    /// Exit 0 withdrawn, 1 not.
    pub fn run(&self) -> Result<ExitCode, Misuse> {
        let (seed, before) = (self.secret.read()?, source::public(&self.before)?);
        let now = self.now.map_or_else(input::unix_time, Ok)?;
        // A log that is not there is not begun with a withdrawal.
        File::open(&self.log).map_err(|error| format!("cannot read {}: {error}", self.log.display()))?;
        let mut search = Search::of(Wanted::Id(self.id));
        let keys = ReceiptKeys { seed: &seed, before: &before };
        match ReceiptLog::open_with(&self.log, &keys, "", |logged| search.look(logged)) {
            Ok(log) => withdraw(&log, &search, now),
            Err(ReceiptLogError::Broken(fault)) => fault::said(fault),
            Err(ReceiptLogError::Held) => Err(format!(
                "{}: a running service holds the log; end it, withdraw, and start it again",
                self.log.display()
            )),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn withdraw(log: &ReceiptLog, search: &Search, now: u64) -> Result<ExitCode, Misuse> {
    let Some(LoggedReceipt { receipt, .. }) = &search.found else { return Search::missing() };
    if receipt.withdraws().is_some() {
        return fault::unknown("is_withdrawal", "this is a withdrawal itself");
    }
    if let Some(before) = search.withdrawal.as_ref().and_then(Duty::of) {
        say("withdrawn_before", &before, log)?;
        eprintln!("ikd: it was withdrawn before, and nothing was written");
        return Ok(ExitCode::from(1));
    }
    if now < receipt.issued_at() {
        return Err("that is before the receipt was made".into());
    }
    let written = log.append(now, |making| receipt.withdrawn(making)).map_err(|error| error.to_string())?;
    let duty = Duty::read(&written.receipt).ok_or("the withdrawal cannot be read")?;
    say("withdrawn", &duty, log)?;
    Ok(ExitCode::SUCCESS)
}

fn say(outcome: &str, duty: &Duty<'_>, log: &ReceiptLog) -> Result<(), Misuse> {
    let mut json = duty.to_json();
    json["outcome"] = json!(outcome);
    json["head"] = json!(log.head().map(|head| hex::encode(&head)));
    output::json(&json)?;
    duty.sentences().iter().for_each(|sentence| eprintln!("{sentence}"));
    Ok(())
}
