//! A store in this process's memory: for one process, and for trying things out.
//!
//! In: keys and values. Out: the same, until their life ends. Bounded: a full store refuses rather than forgets. It
//! refuses to be one of several, because what one process has taken another would accept again. Nothing of it survives
//! a restart, so every nonce of before is unknown after it.

use crate::store::{Store, StoreError};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Each transaction takes up to four.
const KEYS: usize = 100_000;

struct Kept {
    value: String,
    until: Instant,
}

/// A bounded store in memory.
///
/// ```
/// use ikd_server::MemoryStore;
/// assert_eq!(MemoryStore::for_processes(2).err(), Some("a store in memory cannot be shared"));
/// assert!(MemoryStore::for_processes(1).is_ok());
/// ```
pub struct MemoryStore {
    kept: Mutex<HashMap<String, Kept>>,
    most: usize,
    since: Instant,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryStore {
    /// An empty store of 100 000 keys at most, for this one process. A transaction takes four, for fifteen minutes: so many serve
    /// about 25 a second, in some tens of megabytes.
    #[must_use]
    pub fn new() -> Self {
        Self { kept: Mutex::default(), most: KEYS, since: Instant::now() }
    }

    /// An empty store for a backend that runs as this many processes.
    ///
    /// # Errors
    /// A sentence where they are more than one.
    pub fn for_processes(processes: usize) -> Result<Self, &'static str> {
        if processes > 1 { Err("a store in memory cannot be shared") } else { Ok(Self::new()) }
    }

    /// Holds at most this many keys.
    #[must_use]
    pub fn at_most(self, keys: usize) -> Self {
        Self { most: keys, ..self }
    }

    /// The map without what the key's life has ended for. No operation can fail half-way, so a poisoned lock is sound.
    fn current(&self, key: &str) -> MutexGuard<'_, HashMap<String, Kept>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.get(key).is_some_and(|kept| kept.until <= Instant::now()) {
            kept.remove(key);
        }
        kept
    }

    /// Writes, after a sweep where there is no room.
    fn write(
        &self,
        kept: &mut HashMap<String, Kept>,
        key: &str,
        value: &str,
        life: Duration,
    ) -> Result<(), StoreError> {
        let now = Instant::now();
        if kept.len() >= self.most && !kept.contains_key(key) {
            kept.retain(|_, kept| kept.until > now);
            if kept.len() >= self.most {
                return Err(StoreError::Full);
            }
        }
        kept.insert(key.into(), Kept { value: value.into(), until: now + life });
        Ok(())
    }
}

impl Store for MemoryStore {
    async fn add(&self, key: &str, value: &str, life: Duration) -> Result<bool, StoreError> {
        let mut kept = self.current(key);
        if kept.contains_key(key) {
            return Ok(false);
        }
        self.write(&mut kept, key, value, life).map(|()| true)
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.current(key).get(key).map(|kept| kept.value.clone()))
    }

    async fn put(&self, key: &str, value: &str, life: Duration) -> Result<(), StoreError> {
        self.write(&mut self.current(key), key, value, life)
    }

    async fn exchange(&self, key: &str, value: &str, life: Duration) -> Result<Option<String>, StoreError> {
        let mut kept = self.current(key);
        let Some(place) = kept.get_mut(key) else { return Ok(None) };
        place.until = Instant::now() + life;
        Ok(Some(std::mem::replace(&mut place.value, value.into())))
    }

    async fn age(&self, _key: &str) -> Result<Duration, StoreError> {
        Ok(self.since.elapsed())
    }

    async fn check(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
}
