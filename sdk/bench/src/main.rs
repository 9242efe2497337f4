//! Median times of a native verification: a token of each mode, how they grow with the disclosures, and a Claim 169 token
//! beside claim169-core. All are taken in turns, so that a busy machine slows all alike.
//!
//! `make FOLDER COUNT` and `bare FOLDER` are the two ends of the measurement of `ikd verify --batch`; see [`records`].
//! `server ROUNDS` measures a backend, and `mint` makes the codes for one in another process; see [`backend`] and [`mint`].

mod backend;
mod mint;
#[expect(dead_code, reason = "the tests read more of it")]
#[path = "../../verify/tests/record/mod.rs"]
mod record;
mod records;

use claim169_core::Decoder;
use ikd_sandbox::cbor::Cbor;
use ikd_sandbox::{claim169, trust};
use ikd_verify::{Anchors, Claim169, Clock, Environment, Now, PublicKey, TrustList, Verifier};
use record::Record;
use serde_json::Value;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

const ROUNDS: usize = 2_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => in_each_mode(),
        ["make", folder, count] => records::make(Path::new(folder), count.parse().expect("a number")),
        ["bare", folder] => records::bare(Path::new(folder)),
        ["server", rounds] => backend::run(rounds.parse().expect("a number")),
        ["mint"] => mint::run(),
        _ => panic!("it takes nothing, make FOLDER COUNT, bare FOLDER, server ROUNDS or mint"),
    }
}

fn in_each_mode() {
    let ids = ["nik-and-nama", "sd-ed25519", "sd-p256", "l-ed25519-with-our-kid"];
    let modes = in_turns(&ids.map(verification));
    for (mode, time) in ["M", "S (Ed25519)", "S (ESP256)", "L"].iter().zip(&modes) {
        println!("mode {mode:12} {time:8.1} µs  {:.2} × M", time / modes[0]);
    }
    let growth = in_turns(&["d15-5-of-5-disclosed", "d15-24-of-24-disclosed"].map(verification));
    let (five, all) = (growth[0], growth[1]);
    println!("24 disclosures {all:.1} µs, 5 disclosures {five:.1} µs: {:.2} × (24/5 = 4.8)", all / five);
    beside_the_peer();
}

type Work = Box<dyn Fn() -> bool>;

fn verification(id: &str) -> Work {
    let record: Record = record::records().into_iter().find(|record| record.id == id).expect("the record");
    let verifier = record.verifier();
    Box::new(move || verifier.verify(black_box(&record.presentation), record.now()).is_ok())
}

/// The peer's own token, verified by both.
fn beside_the_peer() {
    let Some(case) = peers_token() else { return println!("external suites not present, claim169-core not measured") };
    let text = case["qr_data"].as_str().expect("a text").to_owned();
    let key = record::unhex(case["signing_key"]["public_key_hex"].as_str().expect("a key"));
    let key: [u8; 32] = key.try_into().expect("32 bytes");
    let (peers_text, verifier) = (text.clone(), peers_verifier(key));
    let ours: Work = Box::new(move || verifier.verify(black_box(&text), Now::new(WITHIN, Clock::Given)).is_ok());
    let peers: Work = Box::new(move || {
        // It reads the machine's clock, at which its token may have expired; we judge ours at a given time.
        let decoder = Decoder::new(black_box(&peers_text)).without_timestamp_validation();
        decoder.verify_with_ed25519(&key).and_then(Decoder::decode).is_ok()
    });
    let times = in_turns(&[ours, peers]);
    println!(
        "L, the peer's token: ours {:.1} µs, claim169-core {:.1} µs: {:.2} ×",
        times[0],
        times[1],
        times[0] / times[1]
    );
}

const WITHIN: u64 = 1_750_000_000;

fn peers_verifier(key: [u8; 32]) -> Verifier {
    let cose_key = Cbor::labels([(1, Cbor::Int(1)), (-1, Cbor::Int(6)), (-2, Cbor::Bytes(key.into()))]);
    let entry = trust::entry("https://mosip.example.org", &trust::issuer(), WITHIN).with(2, cose_key);
    let entry = entry.with(5, Cbor::Array(vec![Cbor::Int(claim169::DOCUMENT)]));
    let list = trust::sign(&trust::claims(1, &[entry], WITHIN), &trust::root());
    let roots = trust::roots().iter().map(|root| PublicKey::from_bytes(root).expect("a root")).collect();
    let anchors = Anchors::new(roots, Environment::Sandbox).expect("one root");
    Verifier::new(TrustList::open(&list, &anchors)).claim169(Claim169::Accept)
}

fn peers_token() -> Option<Value> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let folder = std::env::var_os("IKD_EXTERNAL_VECTORS").map_or_else(beside, PathBuf::from);
    let bytes = std::fs::read(folder.join("claim-169/valid/ed25519-signed.json")).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The median time of each work in microseconds, one after the other in each round.
fn in_turns(works: &[Work]) -> Vec<f64> {
    let mut times = vec![Vec::with_capacity(ROUNDS); works.len()];
    for _ in 0..ROUNDS {
        for (work, times) in works.iter().zip(&mut times) {
            let start = Instant::now();
            assert!(work(), "a verification failed");
            times.push(start.elapsed().as_secs_f64() * 1e6);
        }
    }
    times.into_iter().map(median).collect()
}

/// Of the second half; the first warms up.
fn median(times: Vec<f64>) -> f64 {
    let mut warm = times[ROUNDS / 2..].to_vec();
    warm.sort_by(f64::total_cmp);
    warm[warm.len() / 2]
}
