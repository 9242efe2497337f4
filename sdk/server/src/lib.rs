//! The relying party's backend in Rust: makes requests, records scans, accepts each presentation once, keeps receipts.
//!
//! What a browser says of a code proves nothing to who is not standing beside it, so a backend verifies again. All
//! decisions are made by [`ikd_verify::Transactions`], which has no I/O; this crate is the I/O around it: a store, files,
//! HTTP. Three ways in, each made of the one before:
//!
//! - [`RelyingParty`]: three functions, for a program of one's own with any [`Store`];
//! - [`Backend`] and [`router`]: the same as routes of axum, to be mounted (`examples/axum.rs`);
//! - [`serve`]: the command `ikd serve --config rp.toml`, and [`doctor`], which looks at everything that it would need.
//!
//! # The calls
//!
//! An internal service: only the bank's own backend calls it, with a bearer token, and says in each body which of its
//! sessions it speaks for. The answer to `verify` holds the person's data, so it goes to the bank's program, never to
//! the browser. The audience comes from the configuration alone, no header counts, and there is no CORS.
//!
//! | call | body | answer |
//! |---|---|---|
//! | `GET /v1/request?name=…&lang=…` | none | `{"outcome":"request","name","language","request","trust"}`: what a page shows before anything begins, and the lists for its own verifier, for the bank's backend to pass on. The request `name-lang`, else `name`; without a name the first in the language |
//! | `POST /v1/challenge` | `session`, `request` (a name of the configuration), `fields`? (those that the person chose) | `{"outcome":"challenge","request","requestHash","text","expiresAt"}`; `text` is the QR that the wallet scans |
//! | `POST /v1/seen` | `session`, `hash` (SHA-256 of the signed bytes in hex, as the page's verdict says) | `{"outcome":"seen","at"}`; the first scan of a request counts, for ten minutes |
//! | `POST /v1/foreign` | `session`, `hash` of a code that the page refused as another request's | the rejection: `replayed`, `session_mismatch` or `nonce_mismatch` |
//! | `POST /v1/verify` | `session`, `presentation` (the QR's text), `requestHash`? | the outcome of PROFILE.md §10 with `released`; `source`, always `ikd`; `receipt`, null where none are kept; `evidence`, null where the code holds more than was released |
//!
//! Bodies are JSON objects of 16 KiB at most, without content-encoding. Members that are not named here are not read;
//! one that is named may not come twice, and may not be null. A rejection is a value with its code, in status 200, but
//! for these:
//!
//! | status | code | what to do |
//! |---|---|---|
//! | 400, 405, 408, 413 | `evidence_malformed` with `detail.reason` `json`, `type`, `encoding`, `hash`, `method`, `time` or `size` | send what it asks for |
//! | 401 | `session_missing` | say for which session |
//! | 401 without a body | | show the token |
//! | 404 without a body | | there is no such call |
//! | 429 | `rate_limited` | wait for Retry-After |
//! | 503 | `store_unavailable` | nobody knows what happened: begin anew, after Retry-After |
//!
//! An `x-request-id` of letters, digits, `.`, `_` and `-` is taken over into the journal and given back; else one is
//! made. `receipt` is `{"receipt","signed"}`: what it says, and the COSE_Sign1 in Base64, as it stands in its line of the
//! log.
//!
//! `GET /healthz` is 200 while the process lives, `GET /readyz` while the store answers and the trust list counts, else
//! 503; `GET /metrics` is for Prometheus. They ask for no token and say nothing of anybody. The journal on standard
//! error is a JSON object a line: codes, ids, durations, names of requests; never a value, a session or a token.
//!
//! # The configuration
//!
//! Secrets stand in the environment alone: `IKD_API_TOKEN` is the token of the callers, and the file names the variables
//! of the others. SIGHUP reads the lists again; lists that are not good are said in the journal and not taken. SIGTERM
//! and SIGINT end the service when what is under way is done.
//!
//! ```toml
#![doc = include_str!("../rp.example.toml")]
//! ```
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
mod open;
mod page_trust;
mod port;
mod process;
mod rate;
mod receipt_lines;
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
pub use receipt_lines::{LineFault, LoggedReceipt, ReceiptFault, ReceiptLines};
pub use receipt_log::{ReceiptKeys, ReceiptLog, ReceiptLogError, SignedReceipt};
pub use redis::{RedisStore, Replicas};
pub use relying_party::{Acceptance, Presented, RelyingParty};
pub use routes::{router, watch_router};
pub use serve::serve;
pub use store::{Store, StoreError};
