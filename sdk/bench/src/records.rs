//! Records for `ikd verify --batch`, and beside them their bare signatures: the work that no verifier can leave out.
//!
//! The signatures are checked by `verify_strict` on every core, with the keys ready and everything in memory.

use ed25519_dalek::{Signature, VerifyingKey};
use ikd_sandbox::batch::{Batch, Device};
use ikd_sandbox::cbor::Cbor;
use ikd_sandbox::cose::qr_text;
use ikd_sandbox::holder::Holder;
use ikd_sandbox::person::Person;
use ikd_sandbox::signer::Signer;
use ikd_sandbox::{minted, sd_cwt, status, trust};
use ikd_verify::{Document, Request, hex};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

const THEN: u64 = 1_800_000_000;
pub const FIELDS: [&str; 5] = ["nik", "nama", "tanggal_lahir", "jenis_kelamin", "alamat"];
pub const AUDIENCE: &str = "https://bank.example";
const KEY: usize = 32;
const SIGNATURE: usize = 64;

/// The text of a code, and what was signed in it: key, signature, message.
pub type Made = (String, Vec<(Vec<u8>, Vec<u8>, Vec<u8>)>);

/// Writes records.ndjson, mode M and mode S in turn, signatures.bin and the folder lists.
pub fn make(folder: &Path, count: u64) {
    fs::create_dir_all(folder.join("lists")).expect("a folder");
    let lists = [trust::list(1, THEN), status::list(status::URI, &[], THEN)];
    let hashes = lists.each_ref().map(|list| hex::encode(&Sha256::digest(list)));
    for (list, hash) in lists.iter().zip(&hashes) {
        fs::write(folder.join("lists").join(hash), list).expect("a list");
    }
    let create = |name| BufWriter::new(File::create(folder.join(name)).expect("a file"));
    let (mut records, mut signatures) = (create("records.ndjson"), create("signatures.bin"));
    for number in 0..count {
        let at = THEN + number % 1_000;
        let request = request(number, at);
        let hash = hex::encode(Request::read(&request).expect("a request").hash());
        let (presentation, signed) =
            if number % 2 == 0 { minted(nonce(number), at) } else { bound(number, nonce(number), at) };
        let record = json!({"presentation": presentation, "request": request, "requestHash": hash, "at": at,
            "trustList": hashes[0], "statusLists": [hashes[1]], "id": number.to_string()});
        writeln!(records, "{record}").expect("a line");
        for (key, signature, message) in signed {
            let length = u32::try_from(message.len()).expect("short");
            signatures
                .write_all(&[&length.to_be_bytes(), &key[..], &signature, &message].concat())
                .expect("a signature");
        }
    }
}

fn nonce(number: u64) -> [u8; 16] {
    u128::from(number).to_be_bytes()
}

fn request(number: u64, at: u64) -> serde_json::Value {
    let fields = FIELDS.map(|name| json!({"name": name, "required": true, "relevance": "POJK 8/2023"}));
    json!({
        "relyingParty": {"id": AUDIENCE, "name": "Bank", "privacyUrl": "https://bank.example/p", "contact": "dpo@bank.example"},
        "document": "ktp", "purpose": "Membuka rekening", "legalBasis": "legal_obligation", "fields": fields, "retention": "P5Y",
        "processingPeriod": "P1D", "rights": "dpo@bank.example", "nonce": hex::encode(&nonce(number)), "expiresAt": at + 100,
    })
}

/// A code of mode M that answers this nonce.
pub fn minted(nonce: [u8; 16], at: u64) -> Made {
    let issuer = trust::issuer();
    let claims = minted::claims(AUDIENCE, at, Person::budi().claims(&FIELDS)).with(39, Cbor::Bytes(nonce.into()));
    let token = minted::token(&claims, &issuer);
    let signature = issuer.sign(&token.to_be_signed());
    let signed = vec![(issuer.public_key().into(), signature.clone(), token.to_be_signed())];
    (qr_text(&token.with_signature(signature)), signed)
}

/// A code of mode S with an Ed25519 key that answers this nonce, made from one of a batch of credentials.
pub fn bound(number: u64, nonce: [u8; 16], at: u64) -> Made {
    const CREDENTIALS: u64 = 512;
    const HOUR: u64 = 3_600;
    let (issuer, issued) = (trust::issuer(), (at / HOUR - 1) * HOUR);
    let batch = Batch::issued(Person::budi(), &Document::ALL[0], Device::Ed25519, issued);
    let (credential, holder) = batch.credential(u32::try_from(number % CREDENTIALS).expect("small"));
    let inner = credential.with_disclosures(&issuer, &credential.disclosures(&FIELDS));
    let by_issuer = issuer.sign(&inner.to_be_signed());
    let claims = sd_cwt::binding(AUDIENCE, at).with(39, Cbor::Bytes(nonce.into()));
    let outer = sd_cwt::key_binding(&claims, &holder, Cbor::Raw(inner.with_signature(by_issuer.clone())));
    let by_holder = holder.sign(&outer.to_be_signed());
    let signed = vec![
        (issuer.public_key().into(), by_issuer, inner.to_be_signed()),
        (public_key(&holder).into(), by_holder.clone(), outer.to_be_signed()),
    ];
    (qr_text(&outer.with_signature(by_holder)), signed)
}

fn public_key(holder: &Holder) -> [u8; KEY] {
    let key: Option<&Signer> = if let Holder::Ed25519(key) = holder { Some(key) } else { None };
    key.expect("an Ed25519 key").public_key()
}

/// Checks the signatures on every core, and prints how many seconds that took.
pub fn bare(folder: &Path) {
    let bytes = fs::read(folder.join("signatures.bin")).expect("the signatures");
    let signatures = read(&bytes);
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    // Handed out as they are asked for: a core that other work slows keeps none of the others waiting.
    let parts: Vec<_> = signatures.chunks(64).collect();
    let taken = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(part) = parts.get(taken.fetch_add(1, Ordering::Relaxed)) {
                    part.iter().for_each(|(key, signature, message)| {
                        key.verify_strict(message, signature).expect("a signature");
                    });
                }
            });
        }
    });
    println!("{}", start.elapsed().as_secs_f64());
}

fn read(mut bytes: &[u8]) -> Vec<(VerifyingKey, Signature, &[u8])> {
    let mut all = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let (key, rest) = rest.split_first_chunk::<KEY>().expect("a key");
        let (signature, rest) = rest.split_first_chunk::<SIGNATURE>().expect("a signature");
        let (message, rest) = rest.split_at(u32::from_be_bytes(*length) as usize);
        all.push((VerifyingKey::from_bytes(key).expect("a key"), Signature::from_bytes(signature), message));
        bytes = rest;
    }
    all
}
