//! The relying party's backend: makes requests, records scans, accepts each presentation once.
#![forbid(unsafe_code)]

mod config;
mod memory;
mod redis;
mod store;

pub use config::{Configuration, Environ, Key, Limits, ListFiles, NamedRequest, ReceiptFile, StoreChoice, TOKEN_ENV};
pub use memory::MemoryStore;
pub use redis::{RedisStore, Replicas};
pub use store::{Store, StoreError};
