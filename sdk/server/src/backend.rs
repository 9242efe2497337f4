//! A relying party behind HTTP: who may call, how often, how long, and what is written down of it.
//!
//! In: a call. Out: an answer; a line in the journal and a count for it. Refuses a caller without the token, a session
//! that calls too often, and a call that takes too long, of which nobody knows what it did: `store_unavailable`.

use crate::answer::{Answer, REQUEST_ID};
use crate::body::{self, ChallengeBody, SeenBody, VerifyBody};
use crate::config::Limits;
use crate::journal::Journal;
use crate::lists::Lists;
use crate::metrics::Metrics;
use crate::rate::Rates;
use crate::receipt_log::ReceiptLog;
use crate::relying_party::{Presented, RelyingParty};
use crate::store::Store;
use crate::token::Token;
use crate::watched::Watched;
use axum::body::Body;
use axum::http::{HeaderMap, Request, Response};
use ikd_verify::{Choice, Error, Language, PublicKey, ServerError, SignedHash, Transactions, hex, limits};
use serde_json::Value;
use std::sync::Arc;
use std::time::Instant;
use zeroize::Zeroizing;

/// The calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Request,
    Challenge,
    Seen,
    Foreign,
    Verify,
}

impl Route {
    pub const ALL: [Self; 5] = [Self::Request, Self::Challenge, Self::Seen, Self::Foreign, Self::Verify];

    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Challenge => "challenge",
            Self::Seen => "seen",
            Self::Foreign => "foreign",
            Self::Verify => "verify",
        }
    }

    /// Its methods, as the header `allow` says them.
    fn methods(self) -> &'static str {
        if self == Self::Request { "GET, HEAD" } else { "POST" }
    }
}

/// A relying party as a service.
pub struct Backend<S> {
    party: RelyingParty<Watched<S>>,
    token: Option<Token>,
    limits: Limits,
    rates: Rates,
    lists: Option<Lists>,
    metrics: Arc<Metrics>,
    journal: Journal,
}

impl<S: Store> Backend<S> {
    /// A service with these rules and this store. Without a token whoever reaches it may call.
    #[must_use]
    pub fn new(rules: Transactions, store: S) -> Self {
        let (metrics, limits) = (Arc::<Metrics>::default(), Limits::default());
        let party = RelyingParty::new(rules, Watched::new(store, metrics.clone()));
        let rates = Rates::new(limits.calls, limits.sessions);
        Self { party, token: None, limits, rates, lists: None, metrics, journal: Journal::default() }
    }

    /// Answers only to who shows this bearer token.
    #[must_use]
    pub fn token(self, token: &str) -> Self {
        Self { token: Some(Token::new(token)), ..self }
    }

    /// Keeps receipts in this log.
    #[must_use]
    pub fn receipts(self, log: ReceiptLog) -> Self {
        Self { party: self.party.receipts(log), ..self }
    }

    /// Takes the time, in UNIX seconds, from here.
    #[must_use]
    pub fn timer(self, timer: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self { party: self.party.timer(timer), ..self }
    }

    /// Takes so much of a caller.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, rates: Rates::new(limits.calls, limits.sessions), ..self }
    }

    /// Reads these lists again when asked to.
    #[must_use]
    pub fn lists(self, lists: Lists) -> Self {
        Self { lists: Some(lists), ..self }
    }

    /// Writes its journal here instead of to standard error.
    #[must_use]
    pub fn journal(self, sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self { journal: Journal::to(sink), ..self }
    }

    /// The relying party.
    #[must_use]
    pub fn party(&self) -> &RelyingParty<impl Store + use<S>> {
        &self.party
    }

    /// The key that verifies the receipts, where they are kept.
    #[must_use]
    pub fn receipt_key(&self) -> Option<PublicKey> {
        self.party.receipt_key()
    }

    /// Reads the lists again. New ones that are not good are said and not taken.
    pub fn renew(&self) {
        let Some(lists) = &self.lists else { return };
        match lists.read(self.party.now()) {
            Ok((verifier, hashes)) => {
                self.party.renew(verifier, hashes);
                self.journal.write("lists_read", [("seq", lists.state().seq.into())]);
            }
            Err(sentence) => {
                self.metrics.reload_failed();
                self.journal.write("lists_refused", [("reason", sentence.into())]);
            }
        }
    }

    /// Whether it can do its work: the store answers, and the lists count.
    pub(crate) async fn is_ready(&self) -> bool {
        let current = self.lists.as_ref().is_none_or(|lists| lists.state().is_current(self.party.now()));
        let answers = tokio::time::timeout(self.limits.request, self.party.store().get("ikd:ready"));
        current && answers.await.is_ok_and(|answer| answer.is_ok())
    }

    pub(crate) fn metrics(&self) -> String {
        let state = self.lists.as_ref().map(Lists::state);
        self.metrics.to_text(state.as_ref(), self.party.now())
    }

    pub(crate) fn write<const N: usize>(&self, event: &str, items: [(&str, Value); N]) {
        self.journal.write(event, items);
    }

    /// Answers a call, counts it and writes it down.
    pub(crate) async fn call(&self, route: Route, request: Request<Body>) -> Response<Body> {
        let (start, id) = (Instant::now(), id_of(request.headers()));
        let answer = if self.token.as_ref().is_none_or(|token| token.is_shown(request.headers())) {
            self.answer(route, request).await
        } else {
            Answer::unauthorised()
        };
        let time = start.elapsed();
        self.metrics.call(route.word(), (answer.code, answer.mode), time);
        let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let (status, name) = (answer.status.as_u16().into(), answer.request.clone().map_or(Value::Null, Value::from));
        self.journal.write(
            "call",
            [
                ("id", id.as_str().into()),
                ("route", route.word().into()),
                ("status", status),
                ("code", answer.code.into()),
                ("request", name),
                ("ms", milliseconds.into()),
            ],
        );
        answer.respond(&id)
    }

    async fn answer(&self, route: Route, request: Request<Body>) -> Answer {
        if !route.methods().split(", ").any(|method| method == request.method().as_str()) {
            return Answer::method(route.methods());
        }
        let (parts, body) = request.into_parts();
        let answer = match route {
            Route::Request => self.asked(parts.uri.query().unwrap_or_default()),
            Route::Challenge => self.challenge(&parts.headers, body).await,
            Route::Seen => self.seen(&parts.headers, body).await,
            Route::Foreign => self.foreign(&parts.headers, body).await,
            Route::Verify => self.verify(&parts.headers, body).await,
        };
        answer.unwrap_or_else(|refusal| refusal)
    }

    /// What a page shows before anything begins. Without lists nobody can say whom it may trust.
    fn asked(&self, query: &str) -> Result<Answer, Answer> {
        let trust = self.lists.as_ref().and_then(Lists::page_trust).ok_or_else(Answer::absent)?;
        let item =
            |name: &str| form_urlencoded::parse(query.as_bytes()).find(|(own, _)| own == name).map(|(_, text)| text);
        let language = item("lang").map_or(Language::Indonesian, |tag| Language::nearest(&tag));
        let rules = self.party.rules();
        rules.asked(item("name").as_deref(), language).map(|asked| Answer::asked(asked, trust)).map_err(refused)
    }

    async fn challenge(&self, headers: &HeaderMap, body: Body) -> Result<Answer, Answer> {
        let body: ChallengeBody = body::read(headers, body, &self.limits).await.map_err(refused)?;
        let session = self.session(body.session)?;
        let names: Option<Vec<&str>> = body.fields.as_ref().map(|names| names.iter().map(String::as_str).collect());
        let choice = names.as_ref().map_or(Choice::All, |names| Choice::Fields(names));
        let begun = self.within(self.party.challenge(&session, &body.request, choice)).await?;
        // Only a name of the configuration gets here, so it may be written down.
        Ok(Answer::begun(&begun).named(body.request))
    }

    async fn seen(&self, headers: &HeaderMap, body: Body) -> Result<Answer, Answer> {
        let (session, hash) = self.scan(headers, body).await?;
        self.within(self.party.seen(&session, hash)).await.map(Answer::seen)
    }

    async fn foreign(&self, headers: &HeaderMap, body: Body) -> Result<Answer, Answer> {
        let (session, hash) = self.scan(headers, body).await?;
        let why = async { Err(self.party.foreign(&session, hash).await) };
        self.within(why).await
    }

    async fn scan(&self, headers: &HeaderMap, body: Body) -> Result<(String, SignedHash), Answer> {
        let body: SeenBody = body::read(headers, body, &self.limits).await.map_err(refused)?;
        let session = self.session(body.session)?;
        let hash = hex::decode(&body.hash).map(SignedHash::from_bytes);
        Ok((session, hash.ok_or_else(|| refused(ServerError::EvidenceMalformed("hash")))?))
    }

    async fn verify(&self, headers: &HeaderMap, body: Body) -> Result<Answer, Answer> {
        let body: VerifyBody = body::read(headers, body, &self.limits).await.map_err(refused)?;
        let session = self.session(body.session)?;
        let text = Zeroizing::new(body.presentation);
        let presented = Presented { text: &text, request: body.request_hash.as_deref() };
        let acceptance = self.within(self.party.verify(&session, presented)).await?;
        Ok(Answer::accepted(&acceptance))
    }

    /// What takes longer than a call may was done or not.
    async fn within<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Answer> {
        let done = tokio::time::timeout(self.limits.request, work).await;
        done.unwrap_or_else(|_| Err(ServerError::StoreUnavailable.into())).map_err(refused)
    }

    /// The session, if it has one and does not call too often.
    fn session(&self, session: Option<String>) -> Result<String, Answer> {
        let sound = |session: &String| (1..=limits::SESSION_BYTES).contains(&session.len());
        let session = session.filter(sound).ok_or_else(|| refused(ServerError::SessionMissing))?;
        let wait = self.rates.take(&session, Instant::now());
        wait.map_err(|wait| refused(ServerError::RateLimited).after(wait))?;
        Ok(session)
    }
}

fn refused(error: impl Into<Error>) -> Answer {
    Answer::rejected(error.into())
}

/// The caller's id of the call, if it can stand in a log as it is, or a new one.
fn id_of(headers: &HeaderMap) -> String {
    const MOST: usize = 64;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
    let given = given.filter(|id| (1..=MOST).contains(&id.len()) && id.bytes().all(plain));
    given.map_or_else(new_id, String::from)
}

/// An id need not be secret, so without randomness it is only not unique.
fn new_id() -> String {
    let mut bytes = [0; 8];
    let _ = getrandom::fill(&mut bytes);
    hex::encode(&bytes)
}
