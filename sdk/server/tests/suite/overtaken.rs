//! One code twice at once: one is accepted, in whatever order the two reach the store.

use crate::service::Service;
use ikd_sandbox::Fault;
use ikd_server::{Limits, MemoryStore, Store, StoreError};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// A store in which the first that says that it has seen a code is overtaken by the others, as over another connection.
struct Overtaken {
    store: MemoryStore,
    is_first: AtomicBool,
}

impl Store for Overtaken {
    async fn add(&self, key: &str, value: &str, life: Duration) -> Result<bool, StoreError> {
        if key.contains(":h:") && self.is_first.swap(false, Ordering::Relaxed) {
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        self.store.add(key, value, life).await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.store.get(key).await
    }

    async fn put(&self, key: &str, value: &str, life: Duration) -> Result<(), StoreError> {
        self.store.put(key, value, life).await
    }

    async fn exchange(&self, key: &str, value: &str, life: Duration) -> Result<Option<String>, StoreError> {
        self.store.exchange(key, value, life).await
    }

    async fn age(&self, key: &str) -> Result<Duration, StoreError> {
        self.store.age(key).await
    }

    async fn check(&self) -> Result<Vec<String>, StoreError> {
        self.store.check().await
    }
}

#[test]
fn of_two_at_once_one_is_accepted_in_whatever_order_the_store_is_reached() {
    let store = Overtaken { store: MemoryStore::new(), is_first: AtomicBool::new(true) };
    let service = Service::with(store, Limits::default(), None);
    let code = service.code(&service.challenge("ana"), Fault::None);
    let mut words = thread::scope(|scope| {
        let calls = [0, 1].map(|_| scope.spawn(|| service.verify("ana", &code).code()));
        calls.map(|call| call.join().unwrap())
    });
    words.sort();
    assert_eq!(words, ["replayed", "verified"]);
}
