//! A configuration → a backend that can begin.
//!
//! Refuses a store that cannot keep its promise, lists that do not count, and a log of receipts that is not whole.

use crate::backend::Backend;
use crate::chosen_store::ChosenStore;
use crate::clock::unix_time;
use crate::config::{Configuration, NamedRequest};
use crate::lists::Lists;
use crate::receipt_log::ReceiptLog;
use crate::store::Store;
use ikd_verify::{Error, Transactions, hex};
use sha2::{Digest, Sha256};

impl Backend<ChosenStore> {
    /// The backend of a configuration, to be mounted with [`crate::router`]. Its lists are read again by
    /// [`Backend::renew`].
    ///
    /// # Errors
    /// Why it does not begin, a sentence each.
    pub async fn open(configuration: Configuration) -> Result<Self, Vec<String>> {
        let store = store(&configuration).await?;
        backend(configuration, store).map_err(|sentence| vec![sentence])
    }
}

/// The store, if it can keep its promise.
async fn store(configuration: &Configuration) -> Result<ChosenStore, Vec<String>> {
    let store = ChosenStore::of(&configuration.store).map_err(|sentence| vec![format!("store.url_env: {sentence}")])?;
    let faults = store.check().await.map_err(|error| vec![error.to_string()])?;
    if faults.is_empty() { Ok(store) } else { Err(faults) }
}

fn backend(configuration: Configuration, store: ChosenStore) -> Result<Backend<ChosenStore>, String> {
    let Configuration { audience, lists, requests, receipts, limits, token, .. } = configuration;
    let lists = Lists::open(lists)?;
    let rules = rules(&audience, requests, &lists)?;
    let backend = Backend::new(rules, store).token(&token).limits(limits).lists(lists);
    let Some(receipts) = receipts else { return Ok(backend) };
    let log = ReceiptLog::open_with(&receipts.log, &receipts.keys(), &build(), |_| ());
    let log = log.map_err(|error| format!("{}: {error}", receipts.log.display()))?;
    Ok(backend.receipts(log))
}

fn rules(audience: &str, requests: Vec<NamedRequest>, lists: &Lists) -> Result<Transactions, String> {
    let (verifier, hashes) = lists.read(unix_time())?;
    requests.into_iter().try_fold(
        Transactions::new(audience, verifier, hashes),
        |rules, NamedRequest { name, request, language }| {
            rules.asks(&name, request, language).map_err(|error| format!("requests.{name}: {}", Error::from(error)))
        },
    )
}

/// The hash of the running program, which a receipt names; its version where it cannot read itself.
fn build() -> String {
    let program = std::env::current_exe().and_then(std::fs::read);
    let version = |_| concat!("ikd-server ", env!("CARGO_PKG_VERSION")).into();
    program.map_or_else(version, |program| hex::encode(Sha256::digest(program).as_slice()))
}
