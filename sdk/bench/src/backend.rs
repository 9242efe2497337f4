//! What a backend in this process verifies a second, beside the bare check of the same signatures.
//!
//! In: how many rounds. Out: a row for each mode, on one core and on all, without receipts and with them on the disk and in
//! memory. The codes answer real challenges and were seen; only `verify` is timed. In each round some codes are checked
//! bare and then verified, so that a busy machine slows both; the ratio is the median of the rounds.

use crate::mint::{made, now};
use crate::records::{AUDIENCE, FIELDS};
use ed25519_dalek::{Signature, VerifyingKey};
use ikd_sandbox::{status, trust};
use ikd_server::{MemoryStore, Presented, ReceiptLog, RelyingParty};
use ikd_verify::{
    Anchors, Choice, Clock, Environment, Language, ListHashes, Now, PublicKey, Request, Transactions, TrustList,
    Verifier,
};
use serde_json::json;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;
use tokio::runtime::{Builder, Runtime};

/// Of each core and each round.
const CODES: usize = 500;
/// A write through to the disk waits for it: fewer say as much.
const WRITTEN: usize = 100;
/// How many one core takes at once.
const PART: usize = 25;
const NAME: &str = "open-account";

/// A code that a session was asked for, and its signatures.
struct Shown {
    session: String,
    text: String,
    signed: Vec<(VerifyingKey, Signature, Vec<u8>)>,
}

/// What one row measures.
struct Case {
    mode: &'static str,
    receipts: Option<PathBuf>,
    codes: usize,
    cores: usize,
}

/// What was measured in the rounds: seconds of the bare checks and of `verify` in all, and microseconds of each `verify`.
#[derive(Default)]
struct Measured {
    bare: Vec<f64>,
    whole: Vec<f64>,
    each: Vec<f64>,
}

/// Prints every row.
pub fn run(rounds: usize) {
    let all = thread::available_parallelism().map_or(1, NonZero::get);
    let folders = [("in memory", PathBuf::from("/dev/shm")), ("on the disk", std::env::temp_dir())];
    for mode in ["M", "S"] {
        for cores in [1, all] {
            let case = |receipts, codes| Case { mode, receipts, codes: codes * cores, cores };
            let words = format!("Rust in process, mode {mode}, {cores} core{}", if cores == 1 { "" } else { "s" });
            row(&words, rounds, &case(None, CODES));
            for (place, folder) in folders.iter().filter(|(_, folder)| folder.is_dir()) {
                let log = folder.join(format!("ikd-bench-{}.jsonl", std::process::id()));
                let codes = if *place == "on the disk" { WRITTEN } else { CODES };
                row(&format!("{words}, receipts {place}"), rounds, &case(Some(log.clone()), codes));
                std::fs::remove_file(log).expect("the log");
            }
        }
    }
}

fn row(words: &str, rounds: usize, case: &Case) {
    let mut measured = Measured::default();
    for _ in 0..rounds {
        round(case, &mut measured);
    }
    let Measured { bare, whole, mut each } = measured;
    let ratio = median(bare.iter().zip(&whole).map(|(bare, whole)| bare / whole).collect());
    let second = |seconds| case.codes as f64 / median(seconds);
    let (ceiling, done) = (second(bare), second(whole));
    each.sort_by(f64::total_cmp);
    let at = |part: f64| each[(part * each.len() as f64) as usize];
    let times = [at(0.5), at(0.99), at(0.999)].map(|time| format!("{time:9.0}")).concat();
    println!("{words:54} {done:8.0} {ceiling:8.0} {:5.0} % {times}", 100.0 * ratio);
}

/// One party, its codes, the bare checks, the verifications.
fn round(case: &Case, measured: &mut Measured) {
    let party = party(case);
    let shown: Vec<Shown> = on_this_core(async {
        let mut all = Vec::new();
        for number in 0..case.codes {
            all.push(shown(&party, case.mode, number).await);
        }
        all
    });
    let parts: Vec<&[Shown]> = shown.chunks(PART).collect();
    let (bare, _) = on_cores(case.cores, &parts, |part, _| part.iter().for_each(check));
    let (whole, each) = on_cores(case.cores, &parts, |part, runtime| {
        runtime.block_on(async {
            let mut times = Vec::with_capacity(part.len());
            for shown in part {
                let start = Instant::now();
                let accepted = party.verify(&shown.session, Presented { text: &shown.text, request: None }).await;
                assert!(accepted.is_ok(), "a code was refused");
                drop(accepted);
                times.push(start.elapsed().as_secs_f64() * 1e6);
            }
            times
        })
    });
    measured.bare.push(bare);
    measured.whole.push(whole);
    measured.each.extend(each.into_iter().flatten());
}

fn check(shown: &Shown) {
    shown.signed.iter().for_each(|(key, signature, message)| {
        key.verify_strict(message, signature).expect("a signature");
    });
}

/// The seconds that the parts take on so many cores, and what each gave. A core that other work slows keeps none of the others
/// waiting.
fn on_cores<T: Send>(cores: usize, parts: &[&[Shown]], work: impl Fn(&[Shown], &Runtime) -> T + Sync) -> (f64, Vec<T>) {
    let taken = AtomicUsize::new(0);
    let worker = || {
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        let next = || parts.get(taken.fetch_add(1, Ordering::Relaxed));
        std::iter::from_fn(next).map(|part| work(part, &runtime)).collect::<Vec<T>>()
    };
    let start = Instant::now();
    let given = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker")).collect()
    });
    (start.elapsed().as_secs_f64(), given)
}

fn on_this_core<T>(work: impl Future<Output = T>) -> T {
    Builder::new_current_thread().build().expect("a runtime").block_on(work)
}

/// Asks for a code, mints it, and has it seen.
async fn shown(party: &RelyingParty<MemoryStore>, mode: &str, number: usize) -> Shown {
    let session = format!("session-{number}");
    let begun = party.challenge(&session, NAME, Choice::All).await.expect("a challenge");
    let (text, signed) = made(mode, number as u64, begun.challenge.nonce);
    let credential = party.rules().verifier().verify(&text, Now::new(now(), Clock::Server));
    let hash = credential.expect("a credential").signed_hash();
    party.seen(&session, hash).await.expect("seen");
    let signed = signed.into_iter().map(|(key, signature, message)| {
        let key = VerifyingKey::try_from(key.as_slice()).expect("a key");
        (key, Signature::from_slice(&signature).expect("a signature"), message)
    });
    Shown { session, text, signed: signed.collect() }
}

fn party(case: &Case) -> RelyingParty<MemoryStore> {
    let (list, statuses) = (trust::list(1, now()), [status::list(status::URI, &[], now())]);
    let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
    let anchors = Anchors::new(roots, Environment::Sandbox).expect("one root");
    let verifier = Verifier::new(TrustList::open(&list, &anchors)).status_lists(&statuses);
    let rules = Transactions::new(AUDIENCE, verifier, ListHashes::of(&list, &statuses));
    let rules = rules.asks(NAME, template(), Language::Indonesian).expect("a request");
    let party = RelyingParty::new(rules, MemoryStore::new().at_most(4 * case.codes));
    match &case.receipts {
        Some(log) => party.receipts(ReceiptLog::open(log, &[7; 32], "bench").expect("a log")),
        None => party,
    }
}

fn template() -> Request {
    let fields = FIELDS.map(|name| json!({"name": name, "required": true, "relevance": "POJK 8/2023"}));
    let request = json!({
        "relyingParty": {"id": AUDIENCE, "name": "Bank", "privacyUrl": "https://bank.example/p", "contact": "dpo@bank.example"},
        "document": "ktp", "purpose": "Membuka rekening", "legalBasis": "legal_obligation", "fields": fields, "retention": "P5Y",
        "processingPeriod": "P1D", "rights": "dpo@bank.example",
    });
    Request::template(request).expect("a template")
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
