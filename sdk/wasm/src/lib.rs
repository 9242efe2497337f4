//! The wasm-bindgen boundary: JavaScript values in, JavaScript values out, nothing decided here.
//!
//! The module of a page is `engine` and `verdict`, that of a backend `server`. What a developer needs besides (the test wallet, the lint of requests) is
//! a module of its own behind the feature `sandbox`, built into another file, and never part of the production one.

#![expect(
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "the callers are JavaScript: a Result throws, nothing is unused, and vectors arrive owned"
)]

mod config;
#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "engine")]
mod frame;
mod plain;
mod seconds;
#[cfg(feature = "engine")]
mod seen;
#[cfg(feature = "engine")]
mod shift_jis;
mod stack;
mod value;
#[cfg(feature = "engine")]
mod verdict;

#[cfg(feature = "server")]
mod accepted;
#[cfg(feature = "bare")]
mod bench;
#[cfg(feature = "bench")]
mod bench_rqrr;
#[cfg(feature = "bench")]
mod bench_scan;
#[cfg(feature = "server")]
mod body;
#[cfg(feature = "sandbox")]
mod inspect;
#[cfg(feature = "sandbox")]
mod lint;
#[cfg(feature = "server")]
mod receipts;
#[cfg(feature = "sandbox")]
mod sandbox;
#[cfg(feature = "server")]
mod server;

#[cfg(feature = "engine")]
pub use engine::Engine;
#[cfg(feature = "server")]
pub use server::Server;
#[cfg(feature = "engine")]
pub use verdict::Verdict;
