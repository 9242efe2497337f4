//! The tests that are no record of their own, in one binary.

mod attacks;
mod bit_flips;
mod challenge;
mod codes;
mod documents;
mod external;
mod lint;
mod lists;
mod matching;
mod pseudonym;
#[expect(dead_code, reason = "two test binaries share it, and each reads a part")]
#[path = "../record/mod.rs"]
mod record;
mod release;
mod sd_cwt_draft;
mod shown_texts;
mod transactions;
mod wallet;
