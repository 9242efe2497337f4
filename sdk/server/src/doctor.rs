//! Everything that can be known of a configuration without serving it, a line a check.
//!
//! In: the path of `rp.toml`. Out: what was looked at and what was found. Writes nothing: neither what was seen of the
//! lists nor a receipt.

use crate::chosen_store::ChosenStore;
use crate::clock::unix_time;
use crate::config::{Configuration, ReceiptFile};
use crate::lists::Lists;
use crate::receipt_log::ReceiptLog;
use crate::store::Store;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;

const DAY: u64 = 24 * 3_600;
/// A list that ends sooner is worth a word.
const SOON: u64 = 3 * DAY;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What.
    pub name: &'static str,
    /// What was found, or what is wrong.
    pub found: Result<String, String>,
}

/// Looks at everything.
#[must_use]
pub fn doctor(path: &Path) -> Vec<Check> {
    match Configuration::open(path) {
        Err(faults) => faults.into_iter().map(|fault| Check { name: "configuration", found: Err(fault) }).collect(),
        Ok(configuration) => of(configuration),
    }
}

fn of(configuration: Configuration) -> Vec<Check> {
    let Configuration { audience, listen, metrics_listen, lists, requests, store, receipts, .. } = configuration;
    let asked = format!("{audience} asks for {} requests", requests.len());
    let mut checks = vec![Check { name: "configuration", found: Ok(asked) }];
    checks.extend([Some(listen), metrics_listen].into_iter().flatten().map(address));
    checks.push(Check { name: "lists", found: Lists::open(lists).and_then(|lists| ages(&lists)) });
    checks.push(Check {
        name: "store",
        found: ChosenStore::of(&store).map_err(String::from).and_then(|store| asked_store(&store)),
    });
    checks.push(Check { name: "receipts", found: receipts.map_or(Ok("none are kept".into()), |file| log(&file)) });
    checks
}

fn address(address: SocketAddr) -> Check {
    let found = match TcpListener::bind(address) {
        Err(error) => Err(format!("cannot listen at {address}: {error}; is it running already?")),
        Ok(_) if address.ip().is_loopback() => Ok(address.to_string()),
        Ok(_) => {
            Ok(format!("{address} can be reached from other machines, in plain HTTP: keep it in a network of its own"))
        }
    };
    Check { name: "address", found }
}

/// The lists by this machine's clock. A clock that is before the list was made is the clock's fault.
fn ages(lists: &Lists) -> Result<String, String> {
    let now = unix_time();
    lists.look(now)?;
    let state = lists.state();
    let (left, age) = (state.expires.saturating_sub(now), now.saturating_sub(state.issued));
    let soon = if left < SOON { ": renew it" } else { "" };
    let status = state.status.len();
    Ok(format!(
        "trust list {} is {} days old and ends in {} days{soon}; {status} status lists",
        state.seq,
        age / DAY,
        left / DAY
    ))
}

fn asked_store(store: &ChosenStore) -> Result<String, String> {
    let kind = if matches!(store, ChosenStore::Memory(_)) { "in memory" } else { "in Redis" };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let faults = runtime.map_err(|error| error.to_string())?.block_on(store.check());
    let faults = faults.map_err(|error| error.to_string())?;
    if faults.is_empty() { Ok(kind.into()) } else { Err(faults.join("; ")) }
}

fn log(file: &ReceiptFile) -> Result<String, String> {
    if !file.log.exists() {
        return Ok("the log begins with the first receipt".into());
    }
    let count = ReceiptLog::check(&file.log, &file.keys()).map_err(|error| error.to_string())?;
    Ok(format!("{count} receipts, each behind the one before"))
}
