//! The store that the configuration names.

use crate::config::StoreChoice;
use crate::memory::MemoryStore;
use crate::redis::RedisStore;
use crate::store::{Store, StoreError};
use std::time::Duration;

/// One of the stores of this crate.
pub enum ChosenStore {
    /// In memory.
    Memory(MemoryStore),
    /// In Redis.
    Redis(Box<RedisStore>),
}

/// The same question to whichever it is.
macro_rules! ask {
    ($store:expr, $operation:ident($($argument:expr),*)) => {
        match $store {
            ChosenStore::Memory(store) => store.$operation($($argument),*).await,
            ChosenStore::Redis(store) => store.$operation($($argument),*).await,
        }
    };
}

impl ChosenStore {
    /// The store of this choice.
    ///
    /// # Errors
    /// A sentence for an address that is none.
    pub fn of(choice: &StoreChoice) -> Result<Self, &'static str> {
        let StoreChoice::Redis { url, timeout, replicas } = choice else {
            return Ok(Self::Memory(MemoryStore::new()));
        };
        let store = RedisStore::new(url)?.timeout(*timeout);
        Ok(Self::Redis(Box::new(match replicas {
            Some(replicas) => store.replicas(*replicas),
            None => store,
        })))
    }
}

impl Store for ChosenStore {
    async fn add(&self, key: &str, value: &str, life: Duration) -> Result<bool, StoreError> {
        ask!(self, add(key, value, life))
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        ask!(self, get(key))
    }

    async fn put(&self, key: &str, value: &str, life: Duration) -> Result<(), StoreError> {
        ask!(self, put(key, value, life))
    }

    async fn exchange(&self, key: &str, value: &str, life: Duration) -> Result<Option<String>, StoreError> {
        ask!(self, exchange(key, value, life))
    }

    async fn age(&self, key: &str) -> Result<Duration, StoreError> {
        ask!(self, age(key))
    }

    async fn check(&self) -> Result<Vec<String>, StoreError> {
        ask!(self, check())
    }
}
