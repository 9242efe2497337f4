//! The relying party's backend: makes requests, records scans, accepts each presentation once.
#![forbid(unsafe_code)]

mod answer;
mod backend;
mod body;
mod chosen_store;
mod clock;
mod config;
mod doctor;
mod journal;
mod lists;
mod memory;
mod metrics;
mod process;
mod rate;
mod receipt_log;
mod redis;
mod relying_party;
mod routes;
mod serve;
mod store;
mod token;
mod watched;

pub use backend::Backend;
pub use chosen_store::ChosenStore;
pub use config::{Configuration, Environ, Key, Limits, ListFiles, NamedRequest, ReceiptFile, StoreChoice, TOKEN_ENV};
pub use doctor::{Check, doctor};
pub use lists::{ListState, Lists};
pub use memory::MemoryStore;
pub use receipt_log::{ReceiptLog, ReceiptLogError, SignedReceipt};
pub use redis::{RedisStore, Replicas};
pub use relying_party::{Acceptance, Presented, RelyingParty};
pub use routes::{router, watch_router};
pub use serve::serve;
pub use store::{Store, StoreError};
