//! The secret that signs the log: from the environment, never from the command line, where every process can read it.

use crate::{Misuse, output};
use clap::Args;
use ikd_verify::{SecretKey, hex};
use std::process::ExitCode;
use zeroize::Zeroizing;

/// Where the secret is.
#[derive(Args)]
pub struct Secret {
    /// The name of the environment variable with the secret, 64 hex digits; not the secret itself.
    #[arg(long, value_name = "NAME")]
    key_env: String,
}

impl Secret {
    /// Reads the secret. What is wrong with it is said without it, also where it was given for the name.
    pub fn read(&self) -> Result<Zeroizing<[u8; 32]>, Misuse> {
        let name = &self.key_env;
        let plain = |byte: u8| byte == b'_' || byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if !name.bytes().all(plain) || !name.starts_with(|first: char| first.is_ascii_uppercase()) {
            return Err("--key-env takes the name of an environment variable, in capitals".into());
        }
        let text = std::env::var(name).map(Zeroizing::new).map_err(|_| format!("{name} is not set"))?;
        hex::decode(text.trim()).map(Zeroizing::new).ok_or_else(|| format!("{name} does not hold 64 hex digits"))
    }

    /// Prints the public key.
    pub fn print_public(&self) -> Result<ExitCode, Misuse> {
        let key = SecretKey::from_bytes(&*self.read()?).public();
        output::line(&hex::encode(&key.to_bytes()))?;
        Ok(ExitCode::SUCCESS)
    }
}
