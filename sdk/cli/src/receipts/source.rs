//! The log and the public keys that it is read with.

use crate::Misuse;
use clap::Args;
use ikd_server::ReceiptLines;
use ikd_verify::{PublicKey, hex};
use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};

/// What is read.
#[derive(Args)]
pub struct Source {
    /// The log, a signed receipt a line; or - for lines of one on standard input.
    log: PathBuf,
    /// A public key that signed the log, 64 hex digits: the one in use and each one before it.
    #[arg(long = "key", value_name = "HEX", required = true)]
    keys: Vec<String>,
}

impl Source {
    /// Whether the lines come from standard input.
    pub fn is_excerpt(&self) -> bool {
        self.log == Path::new("-")
    }

    /// The receipts of the log; of a part of it, if it comes from standard input and may be one.
    pub fn receipts(&self) -> Result<ReceiptLines<Box<dyn BufRead>>, Misuse> {
        Ok(ReceiptLines::new(self.open()?, public(&self.keys)?))
    }

    fn open(&self) -> Result<Box<dyn BufRead>, Misuse> {
        const BUFFER: usize = 256 * 1_024;
        if self.is_excerpt() {
            return Ok(Box::new(stdin().lock()));
        }
        let file = File::open(&self.log).map_err(|error| format!("cannot read {}: {error}", self.log.display()))?;
        Ok(Box::new(BufReader::with_capacity(BUFFER, file)))
    }
}

/// Public keys. What is wrong with one is said without it: it could be the secret.
pub fn public(keys: &[String]) -> Result<Vec<PublicKey>, Misuse> {
    let key = |text: &String| hex::decode(text).and_then(|bytes| PublicKey::from_bytes(&bytes));
    let keys = keys.iter().map(key).collect::<Option<_>>();
    keys.ok_or_else(|| "a public key is 64 hex digits of an Ed25519 key that is not weak".into())
}

/// A receipt's id, as an option gives it.
pub fn id(text: &str) -> Result<[u8; 16], &'static str> {
    hex::decode(text).ok_or("a receipt's id is 32 hex digits")
}
