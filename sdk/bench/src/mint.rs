//! Codes for the challenges of a backend in another process, with the signatures in them.
//!
//! In: lines of a mode, M or S, and a challenge's text. Out: for each a line of JSON: the code's text and what was signed in
//! it, as key, signature and message in hex.

use crate::records::{Made, bound, minted};
use ikd_verify::{Challenge, hex};
use serde_json::json;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::{SystemTime, UNIX_EPOCH};

/// Answers each line until there are no more.
pub fn run() {
    let mut out = stdout().lock();
    for (line, number) in stdin().lock().lines().map_while(Result::ok).zip(0..) {
        let (mode, challenge) = line.split_once(' ').expect("a mode and a challenge");
        let (text, signed) = made(mode, number, Challenge::open(challenge).expect("a challenge").nonce);
        let signed =
            signed.iter().map(|(key, signature, message)| [key, signature, message].map(|part| hex::encode(part)));
        writeln!(out, "{}", json!({"text": text, "signed": signed.collect::<Vec<_>>()})).expect("a line");
    }
}

/// A code of now that answers this nonce.
pub fn made(mode: &str, number: u64, nonce: [u8; 16]) -> Made {
    let now = now();
    if mode == "M" { minted(nonce, now) } else { bound(number, nonce, now) }
}

/// UNIX seconds.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs()
}
