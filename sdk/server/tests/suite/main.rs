//! The backend as those who run it meet it: its stores, its routes, its faults.
#![expect(clippy::unwrap_used, reason = "a test says where it fails")]

mod calls;
mod client;
mod configuration;
mod counter;
mod lists;
mod overtaken;
mod redis_server;
mod request;
mod service;
mod stores;

use std::fs;
use std::path::{Path, PathBuf};

/// Runs a test's asynchronous part on two threads.
fn wait<T>(what: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(what)
}

/// An empty folder of a test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("server").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}
