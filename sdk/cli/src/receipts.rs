//! `ikd receipts`: a log of receipts in the hands of those who keep it and those who audit it.

mod check;
mod due;
mod duty;
mod fault;
mod page;
mod search;
mod secret;
mod show;
mod source;
mod withdraw;

use crate::Misuse;
use clap::{Args, Subcommand};
use std::process::ExitCode;

/// What to do with a log.
#[derive(Args)]
#[command(long_about = FOR_AUDITORS)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Verify every signature and the chain, and print the head that is to be noted elsewhere.
    Check(check::Arguments),
    /// Show one receipt, and whether it was withdrawn.
    Show(show::Arguments),
    /// Print one receipt as a page for the person or the customer's file.
    Page(page::Arguments),
    /// Write the withdrawal of a receipt into the log, and say what must end and be erased by when.
    Withdraw(withdraw::Arguments),
    /// List the receipts whose data is to be erased by now.
    Due(due::Arguments),
    /// Print the public key of the secret that signs the log.
    Key(secret::Secret),
}

/// Exit 0 as asked, 1 when the log is not whole or what is asked for is not in it, 2 misuse.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Misuse> {
    match &arguments.action {
        Action::Check(arguments) => arguments.run(),
        Action::Show(arguments) => arguments.run(),
        Action::Page(arguments) => arguments.run(),
        Action::Withdraw(arguments) => arguments.run(),
        Action::Due(arguments) => arguments.run(),
        Action::Key(secret) => secret.print_public(),
    }
}

const FOR_AUDITORS: &str = "\
Check a log of receipts, show and print one, withdraw one, and list what is to be erased.

What a log is
  `ikd serve` writes a line for each identity that was verified: a receipt, signed by the relying party (COSE_Sign1) and
  written in Base64. It says who asked, for what, on which legal basis, which fields by name, what was proven and until
  when the data is kept, in the words of ISO/IEC TS 27560. It never holds a value: no NIK, no name, no picture, no code.
  Each receipt holds the log's name, its own number from 0 and the SHA-256 of the receipt before it. A withdrawal is a
  receipt of its own at the end; nothing is ever changed or taken out.

What a check proves, and what it cannot
  `ikd receipts check LOG --key HEX` needs the log and the public key alone: no network, no service, no secret. After
  exit 0, no line was changed, added, taken out, doubled or moved since the relying party signed it. Two things need more:
  - Lines cut off at the end leave a shorter log that is whole. Note the head (the SHA-256 of the last receipt) elsewhere,
    every day: with the auditor, in minutes that are signed, in a sealed mail. Later, --head finds it at its line, or
    proves that the log was cut or begun anew.
  - Who holds the secret key can sign another history. Heads that others noted before are what he cannot change.
  And a receipt proves what the relying party recorded, not that the NIK is active today.

Faults of a line, the first of which ends the check
  line_cut            the last line has no end: its writing was interrupted, and nobody was answered with it. The service
                      puts its next receipt in that place; anything but the last line is never cut
  line_too_long       longer than any receipt
  not_base64          not a line of Base64: an empty line, a letter changed, an end of line of Windows
  signature_invalid   none of the keys signed it, or a byte was changed. Is the key of before missing?
  cbor_malformed, type_unexpected, claim_malformed and others: codes of what is no receipt; a byte was changed
  another_log         a receipt of another log
  number_skipped      receipts before this line are missing, or stand behind it
  number_repeated     this receipt, or its number, stood before
  previous_mismatch   it follows another receipt than the one in the line before
  empty               there is no receipt at all

Keys
  --key is a public key, 64 hex digits, once for each key that ever signed the log. `ikd receipts key` prints it. The
  secret is never an option: `withdraw` and `key` take it from an environment variable, which --key-env names.

Exit status: 0 as asked; 1 the log is not whole, the head is not in it, there is no such receipt, or it was withdrawn
before; 2 misuse. Results are JSON lines on standard output, sentences go to standard error. This is no legal advice.";
