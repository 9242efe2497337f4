//! `rp.toml` → a checked configuration, or every fault in it, a sentence each.
//!
//! In: the file's text, its folder, the environment. Out: everything that a backend is made of, the requests read and
//! checked. Refuses an audience that is no https origin, a secret in the file, an unknown item, and a store in memory for
//! several processes. Lists are read later and again ([`crate::Lists`]), since they change while a service runs.

mod reader;
mod secret;
mod section;

use crate::receipt_log::ReceiptKeys;
use crate::redis::Replicas;
use ikd_verify::{Anchors, Language, PublicKey, Request, StatusPolicy};
use reader::Reader;
pub use secret::{Environ, Key, TOKEN_ENV};
use section::{Faults, Section};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

/// A checked configuration.
pub struct Configuration {
    /// The relying party's https origin.
    pub audience: String,
    /// Where the bank's backend reaches the service.
    pub listen: SocketAddr,
    /// Where metrics are read, if elsewhere.
    pub metrics_listen: Option<SocketAddr>,
    /// The lists' files.
    pub lists: ListFiles,
    /// What is asked for.
    pub requests: Vec<NamedRequest>,
    /// Where transactions are kept.
    pub store: StoreChoice,
    /// Where receipts are kept.
    pub receipts: Option<ReceiptFile>,
    /// How much is taken.
    pub limits: Limits,
    /// What a caller must show.
    pub token: Zeroizing<String>,
}

/// The signed lists, and what they are judged by.
pub struct ListFiles {
    /// The trust list.
    pub trust: PathBuf,
    /// The pinned roots, the world and the least number.
    pub anchors: Anchors,
    /// Where it is written which lists were seen.
    pub seen: Option<PathBuf>,
    /// The status lists.
    pub status: Vec<PathBuf>,
    /// What is asked of a status.
    pub policy: StatusPolicy,
    /// How often the lists are read again.
    pub reload: Option<Duration>,
}

/// A request under its name.
pub struct NamedRequest {
    /// What callers say.
    pub name: String,
    /// What is asked.
    pub request: Request,
    /// The language it is written in.
    pub language: Language,
}

/// Which store.
pub enum StoreChoice {
    /// This process's memory.
    Memory,
    /// A Redis.
    Redis {
        /// Its address, perhaps with a password.
        url: Zeroizing<String>,
        /// How long it may take to answer.
        timeout: Duration,
        /// Who else must have a grant.
        replicas: Option<Replicas>,
    },
}

/// Where receipts go.
pub struct ReceiptFile {
    /// A line each.
    pub log: PathBuf,
    /// What they are made with.
    pub key: Key,
    /// What they were made with before.
    pub before: Vec<PublicKey>,
}

impl ReceiptFile {
    /// The keys of the log.
    #[must_use]
    pub fn keys(&self) -> ReceiptKeys<'_> {
        ReceiptKeys { seed: &self.key, before: &self.before }
    }
}

/// How much is taken of a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a body.
    pub body: usize,
    /// Time for one call.
    pub request: Duration,
    /// Calls a minute in one session.
    pub calls: u32,
    /// Sessions that are counted at once.
    pub sessions: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { body: 16 * 1024, request: Duration::from_secs(5), calls: 60, sessions: 10_000 }
    }
}

impl Configuration {
    /// Reads a file, with the process's environment.
    ///
    /// # Errors
    /// Every fault, a sentence each.
    pub fn open(path: &Path) -> Result<Self, Vec<String>> {
        let text =
            fs::read_to_string(path).map_err(|error| vec![format!("cannot read {}: {error}", path.display())])?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::read(&text, folder, &|name| std::env::var(name).ok())
    }

    /// Reads the text of a file in a folder, with this environment.
    ///
    /// # Errors
    /// Every fault, a sentence each.
    pub fn read(text: &str, folder: &Path, environ: Environ<'_>) -> Result<Self, Vec<String>> {
        let faults = Faults::default();
        let table = text.parse().map_err(|error| vec![not_toml(text, &error)])?;
        secret::find(&table, "", &faults);
        let mut root = Section::new(table, &faults);
        let read = Reader { folder, environ, faults: &faults }.configuration(&mut root);
        root.close();
        match (read, faults.take()) {
            (Some(configuration), faults) if faults.is_empty() => Ok(configuration),
            (_, faults) => Err(faults),
        }
    }
}

/// Where the text stops being TOML. The parser's own sentence would show the line, and what stands in it.
fn not_toml(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
    format!("line {line} is not TOML")
}
