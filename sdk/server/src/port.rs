//! A port that holds so many connections at once, and none that says nothing.
//!
//! In: an address. Out: connections for axum. One that is quiet for longer than any call takes is closed, so that who
//! opens many and sends nothing does not keep the bank's backend out.

use axum::serve::Listener;
use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// More than a bank's backends hold open, fewer than a process may have files open (1 024 on Linux).
const CONNECTIONS: usize = 512;
/// Longer than the longest body and the longest call together.
const QUIET: Duration = Duration::from_secs(150);

pub struct Port {
    listener: TcpListener,
    places: Arc<Semaphore>,
    quiet: Duration,
}

impl Port {
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let (listener, places) = (TcpListener::bind(address).await?, Arc::new(Semaphore::new(CONNECTIONS)));
        Ok(Self { listener, places, quiet: QUIET })
    }
}

impl Listener for Port {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        // The semaphore is never closed. Without a place the connection waits in the system's own queue.
        let place = self.places.clone().acquire_owned().await.ok();
        let (stream, address) = Listener::accept(&mut self.listener).await;
        (Connection { stream, quiet: self.quiet, until: Box::pin(sleep(self.quiet)), _place: place }, address)
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.listener.local_addr()
    }
}

pub struct Connection {
    stream: TcpStream,
    quiet: Duration,
    until: Pin<Box<Sleep>>,
    _place: Option<OwnedSemaphorePermit>,
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        if let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(context, into) {
            let until = Instant::now() + self.quiet;
            self.until.as_mut().reset(until);
            return Poll::Ready(read);
        }
        ready!(self.until.as_mut().poll(context));
        Poll::Ready(Err(Error::from(ErrorKind::TimedOut)))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, routing::get};
    use std::io::{Read, Write};

    #[test]
    fn a_quiet_connection_is_closed_and_gives_its_place_to_another() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let port = Port { listener, places: Arc::new(Semaphore::new(1)), quiet: Duration::from_millis(200) };
        runtime.spawn(async move { axum::serve(port, Router::new().route("/", get(|| async { "here" }))).await });
        let mut quiet = std::net::TcpStream::connect(address).unwrap();
        let mut waiting = std::net::TcpStream::connect(address).unwrap();
        waiting.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").unwrap();
        let (mut nothing, mut answer) = (String::new(), String::new());
        quiet.read_to_string(&mut nothing).unwrap();
        waiting.read_to_string(&mut answer).unwrap();
        assert!(nothing.is_empty() && answer.ends_with("here"), "{nothing} {answer}");
    }
}
