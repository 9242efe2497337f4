//! A service on a free port, with the sandbox's lists and a clock that a test sets.

use crate::client::{self, Reply, TOKEN, post};
use crate::configuration::{BANK, template};
use ikd_sandbox::{Fault, Wallet, trust};
use ikd_server::{Backend, Limits, MemoryStore, ReceiptLog, Store, router, watch_router};
use ikd_verify::{
    Anchors, Challenge, Environment, Language, ListHashes, PublicKey, Request, Transactions, TrustList, Verifier,
};
use serde_json::json;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub const NOW: u64 = 1_800_000_000;

pub struct Service {
    pub address: SocketAddr,
    clock: Arc<AtomicU64>,
    journal: Arc<Mutex<Vec<String>>>,
    /// Ends the service when it is dropped.
    _runtime: Runtime,
}

pub fn anchors() -> Anchors {
    let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
    Anchors::new(roots, Environment::Sandbox).unwrap()
}

pub fn rules() -> Transactions {
    let list = trust::list(1, NOW);
    let verifier = Verifier::new(TrustList::open(&list, &anchors()));
    let request = |audience| Request::template(template(audience)).unwrap();
    let rules = Transactions::new(BANK, verifier, ListHashes::of(&list, [[0; 0]; 0]));
    rules.asks("open-account", request(BANK), Language::Indonesian).unwrap()
}

impl Service {
    pub fn start() -> Self {
        Self::with(MemoryStore::new(), Limits { calls: 10_000, ..Limits::default() }, None)
    }

    pub fn with(store: impl Store, limits: Limits, receipts: Option<&Path>) -> Self {
        let backend = Backend::new(rules(), store).limits(limits);
        Self::of(match receipts {
            Some(path) => backend.receipts(ReceiptLog::open(path, &[7; 32], "test").unwrap()),
            None => backend,
        })
    }

    pub fn of(backend: Backend<impl Store>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (clock, journal) = (Arc::new(AtomicU64::new(NOW)), Arc::<Mutex<Vec<String>>>::default());
        let (time, lines) = (clock.clone(), journal.clone());
        let backend = backend.token(TOKEN).timer(move || time.load(Ordering::Relaxed));
        let backend = Arc::new(backend.journal(move |line| lines.lock().unwrap().push(line.into())));
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let router = router(&backend).merge(watch_router(&backend));
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self { address, clock, journal, _runtime: runtime }
    }

    pub fn wait(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    pub fn now(&self) -> u64 {
        self.clock.load(Ordering::Relaxed)
    }

    pub fn journal(&self) -> String {
        self.journal.lock().unwrap().join("\n")
    }

    pub fn post(&self, route: &str, body: &serde_json::Value) -> Reply {
        post(self.address, route, body)
    }

    /// What a page asks first.
    pub fn request(&self, method: &str, query: &str) -> Reply {
        let headers = format!("authorization: Bearer {TOKEN}\r\n");
        client::call(self.address, (method, &format!("/v1/request{query}")), &headers, b"")
    }

    pub fn challenge(&self, session: &str) -> Challenge {
        let begun = self.post("challenge", &json!({"session": session, "request": "open-account"}));
        assert_eq!(begun.status, 200, "{}", begun.body);
        Challenge::open(begun.json()["text"].as_str().unwrap()).unwrap()
    }

    /// What the wallet of Budi answers now.
    pub fn code(&self, challenge: &Challenge, fault: Fault) -> String {
        Wallet::budi().mint(Some(challenge), &["nik", "nama", "pekerjaan"], self.now(), fault)
    }

    pub fn verify(&self, session: &str, text: &str) -> Reply {
        self.post("verify", &json!({"session": session, "presentation": text}))
    }

    pub fn seen(&self, session: &str, hash: &str) -> Reply {
        self.post("seen", &json!({"session": session, "hash": hash}))
    }

    pub fn metrics(&self) -> String {
        client::get(self.address, "/metrics").body
    }
}
