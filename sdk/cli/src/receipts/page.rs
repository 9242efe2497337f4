//! `ikd receipts page`: one receipt as a page without scripts, for the person to keep or for the customer's file.

use super::fault;
use super::search::{Search, Wanted};
use super::source::{self, Source};
use crate::{Misuse, input, output};
use clap::Args;
use ikd_server::LoggedReceipt;
use ikd_verify::Language;
use std::path::PathBuf;
use std::process::ExitCode;

/// The options of `ikd receipts page`.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The receipt's id, 32 hex digits.
    #[arg(long, value_name = "HEX", value_parser = source::id)]
    id: [u8; 16],
    /// The page's language.
    #[arg(long, value_name = "id|en", default_value = "id", value_parser = language)]
    language: Language,
    /// The file to write. Without it standard output.
    #[arg(long, value_name = "FILE.html")]
    output: Option<PathBuf>,
}

fn language(code: &str) -> Result<Language, &'static str> {
    Language::named(code).ok_or("it is id or en")
}

impl Arguments {
    /// Exit 0 printed, 1 not there or the log is not whole.
    pub fn run(&self) -> Result<ExitCode, Misuse> {
        let search = match Search::of(Wanted::Id(self.id)).through(&self.source)? {
            Ok(search) => search,
            Err(fault) => return fault::said(fault),
        };
        let Some(LoggedReceipt { receipt, signed, .. }) = search.found else { return Search::missing() };
        if receipt.withdraws().is_some() {
            return fault::unknown(
                "is_withdrawal",
                "this is a withdrawal: the page is that of the receipt it withdraws",
            );
        }
        let page = receipt.to_page(&signed, self.language);
        match &self.output {
            Some(path) => input::write(path, page.as_bytes())?,
            None => output::line(page.trim_end())?,
        }
        if search.withdrawal.is_some() {
            eprintln!("ikd: this receipt was withdrawn, which its page does not say");
        }
        Ok(ExitCode::SUCCESS)
    }
}
