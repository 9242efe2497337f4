//! What a backend remembers: four operations, each on one key and each atomic, so that many machines can share one store.
//!
//! In: a key, a value, a life. Out: what stands there, or whether it was kept. Refuses to guess: an error, a timeout, a
//! lost connection, a full or read-only store and too few replicas are all a [`StoreError`], which the caller turns into
//! `store_unavailable`, never into an accept. Nothing is retried inside: after a timeout nobody knows what happened.

use std::fmt::{self, Display};
use std::time::Duration;

/// Why nothing can be said about what stands in the store. It names no key, no value and no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// No answer in time: what was asked for may have happened or not.
    TimedOut,
    /// There is no connection.
    Unreachable,
    /// There is no room.
    Full,
    /// Fewer replicas than required have it.
    TooFewReplicas,
    /// The store answered with an error: it is read-only, loading, out of memory or does not know the command.
    Refused,
}

impl StoreError {
    /// The stable word for logs and metrics.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TimedOut => "timed_out",
            Self::Unreachable => "unreachable",
            Self::Full => "full",
            Self::TooFewReplicas => "too_few_replicas",
            Self::Refused => "refused",
        }
    }
}

impl Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TimedOut => "the store did not answer in time",
            Self::Unreachable => "the store cannot be reached",
            Self::Full => "the store is full",
            Self::TooFewReplicas => "too few replicas of the store have what was written",
            Self::Refused => "the store refused the command",
        })
    }
}

impl std::error::Error for StoreError {}

/// A store. Every operation is about one key, and is atomic among all who use the store.
///
/// ```
/// use ikd_server::{MemoryStore, Store};
/// use std::time::Duration;
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let (store, life) = (MemoryStore::new(), Duration::from_secs(900));
/// assert!(store.add("n", "open", life).await?);
/// assert!(!store.add("n", "open", life).await?);
/// assert_eq!(store.exchange("n", "taken", life).await?.as_deref(), Some("open"));
/// assert_eq!(store.exchange("n", "taken", life).await?.as_deref(), Some("taken"));
/// # Ok::<(), ikd_server::StoreError>(()) }).unwrap();
/// ```
pub trait Store: Send + Sync + 'static {
    /// Keeps `value` under `key` for `life` unless something stands there; tells whether it was kept.
    fn add(&self, key: &str, value: &str, life: Duration) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// What stands there.
    fn get(&self, key: &str) -> impl Future<Output = Result<Option<String>, StoreError>> + Send;

    /// Keeps `value` for `life` whatever stands there.
    fn put(&self, key: &str, value: &str, life: Duration) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Where something stands, writes `value` instead and gives what stood; else writes nothing.
    fn exchange(
        &self,
        key: &str,
        value: &str,
        life: Duration,
    ) -> impl Future<Output = Result<Option<String>, StoreError>> + Send;

    /// For how long the place of this key has remembered everything that was put there.
    fn age(&self, key: &str) -> impl Future<Output = Result<Duration, StoreError>> + Send;

    /// Why this store cannot keep its promise: sentences, none when all is well.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be asked.
    fn check(&self) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;
}
