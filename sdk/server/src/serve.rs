//! A configuration → a running service, until it is asked to end.
//!
//! Refuses to start where [`Backend::open`] does. Ends by finishing what is under way.

use crate::backend::Backend;
use crate::config::Configuration;
use crate::port::Port;
use crate::process::{self, End};
use crate::routes::{router, watch_router};
use crate::store::Store;
use axum::Router;
use axum::serve::Listener;
use ikd_verify::hex;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Serves what a file says, until SIGTERM or SIGINT.
///
/// # Errors
/// Why it does not start, a sentence each.
pub fn serve(path: &Path) -> Result<(), Vec<String>> {
    let dumps = process::without_core_dumps();
    let configuration = Configuration::open(path)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| vec![format!("cannot start threads: {error}")])?;
    runtime.block_on(run(configuration, dumps))
}

async fn run(configuration: Configuration, without_dumps: bool) -> Result<(), Vec<String>> {
    let one = |sentence: String| vec![sentence];
    let (listen, watch) = (configuration.listen, configuration.metrics_listen);
    let (limits, reload) = (configuration.limits, configuration.lists.reload);
    let backend = Arc::new(Backend::open(configuration).await?);
    let end = process::end().map_err(|error| one(format!("cannot wait for signals: {error}")))?;
    renew(&backend, reload).map_err(|error| one(format!("cannot wait for signals: {error}")))?;
    let mut servers = Vec::new();
    match watch {
        Some(address) => {
            servers.push(start(address, watch_router(&backend), &end).await.map_err(one)?);
            servers.push(start(listen, router(&backend), &end).await.map_err(one)?);
        }
        None => servers.push(start(listen, router(&backend).merge(watch_router(&backend)), &end).await.map_err(one)?),
    }
    let addresses: Vec<String> = servers.iter().map(|(address, _)| address.to_string()).collect();
    let key = backend.receipt_key().map(|key| hex::encode(&key.to_bytes()));
    let items = [
        ("listen", addresses.into()),
        ("version", env!("CARGO_PKG_VERSION").into()),
        ("receipt_key", key.into()),
        ("without_core_dumps", without_dumps.into()),
    ];
    backend.write("started", items);
    end.asked().await;
    backend.write("ending", []);
    for (_, server) in servers {
        // What takes longer than a call may is not waited for.
        let _ = tokio::time::timeout(limits.request * 2, server).await;
    }
    backend.write("ended", []);
    Ok(())
}

/// Reads the lists again at SIGHUP and now and then, off the threads that answer calls.
fn renew<S: Store>(backend: &Arc<Backend<S>>, every: Option<Duration>) -> std::io::Result<()> {
    let own = backend.clone();
    let again = move || {
        let backend = own.clone();
        drop(tokio::task::spawn_blocking(move || backend.renew()));
    };
    if let Some(every) = every {
        let again = again.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(every).await;
                again();
            }
        });
    }
    process::at_hangup(again)
}

type Server = (SocketAddr, tokio::task::JoinHandle<std::io::Result<()>>);

async fn start(address: SocketAddr, router: Router, end: &End) -> Result<Server, String> {
    let port = Port::open(address).await.map_err(|error| format!("cannot listen at {address}: {error}"))?;
    let bound = port.local_addr().unwrap_or(address);
    let server = axum::serve(port, router).with_graceful_shutdown(end.clone().asked());
    Ok((bound, tokio::spawn(server.into_future())))
}
