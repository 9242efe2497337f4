//! Row K08, exhaustively: no accepted token verifies after any one of its bits was flipped.

use crate::record::{Record, records, unhex};

#[test]
fn k08_no_token_verifies_after_any_bit_was_flipped() {
    let accepted: Vec<Record> = records().into_iter().filter(|record| record.expect["outcome"] == "verified").collect();
    assert!(accepted.len() > 50, "only {} accepted records", accepted.len());
    let (left, right) = accepted.split_at(accepted.len() / 2);
    std::thread::scope(|scope| {
        for half in [left, right] {
            scope.spawn(move || half.iter().for_each(every_flip_is_refused));
        }
    });
}

fn every_flip_is_refused(record: &Record) {
    let verifier = record.verifier();
    let intermediates = record.intermediates.as_ref().expect("a token");
    let cose = unhex(&intermediates.cose);
    for bit in 0..cose.len() * 8 {
        let mut flipped = cose.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let text = format!("IKD1:{}", base45::encode(flipped));
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
