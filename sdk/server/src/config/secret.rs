//! Secrets come from the environment or from a file of their own, never from the configuration, which is copied, mailed
//! and committed.
//!
//! In: the name of a variable or a file. Out: the secret, wiped when it is dropped. Refuses a secret in the
//! configuration, a key file that others may read, and a token that could be guessed.

use super::section::{Faults, Section};
use ikd_verify::hex;
use std::fs;
use std::path::Path;
use toml::{Table, Value};
use zeroize::Zeroizing;

/// Reads one variable of the environment.
pub type Environ<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A key of 32 bytes.
pub type Key = Zeroizing<[u8; 32]>;

/// The variable with the token that the bank's backend shows.
pub const TOKEN_ENV: &str = "IKD_API_TOKEN";
/// 128 bits in hex, or 192 in Base64.
const TOKEN_LEAST: usize = 32;
const SECRET_ITEMS: [&str; 8] = ["token", "api_token", "password", "secret", "key", "seed", "url", "private_key"];

/// The names of what looks like a secret, wherever it stands.
pub(super) fn find(table: &Table, place: &str, faults: &Faults) {
    for (item, value) in table {
        let name = if place.is_empty() { item.clone() } else { format!("{place}.{item}") };
        match value {
            Value::Table(table) => find(table, &name, faults),
            Value::String(text) if is_secret(item, text) => {
                faults.add(format!("{name} holds a secret; keep it in an environment variable, and name that here"));
            }
            _ => {}
        }
    }
}

fn is_secret(item: &str, text: &str) -> bool {
    let address = text.split_once("://").is_some_and(|(_, rest)| rest.split('/').next().unwrap_or(rest).contains('@'));
    let key = hex::decode::<32>(text).is_some();
    address || key || SECRET_ITEMS.contains(&item)
}

/// A secret from the variable that the item names.
pub(super) fn named(section: &mut Section, item: &str, environ: Environ<'_>) -> Option<Zeroizing<String>> {
    let variable = section.needed(item)?;
    let plain = |byte: u8| byte == b'_' || byte.is_ascii_uppercase() || byte.is_ascii_digit();
    if variable.is_empty() || !variable.bytes().all(plain) {
        section.fault(item, "takes the name of an environment variable, in capitals");
        return None;
    }
    let value = environ(&variable).filter(|value| !value.is_empty()).map(Zeroizing::new);
    if value.is_none() {
        section.fault(item, &format!("names {variable}, which is not set"));
    }
    value
}

/// The token from the environment.
pub(super) fn token(environ: Environ<'_>) -> Result<Zeroizing<String>, String> {
    let token = environ(TOKEN_ENV).map(Zeroizing::new).ok_or(format!("{TOKEN_ENV} is not set"))?;
    let sound = token.len() >= TOKEN_LEAST && token.bytes().all(|byte| byte.is_ascii_graphic());
    let sentence = "must be 32 characters or more, of printable ASCII without spaces";
    sound.then_some(token).ok_or(format!("{TOKEN_ENV} {sentence}"))
}

/// A key of 64 hex digits.
pub(super) fn key(text: &str) -> Option<Key> {
    hex::decode(text.trim()).map(Zeroizing::new)
}

/// A key from a file that only its owner may read.
pub(super) fn key_file(path: &Path) -> Result<Key, &'static str> {
    let read = fs::read_to_string(path).map(Zeroizing::new).map_err(|_| "cannot be read")?;
    if others_may_read(path) {
        return Err("may be read by others; set its mode to 600");
    }
    key(&read).ok_or("must hold 64 hex digits")
}

#[cfg(unix)]
fn others_may_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).map_or(true, |about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_may_read(_path: &Path) -> bool {
    false
}
