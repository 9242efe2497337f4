//! The key that signs a list: from a file or the environment, never from the command line, where every process can read it.

use crate::{Misuse, input};
use clap::Args;
use ikd_sandbox::signer::Signer;
use ikd_verify::hex;
use std::path::PathBuf;

const VARIABLE: &str = "IKD_TRUST_KEY";

/// Where the key is.
#[derive(Args)]
pub struct SigningKey {
    /// A file with the Ed25519 seed of the root, 64 hex digits. Without it the variable `IKD_TRUST_KEY`.
    #[arg(long, value_name = "FILE")]
    signing_key: Option<PathBuf>,
}

impl SigningKey {
    /// Reads the key. What is wrong with it is said without it.
    pub fn read(&self) -> Result<Signer, Misuse> {
        let text = match &self.signing_key {
            Some(path) => String::from_utf8(input::file(path)?).unwrap_or_default(),
            None => std::env::var(VARIABLE).map_err(|_| {
                format!("--signing-key FILE is missing, and {VARIABLE} is not set: who signs the list?")
            })?,
        };
        let seed = hex::decode(text.trim()).ok_or("the signing key is not 64 hex digits")?;
        Ok(Signer::from_seed(&seed))
    }
}
