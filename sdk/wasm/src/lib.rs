//! The wasm-bindgen boundary: JavaScript values in, JavaScript values out, nothing decided here.
//!
//! The production module is `engine` and `verdict`. What a developer needs besides (the test wallet, the lint of requests) is
//! a module of its own behind the feature `sandbox`, built into another file, and never part of the production one.

#![expect(
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "the callers are JavaScript: a Result throws, nothing is unused, and vectors arrive owned"
)]

mod config;
mod engine;
mod frame;
mod plain;
mod seen;
mod shift_jis;
mod stack;
mod value;
mod verdict;

#[cfg(feature = "bench")]
mod bench;
#[cfg(feature = "bench")]
mod bench_rqrr;
#[cfg(feature = "bench")]
mod bench_scan;
#[cfg(feature = "sandbox")]
mod lint;
#[cfg(feature = "sandbox")]
mod sandbox;

pub use engine::Engine;
pub use verdict::Verdict;
