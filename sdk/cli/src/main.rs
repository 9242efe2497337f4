//! The command `ikd`: verify, match, scan, inspect, lint, simulate, trust, serve, doctor, receipts.
//!
//! Results go to standard output, everything else to standard error. Exit status: 0 as asked, 1 a verdict against it,
//! 2 misuse (a wrong option, a missing file), with one sentence.
#![forbid(unsafe_code)]

mod annotated;
mod batch;
mod doctor;
mod input;
mod inspect;
mod lint;
mod matching;
mod output;
mod picture;
mod receipts;
mod scan;
mod serve;
mod settings;
mod simulate;
mod trust;
mod verify;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Verifies IKD-QR 1 presentations offline. An open profile; not official, not Dukcapil's.
#[derive(Parser)]
#[command(name = "ikd", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Verify a QR's text and print the result as one JSON line; or a file of records, each as of its own time.
    Verify(verify::Arguments),
    /// Say whether what a person typed is what a QR's text holds, and print no value.
    Match(matching::Arguments),
    /// Read the QR codes in pictures.
    Scan(scan::Arguments),
    /// Show how far a QR's text gets, stage by stage, with every value masked.
    Inspect(inspect::Arguments),
    /// Say what is wrong with a relying party's request, and by which article.
    Lint(lint::Arguments),
    /// Play the test issuer and wallet: mint a token, draw its QR, film it.
    Simulate(simulate::Arguments),
    /// Make, sign, change, compare or check a trust list.
    Trust(trust::Arguments),
    /// Be a relying party's backend, as an internal service.
    Serve(serve::Arguments),
    /// Say whether a backend's configuration, lists, store and receipts are in order.
    Doctor(doctor::Arguments),
    /// Check a log of receipts, show and print one, withdraw one, and list what is to be erased.
    Receipts(receipts::Arguments),
}

/// What a command says when it is used wrongly, or when the machine fails it.
type Misuse = String;

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Verify(arguments) => verify::run(arguments),
        Command::Match(arguments) => matching::run(arguments),
        Command::Scan(arguments) => scan::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Trust(arguments) => trust::run(arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Receipts(arguments) => receipts::run(&arguments),
    };
    done.unwrap_or_else(|sentence| {
        eprintln!("ikd: {sentence}");
        ExitCode::from(2)
    })
}
