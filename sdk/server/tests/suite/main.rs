//! The backend as those who run it meet it: its stores, its routes, its faults.
#![expect(clippy::unwrap_used, reason = "a test says where it fails")]

mod redis_server;
mod stores;

/// Runs a test's asynchronous part on two threads.
fn wait<T>(what: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(what)
}
