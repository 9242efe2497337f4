//! The first fault of a log, as a JSON line and a sentence.

use crate::{Misuse, output};
use ikd_server::{LineFault, ReceiptFault};
use serde_json::json;
use std::process::ExitCode;

/// Says it. Exit 1; misuse where the file cannot be read on.
pub fn said(ReceiptFault { line, fault }: ReceiptFault) -> Result<ExitCode, Misuse> {
    if fault == LineFault::Unreadable {
        return Err("the log cannot be read to its end".into());
    }
    faulty(line, fault.word(), sentence(fault))
}

/// A log without receipts: cut off at its first line, or another file.
pub fn empty() -> Result<ExitCode, Misuse> {
    faulty(1, "empty", "there is no receipt in it")
}

/// Nothing was found that the question is about.
pub fn unknown(outcome: &str, sentence: &str) -> Result<ExitCode, Misuse> {
    output::json(&json!({"outcome": outcome}))?;
    eprintln!("ikd: {sentence}");
    Ok(ExitCode::from(1))
}

fn faulty(line: u64, word: &str, sentence: &str) -> Result<ExitCode, Misuse> {
    output::json(&json!({"outcome": "faulty", "line": line, "fault": word}))?;
    eprintln!("ikd: line {line} of the log: {sentence}");
    Ok(ExitCode::from(1))
}

fn sentence(fault: LineFault) -> &'static str {
    match fault {
        LineFault::Unreadable => "it cannot be read",
        LineFault::TooLong => "it is longer than any receipt",
        LineFault::Cut => "the last line has no end, its writing was cut short",
        LineFault::NotBase64 => "it is not Base64",
        LineFault::Refused("signature_invalid") => "none of the keys signed it, or it was changed",
        LineFault::Refused(_) => "it is no receipt, or it was changed",
        LineFault::AnotherLog => "it belongs to another log",
        LineFault::NumberSkipped => "receipts before it are missing",
        LineFault::NumberRepeated => "its number stood before",
        LineFault::PreviousMismatch => "it follows another receipt than the one before it",
    }
}
