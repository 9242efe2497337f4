//! An issuer's JWKS (RFC 7517, RFC 8037) → a list of the sandbox. A JWKS is signed by nobody, so it never gets into production.

use super::description::{Description, Entry, Use};
use crate::{Misuse, input, output};
use base64ct::{Base64UrlUnpadded, Encoding};
use clap::Args;
use ikd_sandbox::trust;
use ikd_verify::hex;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const DAY: u64 = 24 * 3_600;

/// The options of `ikd trust import-jwks`.
#[derive(Args)]
pub struct Import {
    /// Needed, to say that this is not for production.
    #[arg(long)]
    sandbox: bool,
    /// The issuer, as its tokens name it.
    #[arg(long, value_name = "URL")]
    issuer: String,
    /// The number of a document (vct) that it issues. Once for each; without it the identity card.
    #[arg(long = "document", value_name = "VCT", default_values_t = [65001])]
    documents: Vec<u64>,
    /// The time it is made, in UNIX seconds. Without it the machine's clock.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    now: Option<u64>,
    /// The JWKS.
    jwks: PathBuf,
    /// The list to write.
    file: PathBuf,
}

#[derive(Deserialize)]
struct Jwks {
    keys: Vec<Jwk>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: Option<String>,
    x: Option<String>,
    d: Option<serde::de::IgnoredAny>,
}

impl Import {
    /// Writes the list and prints the sandbox's root.
    pub fn run(&self) -> Result<ExitCode, Misuse> {
        if !self.sandbox {
            return Err(
                "a JWKS is signed by nobody: it is taken with --sandbox only, and production refuses its list".into()
            );
        }
        let now = self.now.map_or_else(input::unix_time, Ok)?;
        let keys = public_keys(&self.jwks)?.into_iter().map(|key| self.entry(key, now)).collect();
        let (publisher, name) = ("https://trust.sandbox.example".into(), "jwks".into());
        let list = Description { publisher, name, seq: 1, issued_at: now, expires_at: now + 30 * DAY, keys };
        let list = list.signed(&trust::root())?.map_err(|error| format!("the list is refused: {error}"))?;
        input::write(&self.file, &list)?;
        output::line(&hex::encode(&trust::root().public_key()))?;
        Ok(ExitCode::SUCCESS)
    }

    fn entry(&self, public_key: String, now: u64) -> Entry {
        Entry {
            issuer: self.issuer.clone(),
            public_key,
            not_before: now,
            expires_at: now + 30 * DAY,
            uses: vec![Use::Issue],
            documents: self.documents.clone(),
            status_prefixes: vec![],
            revoked_at: None,
        }
    }
}

/// The Ed25519 keys, in hex. Other keys are left out; a private one is a leak, and nothing is taken.
fn public_keys(path: &Path) -> Result<Vec<String>, Misuse> {
    let jwks: Jwks = serde_json::from_slice(&input::file(path)?)
        .map_err(|error| format!("{} is no JWKS: {error}", path.display()))?;
    if jwks.keys.iter().any(|key| key.d.is_some()) {
        return Err(format!("{} holds a private key: consider it lost", path.display()));
    }
    let own = jwks.keys.iter().filter(|key| key.kty == "OKP" && key.crv.as_deref() == Some("Ed25519"));
    let keys = own.map(|key| Base64UrlUnpadded::decode_vec(key.x.as_deref()?).ok()).collect::<Option<Vec<_>>>();
    let keys = keys.ok_or_else(|| format!("{} holds a key whose x is no base64url", path.display()))?;
    if keys.is_empty() {
        Err(format!("{} holds no Ed25519 key", path.display()))
    } else {
        Ok(keys.iter().map(|key| hex::encode(key)).collect())
    }
}
