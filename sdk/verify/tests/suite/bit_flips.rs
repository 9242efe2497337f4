//! Row K08, exhaustively: no accepted token verifies after any one of its bits was flipped.

use crate::record::{Record, records, unhex};
use ikd_sandbox::claim169::store;
use ikd_sandbox::cose::qr_text;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn k08_no_token_verifies_after_any_bit_was_flipped() {
    let mut accepted: Vec<Record> =
        records().into_iter().filter(|record| record.expect["outcome"] == "verified").collect();
    assert!(accepted.len() > 50, "only {} accepted records", accepted.len());
    accepted.sort_by(|left, right| left.presentation.cmp(&right.presentation));
    accepted.dedup_by(|left, right| left.presentation == right.presentation);
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(record) = accepted.get(next.fetch_add(1, Ordering::Relaxed)) {
            every_flip_is_refused(record);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
}

fn every_flip_is_refused(record: &Record) {
    let verifier = record.verifier();
    // Of a text that was packed anew the bytes are those of another record.
    let Some(intermediates) = &record.intermediates else { return };
    let cose = unhex(&intermediates.cose);
    for bit in 0..cose.len() * 8 {
        let mut flipped = cose.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let text = if record.is_ours() { qr_text(&flipped) } else { base45::encode(store(&flipped)) };
        assert!(verifier.verify(&text, record.now()).is_err(), "{} verifies with bit {bit} flipped", record.id);
    }
}

#[test]
fn k08_no_text_verifies_after_any_character_was_replaced() {
    const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let record = records().into_iter().find(|record| record.id == "nik-and-nama").expect("the record");
    let verifier = record.verifier();
    for (at, own) in record.presentation.char_indices() {
        for other in ALPHABET.chars().filter(|other| *other != own) {
            let mut text = record.presentation.clone();
            text.replace_range(at..=at, other.encode_utf8(&mut [0; 4]));
            assert!(verifier.verify(&text, record.now()).is_err(), "verifies with character {at} replaced");
        }
    }
}
