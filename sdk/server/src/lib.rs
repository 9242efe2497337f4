//! The relying party's backend: makes requests, records scans, accepts each presentation once.
#![forbid(unsafe_code)]

mod memory;
mod redis;
mod store;

pub use memory::MemoryStore;
pub use redis::{RedisStore, Replicas};
pub use store::{Store, StoreError};
