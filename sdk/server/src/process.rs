//! What a service asks of its operating system: no core dump of what it holds, and the signals to read lists again and
//! to end.

use std::future::Future;
use tokio::sync::watch;

/// Switches core dumps off, which would hold personal data and keys. Whether it could.
#[cfg(unix)]
pub fn without_core_dumps() -> bool {
    use rustix::process::{Resource, Rlimit, setrlimit};
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).is_ok()
}

#[cfg(not(unix))]
pub fn without_core_dumps() -> bool {
    false
}

/// Becomes ready when the process is asked to end; once, for all who hold it.
#[derive(Clone)]
pub struct End(watch::Receiver<bool>);

impl End {
    /// Waits for the asking.
    pub fn asked(self) -> impl Future<Output = ()> + Send + 'static {
        let Self(mut asked) = self;
        async move {
            // The sender lives in tasks that end only after they have sent.
            let _ = asked.wait_for(|asked| *asked).await;
        }
    }
}

/// SIGTERM and SIGINT.
#[cfg(unix)]
pub fn end() -> std::io::Result<End> {
    use tokio::signal::unix::{SignalKind, signal};
    let (ask, asked) = watch::channel(false);
    for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
        let (mut signal, ask) = (signal(kind)?, ask.clone());
        tokio::spawn(async move {
            signal.recv().await;
            ask.send_replace(true);
        });
    }
    Ok(End(asked))
}

/// Ctrl-C.
#[cfg(not(unix))]
pub fn end() -> std::io::Result<End> {
    let (ask, asked) = watch::channel(false);
    tokio::spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        ask.send_replace(true);
    });
    Ok(End(asked))
}

/// Does this at every SIGHUP.
#[cfg(unix)]
pub fn at_hangup(what: impl Fn() + Send + Sync + 'static) -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            what();
        }
    });
    Ok(())
}

#[cfg(not(unix))]
pub fn at_hangup(_what: impl Fn() + Send + Sync + 'static) -> std::io::Result<()> {
    Ok(())
}
