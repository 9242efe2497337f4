//! A bank's own axum application with the backend mounted in it: `cargo run -p ikd-server --example axum -- rp.toml`.
//!
//! The bank's pages talk to the bank; the three calls stand below /ikd for its other services, which show the token.

use axum::{Router, routing::get};
use ikd_server::{Backend, Configuration, router};
use std::{path::PathBuf, process::ExitCode, sync::Arc};
use tokio::net::TcpListener;

async fn serve(file: PathBuf) -> Result<(), Vec<String>> {
    let configuration = Configuration::open(&file)?;
    let address = configuration.listen;
    let backend = Arc::new(Backend::open(configuration).await?);
    let bank = Router::new().route("/", get(|| async { "Bank Contoh" })).nest("/ikd", router(&backend));
    let sentence = |error: std::io::Error| vec![error.to_string()];
    let listener = TcpListener::bind(address).await.map_err(sentence)?;
    println!("http://{}/", listener.local_addr().map_err(sentence)?);
    axum::serve(listener, bank).await.map_err(sentence)
}

fn main() -> ExitCode {
    let file = std::env::args_os().nth(1).unwrap_or_else(|| "rp.toml".into());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let served =
        runtime.map_err(|error| vec![error.to_string()]).and_then(|runtime| runtime.block_on(serve(file.into())));
    for sentence in served.as_ref().err().into_iter().flatten() {
        eprintln!("{sentence}");
    }
    ExitCode::from(u8::from(served.is_err()))
}
