//! A code for anybody, at a counter: once, and not while the store is younger than the code.

use crate::configuration::{BANK, template};
use crate::service::{NOW, anchors};
use crate::wait;
use ikd_sandbox::{Fault, Wallet, trust};
use ikd_server::{MemoryStore, RelyingParty, Store, StoreError};
use ikd_verify::{Language, ListHashes, Request, Transactions, TrustList, Unchallenged, Verifier};
use std::time::Duration;

/// A store that says that it is so old.
struct Aged(MemoryStore, Duration);

impl Store for Aged {
    async fn add(&self, key: &str, value: &str, life: Duration) -> Result<bool, StoreError> {
        self.0.add(key, value, life).await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.get(key).await
    }

    async fn put(&self, key: &str, value: &str, life: Duration) -> Result<(), StoreError> {
        self.0.put(key, value, life).await
    }

    async fn exchange(&self, key: &str, value: &str, life: Duration) -> Result<Option<String>, StoreError> {
        self.0.exchange(key, value, life).await
    }

    async fn age(&self, _key: &str) -> Result<Duration, StoreError> {
        Ok(self.1)
    }

    async fn check(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
}

fn counter(age: u64) -> RelyingParty<Aged> {
    let list = trust::list(1, NOW);
    let verifier = Verifier::new(TrustList::open(&list, &anchors())).unchallenged(Unchallenged::Accept);
    let rules = Transactions::new(BANK, verifier, ListHashes::of(&list, [[0; 0]; 0]));
    let rules = rules.asks("open-account", Request::template(template(BANK)).unwrap(), Language::English).unwrap();
    RelyingParty::new(rules, Aged(MemoryStore::new(), Duration::from_secs(age))).timer(|| NOW + 10)
}

#[test]
fn a_code_for_anybody_counts_once_and_not_on_a_young_store() {
    let text = Wallet::budi().mint(None, &["nik", "nama"], NOW, Fault::None);
    let (old, young) = (counter(1_000), counter(100));
    let taken = |party: &RelyingParty<Aged>| match wait(party.verify_at_counter("open-account", &text)) {
        Ok(_) => "verified",
        Err(error) => error.code(),
    };
    assert_eq!([taken(&old), taken(&old), taken(&young)], ["verified", "replayed", "store_unavailable"]);
}
