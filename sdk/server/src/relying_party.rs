//! The backend itself: begins a transaction, records its scan, and accepts its presentation once.
//!
//! In: a session that the caller vouches for, and what a browser sent. Out: a challenge, a time, an acceptance with its
//! receipt; or the first [`Error`]. Decides nothing: every verdict is [`Transactions`]', this file reads and writes the
//! store between its steps, in a fixed order: verify, take the nonce, remember the signed bytes, accept, keep the
//! receipt. Whatever the store does not answer for certain is `store_unavailable`.

use crate::clock::unix_time;
use crate::receipt_log::{ReceiptLog, SignedReceipt};
use crate::store::{Store, StoreError};
use ikd_verify::{
    Accepted, Begun, Choice, Error, Judged, ListHashes, NonceState, PublicKey, Remembered, Seen, ServerError, Sighting,
    SignedHash, TransactionRecord, Transactions, Verifier, hex, limits,
};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

/// Each thing is kept so long after it was last written.
const LIFE: Duration = Duration::from_secs(limits::STORED_LIFETIME);

/// Where the backend's time comes from, in UNIX seconds.
type Timer = Box<dyn Fn() -> u64 + Send + Sync>;

/// A relying party with its store.
///
/// ```
/// use ikd_sandbox::{Fault, Wallet, trust};
/// use ikd_server::{MemoryStore, Presented, RelyingParty};
/// use ikd_verify::{
///     Anchors, Choice, Environment, Language, ListHashes, PublicKey, Request, Transactions, TrustList, Verifier,
/// };
/// # let at = 1_800_000_000;
/// # let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
/// # let (list, anchors) = (trust::list(1, at), Anchors::new(roots, Environment::Sandbox).unwrap());
/// # let request = Request::template(serde_json::json!({
/// #     "relyingParty": {"id": "https://bank.example", "name": "Bank", "privacyUrl": "https://bank.example/p", "contact": "a@bank.example"},
/// #     "document": "ktp", "purpose": "Rekening", "legalBasis": "contract", "retention": "P5Y", "processingPeriod": "P1D", "rights": "a@bank.example",
/// #     "fields": [{"name": "nik", "required": true, "relevance": "POJK 8/2023"}],
/// # })).unwrap();
/// let rules = Transactions::new(
///     "https://bank.example",
///     Verifier::new(TrustList::open(&list, &anchors)),
///     ListHashes::of(&list, [[0; 0]; 0]),
/// );
/// let rules = rules.asks("open-account", request, Language::Indonesian).unwrap();
/// let bank = RelyingParty::new(rules, MemoryStore::new());
/// # let bank = bank.timer(move || at);
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let begun = bank.challenge("session", "open-account", Choice::All).await?;
/// let code = Wallet::budi().mint(Some(&begun.challenge), &["nik"], at, Fault::None);
/// let accepted = bank.verify("session", Presented { text: &code, request: None }).await?;
/// assert_eq!(accepted.case.verified.facts.offered, ["nik"]);
/// let again = bank.verify("session", Presented { text: &code, request: None }).await;
/// assert_eq!(again.err().unwrap().code(), "replayed");
/// # Ok::<(), ikd_verify::Error>(()) }).unwrap();
/// ```
pub struct RelyingParty<S> {
    rules: RwLock<Transactions>,
    store: S,
    receipts: Option<Arc<ReceiptLog>>,
    timer: Timer,
}

/// What a browser says.
#[derive(Clone, Copy)]
pub struct Presented<'a> {
    /// The QR's text.
    pub text: &'a str,
    /// SHA-256 in hex of the request that the page showed, where it says so.
    pub request: Option<&'a str>,
}

/// A presentation that was accepted, and its receipt where receipts are kept.
pub struct Acceptance {
    /// What was accepted.
    pub case: Accepted,
    /// The receipt as it stands in the log.
    pub receipt: Option<SignedReceipt>,
}

impl From<StoreError> for Error {
    fn from(_: StoreError) -> Self {
        ServerError::StoreUnavailable.into()
    }
}

impl<S: Store> RelyingParty<S> {
    /// A relying party with these rules and this store, by the machine's clock, without receipts.
    #[must_use]
    pub fn new(rules: Transactions, store: S) -> Self {
        Self { rules: RwLock::new(rules), store, receipts: None, timer: Box::new(unix_time) }
    }

    /// Keeps the receipts in this log.
    #[must_use]
    pub fn receipts(self, log: ReceiptLog) -> Self {
        Self { receipts: Some(Arc::new(log)), ..self }
    }

    /// Takes the time, in UNIX seconds, from here.
    #[must_use]
    pub fn timer(self, timer: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self { timer: Box::new(timer), ..self }
    }

    /// Goes on with newer lists.
    pub fn renew(&self, verifier: Verifier, lists: ListHashes) {
        self.rules.write().unwrap_or_else(PoisonError::into_inner).renew(verifier, lists);
    }

    /// The key that verifies the receipts, where they are kept.
    #[must_use]
    pub fn receipt_key(&self) -> Option<PublicKey> {
        self.receipts.as_ref().map(|log| log.public())
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The rules. Do not hold them across an await.
    pub fn rules(&self) -> RwLockReadGuard<'_, Transactions> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The backend's time in UNIX seconds.
    #[must_use]
    pub fn now(&self) -> u64 {
        (self.timer)()
    }

    /// Begins a transaction for the fields that the person chose. It replaces the session's transaction before.
    ///
    /// # Errors
    /// As [`Transactions::begin`], and `store_unavailable`.
    pub async fn challenge(&self, session: &str, request: &str, choice: Choice<'_>) -> Result<Begun, Error> {
        let mut nonce = [0; limits::NONCE_BYTES];
        // Without randomness nothing begins, as without a store.
        getrandom::fill(&mut nonce).map_err(|_| ServerError::StoreUnavailable)?;
        let begun = self.rules().begin(session, (request, choice), nonce, self.now())?;
        if !self.store.add(&begun.nonce.0, &begun.nonce.1, LIFE).await? {
            return Err(ServerError::StoreUnavailable.into());
        }
        self.store.put(&begun.session.0, &begun.session.1, LIFE).await?;
        Ok(begun)
    }

    /// Records what was scanned, and when: the first scan counts, and the same again is told its time.
    ///
    /// # Errors
    /// As [`Transactions::seen`], `nonce_unknown` where the session has no transaction, and `store_unavailable`.
    pub async fn seen(&self, session: &str, hash: SignedHash) -> Result<u64, Error> {
        let record = self.record(session).await?;
        let (key, nonce) = (self.rules().keys().sighting(&record.nonce), self.rules().keys().nonce(&record.nonce));
        let state = self.store.get(&nonce).await?;
        if state.as_ref() == Some(&NonceState::Taken.of(session)) {
            return Err(self.rules().foreign(state.as_deref(), session));
        }
        let mut stood = self.store.get(&key).await?;
        loop {
            let seen = self.rules().seen(&record, hash, stood.as_deref(), self.now())?;
            match seen {
                Seen::Before(first) => return Ok(first.at),
                Seen::Now(first) if self.store.add(&key, &first.to_text(), LIFE).await? => return Ok(first.at),
                // Another call was faster, so something stands there now.
                Seen::Now(_) => stood = Some(self.store.get(&key).await?.ok_or(ServerError::StoreUnavailable)?),
            }
        }
    }

    /// Why a scanned code that answers another request is refused, by its hash alone: it was used before (`replayed`), in
    /// another session (`session_mismatch`), or is none that was accepted here (`nonce_mismatch`). Takes nothing.
    pub async fn foreign(&self, session: &str, hash: SignedHash) -> Error {
        let key = self.rules().keys().accepted(hash);
        match self.store.get(&key).await {
            Ok(stood) => self.rules().foreign_scan(stood.as_deref(), session),
            Err(error) => error.into(),
        }
    }

    /// Verifies a presentation and accepts it, once.
    ///
    /// # Errors
    /// As [`Transactions::judge`] and [`ikd_verify::Acceptable::accept`], and `store_unavailable`.
    pub async fn verify(&self, session: &str, presented: Presented<'_>) -> Result<Acceptance, Error> {
        let record = self.record(session).await?;
        if presented.request.is_some_and(|shown| shown != hex::encode(&record.request)) {
            return Err(ServerError::EvidenceMismatch.into());
        }
        let sighting = self.sighting(&record).await?;
        let judged = self.rules().judge(&record, presented.text, sighting, self.now())?;
        let acceptable = match judged {
            Judged::Acceptable(acceptable) => acceptable,
            Judged::Foreign(nonce) => return Err(self.another(session, nonce).await),
        };
        let (key, taken) = (self.rules().keys().nonce(&record.nonce), NonceState::Taken.of(session));
        let stood = self.store.exchange(&key, &taken, LIFE).await?;
        // Only who took the nonce says that the code was seen: else one of two at once could take the first, the other the
        // second, and neither be accepted.
        let is_new = NonceState::read(stood.as_deref(), session) == Ok(NonceState::Open)
            && self.store.add(acceptable.key(), &taken, LIFE).await?;
        self.keep(acceptable.accept(session, stood.as_deref(), remembered(is_new))?).await
    }

    /// Verifies a code that was made for anybody, at a counter, and accepts it once. The verifier of the rules decides whether
    /// such codes are taken at all.
    ///
    /// # Errors
    /// As [`Transactions::judge_at_counter`] and [`ikd_verify::Acceptable::accept_at_counter`], and `store_unavailable`.
    pub async fn verify_at_counter(&self, request: &str, text: &str) -> Result<Acceptance, Error> {
        let acceptable = self.rules().judge_at_counter(request, text, self.now())?;
        let is_new = self.store.add(acceptable.key(), "counter", LIFE).await?;
        // Asked after the write: a store that lost its memory in between is young.
        let age = self.store.age(acceptable.key()).await?.as_secs();
        self.keep(acceptable.accept_at_counter(remembered(is_new), age)?).await
    }

    /// Writes the receipt. A file is slow and must not be left half written, so another thread does it to the end.
    async fn keep(&self, case: Accepted) -> Result<Acceptance, Error> {
        let Some(log) = self.receipts.clone() else { return Ok(Acceptance { case, receipt: None }) };
        let now = self.now();
        let written = tokio::task::spawn_blocking(move || {
            let receipt = log.append(now, |making| case.receipt(making)).ok()?;
            Some(Acceptance { case, receipt: Some(receipt) })
        });
        written.await.ok().flatten().ok_or_else(|| ServerError::StoreUnavailable.into())
    }

    async fn record(&self, session: &str) -> Result<TransactionRecord, Error> {
        let key = self.rules().keys().session(session);
        let text = self.store.get(&key).await?;
        text.as_deref().and_then(TransactionRecord::read).ok_or_else(|| ServerError::NonceUnknown.into())
    }

    async fn sighting(&self, record: &TransactionRecord) -> Result<Option<Sighting>, Error> {
        let key = self.rules().keys().sighting(&record.nonce);
        let stood = self.store.get(&key).await?;
        // What cannot be read was not written here: nobody knows what was scanned.
        let read = stood.map(|text| Sighting::read(&text).ok_or(ServerError::StoreUnavailable));
        Ok(read.transpose()?)
    }

    async fn another(&self, session: &str, nonce: [u8; limits::NONCE_BYTES]) -> Error {
        let key = self.rules().keys().nonce(&nonce);
        match self.store.get(&key).await {
            Ok(stood) => self.rules().foreign(stood.as_deref(), session),
            Err(error) => error.into(),
        }
    }
}

fn remembered(is_new: bool) -> Remembered {
    if is_new { Remembered::New } else { Remembered::Before }
}
