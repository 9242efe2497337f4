//! A store whose failures are counted.

use crate::metrics::Metrics;
use crate::store::{Store, StoreError};
use std::sync::Arc;
use std::time::Duration;

pub struct Watched<S> {
    store: S,
    metrics: Arc<Metrics>,
}

impl<S> Watched<S> {
    pub fn new(store: S, metrics: Arc<Metrics>) -> Self {
        Self { store, metrics }
    }

    fn count<T>(&self, answer: Result<T, StoreError>) -> Result<T, StoreError> {
        answer.inspect_err(|error| self.metrics.store_error(*error))
    }
}

impl<S: Store> Store for Watched<S> {
    async fn add(&self, key: &str, value: &str, life: Duration) -> Result<bool, StoreError> {
        self.count(self.store.add(key, value, life).await)
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.count(self.store.get(key).await)
    }

    async fn put(&self, key: &str, value: &str, life: Duration) -> Result<(), StoreError> {
        self.count(self.store.put(key, value, life).await)
    }

    async fn exchange(&self, key: &str, value: &str, life: Duration) -> Result<Option<String>, StoreError> {
        self.count(self.store.exchange(key, value, life).await)
    }

    async fn age(&self, key: &str) -> Result<Duration, StoreError> {
        self.count(self.store.age(key).await)
    }

    async fn check(&self) -> Result<Vec<String>, StoreError> {
        self.count(self.store.check().await)
    }
}
